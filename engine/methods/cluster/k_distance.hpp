// k-distance curve: which eps suits this map?
//
//   d_k(p) = the least radius whose closed circle around p holds min_points incidents, p's included
//
// so p is a core point exactly where eps >= d_k(p). The incidents sorted by falling d_k draw a
// curve: steep where they lie scattered, flat where they lie in clusters. The knee, where it stands
// farthest below the straight line from its first to its last point (both axes scaled to 0 ... 1),
// parts the two: it is offered as eps. It is a proposal; on snapped points the curve has steps.
//
// Sources:
//   Ester, Kriegel, Sander, Xu (1996), as in dbscan.hpp. The curve.
//   Satopää, Albrecht, Irwin, Raghavan (2011), Finding a "kneedle" in a haystack: detecting knee
//     points in system behavior, 31st International Conference on Distributed Computing Systems
//     Workshops, 166-171. doi:10.1109/ICDCSW.2011.20. The distance to the line; without smoothing.
//
// Edges: incidents whose d_k is infinite (fewer than min_points in all) are left out. A flat curve
// has no knee: NaN, as for fewer than three incidents. A d_k of 0 is a fact (min_points incidents
// at one place) but no eps: the knee is the lowest distance above 0 then. Errors: as dbscan for
// points and min_points. Time: O(n (k + log n)) for n places.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/cluster/density_sites.hpp"

namespace hotward::cluster {

struct KDistance {
  std::vector<double> distance_m;        ///< falling, one per place
  std::vector<std::uint64_t> incidents;  ///< how many have that distance or a longer one
  double knee_m = 0.0;                   ///< the proposed eps; NaN where there is none
};

/// @param input  times are not looked at; weights count as in dbscan
///
/// Example:
///   const auto curve = k_distance({.at = points}, 3.0);
///   const double eps_m = curve->knee_m;  // to be offered, not taken unseen
[[nodiscard]] Result<KDistance> k_distance(const DensityInput& input, double min_points);

}  // namespace hotward::cluster
