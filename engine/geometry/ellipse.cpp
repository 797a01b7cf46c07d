#include "engine/geometry/ellipse.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::geometry {

Ellipse standard_deviation_ellipse(std::span<const Point> points, std::span<const double> weights) {
  HOTWARD_EXPECTS(!points.empty() && (weights.empty() || weights.size() == points.size()));
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  double total = 0.0;
  Point sum{0.0, 0.0};  // from the first point, so that large coordinates do not cancel
  for (std::size_t i = 0; i < points.size(); ++i) {
    total += weight(i);
    sum.x += weight(i) * (points[i].x - points[0].x);
    sum.y += weight(i) * (points[i].y - points[0].y);
  }
  HOTWARD_EXPECTS(total > 0.0);
  Ellipse result;
  result.centre = {points[0].x + sum.x / total, points[0].y + sum.y / total};
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double dx = points[i].x - result.centre.x;
    const double dy = points[i].y - result.centre.y;
    xx += weight(i) * dx * dx;
    xy += weight(i) * dx * dy;
    yy += weight(i) * dy * dy;
  }
  result.standard_distance_m = std::sqrt((xx + yy) / total);
  const double half_spread = std::hypot((xx - yy) / 2.0, xy);
  const double middle = (xx + yy) / 2.0;
  if (half_spread > 0.0) {
    result.angle_rad = 0.5 * std::atan2(2.0 * xy, xx - yy);
    if (result.angle_rad < 0.0) result.angle_rad += std::numbers::pi;
    if (result.angle_rad >= std::numbers::pi) result.angle_rad = 0.0;
  }
  const double scale = total > 2.0 ? 2.0 / (total - 2.0) : undefined;
  result.major_m = std::sqrt((middle + half_spread) * scale);
  result.minor_m = std::sqrt(std::max(0.0, middle - half_spread) * scale);
  return result;
}

Ring outline(const Ellipse& ellipse, double deviations, std::size_t corners) {
  HOTWARD_EXPECTS(corners >= 3 && deviations > 0.0);
  Ring ring;
  ring.reserve(corners);
  const double cosine = std::cos(ellipse.angle_rad);
  const double sine = std::sin(ellipse.angle_rad);
  for (std::size_t i = 0; i < corners; ++i) {
    const double turn =
        2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
    const double u = deviations * ellipse.major_m * std::cos(turn);
    const double v = deviations * ellipse.minor_m * std::sin(turn);
    ring.push_back(
        {ellipse.centre.x + u * cosine - v * sine, ellipse.centre.y + u * sine + v * cosine});
  }
  return ring;
}

}  // namespace hotward::geometry
