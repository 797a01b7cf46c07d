#include "engine/job/wider_cells.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "engine/analyses/density/density_input.hpp"
#include "engine/core/check.hpp"
#include "engine/geometry/cell_limit.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/parameter/quantity.hpp"

namespace hotward::job {
namespace {

// Some of a rectangle around a country's areas is sea. So many cells a reader can still tell apart,
// and QGIS draws in a moment.
constexpr std::size_t cells_over_a_country = 100'000;

// 1,946 is 2,000: two digits, upwards.
double rounded_up(double metres) {
  const double unit = std::pow(10.0, std::floor(std::log10(metres)) - 1.0);
  return std::ceil(metres / unit - 1e-9) * unit;
}

// 0 where the usual width can stay.
double wider_m(const geometry::Box& box, const geometry::Lattice& usual) {
  if (geometry::check_cell_count(box, usual)) return 0.0;
  return rounded_up(geometry::finest_cell_m(box, usual, cells_over_a_country));
}

// What `run` makes of cells of one usual width.
struct Gridded {
  const char* called;
  std::vector<std::string> names;
};

void set_width(std::vector<Analysis>& analyses, const std::string& name, double cell_m) {
  for (Analysis& analysis : analyses) {
    if (analysis.name != name) continue;
    const auto taken = set(analysis.parameters, "cell", {parameter::metres_text(cell_m)});
    HOTWARD_EXPECTS(taken.has_value());
  }
}

// @return the width that is taken; 0 where the usual one can stay
double widen(const Gridded& gridded, const geometry::Box& box, const geometry::Lattice& usual,
             std::vector<Analysis>& analyses, Study& study) {
  const double cell_m = wider_m(box, usual);
  if (cell_m == 0.0) return 0.0;
  for (const std::string& name : gridded.names) set_width(analyses, name, cell_m);
  study.warnings.push_back(
      fmt::format("{}: cells of {:g} m are too many over so large an area, so they are {:g} m wide "
                  "({:g} m is the least that a grid over it can have)",
                  gridded.called, usual.cell_m(), cell_m,
                  geometry::finest_cell_m(box, usual, geometry::most_cells)));
  return cell_m;
}

}  // namespace

void widen_cells(RunOptions& options, std::vector<Analysis>& analyses, Study& study) {
  const geometry::Box box = geometry::bounds(study.areas().shapes);
  if (box.empty()) return;
  const CellOptions usual;
  const geometry::Lattice cells(options.cells.shape, usual.cell_m);
  if (options.cells.cell_m == usual.cell_m && !options.cells.side_m) {
    const double cell_m =
        widen({"grid and gi-star", {"grid", "gi-star"}}, box, cells, analyses, study);
    if (cell_m > 0.0) options.cells.cell_m = cell_m;
  }
  // No parameter of `run` is theirs.
  widen({"emerging and persistence", {"emerging", "persistence"}}, box,
        geometry::Lattice(usual.shape, usual.cell_m), analyses, study);
  widen({"density", {"density"}}, box,
        {geometry::CellShape::square, analyses::DensityOptions{}.cell_m}, analyses, study);
}

}  // namespace hotward::job
