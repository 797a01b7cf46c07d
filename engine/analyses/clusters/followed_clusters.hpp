// Followed clusters: today's clusters beside those of an earlier layer, so that each keeps its
// number over time.
#pragma once

#include <string>

#include "engine/core/result.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

/// Adds the columns track_id, change, from_ids and track_max to the layer and the table of
/// clusters, key `follow` to the summary, and a sentence.
/// @param last      an earlier output of `clusters`: "last.gpkg", "hotspots.gpkg:clusters_asb"
/// @param findings  of clusters_findings
/// @return the errors of read_areas but no_data, which means that there was no cluster; bad_value
///         where a number of a cluster is none
[[nodiscard]] Result<void> add_followed(Study& study, const std::string& last, Findings& findings);

}  // namespace hotward::analyses
