#include "engine/methods/density/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/geometry/containment.hpp"

namespace hotward::density {
namespace {

using geometry::Point;

// A crossing stands at least so far from the ends of its edge, in edges.
constexpr double clearance = 0.01;

// A corner of the triangles: a cell's centre or the middle of four. Columns and rows are doubled,
// so that both have whole ones.
struct Node {
  std::int64_t row;
  std::int64_t column;
  double value;

  [[nodiscard]] std::int64_t number(std::int64_t width) const { return row * width + column; }
};

// Where the line leaves a triangle and where it entered: each crossed edge by the numbers of its
// ends, lower first.
using EdgeId = std::pair<std::int64_t, std::int64_t>;
struct Step {
  EdgeId from;
  EdgeId to;
  Point at;  // of `from`
};

class Tracer {
 public:
  Tracer(const Frame& frame, std::span<const double> values, double threshold)
      : frame_(frame),
        values_(values),
        threshold_(threshold),
        width_(2 * static_cast<std::int64_t>(frame.columns) + 5) {}

  std::vector<geometry::Ring> rings() {
    // A frame of zeros all round closes every line.
    for (std::int64_t r = -1; r < static_cast<std::int64_t>(frame_.rows); ++r) {
      for (std::int64_t c = -1; c < static_cast<std::int64_t>(frame_.columns); ++c) square(r, c);
    }
    std::ranges::sort(steps_, {}, &Step::from);
    std::vector<bool> used(steps_.size());
    std::vector<geometry::Ring> rings;
    for (std::size_t first = 0; first < steps_.size(); ++first) {
      geometry::Ring ring;
      for (std::size_t i = first; !used[i]; i = following(i)) {
        used[i] = true;
        ring.push_back(steps_[i].at);
      }
      if (!ring.empty()) rings.push_back(std::move(ring));
    }
    return rings;
  }

 private:
  [[nodiscard]] double value(std::int64_t row, std::int64_t column) const {
    if (row < 0 || column < 0 || row >= static_cast<std::int64_t>(frame_.rows) ||
        column >= static_cast<std::int64_t>(frame_.columns)) {
      return 0.0;
    }
    const double v =
        values_[static_cast<std::size_t>(row) * frame_.columns + static_cast<std::size_t>(column)];
    return std::isnan(v) ? 0.0 : v;
  }

  void square(std::int64_t r, std::int64_t c) {
    const std::array<Node, 4> corners = {{{2 * r, 2 * c, value(r, c)},
                                          {2 * r, 2 * c + 2, value(r, c + 1)},
                                          {2 * r + 2, 2 * c + 2, value(r + 1, c + 1)},
                                          {2 * r + 2, 2 * c, value(r + 1, c)}}};
    const auto high =
        std::ranges::count_if(corners, [&](const Node& n) { return n.value >= threshold_; });
    if (high == 0 || high == 4) return;
    double mean = 0.0;
    for (const Node& n : corners) mean += 0.25 * n.value;
    const Node middle{2 * r + 1, 2 * c + 1, mean};
    for (std::size_t i = 0; i < 4; ++i) triangle({corners[i], corners[(i + 1) % 4], middle});
  }

  // Anticlockwise corners. High ground lies left of the line: it leaves by the edge on which the
  // corners, taken anticlockwise, rise above the threshold, and entered where they sink below.
  void triangle(const std::array<Node, 3>& corners) {
    const Node* entry[2] = {nullptr, nullptr};
    const Node* exit[2] = {nullptr, nullptr};
    for (std::size_t i = 0; i < 3; ++i) {
      const Node& a = corners[i];
      const Node& b = corners[(i + 1) % 3];
      const bool a_high = a.value >= threshold_;
      if (a_high == (b.value >= threshold_)) continue;
      const Node** edge = a_high ? entry : exit;
      edge[0] = &a;
      edge[1] = &b;
    }
    if (entry[0] == nullptr) return;
    steps_.push_back(
        {id(*entry[0], *entry[1]), id(*exit[0], *exit[1]), crossing(*entry[0], *entry[1])});
  }

  [[nodiscard]] EdgeId id(const Node& a, const Node& b) const {
    return std::minmax(a.number(width_), b.number(width_));
  }

  // Between a high and a low node; the same for both triangles of an edge.
  [[nodiscard]] Point crossing(const Node& high, const Node& low) const {
    const double share = (high.value - threshold_) / (high.value - low.value);
    const double t = std::clamp(share, clearance, 1.0 - clearance);
    const auto between = [&](std::int64_t from, std::int64_t to, double origin) {
      const double doubled = static_cast<double>(from) + t * static_cast<double>(to - from);
      return origin + (0.5 * doubled + 0.5) * frame_.cell_m;
    };
    return {between(high.column, low.column, frame_.low.x),
            between(high.row, low.row, frame_.low.y)};
  }

  [[nodiscard]] std::size_t following(std::size_t i) const {
    const auto next = std::ranges::lower_bound(steps_, steps_[i].to, {}, &Step::from);
    HOTWARD_EXPECTS(next != steps_.end() && next->from == steps_[i].to);
    return static_cast<std::size_t>(next - steps_.begin());
  }

  const Frame& frame_;
  std::span<const double> values_;
  double threshold_;
  std::int64_t width_;
  std::vector<Step> steps_;
};

struct Outer {
  geometry::Polygon polygon;
  geometry::Box box;
  double area_m2 = 0.0;
};

// The smallest polygon around a hole.
Outer& owner_of(const geometry::Ring& hole, std::vector<Outer>& outers) {
  Outer* best = nullptr;
  for (Outer& outer : outers) {
    if (!outer.box.contains(hole[0]) || (best != nullptr && outer.area_m2 >= best->area_m2)) {
      continue;
    }
    if (geometry::locate(hole[0], geometry::Polygon{outer.polygon.outer, {}}) ==
        geometry::Location::inside) {
      best = &outer;
    }
  }
  HOTWARD_EXPECTS(best != nullptr);
  return *best;
}

}  // namespace

geometry::MultiPolygon contour(const Frame& frame, std::span<const double> values,
                               double threshold) {
  HOTWARD_EXPECTS(values.size() == frame.size());
  HOTWARD_EXPECTS(threshold > 0.0);
  std::vector<Outer> outers;
  std::vector<geometry::Ring> holes;
  for (geometry::Ring& ring : Tracer(frame, values, threshold).rings()) {
    const double area_m2 = geometry::signed_area_m2(ring);
    if (area_m2 < 0.0) {
      holes.push_back(std::move(ring));
      continue;
    }
    geometry::Polygon polygon{std::move(ring), {}};
    const geometry::Box box = geometry::bounds(polygon);
    outers.push_back({std::move(polygon), box, area_m2});
  }
  for (geometry::Ring& hole : holes) {
    owner_of(hole, outers).polygon.holes.push_back(std::move(hole));
  }
  geometry::MultiPolygon shape;
  for (Outer& outer : outers) shape.push_back(std::move(outer.polygon));
  return shape;
}

}  // namespace hotward::density
