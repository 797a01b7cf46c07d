// orientation: on which side of the line a → b does c lie? Exact, whatever the rounding.
//
//   sign of   (a_x − c_x)(b_y − c_y) − (a_y − c_y)(b_x − c_x)
//
// A difference of two products of rounded differences has the right sign wherever it is larger than
// the error it can carry; only the few other cases are worked out with unrounded sums of doubles.
//
// Sources:
//   Shewchuk (1997), Adaptive precision floating-point arithmetic and fast robust geometric
//     predicates, Discrete & Computational Geometry 18, 305-363. doi:10.1007/PL00009321. The error
//     bound of the first stage and the expansion sums; the stages between are left out, since on
//     boundaries of areas the exact stage is reached by points on or within micrometres of an edge.
#pragma once

#include <cmath>

#include "engine/geometry/point.hpp"

namespace hotward::geometry {

namespace detail {

/// The sign by expansions alone: right for every input, some 50 times slower.
[[nodiscard]] int exact_orientation(const Point& a, const Point& b, const Point& c);

// (3 + 16 u) u with the unit roundoff u = 2^-53: Shewchuk's bound A for two dimensions.
inline constexpr double orientation_error = (3.0 + 16.0 * 0x1p-53) * 0x1p-53;

}  // namespace detail

/// @return 1 where a, b, c turn anticlockwise (c left of a → b), −1 clockwise, 0 on one line, which
///         includes a = b. Coordinates are finite and below 1e150, differences 0 or above 1e-140:
///         beyond that products overflow or underflow.
[[nodiscard]] inline int orientation(const Point& a, const Point& b, const Point& c) {
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double difference = left - right;
  const double bound = detail::orientation_error * (std::abs(left) + std::abs(right));
  if (difference > bound) return 1;
  if (difference < -bound) return -1;
  // Both products 0: a factor of each is 0 without rounding (an upright or level edge).
  if (bound == 0.0) return 0;
  return detail::exact_orientation(a, b, c);
}

}  // namespace hotward::geometry
