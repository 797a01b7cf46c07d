// Workbook layer: a layer's columns as a spreadsheet (XLSX, ODS), for whoever works in one.
//
//   first sheet  the rows, by their rank where the layer has one. A head says in words what its
//                column is, with the unit; a number shows as many decimals as tables for people
//                do, and keeps its value; a layer of points ends with easting and northing
//   "columns"    what each is called in the other formats, and its unit
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/io/files/workbook.hpp"
#include "engine/io/layers/gdal_formats.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward::io {

/// Rows that come a run at a time stay in their order. Whole numbers of more than 15 digits, which
/// a spreadsheet would round, stand as texts. A text ends after 32,767 bytes, the most a cell
/// holds.
/// @return cannot_write, also where there are more rows than a sheet holds; interrupted; errors of
///         the rows.
[[nodiscard]] Result<LayerWritten> write_workbook(const std::filesystem::path& path,
                                                  table::LayerRows& rows, WorkbookFormat format);

}  // namespace hotward::io
