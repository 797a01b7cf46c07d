#include "engine/weights/bridges.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/weights/connectivity.hpp"

namespace hotward::weights {
namespace {

struct Owned {
  std::vector<geometry::Point> points;
  std::vector<Site> owners;
};

/// A candidate bridge; the order is total, so that every component agrees on the shortest.
struct Candidate {
  double distance_sq_m2 = std::numeric_limits<double>::infinity();
  Site from = 0;
  Site to = 0;
  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

SpatialWeights with_links(const SpatialWeights& weights, const std::vector<Candidate>& added) {
  std::vector<std::vector<Site>> rows(weights.site_count());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto sites = weights.neighbours(i);
    rows[i].assign(sites.begin(), sites.end());
  }
  for (const Candidate& bridge : added) {
    rows[bridge.from].push_back(bridge.to);
    rows[bridge.to].push_back(bridge.from);
  }
  const SpatialWeights joined = binary(rows);
  return weights.standardized() ? row_standardized(joined) : joined;
}

/// The shortest bridge that leaves each component but the largest, which others reach.
std::vector<Candidate> shortest_ways_out(const Components& parts, const Owned& owned,
                                         const index::KdTree& tree) {
  const auto largest =
      static_cast<std::size_t>(std::ranges::max_element(parts.sizes) - parts.sizes.begin());
  std::vector<Candidate> best(parts.count);
  for (std::size_t i = 0; i < owned.points.size(); ++i) {
    const Site site = owned.owners[i];
    const std::size_t part = parts.label[site];
    if (part == largest) continue;
    // Just beyond the best distance: a pair as far as the best must still be seen, to compare
    // sites.
    const index::Near bound{
        std::nextafter(best[part].distance_sq_m2, std::numeric_limits<double>::infinity()), 0};
    const auto near = tree.nearest_accepted(owned.points[i], bound, [&](std::uint32_t other) {
      return parts.label[owned.owners[other]] != part;
    });
    if (!(near < bound)) continue;
    const Site other = owned.owners[near.point];
    best[part] = std::min(
        best[part], Candidate{near.distance_sq_m2, std::min(site, other), std::max(site, other)});
  }
  std::vector<Candidate> result;
  for (const Candidate& candidate : best) {
    if (candidate.from != candidate.to) result.push_back(candidate);
  }
  std::ranges::sort(result);
  return result;
}

Bridged join(const SpatialWeights& weights, const Owned& owned) {
  HOTWARD_EXPECTS(weights.rows().weights.empty());
  const index::KdTree tree(owned.points);
  Bridged result{weights, {}};
  for (;;) {
    Components parts = components(result.weights);
    if (parts.count < 2) break;
    std::vector<Candidate> laid;
    for (const Candidate& way : shortest_ways_out(parts, owned, tree)) {
      const std::size_t a = parts.label[way.from];
      const std::size_t b = parts.label[way.to];
      if (a == b) continue;
      laid.push_back(way);
      for (std::size_t& label : parts.label) {
        if (label == b) label = a;
      }
    }
    if (laid.empty()) break;
    for (const Candidate& way : laid) {
      result.bridges.push_back({way.from, way.to, std::sqrt(way.distance_sq_m2)});
    }
    result.weights = with_links(result.weights, laid);
  }
  std::ranges::sort(result.bridges, {}, [](const Bridge& b) { return std::pair(b.from, b.to); });
  return result;
}

}  // namespace

Bridged bridged(const SpatialWeights& weights, std::span<const geometry::Point> points) {
  HOTWARD_EXPECTS(points.size() == weights.site_count());
  Owned owned;
  for (std::size_t i = 0; i < points.size(); ++i) {
    owned.points.push_back(points[i]);
    owned.owners.push_back(static_cast<Site>(i));
  }
  return join(weights, owned);
}

Bridged bridged(const SpatialWeights& weights, std::span<const geometry::MultiPolygon> shapes) {
  HOTWARD_EXPECTS(shapes.size() == weights.site_count());
  Owned owned;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (const auto& polygon : shapes[i]) {
      for (const auto& p : polygon.outer) {
        owned.points.push_back(p);
        owned.owners.push_back(static_cast<Site>(i));
      }
    }
  }
  return join(weights, owned);
}

}  // namespace hotward::weights
