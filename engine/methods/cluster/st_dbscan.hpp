// ST-DBSCAN: where and when do incidents lie dense enough to form clusters?
//
//   near(a, b)  where  |a - b| <= eps  and  |t_a - t_b| <= window        both edges included
//
// and all else as in DBSCAN (dbscan.hpp): a cluster may last longer than the window and reach
// further than eps, as a chain of near core points.
//
// Source:
//   Birant, Kut (2007), ST-DBSCAN: an algorithm for clustering spatial-temporal data, Data &
//     Knowledge Engineering 60(1), 208-221. doi:10.1016/j.datak.2006.01.013. The two distances.
//     What differs here: no third threshold on a measured value (the paper's delta-epsilon), since
//     an incident carries none; and a point first taken for noise becomes a border point when a
//     core point in reach turns up later, so the order of the input changes nothing.
//
// Edges: ties of a border point go to the core point nearer in space, then in time, then with the
// lower x, y, time. Times known by month only put a month's incidents on one day: windows then act
// in whole months, and the caller should warn of it. Errors: as dbscan; usage for a window that is
// not above 0; no_data without times. Time: O(n log n). Memory: O(n).
#pragma once

#include "engine/core/result.hpp"
#include "engine/methods/cluster/clusters.hpp"

namespace hotward::cluster {

struct StDbscanOptions {
  double eps_m = 0.0;
  double window_days = 0.0;
  double min_points = 0.0;
};

/// @param input  with a time for every point
///
/// Example:
///   const auto found = st_dbscan({.at = points, .when = minutes},
///                                {.eps_m = 150.0, .window_days = 7.0, .min_points = 3.0});
///   const std::size_t clusters = found->count();
[[nodiscard]] Result<Clusters> st_dbscan(const DensityInput& input, const StDbscanOptions& options);

}  // namespace hotward::cluster
