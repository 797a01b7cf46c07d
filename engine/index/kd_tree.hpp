// KdTree: which points lie near a place? A tree of boxes over points, each split at the median of
// its longer side, for searches whose reach is not known beforehand.
//
// Stacks of equal points and far outliers cost nothing extra. The points are kept in the order of
// the leaves, so that a search reads memory in runs; `order` leads back to the input. Distances are
// compared as squares, and equal ones by the points' index in the input: no answer depends on how
// the tree was built.
//
//   const index::KdTree tree(points);
//   for (const index::Near& near : tree.nearest(points[i], 8, i)) use(points[near.point]);
//
// Source:
//   Bentley (1975), Multidimensional binary search trees used for associative searching,
//     Communications of the ACM 18(9), 509-517. doi:10.1145/361002.361007
//
// Time: O(n log n) to build; O(log n + answers) a search, on average.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::index {

/// m²: the square of the distance, symmetric to the last bit.
[[nodiscard]] inline double distance_sq(const geometry::Point& a, const geometry::Point& b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return dx * dx + dy * dy;
}

/// m²: to the nearest point of the box, never above the distance_sq to a point inside.
[[nodiscard]] inline double distance_sq(const geometry::Point& p, const geometry::Box& box) {
  const double dx = p.x < box.low.x ? box.low.x - p.x : p.x > box.high.x ? p.x - box.high.x : 0.0;
  const double dy = p.y < box.low.y ? box.low.y - p.y : p.y > box.high.y ? p.y - box.high.y : 0.0;
  return dx * dx + dy * dy;
}

/// A point that a search found. Ordered by distance, then by index.
struct Near {
  double distance_sq_m2 = std::numeric_limits<double>::infinity();
  std::uint32_t point = std::numeric_limits<std::uint32_t>::max();  ///< its index in the input
  friend auto operator<=>(const Near&, const Near&) = default;
};

class KdTree {
 public:
  struct Node {
    geometry::Box box;
    std::uint32_t first;  // of points(), one past the last follows
    std::uint32_t last;
    std::uint32_t right;  // the left child follows its parent; 0 for a leaf
  };

  /// @param points  finite; copied
  explicit KdTree(std::span<const geometry::Point> points);

  [[nodiscard]] std::span<const geometry::Point> points() const { return points_; }
  /// order()[i] is the index in the input of points()[i].
  [[nodiscard]] std::span<const std::uint32_t> order() const { return order_; }
  /// Parents before their children; the first is the root. Empty where there are no points.
  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }

  /// The least radius whose closed circle around p holds points of a total weight of `needed`.
  /// @param weights  one per point, in the order of points(), each at least 0; or empty: 1 each
  /// @return m², the radius squared; infinite where all weights together are less.
  [[nodiscard]] double reach_sq(const geometry::Point& p, double needed,
                                std::span<const double> weights) const;

  /// The k points nearest to p but `left_out`, nearest first; fewer where there are fewer.
  [[nodiscard]] std::vector<Near> nearest(const geometry::Point& p, std::size_t k,
                                          std::uint32_t left_out) const;

  /// The points within radius_m of p, the edge included, in ascending order of their index.
  [[nodiscard]] std::vector<std::uint32_t> within(const geometry::Point& p, double radius_m) const;

  /// The nearest point nearer than `bound` whose index accept(index) takes, else `bound`.
  template <class Accept>
  [[nodiscard]] Near nearest_accepted(const geometry::Point& p, const Near& bound,
                                      const Accept& accept) const {
    Near best = bound;
    // Not >=: a point just as far may have the lower index.
    const auto out_of_reach = [&](double far_sq) { return far_sq > best.distance_sq_m2; };
    visit_leaves(p, out_of_reach, [&](const Node& leaf) {
      for (std::uint32_t i = leaf.first; i < leaf.last; ++i) {
        const Near candidate{distance_sq(p, points_[i]), order_[i]};
        if (candidate < best && accept(candidate.point)) best = candidate;
      }
    });
    return best;
  }

 private:
  void build(std::uint32_t first, std::uint32_t last);

  /// Calls leaf(node) for every leaf but those out of reach, of two children the nearer first.
  template <class OutOfReach, class Leaf>
  void visit_leaves(const geometry::Point& p, const OutOfReach& out_of_reach,
                    const Leaf& leaf) const {
    struct Open {
      std::uint32_t node;
      double far_sq;
    };
    if (nodes_.empty()) return;
    // Fewer than 2^32 points, halved at each step: never more than 33 nodes wait.
    std::array<Open, 34> open;
    std::size_t waiting = 0;
    open[waiting++] = {0, distance_sq(p, nodes_[0].box)};
    while (waiting > 0) {
      const Open next = open[--waiting];
      if (out_of_reach(next.far_sq)) continue;
      const Node& node = nodes_[next.node];
      if (node.right == 0) {
        leaf(node);
        continue;
      }
      const Open left{next.node + 1, distance_sq(p, nodes_[next.node + 1].box)};
      const Open right{node.right, distance_sq(p, nodes_[node.right].box)};
      const bool left_first = left.far_sq <= right.far_sq;
      open[waiting++] = left_first ? right : left;
      open[waiting++] = left_first ? left : right;
    }
  }

  std::vector<geometry::Point> points_;
  std::vector<std::uint32_t> order_;
  std::vector<Node> nodes_;
};

}  // namespace hotward::index
