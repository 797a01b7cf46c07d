// coverage_report beside GEOS, and on areas that nobody should draw.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/geometry/coverage_judge.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/stopped.hpp"

namespace hotward::geometry {
namespace coverage_test {

Ring square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

MultiPolygon one(Ring ring) { return {{std::move(ring), {}}}; }

MultiPolygon sound(MultiPolygon shape) {
  auto repaired = repair(std::move(shape));
  REQUIRE(repaired);
  return std::move(repaired->shape);
}

/// Gaps of about the least size that is listed: laying borders on the grid step by step, as GEOS
/// does, or at once may put them on either side of it.
std::vector<Gap> clear(std::vector<Gap> gaps) {
  std::erase_if(gaps, [](const Gap& gap) { return gap.area_m2 < 1.1; });
  return gaps;
}

/// In no area, or within the grid's millimetre of a place that is.
bool open(const Point& p, const std::vector<MultiPolygon>& shapes) {
  for (const double dx : {0.0, -0.002, 0.002}) {
    for (const double dy : {0.0, -0.002, 0.002}) {
      const Point near{p.x + dx, p.y + dy};
      const bool free = std::ranges::none_of(shapes, [&](const MultiPolygon& shape) {
        return locate(near, shape) == Location::inside;
      });
      if (free) return true;
    }
  }
  return false;
}

/// @return how many gaps have their point in an area: where two lobes hang together by a neck
///         thinner than the grid, and the point that GEOS chooses in the laid-out gap is in the
///         neck.
std::size_t check_same(const std::vector<MultiPolygon>& shapes) {
  const auto ours = coverage_report(shapes);
  REQUIRE(ours);
  const CoverageReport theirs = coverage_judge::report(shapes);
  REQUIRE(ours->overlaps.size() == theirs.overlaps.size());
  for (std::size_t i = 0; i < theirs.overlaps.size(); ++i) {
    CHECK(ours->overlaps[i].first == theirs.overlaps[i].first);
    CHECK(ours->overlaps[i].second == theirs.overlaps[i].second);
    // GEOS rounds the corners of what it cuts to 2^-33 m here, on sides of a hundred metres.
    CHECK(std::abs(ours->overlaps[i].area_m2 - theirs.overlaps[i].area_m2) <
          1e-9 * theirs.overlaps[i].area_m2 + 1e-8);
  }
  const std::vector<Gap> gaps = clear(ours->gaps);
  const std::vector<Gap> expected = clear(theirs.gaps);
  REQUIRE(gaps.size() == expected.size());
  std::size_t in_necks = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    CHECK(std::abs(gaps[i].area_m2 - expected[i].area_m2) < 0.5);
    if (!open(gaps[i].inside, shapes)) ++in_necks;
  }
  CHECK(ours->parts == theirs.parts);
  CHECK(ours->components == theirs.components);
  CHECK(std::abs(ours->union_m2 - theirs.union_m2) < 1e-6 * theirs.union_m2 + 1e-9);
  return in_necks;
}

/// Some of what goes wrong with boundaries, at random.
std::vector<MultiPolygon> damaged(std::uint64_t seed) {
  Random random(seed, Stream::test, 7, 0);
  auto shapes = Patchwork({.columns = 4, .rows = 3, .points_per_side = 6}, seed).areas();
  const auto chance = [&](double share) { return random.uniform() < share; };
  const double loss = chance(0.5) ? 0.1 : 0.0;
  const double stray = chance(0.5) ? 0.1 : 0.0;
  const double rounding_m = chance(0.5) ? 0.0004 : 0.0;
  for (MultiPolygon& shape : shapes) {
    Ring& ring = shape[0].outer;
    std::erase_if(ring, [&](const Point&) { return chance(loss); });
    for (Point& p : ring) {
      if (chance(stray)) p.x += 20.0 * (random.uniform() - 0.5);
      p.y += rounding_m * (random.uniform() - 0.5);
    }
    if (chance(0.1)) {  // moved as a whole
      const double by_m = 600.0 * (random.uniform() - 0.5);
      for (Point& p : ring) p.x += by_m;
    }
  }
  std::vector<MultiPolygon> result;
  for (MultiPolygon& shape : shapes) {
    if (chance(0.1)) continue;  // lost
    shape = sound(std::move(shape));
    if (chance(0.1)) result.push_back(shape);  // twice
    if (chance(0.2)) {                         // with a hole, where an island may stand
      const Point middle = centroid(shape);
      shape[0].holes.push_back(square(middle.x - 200.0, middle.y - 200.0, 400.0));
      shape = sound(std::move(shape));
      if (chance(0.5)) result.push_back(one(square(middle.x - 200.0, middle.y - 50.0, 100.0)));
      if (chance(0.5)) result.push_back(one(square(middle.x, middle.y, 150.0)));
    }
    result.push_back(std::move(shape));
  }
  if (chance(0.2)) result.push_back(one(square(561000.0, 151000.0, 3000.0)));  // over many
  return result;
}

TEST_CASE("coverage_report: GEOS agrees on 200 damaged maps", "[oracle]") {
  std::size_t in_necks = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    in_necks += check_same(damaged(seed));
  }
  CHECK(in_necks <= 3);  // of some 2,000 gaps
}

/// Borders of squares of unequal size meet without a vertex in common.
TEST_CASE("coverage_report: neighbours that share no vertex cover the map", "[edge]") {
  std::vector<MultiPolygon> bricks;
  for (int row = 0; row < 12; ++row) {
    for (int column = 0; column < 12; ++column) {
      const double x = 100.0 * column + (row % 2 == 0 ? 0.0 : 37.0);
      Ring ring = square(x, 100.0 * row, 100.0);
      for (Point& p : ring) p = {5e5 + 0.8 * p.x - 0.6 * p.y, 2e5 + 0.6 * p.x + 0.8 * p.y};
      bricks.push_back(one(std::move(ring)));
    }
  }
  const auto report = coverage_report(bricks);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
  CHECK(report->components == 1);
  CHECK(report->parts == 1);
  CHECK(std::abs(report->union_m2 - 1.44e6) < 10.0);
}

TEST_CASE("coverage_report: areas that only touch in corners enclose nothing", "[edge]") {
  CHECK(check_same({one(square(10, 0, 10)), one(square(0, 10, 10)), one(square(20, 10, 10)),
                    one(square(10, 20, 10))}) == 0);
  // A horseshoe whose tips touch in a point does: its courtyard.
  CHECK(check_same({sound(one(
            {{0, 0}, {30, 0}, {30, 30}, {15, 30}, {25, 10}, {5, 10}, {15, 30}, {0, 30}}))}) == 0);
}

TEST_CASE("coverage_report: areas on areas", "[edge]") {
  CHECK(check_same({one(square(0, 0, 100)), one(square(20, 20, 10)), one(square(20, 20, 10)),
                    one(square(20, 20, 10)), one(square(30, 20, 10))}) == 0);
  // The whole map twice: once whole, once in pieces.
  auto shapes = Patchwork({.columns = 3, .rows = 3}).areas();
  const auto again = shapes;
  shapes.insert(shapes.end(), again.begin(), again.end());
  shapes.push_back(one(square(559000, 149000, 9000)));
  CHECK(check_same(shapes) == 0);
}

TEST_CASE("coverage_report: less than a millimetre is rounding", "[edge]") {
  const std::vector<MultiPolygon> shapes{one(square(0, 0, 900)), one(square(900.0004, 0, 900)),
                                         one(square(899.9996, 900, 900)),
                                         one({{5000, 0}, {5900, 0}, {5900, 0.0003}})};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
  CHECK(report->components == 1);
}

TEST_CASE("coverage_report: one ring of a million vertices", "[edge]") {
  Ring coast;
  for (int i = 0; i < 1'000'000; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / 1e6;
    const double radius_m = 2e5 + (i % 2 == 0 ? 0.0 : 0.5);
    coast.push_back({5e5 + radius_m * std::cos(angle), 5e5 + radius_m * std::sin(angle)});
  }
  const double area = signed_area_m2(coast);
  const auto report = coverage_report(std::vector<MultiPolygon>{one(std::move(coast))});
  REQUIRE(report);
  CHECK(report->parts == 1);
  CHECK(report->gaps.empty());
  CHECK(std::abs(report->union_m2 - area) < 1e-6 * area);
}

TEST_CASE("coverage_report: 200,000 tiny areas, one of them missing", "[edge]") {
  std::vector<MultiPolygon> shapes;
  for (int row = 0; row < 400; ++row) {
    for (int column = 0; column < 500; ++column) {
      if (row == 200 && column == 100) continue;
      shapes.push_back(one(square(5e5 + 2.0 * column, 2e5 + 2.0 * row, 2.0)));
    }
  }
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->parts == 1);
  REQUIRE(report->gaps.size() == 1);
  CHECK(report->gaps[0].area_m2 == 4.0);
  CHECK(report->gaps[0].inside == Point{5e5 + 201.0, 2e5 + 401.0});
}

// A star drawn in one line crosses itself about 2,000 times: repaired, it is one area.
TEST_CASE("coverage_report: a star that crosses itself, on a square", "[edge]") {
  Ring star;
  constexpr int tips = 65;
  for (int i = 0; i < tips; ++i) {
    const double angle = 2.0 * std::numbers::pi * (32.0 * i) / tips;
    star.push_back({1000.0 + 900.0 * std::cos(angle), 1000.0 + 900.0 * std::sin(angle)});
  }
  CHECK(check_same({sound(one(star)), one(square(900, 900, 500))}) == 0);
}

// ---- some areas alone ----

/// A block of 5 × 5 areas; those of `lost` are not there.
std::vector<MultiPolygon> block(const std::vector<std::size_t>& lost, std::uint64_t seed = 1) {
  auto shapes = Patchwork({.columns = 5, .rows = 5, .points_per_side = 6}, seed).areas();
  for (const std::size_t i : lost) shapes[i].clear();
  return shapes;
}

constexpr std::array<std::size_t, 8> round_the_middle = {6, 7, 8, 11, 13, 16, 17, 18};

std::vector<std::uint8_t> only(std::span<const std::size_t> which) {
  std::vector<std::uint8_t> result(25, 0);
  for (const std::size_t i : which) result[i] = 1;
  return result;
}

TEST_CASE("coverage_report: of some areas a gap that they enclose", "[property]") {
  const auto ring = only(round_the_middle);
  const auto shapes = block({12});
  const auto whole = coverage_report(shapes);
  const auto some = coverage_report(shapes, {.looked_at = ring});
  REQUIRE(whole);
  REQUIRE(some);
  REQUIRE(whole->gaps.size() == 1);
  REQUIRE(some->gaps.size() == 1);
  CHECK(std::abs(some->gaps[0].area_m2 - whole->gaps[0].area_m2) < 1e-6);
  CHECK(open(some->gaps[0].inside, shapes));
  CHECK(some->components == 1);
}

TEST_CASE("coverage_report: what is not looked at is no gap", "[edge]") {
  const auto ring = only(round_the_middle);
  const auto whole = coverage_report(block({}), {.looked_at = ring});
  REQUIRE(whole);
  CHECK(whole->gaps.empty());
  // An island in a gap leaves its surroundings open, and only who looks at it can say how much.
  auto shapes = block({12});
  shapes[12] = one(square(565000, 155000, 100));
  const auto islet = coverage_report(shapes, {.looked_at = ring});
  REQUIRE(islet);
  CHECK(islet->gaps.empty());
  CHECK(coverage_report(shapes)->gaps.size() == 1);
  // A gap with an area that is not looked at beside it: nobody says that it is closed.
  const auto corner =
      coverage_report(block({12}), {.looked_at = only(std::vector<std::size_t>{7, 11})});
  REQUIRE(corner);
  CHECK(corner->gaps.empty());
}

TEST_CASE("coverage_report: of some areas what the whole map says of them", "[property]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    Random random(seed, Stream::test, 8, 0);
    std::vector<std::size_t> lost;
    std::vector<std::uint8_t> looked_at;
    for (std::size_t i = 0; i < 25; ++i) {
      if (random.uniform() < 0.15) lost.push_back(i);
      looked_at.push_back(random.uniform() < 0.8 ? 1 : 0);
    }
    auto shapes = block(lost, seed);
    const std::vector<MultiPolygon> sharp = shapes;
    const auto sharp_whole = coverage_report(sharp);
    const auto sharp_some = coverage_report(sharp, {.looked_at = looked_at});
    REQUIRE(sharp_whole);
    REQUIRE(sharp_some);
    for (const Gap& gap : sharp_some->gaps) {
      CHECK(open(gap.inside, sharp));
      CHECK(std::ranges::any_of(sharp_whole->gaps, [&](const Gap& other) {
        return std::abs(other.area_m2 - gap.area_m2) < 1e-6;
      }));
    }
    // Some of the areas moved, so that they overlap.
    for (MultiPolygon& shape : shapes) {
      if (shape.empty() || random.uniform() > 0.3) continue;
      for (Point& p : shape[0].outer) p.x += 50.0;
    }
    const auto whole = coverage_report(shapes);
    const auto some = coverage_report(shapes, {.looked_at = looked_at});
    REQUIRE(whole);
    REQUIRE(some);
    std::vector<Overlap> expected;
    for (const Overlap& overlap : whole->overlaps) {
      const bool both = looked_at[static_cast<std::size_t>(overlap.first)] != 0 &&
                        looked_at[static_cast<std::size_t>(overlap.second)] != 0;
      if (both) expected.push_back(overlap);
    }
    REQUIRE(some->overlaps.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(some->overlaps[i].first == expected[i].first);
      CHECK(some->overlaps[i].second == expected[i].second);
      CHECK(some->overlaps[i].area_m2 == expected[i].area_m2);
    }
  }
}

TEST_CASE("covered_land: squares by hand", "[oracle]") {
  // Two that share a side, one that lies on both, one apart, and a frame with a hole.
  MultiPolygon frame = one(square(1000, 0, 100));
  frame.front().holes.push_back({{1020, 20}, {1020, 80}, {1080, 80}, {1080, 20}});
  const std::vector<MultiPolygon> shapes = {one(square(0, 0, 100)), one(square(100, 0, 100)),
                                            one(square(50, 0, 100)), one(square(500, 500, 10)),
                                            frame};
  const auto land = covered_land(shapes);
  REQUIRE(land);
  CHECK(land->area_m2 == Approx(20000 + 100 + 10000 - 3600));
  CHECK(land->perimeter_m == Approx(600 + 40 + 400 + 240));
}

TEST_CASE("covered_land: a slit is no border, a gap is", "[edge]") {
  const auto around = [](double width) {
    return std::vector{
        one({{0, 0}, {100, 0}, {100, 40}, {50, 40}, {50, 60}, {100, 60}, {100, 100}, {0, 100}}),
        one({{100, 0},
             {200, 0},
             {200, 100},
             {100, 100},
             {100, 60},
             {50 + width, 60},
             {50 + width, 40},
             {100, 40}})};
  };
  const auto slit = covered_land(around(0.05));
  REQUIRE(slit);
  CHECK(slit->perimeter_m == Approx(600));
  CHECK(slit->area_m2 == Approx(20000 - 1));
  const auto gap = covered_land(around(1.0));
  REQUIRE(gap);
  CHECK(gap->perimeter_m == Approx(600 + 42));
}

TEST_CASE("covered_land: GEOS's union agrees on 200 damaged maps", "[oracle]") {
  int on_gaps = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    const auto shapes = damaged(seed);
    const auto ours = covered_land(shapes);
    REQUIRE(ours);
    const CoveredLand theirs = coverage_judge::land(shapes);
    CHECK(ours->area_m2 == Approx(theirs.area_m2).epsilon(1e-6));
    // A slit of some millimetres beside a wider gap: laying borders on the grid step by step, as
    // GEOS does, or at once may close it or not, and then it is part of the gap's outline.
    if (std::abs(ours->perimeter_m / theirs.perimeter_m - 1.0) > 1e-4) ++on_gaps;
  }
  CHECK(on_gaps <= 3);
}

TEST_CASE("coverage_report: stops when asked", "[error]") {
  const auto shapes = Patchwork({.columns = 4, .rows = 3}).areas();
  const Stopped stopped;
  const auto report = coverage_report(shapes);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::interrupted);
}

}  // namespace coverage_test
}  // namespace hotward::geometry
