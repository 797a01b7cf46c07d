// Area layer: the polygons that a user named, found, opened and read. For engine/io only.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct AreaLayer {
  RawAreas raw;
  std::string dataset;  ///< as a user would name it, a member of an archive too
  std::string layer;    ///< empty where the data set has no other
  std::vector<table::InputFile> files;
};

/// @return the errors of open_vector, polygon_layer and read_polygons; usage for a condition that
///         is none.
[[nodiscard]] Result<AreaLayer> read_area_layer(const AreaSource& source);

}  // namespace hotward::io
