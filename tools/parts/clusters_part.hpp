// Clusters part: where do a theme's incidents gather?
#pragma once

#include <cstdint>

#include "tools/command_line.hpp"
#include "tools/parts/cluster_methods.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

/// Declares --method and what the methods are told, --shape and --ratio.
void add(CommandLine& line, ClusterOptions& options);

/// Layers clusters_<theme> (polygons) and cluster_points_<theme> (points); key `clusters`. Both
/// layers are there where no cluster was found: the first has no feature, and the text and a
/// warning say so.
/// @return errors as check, cluster_points, find_clusters.
[[nodiscard]] Result<Part> clusters_part(const Study& study, const Theme& theme,
                                         const ClusterOptions& options, std::uint64_t seed);

/// The k-distance curve and the eps it proposes; no layer; key `k_distance`.
[[nodiscard]] Result<Part> eps_part(const Study& study, const Theme& theme,
                                    const ClusterOptions& options);

}  // namespace hotward::tools
