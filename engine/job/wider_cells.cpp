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

void set_width(std::vector<Analysis>& analyses, const std::string& name, double cell_m) {
  for (Analysis& analysis : analyses) {
    if (analysis.name != name) continue;
    const auto taken = set(analysis.parameters, "cell", {parameter::metres_text(cell_m)});
    HOTWARD_EXPECTS(taken.has_value());
  }
}

void warn(Study& study, const std::string& of, double usual_m, double cell_m) {
  study.warnings.push_back(
      fmt::format("{}: cells of {:g} m are too many over areas so large, so they are {:g} m wide; "
                  "by itself a command takes what --cell says",
                  of, usual_m, cell_m));
}

}  // namespace

void widen_cells(RunOptions& options, std::vector<Analysis>& analyses, Study& study) {
  geometry::Box box;
  for (const geometry::MultiPolygon& shape : study.areas().shapes) {
    box.add(geometry::bounds(shape));
  }
  if (box.empty()) return;
  const CellOptions usual;
  const bool is_usual = options.cells.cell_m == usual.cell_m && !options.cells.side_m;
  const geometry::Lattice grid(options.cells.shape, usual.cell_m);
  if (const double cell_m = is_usual ? wider_m(box, grid) : 0.0; cell_m > 0.0) {
    options.cells.cell_m = cell_m;
    for (const char* name : {"grid", "gi-star", "emerging", "persistence"}) {
      set_width(analyses, name, cell_m);
    }
    warn(study, "grid, gi-star, emerging and persistence", usual.cell_m, cell_m);
  }
  const double density_m = analyses::DensityOptions{}.cell_m;
  const geometry::Lattice squares(geometry::CellShape::square, density_m);
  if (const double cell_m = wider_m(box, squares); cell_m > 0.0) {
    set_width(analyses, "density", cell_m);
    warn(study, "density", density_m, cell_m);
  }
}

}  // namespace hotward::job
