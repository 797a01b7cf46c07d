// Ogr layer: the rows of a layer put into a data set that GDAL writes. For engine/io only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward::io {

class PackedIndex;

/// How one format wants a layer.
struct Making {
  std::string name;                  ///< the layer's, within the data set
  std::vector<std::string> options;  ///< GDAL's, "KEY=VALUE" each
  std::vector<std::string> fields;   ///< the columns' names there (field_names.hpp)
  bool dbf = false;                  ///< fields need widths, texts end after 254 bytes, and there
                                     ///< are no times of day: they are written as texts
  bool shapes_only = false;          ///< rows without a shape are left out
  bool in_transaction = false;       ///< the caller has begun one, and ends it
  PackedIndex* index = nullptr;      ///< gathers the rows' boxes
};

inline constexpr std::size_t dbf_text_bytes = 254;

/// What must be known of all rows before the first is written.
struct Extent {
  bool multiple = false;           ///< some shape has more than one part
  std::size_t with_shape = 0;      ///< rows whose shape has a point
  std::size_t points = 0;          ///< of all shapes
  std::size_t text_bytes = 0;      ///< of all texts in UTF-8
  std::vector<std::size_t> bytes;  ///< by column: of the longest text in UTF-8
  std::vector<double> largest;     ///< by column: of the real numbers as written, 1 at least
};

/// @return errors of the rows.
[[nodiscard]] Result<Extent> extent_of(table::LayerRows& rows);

/// As many decimals, 15 at most, as the largest of the numbers leaves room for in a .dbf.
[[nodiscard]] int dbf_decimals_for(double largest);

/// All below return cannot_write with the messages caught so far.
[[nodiscard]] tl::unexpected<Error> write_failure(const GdalMessages& messages);

/// @return unavailable where this GDAL lacks the driver.
[[nodiscard]] Result<Dataset> create_dataset(const char* driver_name,
                                             const std::filesystem::path& path,
                                             const std::vector<std::string>& options,
                                             const GdalMessages& messages);

/// @param rows  sound (expect_sound). One part in each shape makes a layer of polygons, more parts
///              in any make one of multipolygons.
/// @return interrupted where the user stopped the program; errors of the rows.
[[nodiscard]] Result<void> add_layer(GDALDataset& dataset, table::LayerRows& rows,
                                     const Extent& extent, const Making& making,
                                     const GdalMessages& messages);

/// Closing writes what is still in memory, and may be the first to find the disk full.
[[nodiscard]] Result<void> close_dataset(Dataset& dataset, const GdalMessages& messages);

}  // namespace hotward::io
