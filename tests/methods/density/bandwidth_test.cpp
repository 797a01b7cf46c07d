#include "engine/methods/density/bandwidth.hpp"

#include <cmath>
#include <string>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::density {
namespace bandwidth_test {

using geometry::Box;
using geometry::Point;

constexpr const char* db_points = "oracle/points/db_pts.csv";
const Box db_window{{-80, -100}, {180, 100}};

std::vector<Point> shared_points() {
  std::vector<Point> points;
  const auto rows = read_rows(shared_path(db_points));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    points.push_back({std::stod(rows[i][0]), std::stod(rows[i][1])});
  }
  return points;
}

// MASS::bandwidth.nrd of R on the 80 points, 7 digits printed. sfhotspot 1.0.0 averages with
// mean(h_x, h_y), which is h_x alone: 93.31 for 56.86.
TEST_CASE("nrd_bandwidths: MASS on 80 points, and the mean of both axes", "[oracle]") {
  HOTWARD_NEEDS_SHARED(db_points);
  const auto at = shared_points();
  const std::vector<double> weights(at.size(), 1.0);
  const auto axes = nrd_bandwidths({at, weights});
  REQUIRE(axes);
  CHECK(std::abs(axes->x_m - 93.31048) < 5e-6);
  CHECK(std::abs(axes->y_m - 20.41949) < 5e-6);
  const auto one = bandwidth_by_rule(BandwidthRule::nrd, {at, weights}, db_window, Kernel::quartic);
  REQUIRE(one);
  CHECK(std::abs(one->bandwidth_m - 0.5 * (93.31048 + 20.41949)) < 5e-6);
  const auto normal =
      bandwidth_by_rule(BandwidthRule::nrd, {at, weights}, db_window, Kernel::gaussian);
  REQUIRE(normal);
  CHECK(std::abs(normal->bandwidth_m - 0.125 * (93.31048 + 20.41949)) < 5e-6);
}

// spatstat's bw.scott, 7 digits printed.
TEST_CASE("scott_sigmas: spatstat on 80 points", "[oracle]") {
  HOTWARD_NEEDS_SHARED(db_points);
  const auto at = shared_points();
  const std::vector<double> weights(at.size(), 1.0);
  const auto axes = scott_sigmas({at, weights});
  REQUIRE(axes);
  CHECK(std::abs(axes->x_m - 25.46836) < 5e-6);
  CHECK(std::abs(axes->y_m - 12.07316) < 5e-6);
}

// spatstat's bw.diggle: 5.821918 is step 119 of its grid, whose step is 50 / 511 / 2 m. It sums K
// in steps of that grid where we take every pair at its own distance: the minimum may move by a
// step.
TEST_CASE("diggle_validation: spatstat on 80 points", "[oracle]") {
  HOTWARD_NEEDS_SHARED(db_points);
  const auto at = shared_points();
  const auto validation = diggle_validation(at, db_window);
  REQUIRE(validation);
  INFO("sigma " << validation->sigma_m[validation->best]);
  CHECK(std::abs(validation->sigma_m[validation->best] - 5.821918) < 1.01 * 50.0 / 511.0 / 2.0);
}

// spatstat's bw.ppl looks at 16 candidates from the smallest distance of two points to half the
// window's diagonal; on these ours must choose the same one, printed as 14.0052.
TEST_CASE("likelihood_validation: spatstat on 80 points", "[oracle]") {
  HOTWARD_NEEDS_SHARED(db_points);
  const auto at = shared_points();
  double least = 1e9;
  for (std::size_t i = 0; i < at.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double d = geometry::distance(at[i], at[j]);
      if (d > 0.0) least = std::min(least, d);
    }
  }
  const double most = 0.5 * std::hypot(260.0, 200.0);
  std::vector<double> candidates;
  for (int i = 0; i < 16; ++i) candidates.push_back(least * std::pow(most / least, i / 15.0));
  const auto validation = likelihood_validation(at, db_window, candidates);
  REQUIRE(validation);
  INFO("sigma " << validation->sigma_m[validation->best]);
  CHECK(std::abs(validation->sigma_m[validation->best] - 14.0052) < 5e-5);
  // On the finer set of its own, within one of those 16 steps.
  const auto own = likelihood_validation(at, db_window);
  REQUIRE(own);
  const double step = std::pow(most / least, 1.0 / 15.0);
  CHECK(own->sigma_m[own->best] < 14.0052 * step);
  CHECK(own->sigma_m[own->best] > 14.0052 / step);
  CHECK_FALSE(own->at_end);
}

// Weights stand for repeats.
TEST_CASE("nrd_bandwidths, scott_sigmas: a weight of three is three incidents", "[brute]") {
  Random random(2, Stream::test);
  std::vector<Point> at;
  std::vector<double> weights;
  std::vector<Point> repeated;
  for (int i = 0; i < 41; ++i) {
    at.push_back({1000.0 * random.uniform(), 300.0 * random.normal()});
    weights.push_back(random.below(4));
    repeated.insert(repeated.end(), static_cast<std::size_t>(weights.back()), at.back());
  }
  const std::vector<double> ones(repeated.size(), 1.0);
  for (const auto rule : {nrd_bandwidths, scott_sigmas}) {
    const auto a = rule({at, weights});
    const auto b = rule({repeated, ones});
    REQUIRE(a);
    REQUIRE(b);
    CHECK(std::abs(a->x_m / b->x_m - 1.0) < 1e-12);
    CHECK(std::abs(a->y_m / b->y_m - 1.0) < 1e-12);
  }
}

TEST_CASE("bandwidth_by_rule: a change of unit or of place changes nothing else", "[property]") {
  Random random(4, Stream::test);
  std::vector<Point> at;
  std::vector<Point> moved;
  for (int i = 0; i < 120; ++i) {
    at.push_back({100.0 * random.uniform(), 80.0 * random.uniform()});
    moved.push_back({570'000.0 + 10.0 * at.back().x, 160'000.0 + 10.0 * at.back().y});
  }
  const std::vector<double> ones(at.size(), 1.0);
  const Box window{{0, 0}, {100, 80}};
  const Box moved_window{{570'000, 160'000}, {571'000, 160'800}};
  for (const auto rule : {BandwidthRule::nrd, BandwidthRule::scott, BandwidthRule::diggle,
                          BandwidthRule::likelihood}) {
    const auto a = bandwidth_by_rule(rule, {at, ones}, window, Kernel::quartic);
    const auto b = bandwidth_by_rule(rule, {moved, ones}, moved_window, Kernel::quartic);
    REQUIRE(a);
    REQUIRE(b);
    INFO(rule_name(rule) << " " << a->bandwidth_m << " " << b->bandwidth_m);
    // Coordinates of 570,000 keep 1e-10 m, distances of centimetres 1e-8 of themselves.
    CHECK(std::abs(b->bandwidth_m / (10.0 * a->bandwidth_m) - 1.0) < 1e-6);
    CHECK(rule_named(rule_name(rule)) == rule);
  }
}

TEST_CASE("bandwidth_by_rule: snapped incidents do not draw a cross-validation to nought",
          "[edge]") {
  Random random(4, Stream::test);
  std::vector<Point> at;
  for (int i = 0; i < 60; ++i) at.push_back({1000.0 * random.uniform(), 800.0 * random.uniform()});
  const std::vector<double> ones(at.size(), 1.0);
  const std::vector<double> many(at.size(), 40.0);
  const Box window{{0, 0}, {1000, 800}};
  for (const auto rule : {BandwidthRule::diggle, BandwidthRule::likelihood}) {
    const auto a = bandwidth_by_rule(rule, {at, ones}, window, Kernel::quartic);
    const auto b = bandwidth_by_rule(rule, {at, many}, window, Kernel::quartic);
    REQUIRE(a);
    REQUIRE(b);
    CHECK(a->bandwidth_m == b->bandwidth_m);
  }
}

TEST_CASE("bandwidth_by_rule: says why it cannot", "[error]") {
  const Box window{{0, 0}, {1000, 800}};
  const std::vector<Point> one = {{5, 5}};
  const std::vector<Point> line = {{5, 5}, {5, 9}, {5, 30}};
  const std::vector<Point> outside = {{5, 5}, {5000, 9}};
  const std::vector<double> single = {1.0};
  const std::vector<double> three(3, 1.0);
  const std::vector<double> two(2, 1.0);
  for (const auto rule : {BandwidthRule::nrd, BandwidthRule::scott, BandwidthRule::diggle,
                          BandwidthRule::likelihood}) {
    const auto few = bandwidth_by_rule(rule, {one, single}, window, Kernel::quartic);
    REQUIRE_FALSE(few);
    CHECK(few.error().code == ErrorCode::too_few_sites);
  }
  const auto flat = bandwidth_by_rule(BandwidthRule::nrd, {line, three}, window, Kernel::quartic);
  REQUIRE_FALSE(flat);
  CHECK(flat.error().code == ErrorCode::constant_values);
  CHECK(flat.error().message == "bandwidth nrd: all incidents have the same easting");
  const auto stray = diggle_validation(outside, window);
  REQUIRE_FALSE(stray);
  CHECK(stray.error().code == ErrorCode::no_data);
  std::vector<Point> crowd;
  for (int i = 0; i <= 20'000; ++i) crowd.push_back({0.01 * i, 0.02 * i});
  const auto many = likelihood_validation(crowd, window);
  REQUIRE_FALSE(many);
  CHECK(many.error().code == ErrorCode::usage);
}

}  // namespace bandwidth_test
}  // namespace hotward::density
