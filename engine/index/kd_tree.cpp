#include "engine/index/kd_tree.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::index {
namespace {

constexpr std::uint32_t leaf_size = 8;

struct Item {
  geometry::Point at;
  std::uint32_t input;
};

// The nearest points met so far, no more of them than are needed.
class Gathered {
 public:
  explicit Gathered(double needed) : needed_(needed) {}

  [[nodiscard]] double reach() const {
    return total_ >= needed_ ? near_.back().distance : std::numeric_limits<double>::infinity();
  }
  void add(double distance, double weight) {
    auto place = near_.end();
    while (place != near_.begin() && (place - 1)->distance > distance) --place;
    near_.insert(place, {distance, weight});
    total_ += weight;
    while (total_ - near_.back().weight >= needed_) {
      total_ -= near_.back().weight;
      near_.pop_back();
    }
  }

 private:
  struct Near {
    double distance;
    double weight;
  };
  double needed_;
  double total_ = 0.0;
  std::vector<Near> near_;
};

}  // namespace

KdTree::KdTree(std::span<const geometry::Point> points)
    : points_(points.begin(), points.end()), order_(points.size()) {
  HOTWARD_EXPECTS(points.size() < std::numeric_limits<std::uint32_t>::max());
  std::iota(order_.begin(), order_.end(), 0U);
  nodes_.reserve(points.size() / 2 + 1);
  if (!points.empty()) build(0, static_cast<std::uint32_t>(points.size()));
}

void KdTree::build(std::uint32_t first, std::uint32_t last) {
  const auto self = nodes_.size();
  geometry::Box box;
  for (std::uint32_t i = first; i < last; ++i) box.add(points_[i]);
  nodes_.push_back({box, first, last, 0});
  if (last - first <= leaf_size || box.low == box.high) return;
  const bool by_x = box.width() >= box.height();
  std::vector<Item> items;
  items.reserve(last - first);
  for (std::uint32_t i = first; i < last; ++i) items.push_back({points_[i], order_[i]});
  const std::uint32_t half = (last - first) / 2;
  std::ranges::nth_element(items, items.begin() + half, [&](const Item& a, const Item& b) {
    const double left = by_x ? a.at.x : a.at.y;
    const double right = by_x ? b.at.x : b.at.y;
    return left != right ? left < right : a.input < b.input;
  });
  for (std::uint32_t i = first; i < last; ++i) {
    points_[i] = items[i - first].at;
    order_[i] = items[i - first].input;
  }
  items = decltype(items)();  // `= {}` would keep the memory
  build(first, first + half);
  nodes_[self].right = static_cast<std::uint32_t>(nodes_.size());
  build(first + half, last);
}

double KdTree::reach_sq(const geometry::Point& p, double needed,
                        std::span<const double> weights) const {
  HOTWARD_EXPECTS(needed > 0.0 && (weights.empty() || weights.size() == points_.size()));
  Gathered gathered(needed);
  const auto out_of_reach = [&](double far_sq) { return far_sq >= gathered.reach(); };
  visit_leaves(p, out_of_reach, [&](const Node& leaf) {
    for (std::uint32_t i = leaf.first; i < leaf.last; ++i) {
      const double distance = distance_sq(p, points_[i]);
      if (distance >= gathered.reach()) continue;
      const double weight = weights.empty() ? 1.0 : weights[i];
      if (weight > 0.0) gathered.add(distance, weight);
    }
  });
  return gathered.reach();
}

std::vector<Near> KdTree::nearest(const geometry::Point& p, std::size_t k,
                                  std::uint32_t left_out) const {
  std::vector<Near> heap;  // the farthest in front
  if (k == 0) return heap;
  heap.reserve(std::min(k, points_.size()));
  const auto out_of_reach = [&](double far_sq) {
    // Not >=: a point just as far may have the lower index.
    return heap.size() == k && far_sq > heap.front().distance_sq_m2;
  };
  visit_leaves(p, out_of_reach, [&](const Node& leaf) {
    for (std::uint32_t i = leaf.first; i < leaf.last; ++i) {
      if (order_[i] == left_out) continue;
      const Near candidate{distance_sq(p, points_[i]), order_[i]};
      if (heap.size() == k) {
        if (!(candidate < heap.front())) continue;
        std::ranges::pop_heap(heap);
        heap.pop_back();
      }
      heap.push_back(candidate);
      std::ranges::push_heap(heap);
    }
  });
  std::ranges::sort_heap(heap);
  return heap;
}

std::vector<std::uint32_t> KdTree::within(const geometry::Point& p, double radius_m) const {
  std::vector<std::uint32_t> result;
  const double radius_sq = radius_m * radius_m;
  visit_leaves(
      p, [&](double far_sq) { return far_sq > radius_sq; },
      [&](const Node& leaf) {
        for (std::uint32_t i = leaf.first; i < leaf.last; ++i) {
          if (distance_sq(p, points_[i]) <= radius_sq) result.push_back(order_[i]);
        }
      });
  std::ranges::sort(result);
  return result;
}

}  // namespace hotward::index
