// KdTree: a tree of boxes over points, each split at the median of its longer side, for searches
// whose reach is not known beforehand.
//
// Stacks of equal points and far outliers cost nothing extra. The points are kept in the order of
// the leaves, so that a search reads memory in runs; `order` leads back to the input.
//
// Source:
//   Bentley (1975), Multidimensional binary search trees used for associative searching,
//     Communications of the ACM 18(9), 509-517. doi:10.1145/361002.361007
//
// Time: O(n log n) to build; O(k + log n) a search for k points, on average.
#pragma once

#include <cstddef>
#include <cstdint>
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

 private:
  void build(std::uint32_t first, std::uint32_t last);

  std::vector<geometry::Point> points_;
  std::vector<std::uint32_t> order_;
  std::vector<Node> nodes_;
};

}  // namespace hotward::index
