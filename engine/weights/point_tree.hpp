// PointTree: which points lie near a place?
//
// A tree of boxes over the points, each split at the median of its longer side (a k-d tree). Far
// outliers and stacks of equal points cost nothing extra, which a grid of buckets cannot say.
// Distances are compared as squares, and equal ones by the points' index: an answer never depends
// on how the tree was built.
//
// Source:
//   Bentley (1975), Multidimensional binary search trees used for associative searching,
//     Communications of the ACM 18(9), 509-517. doi:10.1145/361002.361007
//
// Time: O(n log n) to build, O(log n + answers) a query on average.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::weights {

class PointTree {
 public:
  struct Near {
    double distance_sq_m2 = std::numeric_limits<double>::infinity();
    std::uint32_t point = std::numeric_limits<std::uint32_t>::max();
    friend auto operator<=>(const Near&, const Near&) = default;
  };
  using Accept = std::function<bool(std::uint32_t)>;

  /// @param points  finite; they must outlive the tree
  explicit PointTree(std::span<const geometry::Point> points);

  /// The k points nearest to p but `left_out`, nearest first; fewer where there are fewer.
  [[nodiscard]] std::vector<Near> nearest(const geometry::Point& p, std::size_t k,
                                          std::uint32_t left_out) const;

  /// The nearest accepted point that is nearer than `bound`, else `bound`.
  [[nodiscard]] Near nearest_accepted(const geometry::Point& p, const Near& bound,
                                      const Accept& accept) const;

  /// The points within radius_m of p, the edge included, in ascending order of index.
  [[nodiscard]] std::vector<std::uint32_t> within(const geometry::Point& p, double radius_m) const;

 private:
  struct Node {
    geometry::Box box;
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t right;  // the left child follows its parent; 0 for a leaf
  };
  void build(std::uint32_t first, std::uint32_t last);

  std::span<const geometry::Point> points_;
  std::vector<std::uint32_t> order_;
  std::vector<Node> nodes_;
};

}  // namespace hotward::weights
