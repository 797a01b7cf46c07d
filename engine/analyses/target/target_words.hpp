// Target words: what was found, in sentences, as rows on the screen, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/target/found_groups.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

[[nodiscard]] std::string target_text(const Study& study, const Theme& theme,
                                      const FoundSites& found, const FoundGroups& groups,
                                      const TargetSettings& settings);

/// The sites in the order of their rank, then the groups.
[[nodiscard]] std::vector<report::ShownTable> target_tables(const FoundSites& found,
                                                            const FoundGroups& groups,
                                                            const table::Layer& layer);

[[nodiscard]] Json target_json(const Theme& theme, const FoundSites& found,
                               const FoundGroups& groups, const TargetSettings& settings,
                               const table::Layer& layer);

/// What the profile does not state, or is no longer so: a sentence each, without a stop.
[[nodiscard]] std::vector<std::string> profile_warnings(const TargetSettings& settings,
                                                        const FoundSites& found);

/// All profiles, with their sources and gaps.
[[nodiscard]] std::string profiles_text(const std::vector<Profile>& profiles);
[[nodiscard]] Json profiles_json(const std::vector<Profile>& profiles);

}  // namespace hotward::analyses
