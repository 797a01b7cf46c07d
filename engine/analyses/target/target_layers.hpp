// Target layers: the sites with all that is known of them, and the outlines of the groups.
#pragma once

#include <vector>

#include "engine/analyses/target/found_groups.hpp"
#include "engine/study/findings.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// Of cells those that have an incident or are of a group.
[[nodiscard]] table::Layer target_layer(const Study& study, const Theme& theme,
                                        const FoundSites& found, const FoundGroups& groups,
                                        const TargetSettings& settings);

[[nodiscard]] Result<table::Layer> groups_layer(const Study& study, const Theme& theme,
                                                const FoundSites& found, const FoundGroups& groups);

/// The boundaries of the layer of sites, with the rank of each that is in a group.
[[nodiscard]] View member_numbers(const table::Layer& layer);

}  // namespace hotward::analyses
