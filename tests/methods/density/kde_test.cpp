#include "engine/methods/density/kde.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/density/edge_mass.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/threads.hpp"

namespace hotward::density {
namespace kde_test {

using geometry::Box;
using geometry::Point;

constexpr Kernel kernels[] = {Kernel::quartic, Kernel::triweight, Kernel::epanechnikov,
                              Kernel::uniform, Kernel::conic,     Kernel::gaussian};

struct Sample {
  std::vector<Point> at;
  std::vector<double> weights;
  [[nodiscard]] Places places() const { return {at, weights}; }
};

Sample random_sample(std::size_t n, const Box& box, std::uint64_t seed = 1) {
  Random random(seed, Stream::test);
  Sample sample;
  for (std::size_t i = 0; i < n; ++i) {
    sample.at.push_back(
        {box.low.x + box.width() * random.uniform(), box.low.y + box.height() * random.uniform()});
    sample.weights.push_back(1.0 + random.below(4));
  }
  return sample;
}

Sample shared_points() {
  Sample sample;
  const auto rows = read_rows(shared_path("oracle/programs/pts1560.csv"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    sample.at.push_back({std::stod(rows[i][1]), std::stod(rows[i][2])});
  }
  sample.weights.assign(sample.at.size(), 1.0);
  return sample;
}

// Direct sums over all 1,560 points by other programs, per m². Ours add the same terms in another
// order: 1e-12 of the highest value; the Gaussian's square ends at 6 sigma, which leaves out
// at most exp(-18) of a point's peak.
TEST_CASE("kernel_density_surface: a grid of direct sums", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/kde_grid_formula.csv");
  const Sample sample = shared_points();
  const auto rows = read_rows(shared_path("oracle/programs/kde_grid_formula.csv"));
  const auto frame = frame_over(Box{{566'000, 158'000}, {590'000, 177'000}}, 50.0);
  REQUIRE(frame);
  for (const auto& [column, kernel, h] : {std::tuple(2, Kernel::quartic, 750.0),
                                          {3, Kernel::gaussian, 300.0},
                                          {4, Kernel::epanechnikov, 750.0},
                                          {5, Kernel::conic, 750.0}}) {
    const auto surface =
        kernel_density_surface(sample.places(), *frame, {kernel, h, EdgeCorrection::none});
    REQUIRE(surface);
    const double left_out =
        kernel == Kernel::gaussian ? 1560.0 * std::exp(-18.0) * kernel_density(kernel, 0, h) : 0.0;
    const double tolerance = 1e-12 * surface->highest_per_km2 + 1e6 * left_out;
    std::size_t compared = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const double x = std::stod(rows[i][0]);
      const double y = std::stod(rows[i][1]);
      const auto c = static_cast<std::size_t>((x - frame->low.x) / 50.0);
      const auto r = static_cast<std::size_t>((y - frame->low.y) / 50.0);
      REQUIRE(frame->centre(r * frame->columns + c) == Point{x, y});
      const double expected = 1e6 * std::stod(rows[i][static_cast<std::size_t>(column)]);
      INFO(kernel_name(kernel) << " at " << x << " " << y << ": "
                               << surface->per_km2[r * frame->columns + c] << ", " << expected);
      REQUIRE(std::abs(surface->per_km2[r * frame->columns + c] - expected) <= tolerance);
      ++compared;
    }
    CHECK(compared == 1824);
  }
}

// spatstat.explore 3.0-6, density.ppp(at = "points", leaveoneout = FALSE) at seven points, numbered
// among those inside the window; standard deviation 300 m. Without correction: the same sums. With
// a correction: these points lie inside, so e is 1 but for the sum over cells, whose error for a
// kernel (1 - u^2)^m falls as (cell / h)^(m + 3/2): the decay of its Fourier transform.
TEST_CASE("kernel_density_surface: spatstat at points", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/kde_at_points_sigma300.csv");
  const Box window{{566'000, 158'000}, {590'000, 177'000}};
  Sample sample = shared_points();
  std::erase_if(sample.at, [&](const Point& p) { return !window.contains(p); });
  sample.weights.assign(sample.at.size(), 1.0);
  const auto frame = frame_over(window, 20.0);
  REQUIRE(frame);
  const auto rows = read_rows(shared_path("oracle/programs/kde_at_points_sigma300.csv"));
  std::size_t column = 1;
  for (const auto& [kernel, decay] : {std::pair(Kernel::gaussian, 5.0),
                                      {Kernel::quartic, 3.5},
                                      {Kernel::epanechnikov, 2.5},
                                      {Kernel::uniform, 1.5}}) {
    const KdeOptions options{kernel, bandwidth_of_sigma(kernel, 300.0), EdgeCorrection::none};
    std::vector<WeightedPoint> points;
    for (const Point& p : sample.at) points.push_back({p, 1.0});
    const std::vector<double> inside = mass_inside(points, *frame, options);
    std::vector<double> preserving(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) preserving[i] = 1.0 / inside[i];
    const double tolerance = std::pow(20.0 / options.bandwidth_m, decay);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::size_t id = std::stoul(rows[i][0]) - 1;
      const Point p = sample.at[id];
      // One cell around the point, so that its centre is the point.
      const Frame spot{{p.x - 0.5, p.y - 0.5}, 1.0, 1, 1, {1.0}};
      const auto none = kernel_density_surface(sample.places(), spot, options);
      const auto diggle = kernel_density_surface({sample.at, preserving}, spot, options);
      REQUIRE(none);
      REQUIRE(diggle);
      INFO(kernel_name(kernel) << " at point " << id + 1);
      CHECK(std::abs(1e-6 * none->per_km2[0] / std::stod(rows[i][column]) - 1.0) < 1e-7);
      CHECK(std::abs(1e-6 * none->per_km2[0] / inside[id] / std::stod(rows[i][column + 1]) - 1.0) <
            tolerance);
      CHECK(std::abs(1e-6 * diggle->per_km2[0] / std::stod(rows[i][column + 2]) - 1.0) < tolerance);
    }
    column += 3;
  }
}

// Every place against every cell, by the kernel's own function.
TEST_CASE("kernel_density_surface: all places against all cells", "[brute]") {
  const Kernel kernel = GENERATE(Kernel::quartic, Kernel::triweight, Kernel::epanechnikov,
                                 Kernel::uniform, Kernel::conic, Kernel::gaussian);
  const double h = GENERATE(20.0, 130.0, 700.0);
  const Box box{{10'030, 20'010}, {11'490, 21'070}};
  const auto frame = frame_over(box, 50.0);
  REQUIRE(frame);
  Sample sample = random_sample(60, box);
  sample.at.push_back(sample.at[3]);  // twice the same place
  sample.weights.push_back(2.0);
  const auto surface =
      kernel_density_surface(sample.places(), *frame, {kernel, h, EdgeCorrection::none});
  REQUIRE(surface);
  for (std::size_t cell = 0; cell < frame->size(); ++cell) {
    double expected = 0.0;
    for (std::size_t i = 0; i < sample.at.size(); ++i) {
      const double d = geometry::distance(frame->centre(cell), sample.at[i]);
      expected += 1e6 * sample.weights[i] * kernel_density(kernel, d, h);
    }
    INFO(kernel_name(kernel) << " h " << h << " cell " << cell);
    // The Gaussian is cut off beyond 6 sigma.
    const double cut = kernel == Kernel::gaussian ? std::exp(-18.0) : 1e-12;
    REQUIRE(std::abs(surface->per_km2[cell] - expected) <=
            cut * 1e6 * surface->incidents * kernel_density(kernel, 0.0, h));
  }
}

// By construction e is the sum that the mass is: n to rounding, at every bandwidth, also below the
// cell's width, where kernels fall between the centres of cells.
TEST_CASE("kernel_density_surface: Diggle's correction keeps every incident", "[property]") {
  const auto areas = Patchwork({.columns = 2, .rows = 2, .cell_m = 900.0}, 4).areas();
  const auto grid = geometry::grid_over(areas, {geometry::CellShape::square, 60.0});
  REQUIRE(grid);
  const Frame frame = frame_over(*grid);
  Sample sample;
  for (const auto& area : areas) sample.at.push_back(geometry::centroid(area));
  for (const auto& area : areas) sample.at.push_back(area[0].outer[7]);  // on the very boundary
  sample.weights = {3, 1, 4, 1, 5, 9, 2, 6};
  for (const Kernel kernel : kernels) {
    for (const double h : {5.0, 60.0, 300.0, 2000.0}) {
      const auto surface = kernel_density_surface(sample.places(), frame, {kernel, h});
      REQUIRE(surface);
      INFO(kernel_name(kernel) << ", h " << h);
      CHECK(std::abs(surface->mass - 31.0) < 1e-9);
      CHECK(surface->cautions.size() == (h < 60.0 ? 1U : 0U));
    }
  }
}

// A surface of equal density is level under the uniform correction, up to the very rim.
TEST_CASE("kernel_density_surface: the uniform correction keeps a level surface level",
          "[property]") {
  const auto frame = frame_over(Box{{0, 0}, {2000, 1500}}, 50.0);
  REQUIRE(frame);
  Sample sample;
  for (std::size_t i = 0; i < frame->size(); ++i) sample.at.push_back(frame->centre(i));
  sample.weights.assign(sample.at.size(), 2.0);
  for (const Kernel kernel : kernels) {
    const auto surface =
        kernel_density_surface(sample.places(), *frame, {kernel, 300.0, EdgeCorrection::uniform});
    REQUIRE(surface);
    for (const double value : surface->per_km2) REQUIRE(std::abs(value - 800.0) < 1e-6);
  }
}

TEST_CASE("kernel_density_surface: order of places and threads change no bit", "[property]") {
  const Box box{{0, 0}, {5000, 4000}};
  const auto frame = frame_over(box, 50.0);
  REQUIRE(frame);
  Sample sample = random_sample(3000, box);
  const auto first = kernel_density_surface(sample.places(), *frame, {});
  REQUIRE(first);
  std::reverse(sample.at.begin(), sample.at.end());
  std::reverse(sample.weights.begin(), sample.weights.end());
  for (const unsigned threads : {1U, 2U, 4U}) {
    set_thread_count(threads);
    const auto again = kernel_density_surface(sample.places(), *frame, {});
    REQUIRE(again);
    CHECK(again->per_km2 == first->per_km2);
    CHECK(again->mass == first->mass);
  }
  set_thread_count(0);
}

TEST_CASE("raster_of: units", "[property]") {
  const Box box{{0, 0}, {1030, 770}};
  const auto frame = frame_over(box, 50.0);
  REQUIRE(frame);
  const Sample sample = random_sample(40, box);
  const auto surface = kernel_density_surface(sample.places(), *frame, {.bandwidth_m = 200.0});
  REQUIRE(surface);
  const auto sum = [&](SurfaceUnit unit) {
    double total = 0.0;
    for (const double v : raster_of(*surface, *frame, unit).values) total += v;
    return total;
  };
  CHECK(std::abs(sum(SurfaceUnit::per_cell) - surface->incidents) < 1e-9);
  CHECK(std::abs(sum(SurfaceUnit::probability) - 1.0) < 1e-12);
  CHECK(raster_of(*surface, *frame).values == surface->per_km2);
  // QGIS's raw quartic: (1 - u²)² at each point, so 1 for one incident at a cell's centre.
  const std::vector<Point> centre = {{525, 375}};
  const std::vector<double> one = {1.0};
  const auto single = kernel_density_surface({centre, one}, *frame, {.edge = EdgeCorrection::none});
  REQUIRE(single);
  const auto raw = raster_of(*single, *frame, SurfaceUnit::raw);
  CHECK(std::abs(raw.at(7, 10) - 1.0) < 1e-12);
  const double rest = 1.0 - (100.0 * 100.0) / (300.0 * 300.0);
  CHECK(std::abs(raw.at(7, 12) - rest * rest) < 1e-12);
}

TEST_CASE("kernel_density_surface: no value outside the study area", "[edge]") {
  const auto areas = Patchwork({.columns = 1, .rows = 1}, 4).areas();
  const auto grid = geometry::grid_over(areas, {geometry::CellShape::square, 100.0});
  REQUIRE(grid);
  const Frame frame = frame_over(*grid);
  const std::vector<Point> at = {geometry::centroid(areas[0])};
  const std::vector<double> one = {1.0};
  const auto surface = kernel_density_surface({at, one}, frame, {.bandwidth_m = 3000.0});
  REQUIRE(surface);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    CHECK(std::isnan(surface->per_km2[i]) == (frame.inside_m2[i] <= 0.0));
  }
}

TEST_CASE("kernel_density_surface: says why it cannot", "[error]") {
  const auto frame = frame_over(Box{{0, 0}, {1000, 1000}}, 50.0);
  REQUIRE(frame);
  const std::vector<Point> at = {{500, 500}};
  const std::vector<double> one = {1.0};
  const std::vector<double> zero = {0.0};
  for (const double h : {0.0, -5.0, std::nan(""), HUGE_VAL}) {
    const auto refused = kernel_density_surface({at, one}, *frame, {.bandwidth_m = h});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::usage);
  }
  CHECK(kernel_density_surface({at, one}, *frame, {.bandwidth_m = 0.0}).error().message ==
        "a bandwidth of 0 m: it must be above 0");
  for (const Places& nothing : {Places{}, Places{at, zero}}) {
    const auto refused = kernel_density_surface(nothing, *frame, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::no_data);
  }
  const auto narrow = kernel_density_surface({at, one}, *frame, {.bandwidth_m = 30.0});
  REQUIRE(narrow);
  CHECK(narrow->cautions ==
        std::vector<std::string>{
            "the bandwidth of 30 m is shorter than a cell of 50 m: the surface shows single cells, "
            "not their surroundings"});
  CHECK_FALSE(frame_over(Box{{0, 0}, {1e6, 1e6}}, 100.0));
}

TEST_CASE("kernel_density_surface: the same bits with any instructions", "[property]") {
  const Box box{{500'000, 150'000}, {503'000, 152'000}};
  const auto frame = frame_over(box, 30.0);
  REQUIRE(frame);
  const Sample sample = random_sample(700, box, 8);
  for (const Kernel kernel : kernels) {
    for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::diggle}) {
      const double h_m = kernel == Kernel::gaussian ? 100.0 : 330.0;
      const KdeOptions plain{kernel, h_m, edge, Simd::scalar};
      const KdeOptions best{kernel, h_m, edge};
      INFO(kernel_name(kernel) << ", " << edge_name(edge));
      const auto surface = kernel_density_surface(sample.places(), *frame, plain);
      REQUIRE(surface);
      CHECK(surface->per_km2 == kernel_density_surface(sample.places(), *frame, best)->per_km2);
      CHECK(squared_kernel_sums(sample.places(), *frame, plain) ==
            squared_kernel_sums(sample.places(), *frame, best));
    }
  }
}

}  // namespace kde_test
}  // namespace hotward::density
