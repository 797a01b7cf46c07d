// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/methods/density/amounts_null.hpp"
#include "engine/methods/density/bandwidth.hpp"
#include "engine/methods/density/contour.hpp"
#include "engine/methods/density/isopleth.hpp"
#include "engine/methods/density/tolerance.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::density {
namespace examples_test {

// A square kilometre with incidents at four places about its middle.
const geometry::Box window{{0.0, 0.0}, {1000.0, 1000.0}};
const std::vector<geometry::Point> at = {{450, 450}, {450, 550}, {550, 450}, {550, 550}};
const std::vector<double> incidents = {10, 20, 30, 40};

Frame square_km() {
  auto frame = frame_over(window, 50.0);
  REQUIRE(frame);
  return *frame;
}

TEST_CASE("amounts_null: the example", "[example]") {
  const Frame frame = frame_over(geometry::Box{{400, 400}, {600, 600}}, 50.0).value();
  const std::vector<double> residents = {100, 400, 200, 300};
  const auto people = kernel_density_surface({at, residents}, frame, {.bandwidth_m = 300.0});
  const AmountsNull null = amounts_null({at, residents}, *people, frame, 500.0);
  const double z = amounts_z_score(2.0, null.variance[0]);  // of a risk twice the average
  CHECK(null.variance[0] > 0.0);
  CHECK(z > 0.0);
}

TEST_CASE("bandwidth: the example", "[example]") {
  const auto chosen =
      bandwidth_by_rule(BandwidthRule::scott, {at, incidents}, window, Kernel::quartic);
  const double bandwidth_m = chosen->bandwidth_m;
  CHECK(std::abs(bandwidth_m - bandwidth_of_sigma(Kernel::quartic,
                                                  std::hypot(chosen->axes.x_m, chosen->axes.y_m) /
                                                      std::sqrt(2.0))) < 1e-9);
}

TEST_CASE("contour: the example", "[example]") {
  const Frame frame = square_km();
  const auto surface = kernel_density_surface({at, incidents}, frame, {.bandwidth_m = 200.0});
  const double half_way = 0.5 * surface->highest_per_km2;
  const geometry::MultiPolygon dense = contour(frame, surface->per_km2, half_way);
  CHECK(dense.size() == 1);
}

TEST_CASE("cross_validation: the example", "[example]") {
  const auto tried = likelihood_validation(at, window);
  const double sigma_m = tried->sigma_m[tried->best];
  CHECK(sigma_m > 0.0);
  CHECK(tried->sigma_m.size() == 64);
}

TEST_CASE("frame: the example", "[example]") {
  const auto frame = frame_over(geometry::Box{{0.0, 0.0}, {1000.0, 1000.0}}, 50.0);
  const geometry::Point middle = frame->centre(0);  // (25, 25): row 0 is the southernmost
  CHECK(middle == geometry::Point{25.0, 25.0});
  CHECK(frame->size() == 400);
}

TEST_CASE("isopleth: the example", "[example]") {
  const Frame frame = square_km();
  const auto surface = kernel_density_surface({at, incidents}, frame, {.bandwidth_m = 200.0});
  REQUIRE(surface);
  const std::vector<double> shares_pct = {50.0, 95.0};
  const auto found = isopleths(*surface, frame, shares_pct);
  const double half_km2 = found->back().area_km2;  // where half of the incidents lie
  CHECK(found->size() == 2);
  CHECK(half_km2 < found->front().area_km2);
  CHECK(found->back().held_pct >= 50.0);
}

TEST_CASE("kde: the example", "[example]") {
  const Frame frame = square_km();
  const auto surface = kernel_density_surface({at, incidents}, frame, {.bandwidth_m = 200.0});
  const double mass = surface->mass;  // the number of incidents, with the usual edge correction
  CHECK(std::abs(mass - 100.0) < 1e-9);
}

TEST_CASE("kernel: the example", "[example]") {
  const double h = bandwidth_of_sigma(Kernel::quartic, 100.0);    // sqrt(8) 100 m
  const double per_m2 = kernel_density(Kernel::quartic, 0.0, h);  // 3 / (pi h²)
  CHECK(std::abs(h - std::sqrt(8.0) * 100.0) < 1e-9);
  CHECK(std::abs(per_m2 - 3.0 / (std::numbers::pi * h * h)) < 1e-18);
}

TEST_CASE("relative_risk: the example", "[example]") {
  const Frame frame = square_km();
  const std::vector<double> before = {20, 40, 60, 80};
  const std::size_t middle = 10 * frame.columns + 10;
  const auto risk = relative_risk({at, incidents}, {at, before}, frame,
                                  {.kde = {.bandwidth_m = 200.0}, .contrast = Contrast::ratio});
  const double ratio = risk->value[middle];  // 1 where both have the same share
  CHECK(std::abs(ratio - 1.0) < 1e-9);
}

TEST_CASE("tolerance: the example", "[example]") {
  const Frame frame = square_km();
  const std::vector<double> before = {20, 40, 60, 80};
  double raised_km2 = 0.0;
  const auto risk = relative_risk({at, incidents}, {at, before}, frame,
                                  {.kde = {.bandwidth_m = 200}, .contrast = Contrast::log_ratio});
  for (const ToleranceSet& set : tolerance_sets(*risk, frame)) {
    if (set.raised()) raised_km2 = std::max(raised_km2, set.area_km2);
  }
  CHECK(raised_km2 == 0.0);
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(kernel_names);
  check_names(edge_names);
  check_names(unit_names);
  check_names(rule_names);
  check_names(contrast_names);
  check_names(control_names);
}

}  // namespace examples_test
}  // namespace hotward::density
