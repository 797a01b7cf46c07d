#include "engine/weights/point_tree.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hotward::weights {
namespace {

constexpr std::uint32_t leaf_size = 16;

double square(double x) { return x * x; }

double distance_sq(const geometry::Point& a, const geometry::Point& b) {
  return square(a.x - b.x) + square(a.y - b.y);
}

double distance_sq(const geometry::Point& p, const geometry::Box& box) {
  const double dx = std::max({box.low.x - p.x, 0.0, p.x - box.high.x});
  const double dy = std::max({box.low.y - p.y, 0.0, p.y - box.high.y});
  return square(dx) + square(dy);
}

}  // namespace

PointTree::PointTree(std::span<const geometry::Point> points)
    : points_(points), order_(points.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  if (!points.empty()) build(0, static_cast<std::uint32_t>(points.size()));
}

void PointTree::build(std::uint32_t first, std::uint32_t last) {
  const std::size_t node = nodes_.size();
  nodes_.push_back({{}, first, last, 0});
  for (std::uint32_t i = first; i < last; ++i) nodes_[node].box.add(points_[order_[i]]);
  if (last - first <= leaf_size) return;
  const bool by_x = nodes_[node].box.width() >= nodes_[node].box.height();
  const std::uint32_t middle = first + (last - first) / 2;
  std::nth_element(order_.begin() + first, order_.begin() + middle, order_.begin() + last,
                   [&](std::uint32_t a, std::uint32_t b) {
                     const double at_a = by_x ? points_[a].x : points_[a].y;
                     const double at_b = by_x ? points_[b].x : points_[b].y;
                     return at_a < at_b || (at_a == at_b && a < b);
                   });
  build(first, middle);
  nodes_[node].right = static_cast<std::uint32_t>(nodes_.size());
  build(middle, last);
}

std::vector<PointTree::Near> PointTree::nearest(const geometry::Point& p, std::size_t k,
                                                std::uint32_t left_out) const {
  std::vector<Near> heap;
  if (nodes_.empty() || k == 0) return heap;
  const auto out_of_reach = [&](double distance_sq_m2) {
    // Not >=: a point just as far may have the lower index.
    return heap.size() == k && distance_sq_m2 > heap.front().distance_sq_m2;
  };
  std::vector<std::uint32_t> open = {0};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    const Node& node = nodes_[index];
    if (out_of_reach(distance_sq(p, node.box))) continue;
    if (node.right != 0) {
      const bool left_first =
          distance_sq(p, nodes_[index + 1].box) <= distance_sq(p, nodes_[node.right].box);
      open.push_back(left_first ? node.right : index + 1);
      open.push_back(left_first ? index + 1 : node.right);
      continue;
    }
    for (std::uint32_t i = node.first; i < node.last; ++i) {
      if (order_[i] == left_out) continue;
      const Near candidate{distance_sq(p, points_[order_[i]]), order_[i]};
      if (heap.size() == k) {
        if (!(candidate < heap.front())) continue;
        std::ranges::pop_heap(heap);
        heap.pop_back();
      }
      heap.push_back(candidate);
      std::ranges::push_heap(heap);
    }
  }
  std::ranges::sort_heap(heap);
  return heap;
}

PointTree::Near PointTree::nearest_accepted(const geometry::Point& p, const Near& bound,
                                            const Accept& accept) const {
  Near best = bound;
  if (nodes_.empty()) return best;
  std::vector<std::uint32_t> open = {0};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    const Node& node = nodes_[index];
    if (distance_sq(p, node.box) > best.distance_sq_m2) continue;
    if (node.right != 0) {
      const bool left_first =
          distance_sq(p, nodes_[index + 1].box) <= distance_sq(p, nodes_[node.right].box);
      open.push_back(left_first ? node.right : index + 1);
      open.push_back(left_first ? index + 1 : node.right);
      continue;
    }
    for (std::uint32_t i = node.first; i < node.last; ++i) {
      const Near candidate{distance_sq(p, points_[order_[i]]), order_[i]};
      if (candidate < best && accept(order_[i])) best = candidate;
    }
  }
  return best;
}

std::vector<std::uint32_t> PointTree::within(const geometry::Point& p, double radius_m) const {
  std::vector<std::uint32_t> result;
  if (nodes_.empty()) return result;
  const double radius_sq = square(radius_m);
  std::vector<std::uint32_t> open = {0};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    const Node& node = nodes_[index];
    if (distance_sq(p, node.box) > radius_sq) continue;
    if (node.right != 0) {
      open.push_back(index + 1);
      open.push_back(node.right);
      continue;
    }
    for (std::uint32_t i = node.first; i < node.last; ++i) {
      if (distance_sq(p, points_[order_[i]]) <= radius_sq) result.push_back(order_[i]);
    }
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace hotward::weights
