#include "engine/methods/density/frame.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::density {

Frame frame_over(const geometry::Grid& squares) {
  HOTWARD_EXPECTS(squares.lattice().shape() == geometry::CellShape::square);
  HOTWARD_EXPECTS(squares.size() > 0);
  geometry::Cell low = squares.cells().front();
  geometry::Cell high = low;
  for (const geometry::Cell& cell : squares.cells()) {
    low = {std::min(low.row, cell.row), std::min(low.column, cell.column)};
    high = {std::max(high.row, cell.row), std::max(high.column, cell.column)};
  }
  Frame frame;
  frame.low = squares.lattice().box(low).low;
  frame.cell_m = squares.lattice().cell_m();
  frame.columns = static_cast<std::size_t>(high.column - low.column + 1);
  frame.rows = static_cast<std::size_t>(high.row - low.row + 1);
  frame.inside_m2.assign(frame.columns * frame.rows, 0.0);
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const geometry::Cell& cell = squares.cells()[i];
    frame.inside_m2[static_cast<std::size_t>(cell.row - low.row) * frame.columns +
                    static_cast<std::size_t>(cell.column - low.column)] = squares.area_m2(i);
  }
  return frame;
}

Result<Frame> frame_over(const geometry::Box& box, double cell_m) {
  HOTWARD_EXPECTS(!box.empty());
  HOTWARD_EXPECTS(cell_m >= 1.0);
  const double first_column = std::floor(box.low.x / cell_m);
  const double first_row = std::floor(box.low.y / cell_m);
  const double columns = std::max(1.0, std::ceil(box.high.x / cell_m) - first_column);
  const double rows = std::max(1.0, std::ceil(box.high.y / cell_m) - first_row);
  if (columns * rows > static_cast<double>(geometry::most_cells)) {
    return fail(ErrorCode::usage,
                fmt::format("cells of {} m make {:.0f} of them, and {} is the most", cell_m,
                            columns * rows, geometry::most_cells));
  }
  Frame frame;
  frame.low = {first_column * cell_m, first_row * cell_m};
  frame.cell_m = cell_m;
  frame.columns = static_cast<std::size_t>(columns);
  frame.rows = static_cast<std::size_t>(rows);
  const auto shared = [&](double from, double low, double high) {
    return std::max(0.0, std::min(from + cell_m, high) - std::max(from, low));
  };
  for (std::size_t r = 0; r < frame.rows; ++r) {
    const double height =
        shared(frame.low.y + static_cast<double>(r) * cell_m, box.low.y, box.high.y);
    for (std::size_t c = 0; c < frame.columns; ++c) {
      frame.inside_m2.push_back(
          height * shared(frame.low.x + static_cast<double>(c) * cell_m, box.low.x, box.high.x));
    }
  }
  return frame;
}

}  // namespace hotward::density
