#include "engine/sample/streets.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/geometry/containment.hpp"
#include "tests/sample/square_wards.hpp"
#include "tests/support/catch.hpp"

namespace hotward::sample {
namespace streets_test {

using geometry::Location;
using geometry::Point;

table::SampleRecipe small_recipe(std::uint64_t seed) {
  table::SampleRecipe recipe;
  recipe.seed = seed;
  recipe.streets.points = 400;
  recipe.elsewhere = {.points = 20, .box = {{569000, 160000}, {581000, 165000}}};
  return recipe;
}

// A horseshoe 60 m wide with a lake: hard to lay a street in.
table::Areas horseshoe() {
  table::Areas areas;
  areas.codes = {"H"};
  areas.names = {"Horseshoe"};
  areas.population = {1000};
  geometry::Polygon shape{
      {{0, 0}, {900, 0}, {900, 700}, {840, 700}, {840, 60}, {60, 60}, {60, 700}, {0, 700}},
      {{{100, 20}, {100, 40}, {140, 40}, {140, 20}}}};
  areas.shapes = {{shape}};
  return areas;
}

TEST_CASE("clearance_m: to the nearest edge, holes too, inside and outside", "[oracle]") {
  const auto areas = horseshoe();
  const auto& shape = areas.shapes[0];
  const auto close = [&](Point p, double expected_m) {
    INFO(p.x << " " << p.y);
    CHECK(std::abs(clearance_m(p, shape) - expected_m) < 1e-9);
  };
  close({30, 300}, 30.0);
  close({300, 10}, 10.0);
  close({90, 30}, 10.0);    // the lake
  close({-30, -40}, 50.0);  // a corner, 3-4-5
  close({120, 30}, 10.0);   // in the lake
  close({450, 0}, 0.0);
}

TEST_CASE("make_streets: every point inside its ward, clear of the boundary", "[property]") {
  const auto areas = square_wards();
  const auto recipe = small_recipe(GENERATE(1U, 2U, 3U));
  const auto points = make_streets(recipe, areas);
  REQUIRE(points);
  std::size_t inside = 0;
  for (const MapPoint& p : *points) {
    if (p.area == no_area) {
      CHECK(recipe.elsewhere.box.contains(p.at));
      for (const auto& shape : areas.shapes) {
        CHECK(geometry::locate(p.at, shape) == Location::outside);
        CHECK(clearance_m(p.at, shape) >= recipe.streets.margin_m);
      }
      continue;
    }
    ++inside;
    CHECK(geometry::locate(p.at, areas.shapes[p.area]) == Location::inside);
    CHECK(clearance_m(p.at, areas.shapes[p.area]) >= recipe.streets.margin_m);
  }
  CHECK(inside == recipe.streets.points);
  CHECK(points->size() == inside + recipe.elsewhere.points);
}

// A block 900 m by 700 m with cuts 4 m wide, 100 m apart, from the top nearly to the bottom: a
// street could step over a cut between two of its points.
table::Areas comb() {
  auto areas = horseshoe();
  geometry::Ring ring = {{0, 0}, {900, 0}, {900, 700}};
  for (int i = 8; i >= 1; --i) {
    const double x = 100.0 * i;
    for (const Point& p : {Point{x + 4, 700}, Point{x + 4, 60}, Point{x, 60}, Point{x, 700}}) {
      ring.push_back(p);
    }
  }
  ring.push_back({0, 700});
  areas.shapes = {{{ring, {}}}};
  return areas;
}

// Along the whole street, not only at its points: half a metre at a time.
TEST_CASE("make_streets: streets do not cross the boundary, even at a narrow cut", "[verifier]") {
  const auto areas = comb();
  table::SampleRecipe recipe;
  recipe.seed = GENERATE(1U, 2U, 3U);
  recipe.streets.points = 60;
  const auto points = make_streets(recipe, areas);
  REQUIRE(points);
  std::map<std::uint32_t, std::vector<Point>> streets;
  for (const MapPoint& p : *points) streets[p.street].push_back(p.at);
  std::size_t long_ones = 0;
  for (auto& [street, on_it] : streets) {
    std::ranges::sort(on_it);
    if (on_it.size() > 1) ++long_ones;
    const Point& a = on_it.front();
    const Point& b = on_it.back();
    const int steps = static_cast<int>(geometry::distance(a, b) * 2.0) + 1;
    for (int k = 0; k <= steps; ++k) {
      const double t = static_cast<double>(k) / steps;
      const Point p{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
      REQUIRE(geometry::locate(p, areas.shapes[0]) == Location::inside);
    }
  }
  CHECK(long_ones > 0);
}

TEST_CASE("make_streets: ranks run from 1 in each ward, spacing keeps its bounds", "[property]") {
  const auto areas = square_wards();
  const auto recipe = small_recipe(7);
  const auto points = make_streets(recipe, areas);
  REQUIRE(points);
  std::map<std::uint32_t, std::uint32_t> last_rank;
  std::map<std::uint32_t, std::vector<Point>> streets;
  for (const MapPoint& p : *points) {
    CHECK(p.rank == ++last_rank[p.area]);
    if (p.area != no_area) streets[p.street].push_back(p.at);
    CHECK(p.small_area >= 1);
  }
  for (auto& [street, on_it] : streets) {
    std::ranges::sort(on_it);
    for (std::size_t i = 1; i < on_it.size(); ++i) {
      // A street's points lie on a line, so sorted neighbours are neighbours on it; 1e-6 for
      // rounding.
      const double gap_m = geometry::distance(on_it[i - 1], on_it[i]);
      CHECK(gap_m > 30.0 - 1e-6);
      CHECK(gap_m < 60.0 + 1e-6);
    }
  }
}

TEST_CASE("make_streets: popular points lie near one another", "[statistical]") {
  const auto areas = square_wards();
  auto recipe = small_recipe(GENERATE(1U, 2U, 3U));
  recipe.streets.points = 2500;
  const auto points = make_streets(recipe, areas);
  REQUIRE(points);
  // Mean distance to the ward's first ten points, over all wards: the ten's own, and all others'.
  double near_m = 0.0;
  double far_m = 0.0;
  int near = 0;
  int far = 0;
  for (const MapPoint& p : *points) {
    if (p.area == no_area) continue;
    for (const MapPoint& q : *points) {
      if (q.area != p.area || q.rank > 10 || q.rank == p.rank) continue;
      (p.rank <= 10 ? near_m : far_m) += geometry::distance(p.at, q.at);
      ++(p.rank <= 10 ? near : far);
    }
  }
  CHECK(near_m / near < 0.6 * far_m / far);
}

TEST_CASE("make_streets: says which area has no room", "[error]") {
  auto areas = horseshoe();
  areas.shapes = {{square(0, 0, 15.0)}};
  const auto none = make_streets(small_recipe(1), areas);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_data);
  CHECK(none.error().message == "sample: Horseshoe has no room for 400 map points");

  auto recipe = small_recipe(1);
  recipe.elsewhere.box = {{570100, 162100}, {570200, 162200}};
  const auto full = make_streets(recipe, square_wards());
  REQUIRE_FALSE(full);
  CHECK(full.error().message ==
        "sample: the box of [elsewhere] has no room for 20 points outside the areas");
}

}  // namespace streets_test
}  // namespace hotward::sample
