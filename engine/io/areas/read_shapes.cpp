#include "engine/io/areas/read_shapes.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/geometry/validity.hpp"
#include "engine/io/areas/area_layer.hpp"

namespace hotward::io {

Result<ShapesRead> read_shapes(const std::string& dataset) {
  auto layer = read_area_layer({.dataset = dataset});
  if (!layer) return fail(layer.error());
  ShapesRead read;
  for (geometry::MultiPolygon& shape : layer->raw.shapes) {
    auto repaired = geometry::repair(std::move(shape));
    if (!repaired) {
      return fail(repaired.error().code, fmt::format("{}: {}", dataset, repaired.error().message));
    }
    if (!repaired->shape.empty()) read.shapes.push_back(std::move(repaired->shape));
  }
  if (read.shapes.empty()) {
    return fail(ErrorCode::no_data, fmt::format("{}: there is no polygon", dataset));
  }
  read.files = std::move(layer->files);
  return read;
}

}  // namespace hotward::io
