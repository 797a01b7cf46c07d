// Merged places: map points that may not be shown each, but as one with their sum.
//
// A point with one to four incidents is not published. Those of one area and one cell, together
// five or more, are: as one point with their sum in the middle of what the area has of the cell, so
// that it does not lie where any of them does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/geometry/lattice.hpp"
#include "engine/table/areas.hpp"

namespace hotward {

struct MergedPlaces {
  std::vector<std::uint32_t> places;  ///< of the study, two or more
  std::size_t area = 0;
  geometry::Point at;  ///< where they are drawn
};

/// The cell's centre where it lies in the area, else a point inside both; the centre where they
/// share no ground.
[[nodiscard]] geometry::Point middle_of_cell(const geometry::Lattice& lattice,
                                             const geometry::Cell& cell, const table::Areas& areas,
                                             std::size_t area);

}  // namespace hotward
