// hull: the smallest convex shape around points, and one that follows them more closely.
//
// Convex hull: every corner a point, no three corners on a line; exact (orientation.hpp).
//
// Concave hull of ratio r: begins as the convex hull and digs. The longest edge a b is taken up
// first; among the points inside, the one p with the least max(|a p|, |p b|) is its candidate; the
// edge becomes a p, p b where |a b| > L, max(|a p|, |p b|) < |a b|, and the triangle a p b holds no
// other point and meets no other edge. Else the edge stays. L lies between the shortest distance
// between neighbours that matters, d, and the longest edge of the convex hull, e:
//
//   L = d + r (e - d)        d = sqrt(area of the convex hull / number of points)
//
// so r = 1 is the convex hull, and r = 0 digs wherever an edge is longer than points lie apart on
// average. All points stay inside or on the hull, which is one ring without holes and depends on
// the set of points alone.
//
// Sources:
//   Andrew (1979), Another efficient algorithm for convex hulls in two dimensions, Information
//     Processing Letters 9(5), 216-219. doi:10.1016/0020-0190(79)90072-3. The convex hull.
//   Park, Oh (2012), A new concave hull algorithm and concaveness measure for n-dimensional
//     datasets, Journal of Information Science and Engineering 28(3), 587-600. Digging from the
//     convex hull; here with a threshold in metres and a test that keeps every point inside.
//
// Edges: repeated points count once. One point gives a ring of one, points on a line a ring of two:
// such a hull has no area.
// Time: O(n log n) convex; concave O(h n) for h edges of the result: for clusters of some thousand
// points.
#pragma once

#include <span>

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param points  finite
/// @return anticlockwise, from the lowest point (x, then y); empty without points.
[[nodiscard]] Ring convex_hull(std::span<const Point> points);

/// @param ratio  in [0, 1]
/// @return as convex_hull.
[[nodiscard]] Ring concave_hull(std::span<const Point> points, double ratio);

}  // namespace hotward::geometry
