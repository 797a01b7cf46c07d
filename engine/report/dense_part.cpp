#include "engine/report/dense_part.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace hotward::report {
namespace {

// Where the values lie of which `share` are smaller.
double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::size_t>(std::floor(share * static_cast<double>(values.size())));
  std::ranges::sort(values);
  return values[std::min(at, values.size() - 1)];
}

}  // namespace

geometry::Box dense_part(std::span<const geometry::MultiPolygon> areas) {
  constexpr std::size_t least = 10;
  constexpr double outer = 0.15;
  if (areas.size() < least) return {};
  std::vector<double> x;
  std::vector<double> y;
  for (const geometry::MultiPolygon& shape : areas) {
    const geometry::Box box = geometry::bounds(shape);
    x.push_back((box.low.x + box.high.x) / 2);
    y.push_back((box.low.y + box.high.y) / 2);
  }
  geometry::Box box{{quantile(x, outer), quantile(y, outer)},
                    {quantile(x, 1.0 - outer), quantile(y, 1.0 - outer)}};
  return box.grown(0.05 * std::max(box.width(), box.height()));
}

}  // namespace hotward::report
