// HDBSCAN: which groups of incidents persist over the widest range of densities?
//
//   core(p)   the least radius whose closed circle around p holds min_points incidents, p's
//             included
//   m(p, q) = max(core(p), core(q), |p - q|)                 mutual reachability, metres
//   lambda  = 1 / m                                          density, 1/m
//
// For each lambda, incidents p with core(p) <= 1/lambda that chains of m <= 1/lambda connect form a
// group. As lambda rises, groups lose incidents and split. A part counts as a group from
// min_cluster_size incidents on; a split into two or more such parts ends a group and begins
// theirs.
//
//   stability(C) = sum over p of C of (lambda at which p leaves C - lambda at which C began)
//
//   excess of mass  clusters of the greatest total stability, none inside another
//   leaf            groups that never split: the finest
//
// The group of all incidents is no cluster unless asked for. Incidents at one place are as many
// points at distance 0: the result is that of the plain method on repeated points, computed on
// places. Where several links have one length, the group falls apart in all of them at once, so the
// result does not depend on which minimum spanning tree was found. (R's dbscan and Python's hdbscan
// split in two at a time, in an order of their own, and differ from each other.)
//
// Sources:
//   Campello, Moulavi, Sander (2013), Density-based clustering based on hierarchical density
//     estimates, PAKDD 2013, 160-172. doi:10.1007/978-3-642-37456-2_14. All of the above.
//   McInnes, Healy (2017), Accelerated hierarchical density based clustering, 2017 IEEE
//     International Conference on Data Mining Workshops, 33-42. doi:10.1109/ICDMW.2017.12. The
//     spanning tree by rounds over a tree of boxes; the strength.
//   March, Ram, Gray (2010), Fast Euclidean minimum spanning tree: algorithm, analysis, and
//     applications, KDD '10, 603-612. doi:10.1145/1835804.1835882. Boruvka's rounds.
//
// least_m: distances below it count as it. Repeated points have distance 0 and so an infinite
// lambda: with least_m 0 every place with enough incidents is a cluster of infinite stability.
// Set it to the accuracy of the positions, some metres.
//
// Edges: fewer than min_points incidents in all: all noise. All at one place: one group, which is
// all: noise unless a single cluster is allowed.
// Errors: as dbscan for points; usage for min_cluster_size below 2, min_points below 1, least_m
// below 0. Time: O(n (min_points + log n) log n) for n places, on average. Memory: O(n).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/cluster/clusters.hpp"

namespace hotward::cluster {

struct HdbscanOptions {
  enum class Selection { excess_of_mass, leaf };

  std::uint32_t min_cluster_size = 5;  ///< incidents
  std::uint32_t min_points = 0;        ///< incidents; 0: as min_cluster_size
  Selection selection = Selection::excess_of_mass;
  bool allow_single = false;  ///< all incidents together may be the one cluster
  double least_m = 0.0;
};

/// As users choose them.
inline constexpr Names<HdbscanOptions::Selection, 2> selection_names = {
    {{HdbscanOptions::Selection::excess_of_mass, "excess-of-mass"},
     {HdbscanOptions::Selection::leaf, "leaf"}}};

struct Hdbscan {
  Clusters clusters;              ///< a member's role is core
  std::vector<double> strength;   ///< of each point in its cluster, in [0, 1]; 0 for noise
  std::vector<double> core_m;     ///< core distance of each point; infinite: too few incidents
  std::vector<double> stability;  ///< of cluster 1, 2 …; incidents per metre
};

/// @param input  without times and weights
///
/// Example:
///   const auto found = hdbscan({.at = points}, {.min_cluster_size = 3});
///   const std::size_t clusters = found->clusters.count();
[[nodiscard]] Result<Hdbscan> hdbscan(const DensityInput& input, const HdbscanOptions& options);

/// The layer's columns: cluster_id, role, strength.
[[nodiscard]] std::vector<table::Column> columns(const Hdbscan& result);

}  // namespace hotward::cluster
