// DBSCAN's chance: how many clusters, and how large a largest one, does chance make?
//
// Any layout of enough points has clusters. As many incidents are laid out anew R times, by chance
// alone, and clustered with the same eps and min_points:
//   p_number    (layouts with as many clusters or more + 1) / (R + 1)
//   p_largest   (layouts whose largest cluster has as many incidents or more + 1) / (R + 1)
//
// Source: the plain Monte Carlo test; Besag, Diggle (1977), Simple Monte Carlo tests for spatial
//   pattern, Applied Statistics 26(3), 327-333. doi:10.2307/2346974
//
// Errors: those of dbscan(); interrupted. Time: R times that of dbscan(); the layouts are made and
// clustered side by side.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/geometry/point_layout.hpp"
#include "engine/methods/cluster/dbscan.hpp"

namespace hotward::cluster {

struct DbscanChance {
  std::vector<std::uint64_t> clusters;  ///< of each layout, ascending
  std::vector<std::uint64_t> largest;   ///< incidents in the largest cluster, ascending
  double mean = 0.0;                    ///< clusters of a layout
  double p_number = 1.0;
  double p_largest = 1.0;
};

/// @param seen    what was found among the incidents
/// @param layout  not empty. @param simulations  at least 1
///
/// Example:
///   const auto chance = dbscan_chance(*found, options, even_in_a_square, 99, seed);
///   const bool beyond_chance = chance->p_number <= 0.05;
[[nodiscard]] Result<DbscanChance> dbscan_chance(const Clusters& seen, const DbscanOptions& options,
                                                 const geometry::PointLayout& layout,
                                                 std::size_t simulations, std::uint64_t seed);

}  // namespace hotward::cluster
