// Shapes: a layer's outlines, one per row, whose copies cost nothing.
//
// Areas have outlines that are kept; the cells of a grid can be drawn from it whenever one is asked
// for. A national grid's outlines would take 250 bytes a cell, and most tables never show them.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::table {

class Shapes {
 public:
  using List = std::vector<geometry::MultiPolygon>;

  Shapes() : Shapes(List()) {}
  Shapes(List kept) : kept_(std::make_shared<const List>(std::move(kept))) {}
  /// The cells of a grid, in its order. @param cells  not null
  explicit Shapes(std::shared_ptr<const geometry::Grid> cells);

  [[nodiscard]] std::size_t size() const { return cells_ ? cells_->size() : kept_->size(); }
  [[nodiscard]] geometry::MultiPolygon operator[](std::size_t row) const;
  /// The same without a copy where there is one. @param spare  where it is drawn, if it must be;
  /// the answer holds until it is used again
  [[nodiscard]] const geometry::MultiPolygon& at(std::size_t row,
                                                 geometry::MultiPolygon& spare) const;
  /// @return how many polygons the row's shape has. Time: O(1), and nothing is drawn.
  [[nodiscard]] std::size_t part_count(std::size_t row) const;
  /// @return how many points all rings of all rows have. Nothing is drawn.
  [[nodiscard]] std::size_t point_count() const;
  [[nodiscard]] geometry::Box bounds() const;
  [[nodiscard]] Shapes only(std::span<const std::size_t> rows) const;

  /// @param use  called with each row's shape, in order
  template <class Use>
  void for_each(Use use) const {
    geometry::MultiPolygon spare;
    for (std::size_t row = 0; row < size(); ++row) use(at(row, spare));
  }

  /// Of areas. @return empty where these are a grid's cells
  [[nodiscard]] const List& kept() const { return *kept_; }

 private:
  std::shared_ptr<const List> kept_;
  std::shared_ptr<const geometry::Grid> cells_;
};

}  // namespace hotward::table
