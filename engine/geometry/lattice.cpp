#include "engine/geometry/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::geometry {
namespace {

// The cell [i w, (i + 1) w) that holds x, by the very products that draw the cells: a quotient
// alone may round across a side.
std::int32_t interval(double x, double w) {
  HOTWARD_EXPECTS(std::abs(x) <= 1e9);
  auto i = static_cast<std::int32_t>(std::floor(x / w));
  while (x < i * w) --i;
  while (x >= (i + 1) * w) ++i;
  return i;
}

}  // namespace

Lattice::Lattice(CellShape shape, double cell_m)
    : shape_(shape),
      cell_m_(cell_m),
      pitch_m_(shape == CellShape::square ? cell_m : cell_m * std::numbers::sqrt3 / 2.0) {
  HOTWARD_EXPECTS(cell_m >= 1.0);
}

Lattice Lattice::of_side(CellShape shape, double side_m) {
  HOTWARD_EXPECTS(is_hexagon(shape) && side_m >= 1.0);
  Lattice lattice(shape, side_m * std::numbers::sqrt3);
  // Not from the rounded width: columns of whole sides are exactly 1.5 sides apart.
  lattice.pitch_m_ = 1.5 * side_m;
  lattice.side_m_ = side_m;
  return lattice;
}

Lattice Lattice::standing() const {
  Lattice other = *this;
  other.shape_ = CellShape::hexagon;
  return other;
}

std::string Lattice::size_text() const {
  return side_m_ > 0.0 ? fmt::format("{} m a side", side_m_) : fmt::format("{} m", cell_m_);
}

double Lattice::cell_area_m2() const { return cell_m_ * pitch_m_; }

Cell Lattice::at(const Point& p) const {
  if (is_flat()) return turned(standing().at(turned(p)));
  const std::int32_t low = interval(p.y, pitch_m_);
  if (shape_ == CellShape::square) return {low, interval(p.x, cell_m_)};
  // p lies between the centres of two rows: the nearest cell is in one of them, and in its own row
  // the one whose upright strip holds p.
  const auto candidate = [&](std::int32_t row) {
    const Cell cell{row, interval(p.x - shift_m(row) + 0.5 * cell_m_, cell_m_)};
    const Point c = centre(cell);
    const double dx = p.x - c.x;
    const double dy = p.y - c.y;
    return std::pair(cell, dx * dx + dy * dy);
  };
  const auto [south, south_sq] = candidate(low);
  const auto [north, north_sq] = candidate(low + 1);
  return north_sq <= south_sq ? north : south;
}

Point Lattice::centre(const Cell& cell) const {
  if (is_flat()) return turned(standing().centre(turned(cell)));
  const double half = shape_ == CellShape::square ? 0.5 * cell_m_ : 0.0;
  return {cell.column * cell_m_ + shift_m(cell.row) + half, cell.row * pitch_m_ + half};
}

Box Lattice::box(const Cell& cell) const {
  if (is_flat()) return turned(standing().box(turned(cell)));
  if (shape_ == CellShape::square) {
    return {{cell.column * cell_m_, cell.row * cell_m_},
            {(cell.column + 1) * cell_m_, (cell.row + 1) * cell_m_}};
  }
  const Point c = centre(cell);
  const double side = cell_m_ / std::numbers::sqrt3;
  return {{c.x - 0.5 * cell_m_, c.y - side}, {c.x + 0.5 * cell_m_, c.y + side}};
}

Ring Lattice::ring(const Cell& cell) const {
  if (is_flat()) return turned(standing().ring(turned(cell)));
  const Box b = box(cell);
  if (shape_ == CellShape::square) {
    return {b.low, {b.high.x, b.low.y}, b.high, {b.low.x, b.high.y}};
  }
  // Corners between cells come from the same products in each, so neighbours share them exactly:
  // abscissae are half widths, and a corner's height is a third of the way between two rows.
  const std::int32_t row = cell.row;
  const auto half = [&](int steps) {
    const std::int64_t odd = row % 2 != 0 ? 1 : 0;
    return 0.5 * cell_m_ * static_cast<double>(2 * std::int64_t{cell.column} + odd + steps);
  };
  const auto third = [&](int steps) {
    return pitch_m_ / 3.0 * static_cast<double>(3 * std::int64_t{row} + steps);
  };
  return {{half(0), third(-2)}, {half(1), third(-1)}, {half(1), third(1)},
          {half(0), third(2)},  {half(-1), third(1)}, {half(-1), third(-1)}};
}

std::string Lattice::id(const Cell& cell) const { return ids({&cell, 1}).front(); }

std::vector<std::string> Lattice::ids(std::span<const Cell> cells) const {
  const char* const letter = shape_ == CellShape::square ? "s" : is_flat() ? "f" : "h";
  const bool by_side = side_m_ > 0.0;
  const std::string start =
      fmt::format("{}{}{}_", letter, by_side ? "s" : "", by_side ? side_m_ : cell_m_);
  std::vector<std::string> result(cells.size(), start);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const fmt::format_int column(cells[i].column);
    const fmt::format_int row(cells[i].row);
    result[i].append(column.data(), column.size()).append(1, '_').append(row.data(), row.size());
  }
  return result;
}

std::vector<Cell> Lattice::around(const Cell& cell) const {
  std::vector<Cell> cells;
  if (is_flat()) {
    for (const Cell& other : standing().around(turned(cell))) cells.push_back(turned(other));
    std::ranges::sort(cells);
    return cells;
  }
  for (std::int32_t row = cell.row - 1; row <= cell.row + 1; ++row) {
    // Of the rows above and below, an odd row touches columns c and c + 1, an even one c - 1 and c.
    const bool other = shape_ == CellShape::hexagon && row != cell.row;
    const std::int32_t first = cell.column - (other && cell.row % 2 != 0 ? 0 : 1);
    const std::int32_t last = cell.column + (other && cell.row % 2 == 0 ? 0 : 1);
    for (std::int32_t column = first; column <= last; ++column) {
      if (row != cell.row || column != cell.column) cells.push_back({row, column});
    }
  }
  return cells;
}

std::pair<Cell, Cell> Lattice::cells_over(const Box& box) const {
  const Cell low = at(box.low);
  const Cell high = at(box.high);
  return {{low.row - 1, low.column - 1}, {high.row + 1, high.column + 1}};
}

Ring turned(const Ring& ring) {
  Ring result;
  result.reserve(ring.size());
  for (const Point& p : ring) result.push_back(turned(p));
  std::ranges::reverse(result);
  return result;
}

MultiPolygon turned(const MultiPolygon& shape) {
  MultiPolygon result;
  result.reserve(shape.size());
  for (const Polygon& part : shape) {
    Polygon other{turned(part.outer), {}};
    for (const Ring& hole : part.holes) other.holes.push_back(turned(hole));
    result.push_back(std::move(other));
  }
  return result;
}

}  // namespace hotward::geometry
