#include "engine/methods/density/edge_mass.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::density {
namespace edge_mass_test {

using geometry::Box;

constexpr Kernel kernels[] = {Kernel::quartic, Kernel::triweight, Kernel::epanechnikov,
                              Kernel::uniform, Kernel::conic,     Kernel::gaussian};

// A Gaussian at a corner of its window holds a quarter of its mass there, on a side a half.
TEST_CASE("mass_inside: a quarter at a corner, a half on a side", "[oracle]") {
  const Box box{{0, 0}, {4000, 4000}};
  const auto frame = frame_over(box, 10.0);
  REQUIRE(frame);
  const std::vector<WeightedPoint> points = {{{0, 0}, 1}, {{2000, 0}, 1}, {{2000, 2000}, 1}};
  for (const Kernel kernel : kernels) {
    const double h = kernel == Kernel::gaussian ? 100.0 : 400.0;
    const auto inside = mass_inside(points, *frame, {kernel, h});
    INFO(kernel_name(kernel));
    CHECK(std::abs(inside[0] - 0.25) < 2e-4);
    CHECK(std::abs(inside[1] - 0.5) < 4e-4);
    CHECK(std::abs(inside[2] - 1.0) < 8e-4);
  }
}

TEST_CASE("mass_inside_cells: the same as at points", "[brute]") {
  const auto areas = Patchwork({.columns = 2, .rows = 1, .cell_m = 900.0}, 9).areas();
  const auto grid = geometry::grid_over(areas, {geometry::CellShape::square, 70.0});
  REQUIRE(grid);
  const Frame frame = frame_over(*grid);
  std::vector<WeightedPoint> centres;
  for (std::size_t i = 0; i < frame.size(); ++i) centres.push_back({frame.centre(i), 1.0});
  for (const Kernel kernel : kernels) {
    const KdeOptions options{kernel, 200.0};
    const auto cells = mass_inside_cells(frame, options);
    const auto points = mass_inside(centres, frame, options);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      if (frame.inside_m2[i] <= 0.0) continue;
      REQUIRE(std::abs(cells[i] - points[i]) < 1e-9);
    }
  }
}

// The sum over whole cells takes a short cut; cells that lack a billionth of their area do not.
TEST_CASE("mass_inside: whole cells by the short cut", "[brute]") {
  const auto whole = frame_over(Box{{0, 0}, {2000, 1500}}, 50.0);
  REQUIRE(whole);
  Frame partial = *whole;
  for (double& m2 : partial.inside_m2) m2 *= 1.0 - 1e-9;
  std::vector<WeightedPoint> points;
  for (int i = 0; i < 200; ++i) points.push_back({{10.1 * i, 7.37 * i}, 1.0});
  for (const Kernel kernel : kernels) {
    for (const double h : {20.0, 130.0, 400.0}) {
      const auto fast = mass_inside(points, *whole, {kernel, h});
      const auto plain = mass_inside(points, partial, {kernel, h});
      for (std::size_t i = 0; i < points.size(); ++i) {
        INFO(kernel_name(kernel) << " h " << h << " point " << i);
        // A billionth of the sum is what the smaller cells lack. A kernel narrower than a cell has
        // a sum above 1 where the point lies near a cell's centre.
        REQUIRE(std::abs(fast[i] - plain[i]) < 2e-9 * std::max(1.0, plain[i]));
      }
    }
  }
}

}  // namespace edge_mass_test
}  // namespace hotward::density
