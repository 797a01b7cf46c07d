#include "engine/geometry/cell_areas.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "engine/geometry/grid.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

constexpr double least_m2 = 1e-4;    // of a cell
constexpr double nothing_m2 = 1e-7;  // what rounding leaves of a piece

// The side of a line: all p with x p.x + y p.y <= most.
struct Side {
  double x;
  double y;
  double most;

  [[nodiscard]] double beyond(const Point& p) const { return x * p.x + y * p.y - most; }
};

Ring clipped(const Ring& ring, const Side& side) {
  Ring kept;
  kept.reserve(ring.size() + 4);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    const double of_a = side.beyond(a);
    const double of_b = side.beyond(b);
    if (of_a <= 0.0) kept.push_back(a);
    if ((of_a < 0.0 && of_b > 0.0) || (of_a > 0.0 && of_b < 0.0)) {
      const double t = of_a / (of_a - of_b);
      kept.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  return kept;
}

using Rings = std::vector<Ring>;

double enclosed_m2(const Rings& rings) {
  double m2 = 0.0;
  for (const Ring& ring : rings) m2 += signed_area_m2(ring);
  return m2;
}

Rings clipped(const Rings& rings, std::initializer_list<Side> sides) {
  Rings kept;
  for (const Ring& ring : rings) {
    Ring part = ring;
    for (const Side& side : sides) {
      if (part.size() >= 3) part = clipped(part, side);
    }
    if (part.size() >= 3 && std::abs(signed_area_m2(part)) > nothing_m2) {
      kept.push_back(std::move(part));
    }
  }
  return kept;
}

// Cells from low to high, both counted in.
struct Block {
  Cell low;
  Cell high;

  [[nodiscard]] int rows() const { return high.row - low.row + 1; }
  [[nodiscard]] int columns() const { return high.column - low.column + 1; }
};

class Divider {
 public:
  explicit Divider(const Lattice& lattice) : lattice_(lattice) {}

  void divide(const Block& block, const Rings& rings) {
    if (rings.empty()) return;
    const Box box = box_of(block);
    const double whole_m2 = box.width() * box.height();
    if (enclosed_m2(rings) >= whole_m2 * (1.0 - 1e-12) - 1e-6) return fill(block);
    if (block.rows() == 1 && block.columns() == 1) return cut(block.low, rings);
    const bool by_rows = block.rows() >= block.columns();
    Block first = block;
    Block second = block;
    if (by_rows) {
      first.high.row = block.low.row + block.rows() / 2 - 1;
      second.low.row = first.high.row + 1;
    } else {
      first.high.column = block.low.column + block.columns() / 2 - 1;
      second.low.column = first.high.column + 1;
    }
    for (const Block& half : {first, second}) {
      const Box b = box_of(half);
      divide(half, clipped(rings, {{1.0, 0.0, b.high.x},
                                   {-1.0, 0.0, -b.low.x},
                                   {0.0, 1.0, b.high.y},
                                   {0.0, -1.0, -b.low.y}}));
    }
  }

  std::vector<CellArea> found() {
    std::ranges::sort(found_, {}, &CellArea::cell);
    return std::move(found_);
  }

 private:
  // Rows and columns of hexagons interlock: those beside the rim may reach further.
  [[nodiscard]] Box box_of(const Block& block) const {
    Box box;
    for (const std::int32_t row : {block.low.row, std::min(block.low.row + 1, block.high.row),
                                   std::max(block.high.row - 1, block.low.row), block.high.row}) {
      for (const std::int32_t column :
           {block.low.column, std::min(block.low.column + 1, block.high.column),
            std::max(block.high.column - 1, block.low.column), block.high.column}) {
        box.add(lattice_.box({row, column}));
      }
    }
    return box;
  }

  void fill(const Block& block) {
    for (std::int32_t row = block.low.row; row <= block.high.row; ++row) {
      for (std::int32_t column = block.low.column; column <= block.high.column; ++column) {
        found_.push_back({{row, column}, lattice_.cell_area_m2()});
      }
    }
  }

  void cut(const Cell& cell, Rings rings) {
    const Ring corners = lattice_.ring(cell);  // anticlockwise: the cell lies left of each side
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Point& a = corners[i];
      const Point& b = corners[i + 1 == corners.size() ? 0 : i + 1];
      const double x = b.y - a.y;
      const double y = a.x - b.x;
      rings = clipped(rings, {Side{x, y, x * a.x + y * a.y}});
    }
    const double cell_m2 = lattice_.cell_area_m2();
    const double m2 = enclosed_m2(rings);
    if (m2 < least_m2) return;
    found_.push_back({cell, m2 < cell_m2 - least_m2 ? m2 : cell_m2});
  }

  const Lattice& lattice_;
  std::vector<CellArea> found_;
};

}  // namespace

Result<std::vector<CellArea>> cell_areas(const MultiPolygon& area, const Lattice& lattice) {
  Rings rings;
  // GEOS runs outer rings clockwise; what is enclosed would then be below 0.
  for (const Polygon& part : normalised(area)) {
    rings.push_back(part.outer);
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  }
  if (rings.empty())
    return fail(ErrorCode::no_data, "a grid needs a study area, and there is none");
  if (const double m2 = area_m2(area); lattice.cell_area_m2() > m2) {
    return fail(ErrorCode::usage,
                fmt::format("a cell of {} m is larger than the study area of {:.4g} km²",
                            lattice.cell_m(), m2 / 1e6));
  }
  const Box box = bounds(area);
  if (const auto few = check_cell_count(box, lattice); !few) return fail(few.error());
  const auto [low, high] = lattice.cells_over(box);
  Divider divider(lattice);
  divider.divide({low, high}, rings);
  return divider.found();
}

}  // namespace hotward::geometry
