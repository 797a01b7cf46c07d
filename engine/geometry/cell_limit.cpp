#include "engine/geometry/cell_limit.hpp"

#include <cmath>

#include <fmt/format.h>

namespace hotward::geometry {
namespace {

// What is asked for is counted in widths, or in sides.
double asked_m(const Lattice& lattice) {
  return lattice.declared_side_m() > 0.0 ? lattice.declared_side_m() : lattice.cell_m();
}

double cell_count(const Box& box, const Lattice& lattice, double size_m) {
  const double w = lattice.cell_m() * (size_m / asked_m(lattice));
  const double pitch = lattice.pitch_m() * (size_m / asked_m(lattice));
  const bool flat = lattice.shape() == CellShape::flat_hexagon;
  return (std::floor(box.width() / (flat ? pitch : w)) + 2.0) *
         (std::floor(box.height() / (flat ? w : pitch)) + 2.0);
}

}  // namespace

double finest_cell_m(const Box& box, const Lattice& lattice, std::size_t most) {
  const double asked = asked_m(lattice);
  const double limit = static_cast<double>(most);
  const double cells = cell_count(box, lattice, asked);
  if (cells <= limit) return asked;
  double size_m = std::ceil(std::sqrt(cells / limit) * asked);
  while (cell_count(box, lattice, size_m) > limit) size_m += 1.0;
  return size_m;
}

Result<void> check_cell_count(const Box& box, const Lattice& lattice) {
  const double finest_m = finest_cell_m(box, lattice, most_cells);
  if (finest_m == asked_m(lattice)) return {};
  return fail(ErrorCode::usage,
              fmt::format("cells of {} make {:.0f} of them, and {} is the most: use {:.0f} m or "
                          "more",
                          lattice.size_text(), cell_count(box, lattice, asked_m(lattice)),
                          most_cells, finest_m));
}

}  // namespace hotward::geometry
