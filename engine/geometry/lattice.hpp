// Lattice: squares or hexagons that cover the whole plane, in one place for ever.
//
//   square   (column c, row r)   c w <= x < (c + 1) w,   r w <= y < (r + 1) w
//   hexagon  (column c, row r)   nearer to its centre than to any other:
//            centre x = w c + (w / 2 where r is odd),  y = r w sqrt(3) / 2
//   flat hexagon             the same with x and y, columns and rows exchanged:
//            centre y = w r + (w / 2 where c is odd),  x = c w sqrt(3) / 2
//   w  width: a square's side; a hexagon's distance from flat to flat. Hexagons stand on a corner,
//      flat ones lie on a side; both have sides of w / sqrt(3) and an area of w^2 sqrt(3) / 2
//
// Cells are counted from the origin of the National Grid, so a cell keeps its id from one run to
// the next and from one force to its neighbour: "s150_3838_1120" is the square of 150 m in column
// 3838 and row 1120, "h150_3838_1293" a hexagon, "f350_1893_481" one that lies on a side. Of
// hexagons that are declared by their side it is the side that is named: "fs202_1893_481".
//
// Edges: every point lies in exactly one cell. A side or corner belongs to the cell north of it; an
// upright side to the cell east of it, and of flat hexagons a corner, too. Where hexagons meet on a
// slanted side, which no double can lie on but by chance, the squared distances to the two centres
// decide as computed.
//
// Time: O(1) each.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

enum class CellShape { square, hexagon, flat_hexagon };

/// As users choose them.
inline constexpr Names<CellShape, 3> cell_shape_names = {{{CellShape::square, "square"},
                                                          {CellShape::hexagon, "hex"},
                                                          {CellShape::flat_hexagon, "hex-flat"}}};

[[nodiscard]] constexpr bool is_hexagon(CellShape shape) { return shape != CellShape::square; }

/// A cell's place in its lattice; both numbers may be negative.
struct Cell {
  std::int32_t row = 0;
  std::int32_t column = 0;

  friend auto operator<=>(const Cell&, const Cell&) = default;
};

class Lattice {
 public:
  /// @param cell_m  the width w, at least 1
  Lattice(CellShape shape, double cell_m);
  /// Of hexagons by their side. @param side_m  at least 1
  [[nodiscard]] static Lattice of_side(CellShape shape, double side_m);

  [[nodiscard]] CellShape shape() const { return shape_; }
  [[nodiscard]] double cell_m() const { return cell_m_; }
  /// Where the hexagons were declared by it; else 0.
  [[nodiscard]] double declared_side_m() const { return side_m_; }
  /// "150 m", or "202 m a side"
  [[nodiscard]] std::string size_text() const;
  [[nodiscard]] double cell_area_m2() const;

  /// @param p  within 1e9 m of the origin
  [[nodiscard]] Cell at(const Point& p) const;
  [[nodiscard]] Point centre(const Cell& cell) const;
  [[nodiscard]] Box box(const Cell& cell) const;
  /// Anticlockwise from the southernmost corner (squares: the south-western; flat hexagons: the
  /// westernmost).
  [[nodiscard]] Ring ring(const Cell& cell) const;
  /// "s100_5758_1681": shape and width, column, row.
  [[nodiscard]] std::string id(const Cell& cell) const;
  [[nodiscard]] std::vector<std::string> ids(std::span<const Cell> cells) const;
  /// The cells that share a side or a corner: 8 around a square, 6 around a hexagon.
  [[nodiscard]] std::vector<Cell> around(const Cell& cell) const;

  /// From one row's centres to the next row's; of flat hexagons, from one column's to the next's.
  [[nodiscard]] double pitch_m() const { return pitch_m_; }
  /// The hexagons that stand on a corner; flat ones are these with x and y exchanged.
  [[nodiscard]] Lattice standing() const;
  /// Cells of the box's corners, one more on every side: no cell beyond them reaches into the box.
  [[nodiscard]] std::pair<Cell, Cell> cells_over(const Box& box) const;

 private:
  [[nodiscard]] double shift_m(std::int32_t row) const {
    return shape_ == CellShape::hexagon && row % 2 != 0 ? 0.5 * cell_m_ : 0.0;
  }
  [[nodiscard]] bool is_flat() const { return shape_ == CellShape::flat_hexagon; }

  CellShape shape_;
  double cell_m_;
  double pitch_m_;
  double side_m_ = 0.0;
};

/// x and y exchanged; of cells, rows and columns. Twice is the same again.
[[nodiscard]] inline Point turned(const Point& p) { return {p.y, p.x}; }
[[nodiscard]] inline Cell turned(const Cell& cell) { return {cell.column, cell.row}; }
[[nodiscard]] inline Box turned(const Box& box) { return {turned(box.low), turned(box.high)}; }
/// Rings keep their sense of rotation.
[[nodiscard]] Ring turned(const Ring& ring);
[[nodiscard]] MultiPolygon turned(const MultiPolygon& shape);

}  // namespace hotward::geometry
