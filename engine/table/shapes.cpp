#include "engine/table/shapes.hpp"

#include "engine/core/check.hpp"

namespace hotward::table {

Shapes::Shapes(std::shared_ptr<const geometry::Grid> cells) : Shapes() {
  HOTWARD_EXPECTS(cells != nullptr);
  cells_ = std::move(cells);
}

geometry::MultiPolygon Shapes::operator[](std::size_t row) const {
  geometry::MultiPolygon spare;
  return at(row, spare);
}

const geometry::MultiPolygon& Shapes::at(std::size_t row, geometry::MultiPolygon& spare) const {
  return cells_ ? cells_->shape(row, spare) : (*kept_)[row];
}

std::size_t Shapes::part_count(std::size_t row) const {
  return cells_ ? cells_->part_count(row) : (*kept_)[row].size();
}

std::size_t Shapes::point_count() const {
  if (cells_) return cells_->point_count();
  std::size_t points = 0;
  for (const geometry::MultiPolygon& shape : *kept_) points += geometry::point_count(shape);
  return points;
}

geometry::Box Shapes::bounds() const {
  geometry::Box box;
  for_each([&](const geometry::MultiPolygon& shape) { box.add(geometry::bounds(shape)); });
  return box;
}

Shapes Shapes::only(std::span<const std::size_t> rows) const {
  List some;
  some.reserve(rows.size());
  for (const std::size_t row : rows) some.push_back((*this)[row]);
  return some;
}

}  // namespace hotward::table
