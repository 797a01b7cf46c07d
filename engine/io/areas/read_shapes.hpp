// read_shapes: the polygons of a layer alone, without codes or names: places to leave out, say.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct ShapesRead {
  std::vector<geometry::MultiPolygon> shapes;  ///< sound, in metres of the National Grid
  std::vector<table::InputFile> files;
};

/// @param dataset  as for read_areas
/// @return as read_areas, but that no column is needed; no_data where no shape is left
[[nodiscard]] Result<ShapesRead> read_shapes(const std::string& dataset);

}  // namespace hotward::io
