// Condensed tree: how groups of incidents shrink and split as the density asked for rises.
//
// From the links of reach_tree a hierarchy is made in which all links of one length act at once: a
// group may split into any number of parts, and the hierarchy is the same for every minimum
// spanning tree. Parts below min_cluster_size leave their group; two or more that are not begin new
// groups.
//
// A place is a group of its own below the level at which it joins others, if it holds several
// incidents; at its core distance they all leave.
//
// Sources: as hdbscan.hpp. Time: O(n) beyond sorting.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/cluster/reach_tree.hpp"

namespace hotward::cluster {

struct CondensedTree {
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Group {
    std::uint32_t parent = none;  ///< always a lower index
    double birth = 0.0;           ///< lambda, 1/m
    double longest = 0.0;         ///< the highest lambda at which something leaves it
    double stability = 0.0;       ///< incidents / m
  };

  std::vector<Group> groups;              ///< the first holds all incidents
  std::vector<std::uint32_t> last_group;  ///< of each place: the smallest group that held it
  std::vector<double> lambda;             ///< at which the place left that group
};

/// @param core_sq    of each place, m², finite
/// @param incidents  of each place, whole numbers
/// @param links      of the same places, ascending: n - 1
[[nodiscard]] CondensedTree condensed_tree(std::span<const double> core_sq,
                                           std::span<const double> incidents,
                                           std::span<const Link> links, double min_cluster_size);

}  // namespace hotward::cluster
