// Target: which small area to bid for?
#pragma once

#include "engine/analyses/target/settings.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layers target_<theme>, a site each (of cells those with an incident, and those of a group), and
/// target_groups_<theme>, an outline of each group; key `target`.
/// @return bad_value for a bound of people or households that are not known; no_data where no site
///         is within the bounds; errors as make_sites
[[nodiscard]] Result<Findings> target_findings(const Task& task, const TargetSettings& settings);

/// `target`, with its options at their defaults.
[[nodiscard]] Analysis target();

}  // namespace hotward::analyses
