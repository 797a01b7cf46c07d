// Evidence: what a bid must show beside the best group of neighbours: areas like it where nothing
// is done, whether a fall would be seen, and what to expect of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/target/found_groups.hpp"
#include "engine/analyses/target/known_effects.hpp"
#include "engine/analyses/target/placebo.hpp"
#include "engine/methods/evaluation/matched_controls.hpp"

namespace hotward::analyses {

/// What an effect would come to here.
struct ExpectedEffect {
  std::string what;
  double fewer = 0.0;      ///< share
  double prevented = 0.0;  ///< incidents in 12 months
  double power = 0.0;      ///< chance that 12 months show it; NaN without controls
  std::string source;      ///< "Braga and Weisburd 2022, …: 60 tests in …"
};

struct Evidence {
  std::string why_not;  ///< there is none; else empty
  MonthPairs pairs;
  std::vector<std::size_t> target;            ///< the best group's sites
  std::vector<std::uint8_t> touching;         ///< of each site: next to the group
  std::vector<evaluation::Feature> features;  ///< of each site
  std::vector<std::string> left_out;          ///< features that a site of the group lacks
  std::optional<evaluation::MatchedControls> matched;
  std::string no_controls;     ///< why none are matched
  double seen_year = 0.0;      ///< incidents of the group in 12 months
  double expected_year = 0.0;  ///< the same, drawn towards the other sites
  double control_year = 0.0;   ///< of the controls
  PlaceboTest placebo;
  double phi = 1.0;
  std::optional<double> false_alarms;  ///< power where there is no effect; none without controls
  double least_effect = 0.0;           ///< found in 8 of 10 cases; NaN: not even 99% is
  std::vector<ExpectedEffect> effects;
};

/// @param given  further features, of each site
/// @return usage where --control names no area, or one of the group's; no_data where it names too
///         few
[[nodiscard]] Result<Evidence> find_evidence(const Task& task, const FoundSites& found,
                                             const FoundGroups& groups,
                                             const TargetSettings& settings,
                                             const std::vector<evaluation::Feature>& given);

}  // namespace hotward::analyses
