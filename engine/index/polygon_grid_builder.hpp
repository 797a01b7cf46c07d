// PolygonGridBuilder: how a PolygonGrid is made. Only for this room's .cpp files.
//
// Row by row, each row from west to east with the set of areas that hold the current cell's
// reference point: from one reference point to the next, every edge crossed lets its area in or
// out.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/index/polygon_grid.hpp"

namespace hotward::index {

class PolygonGridBuilder {
 public:
  PolygonGridBuilder(PolygonGrid& grid, std::span<const geometry::MultiPolygon> shapes,
                     const PolygonGridOptions& options);

 private:
  // One row of cells, its indices counted from its own beginning.
  struct Row {
    std::vector<PolygonGrid::BoundaryCell> boundary_cells;
    std::vector<PolygonGrid::Entry> entries;
    std::vector<PolygonGrid::Run> runs;
  };
  using Edges = std::span<const std::uint32_t>;

  void lay_out(std::span<const geometry::MultiPolygon> shapes, const PolygonGridOptions& options);
  void choose_cells(const PolygonGridOptions& options);
  void sort_edges_by_row();
  [[nodiscard]] std::pair<std::size_t, std::size_t> cells_of(double low, double high,
                                                             std::size_t count) const;
  [[nodiscard]] std::pair<std::size_t, std::size_t> columns_of(std::uint32_t edge,
                                                               std::size_t row) const;
  Row make_row(std::size_t row);
  [[nodiscard]] geometry::Point reference(std::size_t column, std::size_t row, Edges edges) const;
  void step(std::vector<std::uint32_t>& inside, const geometry::Point& from,
            const geometry::Point& to, Edges edges, Edges more) const;
  void add_cell(Row& out, const geometry::Point& reference,
                const std::vector<std::uint32_t>& inside, Edges edges) const;
  void gather(const std::vector<Row>& rows);

  [[nodiscard]] const geometry::Point& vertex(std::uint32_t i) const { return grid_.vertices_[i]; }
  [[nodiscard]] double column_real(const geometry::Point& p) const {
    return (p.x - grid_.low_.x) * grid_.cells_per_m_;
  }
  [[nodiscard]] double row_real(const geometry::Point& p) const {
    return (p.y - grid_.low_.y) * grid_.cells_per_m_;
  }

  PolygonGrid& grid_;
  geometry::Box box_;
  std::vector<std::int32_t> area_of_rank_;
  std::vector<std::uint32_t> edges_;         // by rising rank; each names its first vertex
  std::vector<std::uint32_t> rank_;          // per vertex
  std::vector<std::size_t> row_begin_;       // rows + 1 of them
  std::vector<std::uint32_t> edges_by_row_;  // rising within a row
};

}  // namespace hotward::index
