#include "engine/geometry/shared_area.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace hotward::geometry {
namespace {

/// Part of an edge within the common box, from left to right, in metres from the box's low corner.
struct Slope {
  double x0;
  double x1;  // above x0
  double y0;  // at x0, from 0 to the box's height
  double y1;
  double sign;  // 1 of a roof, -1 of a floor

  [[nodiscard]] double at(double x) const { return y0 + (y1 - y0) * ((x - x0) / (x1 - x0)); }
};

// The slopes of a shape's edges: what lies above the box is as high as the box, what lies below it
// is left out.
class Slopes {
 public:
  Slopes(const MultiPolygon& shape, const Box& box)
      : low_(box.low), width_(box.high.x - box.low.x), height_(box.high.y - box.low.y) {
    for (const Polygon& polygon : shape) {
      add(polygon.outer, 1.0);
      for (const Ring& hole : polygon.holes) add(hole, -1.0);
    }
    std::ranges::sort(list_, {}, &Slope::x0);
  }

  [[nodiscard]] const std::vector<Slope>& list() const { return list_; }

 private:
  // Whichever way a ring runs, an outer one adds and a hole takes off.
  void add(const Ring& ring, double adds) {
    if (ring.empty()) return;
    const double sign = signed_area_m2(ring) * adds < 0.0 ? -1.0 : 1.0;
    Point from = ring.back();
    for (const Point& to : ring) {
      add_edge(from, to, sign);
      from = to;
    }
  }

  void add_edge(const Point& from, const Point& to, double sign) {
    const bool is_roof = to.x < from.x;
    const Point& left = is_roof ? to : from;
    const Point& right = is_roof ? from : to;
    const double x0 = left.x - low_.x;
    const double x1 = right.x - low_.x;
    const double y0 = left.y - low_.y;
    const double y1 = right.y - low_.y;
    if (x1 <= 0.0 || x0 >= width_ || x0 == x1 || (y0 <= 0.0 && y1 <= 0.0)) return;
    Slope slope{x0, x1, y0, y1, is_roof ? sign : -sign};
    cut(slope, 0.0, width_);
    const double high = std::max(slope.y0, slope.y1);
    const double low = std::min(slope.y0, slope.y1);
    if (low >= height_) {
      slope.y0 = slope.y1 = height_;
      list_.push_back(slope);
    } else if (low >= 0.0 && high <= height_) {
      list_.push_back(slope);
    } else {
      add_parts(slope);
    }
  }

  static void cut(Slope& slope, double x0, double x1) {
    const Slope whole = slope;
    if (x0 > whole.x0) slope.x0 = x0, slope.y0 = whole.at(x0);
    if (x1 < whole.x1) slope.x1 = x1, slope.y1 = whole.at(x1);
  }

  // Crosses the box's bottom, its top or both.
  void add_parts(const Slope& slope) {
    const auto where = [&](double y) {
      const double x = slope.x0 + (slope.x1 - slope.x0) * ((y - slope.y0) / (slope.y1 - slope.y0));
      return std::clamp(x, slope.x0, slope.x1);
    };
    const bool rises = slope.y1 > slope.y0;
    double begin = slope.x0;
    double end = slope.x1;
    if (std::min(slope.y0, slope.y1) < 0.0) (rises ? begin : end) = where(0.0);
    double above_begin = slope.x1;  // where it lies above the box
    double above_end = slope.x1;
    if (std::max(slope.y0, slope.y1) > height_) {
      above_begin = rises ? where(height_) : begin;
      above_end = rises ? end : where(height_);
      (rises ? end : begin) = rises ? above_begin : above_end;
    }
    if (begin < end) {
      list_.push_back({begin, end, std::clamp(slope.at(begin), 0.0, height_),
                       std::clamp(slope.at(end), 0.0, height_), slope.sign});
    }
    if (above_begin < above_end) {
      list_.push_back({above_begin, above_end, height_, height_, slope.sign});
    }
  }

  Point low_;
  double width_;
  double height_;
  std::vector<Slope> list_;
};

// ∫ min over the x of both.
double below_both(const Slope& a, const Slope& b) {
  const double x0 = std::max(a.x0, b.x0);
  const double x1 = std::min(a.x1, b.x1);
  if (!(x0 < x1)) return 0.0;
  const double a0 = a.at(x0);
  const double a1 = a.at(x1);
  const double b0 = b.at(x0);
  const double b1 = b.at(x1);
  const double width = x1 - x0;
  const double d0 = a0 - b0;
  const double d1 = a1 - b1;
  const double lower = 0.5 * width * (d0 + d1 <= 0.0 ? a0 + a1 : b0 + b1);
  if ((d0 <= 0.0) == (d1 <= 0.0)) return lower;
  // They cross: of the two triangles between them the smaller lies below the lower one.
  const double least = d0 + d1 <= 0.0 ? std::max(d0, d1) : -std::min(d0, d1);
  return lower - 0.5 * least * (width * least / (std::abs(d0) + std::abs(d1)));
}

double against(const Slope& slope, std::vector<const Slope*>& open) {
  double sum = 0.0;
  for (std::size_t i = 0; i < open.size();) {
    if (open[i]->x1 <= slope.x0) {
      open[i] = open.back();
      open.pop_back();
      continue;
    }
    sum += open[i]->sign * below_both(slope, *open[i]);
    ++i;
  }
  return slope.sign * sum;
}

}  // namespace

double shared_area_m2(const MultiPolygon& a, const MultiPolygon& b) {
  if (a.empty() || b.empty()) return 0.0;
  const Box p = bounds(a);
  const Box q = bounds(b);
  const Box box{{std::max(p.low.x, q.low.x), std::max(p.low.y, q.low.y)},
                {std::min(p.high.x, q.high.x), std::min(p.high.y, q.high.y)}};
  if (!(box.low.x < box.high.x) || !(box.low.y < box.high.y)) return 0.0;
  const Slopes of_a(a, box);
  const Slopes of_b(b, box);
  std::vector<const Slope*> open_a;
  std::vector<const Slope*> open_b;
  double sum = 0.0;
  auto next_a = of_a.list().begin();
  auto next_b = of_b.list().begin();
  while (next_a != of_a.list().end() || next_b != of_b.list().end()) {
    const bool of_first =
        next_b == of_b.list().end() || (next_a != of_a.list().end() && next_a->x0 <= next_b->x0);
    if (of_first) {
      sum += against(*next_a, open_b);
      open_a.push_back(&*next_a++);
    } else {
      sum += against(*next_b, open_a);
      open_b.push_back(&*next_b++);
    }
  }
  return std::max(sum, 0.0);
}

}  // namespace hotward::geometry
