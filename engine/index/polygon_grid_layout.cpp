// Where a PolygonGrid's vertices, cells and edges lie.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/index/polygon_grid_builder.hpp"

namespace hotward::index {
namespace {

using geometry::MultiPolygon;
using geometry::Point;
using geometry::Ring;

// Edges count for cells this near, in cells: far above the rounding of cell numbers (1e-12) and far
// below a cell.
constexpr double margin = 1e-7;

// Cells per edge and the most cells along a side, by measurement (bench/locate_bench.cpp).
constexpr double cells_per_edge = 32.0;
constexpr double most_cells_a_side = 4096.0;
constexpr double cells_per_expected_point = 4.0;

}  // namespace

void PolygonGridBuilder::lay_out(std::span<const MultiPolygon> shapes,
                                 const PolygonGridOptions& options) {
  area_of_rank_.resize(shapes.size());
  std::iota(area_of_rank_.begin(), area_of_rank_.end(), 0);
  if (!options.order.empty()) {
    HOTWARD_EXPECTS(options.order.size() == shapes.size());
    area_of_rank_.assign(options.order.begin(), options.order.end());
  }
  grid_.priority_.resize(shapes.size());
  const auto add = [&](const Ring& ring, std::uint32_t rank) {
    for (std::size_t i = 0; i <= ring.size() && !ring.empty(); ++i) {
      const Point& p = ring[i == ring.size() ? 0 : i];
      HOTWARD_EXPECTS(std::isfinite(p.x) && std::isfinite(p.y));
      box_.add(p);
      if (i < ring.size()) edges_.push_back(static_cast<std::uint32_t>(grid_.vertices_.size()));
      grid_.vertices_.push_back(p);
      rank_.push_back(rank);
    }
  };
  for (std::uint32_t rank = 0; rank < area_of_rank_.size(); ++rank) {
    const auto area = static_cast<std::size_t>(area_of_rank_[rank]);
    grid_.priority_[area] = static_cast<std::int32_t>(rank);
    for (const auto& part : shapes[area]) {
      add(part.outer, rank);
      for (const Ring& hole : part.holes) add(hole, rank);
    }
  }
}

void PolygonGridBuilder::choose_cells(const PolygonGridOptions& options) {
  const double longer_m = std::max({box_.width(), box_.height(), 1e-3});
  const double shorter_m = std::max(std::min(box_.width(), box_.height()), 1e-3 * longer_m);
  double along = static_cast<double>(options.cells);
  if (options.cells == 0) {
    const double most = cells_per_expected_point * static_cast<double>(options.expected_points);
    const double wanted = std::min(cells_per_edge * static_cast<double>(edges_.size()), most);
    along = std::clamp(std::sqrt(wanted * longer_m / shorter_m), 16.0, most_cells_a_side);
  }
  const double cell_m = longer_m / std::ceil(along);
  // A rim of cells that lie outside all areas: each row begins there.
  grid_.cells_per_m_ = 1.0 / cell_m;
  grid_.low_ = {box_.low.x - cell_m, box_.low.y - cell_m};
  const auto cells = [&](double length_m) {
    return static_cast<std::size_t>(std::floor(length_m / cell_m)) + 3;
  };
  grid_.columns_ = cells(box_.width());
  grid_.rows_ = cells(box_.height());
  grid_.columns_real_ = static_cast<double>(grid_.columns_);
  grid_.rows_real_ = static_cast<double>(grid_.rows_);
  grid_.cells_.resize(grid_.columns_ * grid_.rows_);
}

// The cells that a stretch of cell numbers touches, first and last.
std::pair<std::size_t, std::size_t> PolygonGridBuilder::cells_of(double low, double high,
                                                                 std::size_t count) const {
  const double last = static_cast<double>(count - 1);
  return {static_cast<std::size_t>(std::clamp(std::floor(low - margin), 0.0, last)),
          static_cast<std::size_t>(std::clamp(std::floor(high + margin), 0.0, last))};
}

void PolygonGridBuilder::sort_edges_by_row() {
  const auto rows_of = [&](std::uint32_t edge) {
    const auto [low, high] = std::minmax({row_real(vertex(edge)), row_real(vertex(edge + 1))});
    return cells_of(low, high, grid_.rows_);
  };
  row_begin_.assign(grid_.rows_ + 1, 0);
  for (const std::uint32_t edge : edges_) {
    const auto [first, last] = rows_of(edge);
    for (std::size_t r = first; r <= last; ++r) ++row_begin_[r + 1];
  }
  std::partial_sum(row_begin_.begin(), row_begin_.end(), row_begin_.begin());
  edges_by_row_.resize(row_begin_.back());
  std::vector<std::size_t> next(row_begin_.begin(), row_begin_.end() - 1);
  for (const std::uint32_t edge : edges_) {
    const auto [first, last] = rows_of(edge);
    for (std::size_t r = first; r <= last; ++r) edges_by_row_[next[r]++] = edge;
  }
}

std::pair<std::size_t, std::size_t> PolygonGridBuilder::columns_of(std::uint32_t edge,
                                                                   std::size_t row) const {
  const Point a{column_real(vertex(edge)), row_real(vertex(edge))};
  const Point b{column_real(vertex(edge + 1)), row_real(vertex(edge + 1))};
  // Where the edge enters and leaves the row, widened: the rounding of a division by a small
  // height moves along the edge by no more than the margin does.
  double from = 0.0;
  double to = 1.0;
  if (a.y != b.y) {  // exact: only to keep 0 / 0 out
    const double at_bottom = (static_cast<double>(row) - margin - a.y) / (b.y - a.y);
    const double at_top = (static_cast<double>(row) + 1.0 + margin - a.y) / (b.y - a.y);
    from = std::clamp(std::min(at_bottom, at_top), 0.0, 1.0);
    to = std::clamp(std::max(at_bottom, at_top), 0.0, 1.0);
  }
  const auto [low, high] = std::minmax({a.x + from * (b.x - a.x), a.x + to * (b.x - a.x)});
  return cells_of(low, high, grid_.columns_);
}

}  // namespace hotward::index
