// Place counts: the map points that may be shown, each with how many incidents of which types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/study/joint_plan.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// How many incidents of each type one place has, by type code.
using TypeCounts = std::map<std::uint16_t, std::int64_t>;

struct PlaceCount {
  std::vector<std::uint32_t> places;  ///< of the study: one, or those that are merged
  std::int64_t count = 0;
  TypeCounts types;
  std::size_t area = 0;
  geometry::Point at;

  [[nodiscard]] bool is_merged() const { return places.size() > 1; }
};

/// Those inside an area with an incident of the theme in the period; the busiest first, then by
/// coordinates. For the public those with five or more, less those that would tell how many others
/// there are; and of what is left the sums of each area and cell (merged_places.hpp), where they
/// are five or more, and tell nothing.
/// @param plan  where they are published beside other layers, which says what may be shown
[[nodiscard]] std::vector<PlaceCount> count_places(const Study& study, const Theme& theme,
                                                   const JointPlan* plan);

}  // namespace hotward::analyses
