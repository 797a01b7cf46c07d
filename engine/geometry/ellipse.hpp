// ellipse: around which centre, how far and in which direction do points spread?
//
//   m  = sum w p / W                                 mean centre,  W = sum w
//   S  = sum w (p - m)(p - m)'                       with eigenvalues l1 >= l2
//   semi-axes = sqrt(2 l / (W - 2))                  of either eigenvalue, W above 2
//   standard distance = sqrt(sum w |p - m|^2 / W)
//
// The factor 2 and W - 2 are CrimeStat's convention. Programs that leave out the 2 draw an ellipse
// smaller by sqrt(2). k standard deviations multiply both axes by k.
//
// Sources:
//   Lefever (1926), Measuring geographic concentration by means of the standard deviational
//     ellipse, American Journal of Sociology 32(1), 88-94. doi:10.1086/214027
//   Yuill (1971), The standard deviational ellipse; an updated tool for spatial description,
//     Geografiska Annaler B 53(1), 28-39. doi:10.1080/04353684.1971.11879353
//   Levine (2006), Crime mapping and the CrimeStat program, Geographical Analysis 38(1), 41-56.
//     doi:10.1111/j.0016-7363.2005.00673.x. The program whose convention is followed.
//
// Edges: points on a line have a minor axis of 0; W of 2 or less has no ellipse (axes NaN); equal
// axes have the angle 0. Time: O(n).
#pragma once

#include <cstddef>
#include <span>

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

struct Ellipse {
  Point centre;
  double major_m = 0.0;  ///< semi-axis
  double minor_m = 0.0;
  double angle_rad = 0.0;  ///< of the major axis, anticlockwise from east, in [0, pi)
  double standard_distance_m = 0.0;
};

/// @param points   finite, at least one
/// @param weights  one per point, at least 0, not all 0; or empty: 1 each
[[nodiscard]] Ellipse standard_deviation_ellipse(std::span<const Point> points,
                                                 std::span<const double> weights = {});

/// @param deviations  both axes are multiplied by it
/// @param corners     at least 3
/// @return anticlockwise, from the end of the major axis; its area is a little below the ellipse's:
///         0.16% with 64 corners.
[[nodiscard]] Ring outline(const Ellipse& ellipse, double deviations, std::size_t corners = 64);

}  // namespace hotward::geometry
