// Circle placement: where do circles of one size hold most incidents, if they lie anywhere?
//
//   maximise    the weight of all places within r of one of k centres
//   subject to  centres lie at least `apart` from each other
//
// One circle is exact: some best centre lies where the circles of radius r about two places cross,
// or on the circle about one. For each place the sweep round its circle adds and takes away what is
// within r (Chazelle and Lee), O(m log m) for m places within 2 r.
//
// Several are placed one after the other, each the best that keeps its distance; then each in turn
// is taken up and placed anew while that gains. Their sum need not be the best there is. It is
// bounded: in a square of side apart / sqrt(2) lies at most one centre, so k circles hold at most
// the sum over the k best squares of the most that a circle with its centre there holds (exact, by
// sweeps round the places and along the squares' sides). Squares are laid in several positions and
// the lowest sum taken.
//
// Sources:
//   Chazelle, Lee (1986), On a circle placement problem, Computing 36(1-2), 1-16.
//     doi:10.1007/BF02238188. The sweep.
//
// Edges: places on the rim count, and those a micrometre beyond. Of centres that hold as much the
// first by x, then y is taken, then moved to the middle of the smallest circle round what it holds,
// where it keeps its distance there: rounded coordinates must not lose a place on the rim. A place
// counts once, though two circles touch in it.
// Time: O(n m log m) for one, times k and the rounds of improvement.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::targeting {

struct CircleOptions {
  double radius_m = 150.0;  ///< above 0
  std::size_t circles = 1;  ///< k, at least 1
  double apart_m = 0.0;     ///< between centres, at least 2 r where there are several
  double least = 0.0;       ///< what a circle must hold, above 0 or 0: anything
};

struct PlacedCircle {
  geometry::Point centre;
  double captured = 0.0;
};

struct PlacedCircles {
  std::vector<PlacedCircle> circles;  ///< most first; fewer where no more hold enough
  double captured = 0.0;              ///< by all of them
  double bound = 0.0;                 ///< no as many circles so far apart hold more together

  [[nodiscard]] double gap_pct() const {
    return bound <= captured ? 0.0 : 100.0 * (bound - captured) / bound;
  }
};

/// @param at      places, in any order; one may stand there several times
/// @param weight  of each, finite, above 0
///
/// Example:
///   const std::vector<geometry::Point> at = {{0, 0}, {250, 0}, {900, 0}};
///   const std::vector<double> weight = {3, 2, 4};
///   const auto placed = place_circles(at, weight, {.radius_m = 150});
///   const double captured = placed->captured;  // 5: the first two, from between them
///
/// @return usage for circles that could overlap; interrupted
[[nodiscard]] Result<PlacedCircles> place_circles(std::span<const geometry::Point> at,
                                                  std::span<const double> weight,
                                                  const CircleOptions& options);

}  // namespace hotward::targeting
