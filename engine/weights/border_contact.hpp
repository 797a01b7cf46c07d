// border_contact: where do borders meet that share no vertex? Only for this room's files.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

using SitePair = std::pair<Site, Site>;

inline void sort_distinct(std::vector<SitePair>& pairs) {
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

/// A piece of border between two vertices, and the places they take.
struct BorderEdge {
  std::uint32_t a_place;
  std::uint32_t b_place;
  geometry::Point a;
  geometry::Point b;
};

struct BorderEdges {
  std::vector<BorderEdge> edges;
  /// Edge e bounds sites[first_site[e]] … sites[first_site[e + 1] − 1].
  std::vector<std::size_t> first_site = {0};
  std::vector<Site> sites;

  [[nodiscard]] std::span<const Site> sites_of(std::size_t edge) const {
    return std::span(sites).subspan(first_site[edge], first_site[edge + 1] - first_site[edge]);
  }
};

/// Sites whose edges come within the tolerance of each other and share no place: what sharing
/// places links already is left out.
/// @return lower site first; sorted and distinct
[[nodiscard]] std::vector<SitePair> near_borders(const BorderEdges& borders, double tolerance_m);

/// Sites whose edges run within the tolerance of each other on more than least_m in all.
/// @param linked  sorted pairs that need no looking at
[[nodiscard]] std::vector<SitePair> common_borders(const BorderEdges& borders,
                                                   std::span<const SitePair> linked,
                                                   double tolerance_m, double least_m);

}  // namespace hotward::weights
