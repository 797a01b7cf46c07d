// Clusters: where do a theme's incidents gather?
#pragma once

#include <cstdint>

#include "engine/analyses/clusters/cluster_methods.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layers clusters_<theme> (polygons) and cluster_points_<theme> (points); key `clusters`. Both
/// layers are there where no cluster was found: the first has no feature, and the text and a
/// warning say so.
/// @return errors as check, cluster_points, find_clusters.
/// @param plan  where they are published beside other layers
/// @param chance  as in find_clusters
[[nodiscard]] Result<Findings> clusters_findings(const Study& study, const Theme& theme,
                                                 const ClusterOptions& options, std::uint64_t seed,
                                                 const JointPlan* plan = nullptr,
                                                 const ChanceLayouts* chance = nullptr);

/// The k-distance curve and the eps it proposes; no layer; key `k_distance`.
[[nodiscard]] Result<Findings> eps_findings(const Study& study, const Theme& theme,
                                            const ClusterOptions& options);

/// `clusters`, with its options at their defaults.
[[nodiscard]] Analysis clusters();

}  // namespace hotward::analyses
