// Circle sweep: the most that a circle of fixed radius can hold, of all whose centre lies on a
// given circle or line.
//
// A place at q is held by a circle of radius r about c where |q - c| <= r. Of all c on a curve
// these are an interval, so what is held along it is what is added at the beginnings and taken away
// at the ends. An obstacle is the other way round: no c may lie nearer to it than `apart`.
//
// Only for this room's files.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::targeting {

// Places this much further away are held, and centres this much nearer allowed: rounding.
inline constexpr double circle_tolerance_m = 1e-6;

/// Places by x, then y, each once.
struct SortedPlaces {
  std::vector<geometry::Point> at;
  std::vector<double> weight;

  /// Numbers of the places whose x is at most so far from x: from the first to before the second.
  [[nodiscard]] std::pair<std::size_t, std::size_t> near(double x, double far) const;
};

/// The weights of places that are given more than once are added up.
[[nodiscard]] SortedPlaces sorted_places(std::span<const geometry::Point> at,
                                         std::span<const double> weight);

struct Obstacles {
  std::span<const geometry::Point> centres{};
  double apart_m = 0.0;
};

struct BestCentre {
  geometry::Point at;
  double captured = -1.0;  ///< below 0: there is no place for a circle

  /// Takes the other where it is better; of equals the first by x, then y.
  void keep(const BestCentre& other) {
    const bool first = other.captured == captured && captured >= 0.0 && other.at < at;
    if (other.captured > captured || first) *this = other;
  }
};

/// Of the circles with their centre on the circle about `middle`.
/// @param reach_m  its radius, above 0
/// @param all      receives the centres where something is added, with what each holds; or null
[[nodiscard]] BestCentre best_on_circle(const SortedPlaces& places, double radius_m,
                                        const geometry::Point& middle, double reach_m,
                                        const Obstacles& obstacles,
                                        std::vector<BestCentre>* all = nullptr);

/// What the circle about `centre` holds.
[[nodiscard]] double held_at(const SortedPlaces& places, double radius_m,
                             const geometry::Point& centre);

/// Squares of one width that cover the plane; of each the most that a circle with its centre there
/// holds, by column and row.
struct Squares {
  geometry::Point corner;  ///< of column 0, row 0
  double width_m = 0.0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<double> most;
};

/// @param vertices  where circles about the places cross, with what a circle there holds
[[nodiscard]] Squares best_in_squares(const SortedPlaces& places, double radius_m,
                                      std::span<const BestCentre> vertices,
                                      const geometry::Point& corner, double width_m);

}  // namespace hotward::targeting
