// Evaluated incidents: a theme's places in the areas, with how many incidents of each month lie
// there.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/analyses/evaluate/evaluated_periods.hpp"
#include "engine/join/area_join.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::analyses {

/// Incidents per place, in the order of EvaluatedIncidents::places.
using AtPlaces = std::vector<std::uint32_t>;

struct EvaluatedIncidents {
  table::Places places;          ///< inside areas, with an incident of one of the periods
  AtPlaces before;               ///< of the earlier period
  AtPlaces after;                ///< of the later one
  std::vector<AtPlaces> months;  ///< of the earlier one, month by month
  std::vector<AtPlaces> later_months;
  std::uint64_t count_before = 0;
  std::uint64_t count_after = 0;
  /// Outside the areas, taken in by --nearest: in no cell, since cells end where the areas do, and
  /// so in none of the counts above.
  std::uint64_t by_nearest_before = 0;
  std::uint64_t by_nearest_after = 0;
};

/// Time: O(incidents).
[[nodiscard]] EvaluatedIncidents evaluated_incidents(const Study& study, const Theme& theme,
                                                     const EvaluatedPeriods& periods);

}  // namespace hotward::analyses
