#include "engine/geometry/point_order.hpp"

#include <functional>
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

}  // namespace

namespace detail {

Strips::Strips(double low, double high, std::size_t values) : low_(low), count_(values / 4 + 1) {
  // Halved first: the difference of two large numbers may be no number.
  const double half_width = high / 2.0 - low / 2.0;
  per_half_unit_ = half_width > 0.0 ? static_cast<double>(count_) / half_width : 0.0;
}

}  // namespace detail

std::vector<std::uint32_t> ascending_order(std::span<const Point> points) {
  HOTWARD_EXPECTS(points.size() < std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  if (std::ranges::is_sorted(points)) return order;
  std::vector<Numbered> numbered;
  numbered.reserve(points.size());
  for (const std::uint32_t i : order) numbered.push_back({points[i], i});
  sort_in_strips(
      numbered, [](const Numbered& n) { return n.at.x; }, std::less<>());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = numbered[i].number;
  return order;
}

}  // namespace hotward::geometry
