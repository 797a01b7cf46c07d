// Reach tree: the shortest set of links that connects all places, by mutual reachability.
//
// m(p, q) = max(core(p), core(q), |p - q|), everything squared: squares order links as lengths do,
// and take no rounding of a root.
//
// Boruvka's rounds: every component looks for its shortest link to another one, and all those links
// join the tree. A place keeps the best link it found, or what is known of it: a place whose best
// link cannot be shorter than what its component has already is not asked again. Links of one
// length are ordered by their ends, so that a round never closes a circle.
//
// Sources: as hdbscan.hpp. Time: O(n log n) rounds × searches on average.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/index/kd_tree.hpp"

namespace hotward::cluster {

struct Link {
  double reach_sq = 0.0;  ///< m², mutual reachability squared
  std::uint32_t a = 0;    ///< places in the order of the tree's points, a < b
  std::uint32_t b = 0;

  friend auto operator<=>(const Link&, const Link&) = default;
};

/// @param core_sq  squared core distance of each point, in the order of the tree's points; finite
/// @return n - 1 links in ascending order
[[nodiscard]] std::vector<Link> reach_tree(const index::KdTree& tree,
                                           std::span<const double> core_sq);

}  // namespace hotward::cluster
