// Turned placement: where does a square or a hexagon hold most incidents, if it lies anywhere,
// turned as it may be?
//
//   maximise    the weight of all places within a regular polygon of m sides with centre c and
//               half-width a (from the centre to a side), turned by theta
//   subject to  centres lie at least `apart` from each other
//
// A place p lies within where n_k(theta) (p - c) <= a for each of the m outward normals n_k. The
// room of all (c, theta) is cut into boxes with half-sides h, h and d about a middle. Within a box
// no polygon holds a place that the middle one does not, made wider to
//   a + e,   e = sqrt(2) h + d R,        R = a / cos(pi / m), centre to corner
// since a centre moves by sqrt(2) h at most and a turned normal by d, over a length of R at most.
// What the wider one holds is a bound for the box, what the middle one holds is a find. The box
// with the highest bound is cut along its longer effect (sqrt(2) h or d R) until no bound is above
// the best find: branch and bound. Places exactly on a side of the best polygon would have it go on
// for ever, so a box with e below a tolerance is cut no more and its bound stands: the gap says
// what is then unsure, and the find is exact for polygons that are wider by 2 e at most.
//
// Several are placed one after the other, each the best that keeps its distance. Whether others
// hold more together is not known; they hold at most k times the bound of the first, and at most
// what the circles round them hold (circle_placement.hpp).
//
// Source:
//   Land, Doig (1960), An automatic method of solving discrete programming problems, Econometrica
//     28(3), 497-520. doi:10.2307/1910129. Branch and bound.
//
// Edges: places on a side count, and those a micrometre beyond. A place counts for the first
// polygon alone. Where more than `most_boxes` are cut, the search ends with the gap it has.
// Time: O(boxes × places nearby).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::targeting {

enum class Turned : std::uint8_t { square, hexagon };

struct TurnedOptions {
  Turned shape = Turned::square;
  double width_m = 150.0;  ///< from a side to the opposite one, above 0
  std::size_t number = 1;  ///< k, at least 1
  double apart_m = 0.0;    ///< between centres, at least corner to corner where there are several
  double least = 0.0;      ///< what one must hold, above 0 or 0: anything
  double tolerance_m = 0.5;
  std::size_t most_boxes = 400000;  ///< for each
};

struct TurnedPolygon {
  geometry::Point centre;
  double angle_rad = 0.0;  ///< of the first outward normal, anticlockwise from east
  double captured = 0.0;
  double bound = 0.0;  ///< none that keeps its distance from those before it holds more
};

struct TurnedPolygons {
  std::vector<TurnedPolygon> polygons;  ///< as they were placed
  double captured = 0.0;
  double bound = 0.0;  ///< no as many so far apart hold more together

  [[nodiscard]] double gap_pct() const {
    return bound <= captured ? 0.0 : 100.0 * (bound - captured) / bound;
  }
};

/// @param at      places, in any order; one may stand there several times
/// @param weight  of each, finite, above 0
///
/// Example:
///   const std::vector<geometry::Point> at = {{0, 0}, {60, 60}, {120, 120}};
///   const std::vector<double> weight = {1, 1, 1};
///   const auto placed = place_turned(at, weight, {.width_m = 130, .tolerance_m = 0.5});
///   const double captured = placed->captured;  // 3: with a corner to the north-east, 184 m across
///
/// @return usage for polygons that could overlap; interrupted
[[nodiscard]] Result<TurnedPolygons> place_turned(std::span<const geometry::Point> at,
                                                  std::span<const double> weight,
                                                  const TurnedOptions& options);

/// From the centre to a corner.
[[nodiscard]] double corner_m(Turned shape, double width_m);

/// True where the place lies within, or on a side.
[[nodiscard]] bool holds(const TurnedPolygon& polygon, Turned shape, double width_m,
                         const geometry::Point& place);

/// Its outline, corner by corner: the first stands there once.
[[nodiscard]] geometry::Ring outline(const TurnedPolygon& polygon, Turned shape, double width_m);

}  // namespace hotward::targeting
