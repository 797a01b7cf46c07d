// CSV: a layer's columns for a spreadsheet.
//
// Sources:
//   Shafranovich (2005), Common Format and MIME Type for Comma-Separated Values (CSV) Files, RFC
//     4180. doi:10.17487/RFC4180. Quotes; lines end in CR LF.
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward::io {

/// A layer of points, which ends with their places, unless it has columns x and y.
[[nodiscard]] bool ends_with_places(const table::Layer& head);

/// UTF-8 with a byte order mark, which Excel needs to see that it is. Undefined values are empty. A
/// layer of points ends with columns x and y (metres, EPSG:27700), unless it has columns of these
/// names. A text that a spreadsheet would run as a formula gets an apostrophe before it.
/// @return cannot_write; interrupted; errors of the rows.
[[nodiscard]] Result<void> write_csv(const std::filesystem::path& path, table::LayerRows& rows);

}  // namespace hotward::io
