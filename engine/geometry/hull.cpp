#include "engine/geometry/hull.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "engine/core/check.hpp"
#include "engine/geometry/orientation.hpp"

namespace hotward::geometry {
namespace {

std::vector<Point> distinct(std::span<const Point> points) {
  std::vector<Point> sorted(points.begin(), points.end());
  if (!std::ranges::is_sorted(sorted)) std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

Ring convex_hull_of(const std::vector<Point>& sorted) {
  if (sorted.size() < 3) return sorted;
  Ring ring;
  const auto half = [&](auto from, auto to) {
    const std::size_t base = ring.size();
    for (auto p = from; p != to; ++p) {
      while (ring.size() >= base + 2 && orientation(ring[ring.size() - 2], ring.back(), *p) <= 0) {
        ring.pop_back();
      }
      ring.push_back(*p);
    }
    ring.pop_back();  // the other half begins with it
  };
  half(sorted.begin(), sorted.end());
  half(sorted.rbegin(), sorted.rend());
  return ring;
}

// Whether two edges meet anywhere but in an end they share.
bool meet(const Point& a, const Point& b, const Point& c, const Point& d) {
  const auto between = [](const Point& p, const Point& q, const Point& r) {
    return r != p && r != q && orientation(p, q, r) == 0 && std::min(p.x, q.x) <= r.x &&
           r.x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= r.y && r.y <= std::max(p.y, q.y);
  };
  if (between(a, b, c) || between(a, b, d) || between(c, d, a) || between(c, d, b)) return true;
  return orientation(a, b, c) * orientation(a, b, d) < 0 &&
         orientation(c, d, a) * orientation(c, d, b) < 0;
}

class Digger {
 public:
  Digger(const std::vector<Point>& points, const Ring& hull) : points_(points) {
    for (const Point& p : hull) {
      at_.push_back(p);
      next_.push_back(at_.size());
      used_.push_back(p);
    }
    next_.back() = 0;
    std::ranges::sort(used_);
  }

  Ring dig(double longest_m) {
    for (std::size_t i = 0; i < at_.size(); ++i) offer(i, longest_m);
    while (!edges_.empty()) {
      const Edge edge = edges_.top();
      edges_.pop();
      split(edge.start, longest_m);
    }
    Ring ring;
    std::size_t i = 0;
    do {
      ring.push_back(at_[i]);
      i = next_[i];
    } while (i != 0);
    return ring;
  }

 private:
  struct Edge {
    double length;
    Point from;
    std::size_t start;
    // The longest first, of equal ones that with the lower start.
    bool operator<(const Edge& other) const {
      return length != other.length ? length < other.length : other.from < from;
    }
  };

  void offer(std::size_t i, double longest_m) {
    const double length = distance(at_[i], at_[next_[i]]);
    if (length > longest_m) edges_.push({length, at_[i], i});
  }

  void split(std::size_t i, double longest_m) {
    const Point a = at_[i];
    const Point b = at_[next_[i]];
    const Point* best = nullptr;
    double reach = distance(a, b);
    for (const Point& p : points_) {
      const double away = std::max(distance(a, p), distance(p, b));
      if (away >= reach || orientation(a, b, p) <= 0) continue;
      if (std::ranges::binary_search(used_, p)) continue;
      best = &p;
      reach = away;
    }
    if (best == nullptr || !free(a, *best, b, i)) return;
    at_.push_back(*best);
    next_.push_back(next_[i]);
    next_[i] = at_.size() - 1;
    used_.insert(std::ranges::lower_bound(used_, *best), *best);
    offer(i, longest_m);
    offer(at_.size() - 1, longest_m);
  }

  [[nodiscard]] bool free(const Point& a, const Point& p, const Point& b, std::size_t edge) const {
    for (const Point& q : points_) {
      if (q == a || q == b || q == p) continue;
      if (orientation(a, b, q) >= 0 && orientation(b, p, q) >= 0 && orientation(p, a, q) >= 0) {
        return false;
      }
    }
    for (std::size_t i = 0; i < at_.size(); ++i) {
      if (i == edge) continue;
      if (meet(a, p, at_[i], at_[next_[i]]) || meet(p, b, at_[i], at_[next_[i]])) return false;
    }
    return true;
  }

  const std::vector<Point>& points_;
  std::vector<Point> at_;          // the ring's corners, in the order they came
  std::vector<std::size_t> next_;  // the corner after each
  std::vector<Point> used_;        // the same corners, sorted
  std::priority_queue<Edge> edges_;
};

}  // namespace

Ring convex_hull(std::span<const Point> points) { return convex_hull_of(distinct(points)); }

Ring concave_hull(std::span<const Point> points, double ratio) {
  HOTWARD_EXPECTS(ratio >= 0.0 && ratio <= 1.0);
  const std::vector<Point> sorted = distinct(points);
  Ring hull = convex_hull_of(sorted);
  if (hull.size() < 3 || ratio == 1.0) return hull;
  double longest = distance(hull.back(), hull.front());
  for (std::size_t i = 1; i < hull.size(); ++i) {
    longest = std::max(longest, distance(hull[i - 1], hull[i]));
  }
  const double apart =
      std::min(longest, std::sqrt(signed_area_m2(hull) / static_cast<double>(sorted.size())));
  return Digger(sorted, hull).dig(apart + ratio * (longest - apart));
}

}  // namespace hotward::geometry
