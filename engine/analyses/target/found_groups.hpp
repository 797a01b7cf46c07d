// Found groups: the neighbouring sites that hold most within the bounds, and what their count alone
// would have picked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/methods/targeting/small_area.hpp"

namespace hotward::analyses {

/// What some sites come to. NaN where the number of one of them is not known.
struct GroupSums {
  std::vector<std::size_t> sites;  ///< most incidents first
  std::int64_t count = 0;
  double harm = 0.0;  ///< 0 where nothing is weighed
  double people = 0.0;
  double households = 0.0;
  double km2 = 0.0;
  std::size_t parts = 0;  ///< connected

  /// Incidents per 1,000 of them; NaN where their number is not known.
  [[nodiscard]] double per_1k_households() const;
  [[nodiscard]] double per_1k_people() const;
};

struct FoundGroup {
  GroupSums sums;
  double bound = 0.0;  ///< no group within the bounds holds more; of harm where that is sought
  double gap_pct = 0.0;
  bool exact = false;
  std::size_t shared = 0;  ///< sites that it shares with the first group
};

struct FoundGroups {
  std::vector<FoundGroup> groups;  ///< the best first; empty where nothing was counted
  /// The sites by their count, each that still fits into the bounds, neighbours or not.
  GroupSums by_count;
  /// How many more incidents per household (or person, where households are not known) the first
  /// group has than these, in percent; NaN where neither is known.
  double gain_pct = 0.0;
  std::string gain_of;  ///< "household" or "person"; empty where neither is known
};

/// @return usage for a bound of what is not known; no_data where not one site is within the bounds
[[nodiscard]] Result<FoundGroups> find_groups(const Study& study, const FoundSites& found,
                                              const TargetSettings& settings);

/// "at most 8 areas and 5,000 households"
[[nodiscard]] std::string bounds_text(const GroupBounds& bounds, bool of_cells);

}  // namespace hotward::analyses
