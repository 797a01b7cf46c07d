#include "engine/analyses/target/exclusion.hpp"

#include <utility>

#include "engine/index/polygon_grid.hpp"
#include "engine/io/areas/read_shapes.hpp"

namespace hotward::analyses {

Result<Exclusion> read_exclusion(Study& study, const std::string& file) {
  auto read = io::read_shapes(file);
  if (!read) return fail(Error{read.error().code, read.error().message, "exclude"});
  for (table::InputFile& one : read->files) study.areas_read.files.push_back(std::move(one));
  return Exclusion{file, std::move(read->shapes)};
}

std::vector<std::uint8_t> excluded_places(const Exclusion& exclusion, const table::Places& places) {
  const index::PolygonGrid grid(exclusion.shapes, {.expected_points = places.size()});
  std::vector<std::uint8_t> excluded;
  for (const geometry::Point& at : places.at) excluded.push_back(grid.locate(at) >= 0 ? 1 : 0);
  return excluded;
}

}  // namespace hotward::analyses
