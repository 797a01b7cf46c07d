// Clusters: which cluster each point belongs to, in numbers that no order of the input can change.
//
// Clusters are numbered 1, 2 … by falling size (incidents), of equal sizes the one that holds the
// lowest point first: lower x, then y, then time. 0 is noise.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/cluster/density_kernel.hpp"
#include "engine/methods/cluster/density_sites.hpp"
#include "engine/table/column.hpp"

namespace hotward::cluster {

/// Element i of cluster_id and role belongs to point i of the input.
struct Clusters {
  std::vector<std::int64_t> cluster_id;
  std::vector<Role> role;
  std::vector<std::uint64_t> sizes;  ///< incidents of cluster 1, 2 …
  std::uint64_t noise = 0;           ///< incidents in none

  [[nodiscard]] std::size_t count() const { return sizes.size(); }
};

/// @param group  of each point: any number that its cluster's points share, below `groups`;
///               `groups` itself for noise
/// @return the clusters numbered as above; roles are left for the caller.
///
/// Example:
///   const Clusters found = numbered({.at = points}, group, 2);
///   const bool noise = found.cluster_id[8] == 0;  // the first point of cluster_id 1 is points[4]
[[nodiscard]] Clusters numbered(const DensityInput& input, std::span<const std::uint32_t> group,
                                std::uint32_t groups);

/// From sites back to points.
[[nodiscard]] Clusters of_points(const DensityInput& input, const DensitySites& sites,
                                 const SiteClusters& found);

/// The layer's columns: cluster_id, role.
[[nodiscard]] std::vector<table::Column> columns(const Clusters& result);

}  // namespace hotward::cluster
