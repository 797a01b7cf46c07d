// Ogr layer: a table::Layer put into a data set that GDAL writes. For engine/io only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/gdal_handles.hpp"
#include "engine/table/layer.hpp"

namespace hotward::io {

/// How one format wants a layer.
struct Making {
  std::string name;                  ///< the layer's, within the data set
  std::vector<std::string> options;  ///< GDAL's, "KEY=VALUE" each
  std::vector<std::string> fields;   ///< the columns' names there (field_names.hpp)
  bool dbf = false;                  ///< fields need widths, texts end after 254 bytes, and there
                                     ///< are no times of day: they are written as texts
  bool shapes_only = false;          ///< rows without a shape are left out
};

inline constexpr std::size_t dbf_text_bytes = 254;

/// As many decimals, 15 at most, as the widest of the numbers leaves room for in a .dbf.
[[nodiscard]] int dbf_decimals_for(const table::Column::Reals& values);

/// @return how many rows have a shape with a point.
[[nodiscard]] std::size_t rows_with_shape(const table::Layer& layer);

/// All below return cannot_write with the messages caught so far.
[[nodiscard]] tl::unexpected<Error> write_failure(const GdalMessages& messages);

/// @return unavailable where this GDAL lacks the driver.
[[nodiscard]] Result<Dataset> create_dataset(const char* driver_name,
                                             const std::filesystem::path& path,
                                             const std::vector<std::string>& options,
                                             const GdalMessages& messages);

/// @param from  sound (expect_sound). One part in each shape makes a layer of polygons, more parts
///              in any make one of multipolygons.
/// @return interrupted where the user stopped the program.
[[nodiscard]] Result<void> add_layer(GDALDataset& dataset, const table::Layer& from,
                                     const Making& making, const GdalMessages& messages);

/// Closing writes what is still in memory, and may be the first to find the disk full.
[[nodiscard]] Result<void> close_dataset(Dataset& dataset, const GdalMessages& messages);

}  // namespace hotward::io
