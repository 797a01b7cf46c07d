#include "engine/geometry/grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/geometry/cell_limit.hpp"
#include "engine/geometry/grid_cut.hpp"

namespace hotward::geometry {
namespace {

// Far above the rounding of coordinates, far below what a boundary means.
constexpr double reach_m = 1e-6;
constexpr double least_m2 = 1e-4;

enum Mark : std::uint8_t { outside, inside, touched };

struct Edge {
  Point a;
  Point b;
};

std::vector<Edge> edges_of(const MultiPolygon& shape) {
  std::vector<Edge> edges;
  const auto add = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
    }
  };
  for (const Polygon& part : shape) {
    add(part.outer);
    for (const Ring& hole : part.holes) add(hole);
  }
  return edges;
}

double abscissa_at(const Edge& e, double y) {
  return e.a.x + (e.b.x - e.a.x) * ((y - e.a.y) / (e.b.y - e.a.y));
}

Result<Lattice> lattice_of(const GridOptions& options) {
  const double size_m = options.side_m.value_or(options.cell_m);
  if (options.side_m && !is_hexagon(options.shape)) {
    return fail(ErrorCode::usage, "a side is of hexagons: squares are declared by their width");
  }
  if (!(size_m >= 1.0)) {
    return fail(ErrorCode::usage,
                fmt::format("a cell of {} m is too small: 1 m is the least", size_m));
  }
  return options.side_m ? Lattice::of_side(options.shape, size_m) : Lattice(options.shape, size_m);
}

Result<void> check_area(double area_m2, const Lattice& lattice) {
  if (lattice.cell_area_m2() <= area_m2) return {};
  return fail(ErrorCode::usage,
              fmt::format("a cell of {} is larger than the study area of {:.4g} km²",
                          lattice.size_text(), area_m2 / 1e6));
}

}  // namespace

class GridBuilder {
 public:
  GridBuilder(const Lattice& lattice, const MultiPolygon& area)
      : grid_(lattice), area_(area), edges_(edges_of(area)) {
    const auto [low, high] = lattice.cells_over(bounds(area));
    grid_.low_ = low;
    grid_.rows_ = static_cast<std::size_t>(high.row - low.row + 1);
    grid_.columns_ = static_cast<std::size_t>(high.column - low.column + 1);
    marks_.assign(grid_.rows_ * grid_.columns_, Mark::outside);
  }

  Result<Grid> build() {
    mark_rows();
    std::vector<Cell> touched;
    for_each_cell([&](const Cell& cell, Mark mark) {
      if (mark == Mark::touched) touched.push_back(cell);
    });
    auto shapes = cut_cells(grid_.lattice_, touched, area_, Soundness::of_small_pieces);
    if (shapes && !add_up(*shapes)) {
      shapes = cut_cells(grid_.lattice_, touched, area_, Soundness::of_each_piece);
    }
    if (!shapes) return fail(shapes.error());
    collect(std::move(*shapes));
    return std::move(grid_);
  }

 private:
  // To the area, with the cells inside it: nothing was lost in cutting, and nothing came twice.
  [[nodiscard]] bool add_up(std::span<const MultiPolygon> shapes) const {
    double sum_m2 = static_cast<double>(std::ranges::count(marks_, Mark::inside)) *
                    grid_.lattice_.cell_area_m2();
    for (const MultiPolygon& shape : shapes) sum_m2 += geometry::area_m2(shape);
    const double whole_m2 = geometry::area_m2(area_);
    return std::abs(sum_m2 - whole_m2) <= 1e-9 * whole_m2 + 1e-3;
  }

  void mark_rows() {
    // Per row, the edges that reach its height.
    std::vector<std::vector<std::uint32_t>> of_row(grid_.rows_);
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      const auto [low, high] = std::minmax(edges_[i].a.y, edges_[i].b.y);
      const double pitch = grid_.lattice_.pitch_m();
      const auto row = [&](double y, int more) {
        const double r = std::floor(y / pitch) + more - grid_.low_.row;
        return static_cast<std::size_t>(std::clamp(r, 0.0, static_cast<double>(grid_.rows_ - 1)));
      };
      for (std::size_t r = row(low, -1); r <= row(high, 2); ++r) {
        of_row[r].push_back(static_cast<std::uint32_t>(i));
      }
    }
    parallel_for(grid_.rows_, [&](std::size_t r) { mark_row(r, of_row[r]); });
  }

  void mark_row(std::size_t r, std::span<const std::uint32_t> edges) {
    const Cell first{grid_.low_.row + static_cast<std::int32_t>(r), grid_.low_.column};
    const Box box = grid_.lattice_.box(first);
    Mark* marks = marks_.data() + r * grid_.columns_;
    const Point centre = grid_.lattice_.centre(first);
    std::vector<double> crossings;  // of the line through the centres, half-open in height
    for (const std::uint32_t i : edges) {
      const Edge& e = edges_[i];
      mark_edge(e, box, marks);
      if ((e.a.y <= centre.y) != (e.b.y <= centre.y)) {
        crossings.push_back(abscissa_at(e, centre.y));
      }
    }
    std::sort(crossings.begin(), crossings.end());
    std::size_t passed = 0;
    for (std::size_t c = 0; c < grid_.columns_; ++c) {
      const double x = centre.x + static_cast<double>(c) * grid_.lattice_.cell_m();
      while (passed < crossings.size() && crossings[passed] < x) ++passed;
      if (marks[c] == Mark::outside && passed % 2 != 0) marks[c] = Mark::inside;
    }
  }

  // Marks the cells of a row whose boxes the edge reaches.
  void mark_edge(const Edge& e, const Box& box, Mark* marks) const {
    const double low = box.low.y - reach_m;
    const double high = box.high.y + reach_m;
    if (std::max(e.a.y, e.b.y) < low || std::min(e.a.y, e.b.y) > high) return;
    double from = e.a.x;
    double to = e.b.x;
    if (e.a.y != e.b.y) {  // equal: level, and its ends are its reach
      from = abscissa_at(e, std::clamp(e.a.y, low, high));
      to = abscissa_at(e, std::clamp(e.b.y, low, high));
    }
    if (from > to) std::swap(from, to);
    const double w = grid_.lattice_.cell_m();
    const auto column = [&](double x) {
      const double c = std::floor((x - box.low.x) / w);
      return static_cast<std::size_t>(std::clamp(c, 0.0, static_cast<double>(grid_.columns_ - 1)));
    };
    const std::size_t last = column(to + reach_m);
    for (std::size_t c = column(from - reach_m); c <= last; ++c) marks[c] = Mark::touched;
  }

  template <class One>
  void for_each_cell(const One& one) const {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if (marks_[i] == Mark::outside) continue;
      one(Cell{grid_.low_.row + static_cast<std::int32_t>(i / grid_.columns_),
               grid_.low_.column + static_cast<std::int32_t>(i % grid_.columns_)},
          marks_[i]);
    }
  }

  // @param shapes  of the touched cells, in their order
  void collect(std::vector<MultiPolygon> shapes) {
    const double whole_m2 = grid_.lattice_.cell_area_m2();
    std::size_t next = 0;
    for_each_cell([&](const Cell& cell, Mark mark) {
      std::int32_t cut = -1;
      if (mark == Mark::touched) {
        MultiPolygon& shape = shapes[next++];
        const double m2 = geometry::area_m2(shape);
        if (m2 < least_m2) return;
        if (m2 < whole_m2 - least_m2) {
          cut = static_cast<std::int32_t>(grid_.cut_shapes_.size());
          grid_.cut_shapes_.push_back(std::move(shape));
          grid_.cut_m2_.push_back(m2);
        }
      }
      grid_.cells_.push_back(cell);
      grid_.cut_.push_back(cut);
    });
    grid_.index_cells();
  }

  Grid grid_;
  const MultiPolygon& area_;
  std::vector<Edge> edges_;
  std::vector<Mark> marks_;
};

void Grid::index_cells() {
  index_.assign(rows_ * columns_, -1);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto r = static_cast<std::size_t>(cells_[i].row - low_.row);
    const auto c = static_cast<std::size_t>(cells_[i].column - low_.column);
    index_[r * columns_ + c] = static_cast<std::int32_t>(i);
  }
}

Grid Grid::turned(const Lattice& lattice) && {
  Grid other(lattice);
  other.low_ = geometry::turned(low_);
  other.rows_ = columns_;
  other.columns_ = rows_;
  std::vector<std::size_t> order(cells_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return geometry::turned(cells_[i]); });
  for (const std::size_t i : order) {
    other.cells_.push_back(geometry::turned(cells_[i]));
    other.cut_.push_back(cut_[i]);
  }
  for (const MultiPolygon& shape : cut_shapes_) {
    other.cut_shapes_.push_back(geometry::turned(shape));
  }
  other.cut_m2_ = std::move(cut_m2_);
  other.index_cells();
  return other;
}

double Grid::area_m2(std::size_t i) const {
  return cut_[i] < 0 ? lattice_.cell_area_m2() : cut_m2_[static_cast<std::size_t>(cut_[i])];
}

double Grid::study_m2() const {
  double sum = static_cast<double>(size() - cut_m2_.size()) * lattice_.cell_area_m2();
  for (const double m2 : cut_m2_) sum += m2;
  return sum;
}

MultiPolygon Grid::shape(std::size_t i) const {
  MultiPolygon spare;
  return shape(i, spare);
}

const MultiPolygon& Grid::shape(std::size_t i, MultiPolygon& spare) const {
  if (cut_[i] >= 0) return cut_shapes_[static_cast<std::size_t>(cut_[i])];
  spare.resize(1);
  spare.front().outer = lattice_.ring(cells_[i]);
  spare.front().holes.clear();
  return spare;
}

std::size_t Grid::part_count(std::size_t i) const {
  return cut_[i] >= 0 ? cut_shapes_[static_cast<std::size_t>(cut_[i])].size() : 1;
}

std::size_t Grid::point_count() const {
  if (cells_.empty()) return 0;
  const std::size_t whole = lattice_.ring(cells_.front()).size();
  std::size_t points = 0;
  for (const std::int32_t cut : cut_) {
    points += cut < 0 ? whole : geometry::point_count(cut_shapes_[static_cast<std::size_t>(cut)]);
  }
  return points;
}

std::int32_t Grid::find(const Cell& cell) const {
  const std::int64_t r = std::int64_t{cell.row} - low_.row;
  const std::int64_t c = std::int64_t{cell.column} - low_.column;
  if (r < 0 || c < 0 || r >= static_cast<std::int64_t>(rows_) ||
      c >= static_cast<std::int64_t>(columns_)) {
    return -1;
  }
  return index_[static_cast<std::size_t>(r) * columns_ + static_cast<std::size_t>(c)];
}

Result<Grid> grid_over(std::span<const MultiPolygon> areas, const GridOptions& options) {
  const Box box = bounds(areas);
  if (box.empty()) return fail(ErrorCode::no_data, "a grid needs a study area, and there is none");
  const auto lattice = lattice_of(options);
  if (!lattice) return fail(lattice.error());
  if (const auto few = check_cell_count(box, *lattice); !few) return fail(few.error());
  const auto study = united(areas);
  if (!study) return fail(study.error());
  if (const auto fits = check_area(area_m2(*study), *lattice); !fits) return fail(fits.error());
  if (lattice->shape() != CellShape::flat_hexagon) return GridBuilder(*lattice, *study).build();
  const MultiPolygon other = turned(*study);
  auto grid = GridBuilder(lattice->standing(), other).build();
  if (!grid) return fail(grid.error());
  return std::move(*grid).turned(*lattice);
}

}  // namespace hotward::geometry
