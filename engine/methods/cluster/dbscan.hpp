// DBSCAN: where do incidents lie dense enough to form a cluster, and which belong to none?
//
//   near(a, b)  where  |a - b| <= eps                                   the edge belongs to it
//   core        weight of all that is near, itself included, >= min_points
//   cluster     core points that a chain of near core points connects, and border points
//   border      not core, but near a core point
//   noise       the rest
//
// Sources:
//   Ester, Kriegel, Sander, Xu (1996), A density-based algorithm for discovering clusters in large
//     spatial databases with noise, KDD-96, 226-231. What core, border and noise are. What differs
//     here: a border point in reach of several clusters goes to that of its nearest core point, of
//     equal distances to that of the core point with the lower x, then y; in the paper (and in R's
//     dbscan and PostGIS) it goes to whichever cluster comes first.
//   Schubert, Sander, Ester, Kriegel, Xu (2017), DBSCAN revisited, revisited: why and how you
//     should (still) use DBSCAN, ACM Transactions on Database Systems 42(3), 19.
//     doi:10.1145/3068335. When it is quick, and how to choose its two settings.
//   The algorithm: density_sites.hpp, density_kernel.hpp.
//
// Edges: points at one place are as many points, however the input counts them. With min_points 1
// every point is core. With min_points above the sum of all weights all are noise. Points of weight
// 0 can be border or noise, and core where others make them so. Errors: no_data without points;
// usage for an eps that is not above 0 or a min_points that is not above 0; bad_value for a
// coordinate or weight that is no finite number, a weight below 0, and an eps too small for so wide
// a map (point_grid.hpp). Time: O(n log n), see density_kernel.hpp. Memory: O(n).
#pragma once

#include "engine/core/result.hpp"
#include "engine/methods/cluster/clusters.hpp"

namespace hotward::cluster {

struct DbscanOptions {
  double eps_m = 0.0;
  double min_points = 0.0;  ///< in the unit of the weights
};

/// @param input  without times
///
/// Example:
///   const auto found = dbscan({.at = points}, {.eps_m = 150.0, .min_points = 3.0});
///   const std::size_t clusters = found->count();  // and found->noise incidents in none
[[nodiscard]] Result<Clusters> dbscan(const DensityInput& input, const DbscanOptions& options);

/// The sentence that is wrong with eps or min_points, if any: usage.
[[nodiscard]] Result<void> check_options(const DbscanOptions& options);

}  // namespace hotward::cluster
