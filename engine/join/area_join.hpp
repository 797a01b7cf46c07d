// area_join: in which area does each incident lie? Exactly one answer for each.
//
// Inside an area, or on its boundary: that area. On a boundary that areas share, and where areas
// overlap: the one with the lowest code. Outside all: no area, or, where it is asked for, the area
// whose boundary is nearest within nearest_m metres, marked as such; equal distances go to the
// lowest code. So
//
//   in_area + outside = incidents,    by_nearest ≤ in_area
//
// always. The join is done once per place. Codes compare byte by byte.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/table/areas.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::join {

struct AreaJoin {
  std::vector<std::int32_t> area;     ///< per place: index into the areas; −1 outside all
  std::vector<std::uint8_t> nearest;  ///< per place: 1 = outside all, taken by nearest_m; none
                                      ///< where nearest_m is 0
  std::uint64_t in_area = 0;     ///< incidents with an area, those taken by nearest_m among them
  std::uint64_t outside = 0;     ///< incidents without
  std::uint64_t by_nearest = 0;  ///< incidents taken by nearest_m

  [[nodiscard]] bool is_by_nearest(std::size_t place) const {
    return !nearest.empty() && nearest[place] != 0;
  }
};

struct AreaJoinOptions {
  double nearest_m =
      0.0;  ///< how far outside its boundary an area still takes a place; 0: not at all
};

/// @param areas  codes are unique; shapes are sound (geometry::repair). An area without shape takes
///               nothing. Places that are not finite lie outside.
/// Time: O(edges of the areas + places), parallel. 22 wards: some 10 ns a place; 7,681 areas: 40
/// ns.
[[nodiscard]] AreaJoin area_join(const table::Places& places, const table::Areas& areas,
                                 const AreaJoinOptions& options = {});

/// Areas by their codes, lowest first, as indices: the order of precedence of area_join.
[[nodiscard]] std::vector<std::int32_t> code_order(const table::Areas& areas);

}  // namespace hotward::join
