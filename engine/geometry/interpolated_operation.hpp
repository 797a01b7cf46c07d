// InterpolatedOperation: a PROJ operation, evaluated for millions of points.
//
// PROJ takes about a microsecond a point. A map projection is so smooth that over a cell of a
// quarter degree (or 20 km) a polynomial follows it to far below a micrometre. The plane of the
// input is cut into cells of a lattice that is anchored at 0. The first point in a cell makes PROJ
// evaluate the operation at 5 × 5 Chebyshev nodes of it; the polynomial of degree 4 in each
// direction through them answers for every point of the cell:
//
//   f(x, y) ≈ sum_{j,k ≤ 4} c_jk s^j t^k,    s, t in [−1, 1] across the cell
//
// It is compared with PROJ at 13 further points, the corners and those midway between nodes, where
// the error of such a polynomial is largest. A cell that misses the tolerance anywhere, or that has
// a point PROJ cannot take, is left to PROJ point by point. So is every operation that reads a grid
// (OSTN15): between the grid's lines it is smooth, across them it is not.
//
// The rule for a coordinate depends on the coordinate alone: not on the other points, their order
// or the number of threads.
//
// Sources:
//   Trefethen (2013), Approximation theory and approximation practice, SIAM. ISBN
//     978-1-611972-39-9. Interpolation in Chebyshev points and its error.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "engine/geometry/box.hpp"

namespace hotward::geometry {

struct InterpolationOptions {
  std::string definition;   ///< a PROJ pipeline, x (longitude, easting) first
  bool inverse = false;     ///< run it backwards
  Box domain;               ///< where cells are made, in units of the input; PROJ itself beyond
  double step = 0.25;       ///< width of a cell, in units of the input
  double tolerance = 1e-7;  ///< largest difference from PROJ at a check point, units of the output
  bool reads_grid = false;  ///< the operation looks into a grid: every point is left to PROJ
};

/// May be used from several threads at once.
class InterpolatedOperation {
 public:
  explicit InterpolatedOperation(InterpolationOptions options);
  InterpolatedOperation(InterpolatedOperation&&) noexcept;
  InterpolatedOperation& operator=(InterpolatedOperation&&) noexcept;
  InterpolatedOperation(const InterpolatedOperation&) = delete;
  InterpolatedOperation& operator=(const InterpolatedOperation&) = delete;
  ~InterpolatedOperation();

  /// True where PROJ can build the operation; else every answer is NaN.
  [[nodiscard]] bool usable() const;

  /// All spans have one length. @param out  NaN, NaN where PROJ has no answer. Time: O(points),
  /// plus about 40 µs for each cell met for the first time.
  void apply(std::span<const double> xs, std::span<const double> ys, std::span<Point> out) const;

  /// The same by PROJ alone, for comparison.
  void apply_plain(std::span<const double> xs, std::span<const double> ys,
                   std::span<Point> out) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hotward::geometry
