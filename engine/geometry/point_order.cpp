#include "engine/geometry/point_order.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::geometry {
namespace {

struct Numbered {
  Point at;
  std::uint32_t number;

  friend auto operator<=>(const Numbered&, const Numbered&) = default;
};

// Strips from west to east. The number of a point's strip never falls as its easting grows.
class Strips {
 public:
  explicit Strips(std::span<const Point> points) {
    const auto [low, high] = std::ranges::minmax(points, {}, &Point::x);
    low_ = low.x;
    count_ = points.size() / 4 + 1;
    // Halved first: the difference of two large numbers may be no number.
    const double half_width = high.x / 2.0 - low.x / 2.0;
    per_half_metre_ = half_width > 0.0 ? static_cast<double>(count_) / half_width : 0.0;
  }

  [[nodiscard]] std::size_t count() const { return count_; }

  [[nodiscard]] std::size_t of(const Point& p) const {
    const double strip = (p.x / 2.0 - low_ / 2.0) * per_half_metre_;
    return strip < static_cast<double>(count_) ? static_cast<std::size_t>(strip) : count_ - 1;
  }

 private:
  double low_ = 0.0;
  double per_half_metre_ = 0.0;
  std::size_t count_ = 1;
};

}  // namespace

std::vector<std::uint32_t> ascending_order(std::span<const Point> points) {
  HOTWARD_EXPECTS(points.size() < std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> order;
  if (points.empty()) return order;
  if (std::ranges::is_sorted(points)) {
    order.resize(points.size());
    std::iota(order.begin(), order.end(), 0U);
    return order;
  }
  const Strips strips(points);
  std::vector<std::uint32_t> next(strips.count() + 1, 0);
  for (const Point& p : points) ++next[strips.of(p) + 1];
  for (std::size_t s = 1; s <= strips.count(); ++s) next[s] += next[s - 1];
  std::vector<Numbered> dealt(points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    dealt[next[strips.of(points[i])]++] = {points[i], i};
  }
  auto begin = dealt.begin();
  for (std::size_t s = 0; s < strips.count(); ++s) {
    const auto end = dealt.begin() + next[s];
    std::sort(begin, end);
    begin = end;
  }
  order.reserve(dealt.size());
  for (const Numbered& each : dealt) order.push_back(each.number);
  return order;
}

}  // namespace hotward::geometry
