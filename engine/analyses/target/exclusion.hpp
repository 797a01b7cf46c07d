// Exclusion: places whose incidents do not count: arcades, schools, hospitals, as a programme asks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/geometry/polygon.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

struct Exclusion {
  std::string file;
  std::vector<geometry::MultiPolygon> shapes;
  std::uint64_t incidents = 0;  ///< that lie in them, and would have counted

  [[nodiscard]] bool known() const { return !shapes.empty(); }
};

/// @return errors as read_shapes, of --exclude
[[nodiscard]] Result<Exclusion> read_exclusion(Study& study, const std::string& file);

/// 1 for each place that lies in one of the shapes, or on its edge.
[[nodiscard]] std::vector<std::uint8_t> excluded_places(const Exclusion& exclusion,
                                                        const table::Places& places);

}  // namespace hotward::analyses
