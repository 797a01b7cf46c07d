#include "engine/geometry/validity.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/geometry/containment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/medway.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/stopped.hpp"

namespace hotward::geometry {
namespace validity_test {

Ring square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

MultiPolygon one(Ring ring) { return {{std::move(ring), {}}}; }

TEST_CASE("repair: a sound shape comes back normalised, without a reason", "[property]") {
  // Clockwise, closed, with a repeated point, and a hole that runs the wrong way.
  const MultiPolygon read{{{{0, 0}, {0, 9}, {9, 9}, {9, 9}, {9, 0}, {0, 0}}, {square(2, 2, 3)}}};
  const auto repaired = repair(read);
  REQUIRE(repaired);
  CHECK(repaired->reason.empty());
  REQUIRE(repaired->shape.size() == 1);
  CHECK(repaired->shape[0].outer == Ring{{9, 0}, {9, 9}, {0, 9}, {0, 0}});
  CHECK(signed_area_m2(repaired->shape[0].outer) == 81.0);
  REQUIRE(repaired->shape[0].holes.size() == 1);
  CHECK(signed_area_m2(repaired->shape[0].holes[0]) == -9.0);
}

TEST_CASE("repair: a bow-tie keeps both wings, and says where it crossed", "[property]") {
  const auto repaired = repair(one({{0, 0}, {4, 4}, {4, 0}, {0, 4}}));
  REQUIRE(repaired);
  CHECK(repaired->reason == "Self-intersection[2 2]");
  CHECK(repaired->shape.size() == 2);
  CHECK(area_m2(repaired->shape) == 8.0);
  CHECK(locate({3.5, 2.0}, repaired->shape) == Location::inside);
  CHECK(locate({2.0, 3.5}, repaired->shape) == Location::outside);
}

TEST_CASE("repair: a part within a part melts into it", "[property]") {
  const auto repaired = repair({{square(0, 0, 10), {}}, {square(2, 2, 3), {}}});
  REQUIRE(repaired);
  CHECK_FALSE(repaired->reason.empty());
  CHECK(area_m2(repaired->shape) == 100.0);
}

TEST_CASE("repair: a hole outside its part is a part of its own", "[property]") {
  const auto repaired = repair({{square(0, 0, 10), {square(20, 20, 2)}}});
  REQUIRE(repaired);
  CHECK_FALSE(repaired->reason.empty());
  CHECK(area_m2(repaired->shape) == 104.0);
}

TEST_CASE("repair: spikes, needles and rings of two points go", "[edge]") {
  const auto spike = repair(one({{0, 0}, {4, 0}, {4, 4}, {4, 9}, {4, 4}, {0, 4}}));
  REQUIRE(spike);
  CHECK_FALSE(spike->reason.empty());
  CHECK(area_m2(spike->shape) == 16.0);
  CHECK(bounds(spike->shape).high.y == 4.0);

  const auto short_ring = repair({{square(0, 0, 4), {}}, {{{7, 7}, {8, 8}, {7, 7}}, {}}});
  REQUIRE(short_ring);
  CHECK(short_ring->reason == "1 ring of fewer than three points");
  CHECK(short_ring->shape.size() == 1);

  const auto needle = repair(one({{0, 0}, {4, 0}, {2, 0}}));
  REQUIRE(needle);
  CHECK_FALSE(needle->reason.empty());
  CHECK(needle->shape.empty());
}

// {2k+1 / k}: each of the 2k+1 edges crosses all others but its two neighbours.
Ring star(int k) {
  Ring ring;
  const int tips = 2 * k + 1;
  for (int i = 0; i < tips; ++i) {
    const double angle = 2.0 * std::numbers::pi * k * i / tips;
    ring.push_back({5e5 + 1e4 * std::cos(angle), 2e5 + 1e4 * std::sin(angle)});
  }
  return ring;
}

TEST_CASE("repair: a scribble of millions of crossings is refused, one of some hundreds mended",
          "[edge]") {
  const auto mended = repair(one(star(16)));  // 33 * 30 / 2 crossings
  REQUIRE(mended);
  CHECK(area_m2(mended->shape) > 1e8);
  const auto refused = repair(one(star(1000)));  // two millions
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::bad_value);
  CHECK_THAT(refused.error().message,
             contains_text("crosses itself more than 100000 times, at Self-intersection["));
}

TEST_CASE("repair: stops when asked", "[error]") {
  const Stopped stopped;
  CHECK_THROWS_AS(repair(one(star(16))), Interrupted);
}

TEST_CASE("repair: a ring that is not finite goes, and is named", "[edge]") {
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  const auto repaired = repair({{square(0, 0, 4), {}}, {{{7, 7}, {8, no_number}, {7, 9}}, {}}});
  REQUIRE(repaired);
  CHECK(repaired->reason == "1 ring with coordinates that are not finite");
  CHECK(area_m2(repaired->shape) == 16.0);
  const auto empty = repair({});
  REQUIRE(empty);
  CHECK(empty->shape.empty());
  CHECK(empty->reason.empty());
}

TEST_CASE("coverage_report: areas that share their boundaries exactly", "[property]") {
  const auto report = coverage_report(Patchwork({.columns = 6, .rows = 4}).areas());
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
  CHECK(report->components == 1);
}

// By hand: 0 and 1 overlap in 1 × 10; 2 stands alone; 3 touches 2 in a corner only.
TEST_CASE("coverage_report: overlaps by pair, and areas that hang together", "[property]") {
  const std::vector<MultiPolygon> shapes{one(square(0, 0, 10)),
                                         one(square(9, 0, 10)),
                                         one(square(50, 0, 10)),
                                         one(square(60, 10, 10)),
                                         {}};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  REQUIRE(report->overlaps.size() == 1);
  CHECK(report->overlaps[0].first == 0);
  CHECK(report->overlaps[0].second == 1);
  CHECK(std::abs(report->overlaps[0].area_m2 - 10.0) < 1e-9);
  CHECK(report->components == 3);
  CHECK(std::abs(report->union_m2 - 390.0) < 1e-9);
}

// A frame of 30 around a hole of 10 in which an area of 2 stands: 100 − 4, by hand.
TEST_CASE("coverage_report: a gap is what no area covers, islands taken off", "[property]") {
  const std::vector<MultiPolygon> shapes{{{square(0, 0, 30), {square(10, 10, 10)}}},
                                         one(square(14, 14, 2))};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->components == 2);
  REQUIRE(report->gaps.size() == 1);
  CHECK(std::abs(report->gaps[0].area_m2 - 96.0) < 1e-9);
  CHECK(locate(report->gaps[0].inside, one(square(10, 10, 10))) == Location::inside);
  CHECK(locate(report->gaps[0].inside, shapes[1]) == Location::outside);
}

// Neighbours whose common boundary differs by a tenth of a millimetre, or in its vertices.
TEST_CASE("coverage_report: rounding is neither a gap nor a split", "[edge]") {
  const std::vector<MultiPolygon> shapes{
      one({{0, 0}, {10, 0}, {10, 10}, {0, 10}}),
      one({{10.0001, 0}, {20, 0}, {20, 10}, {10, 10}, {9.9999, 5}})};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
  CHECK(report->components == 1);
}

// A, then an area in two parts, then C beside its second part: two parts, one group.
TEST_CASE("coverage_report: an area's own parts hang together", "[property]") {
  const std::vector<MultiPolygon> shapes{one(square(0, 0, 10)),
                                         {{square(10, 0, 10), {}}, {square(50, 0, 10), {}}},
                                         one(square(60, 0, 10)),
                                         one(square(55, 30, 3))};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  CHECK(report->parts == 3);
  CHECK(report->components == 2);
}

// The wards are clipped to mean high water: the river divides them (data/SOURCES.md).
TEST_CASE("coverage_report: the wards of Medway fall in two groups", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto wards = shared_areas("data/boundaries/medway_wards_22.geojson", "WD13CD");
  const auto report = coverage_report(wards.shapes);
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
  CHECK(report->components == 2);
}

TEST_CASE("coverage_report: the same area twice", "[edge]") {
  const std::vector<MultiPolygon> shapes{one(square(0, 0, 10)), one(square(0, 0, 10))};
  const auto report = coverage_report(shapes);
  REQUIRE(report);
  REQUIRE(report->overlaps.size() == 1);
  CHECK(report->overlaps[0].area_m2 == 100.0);
  CHECK(report->components == 1);
  CHECK(std::abs(report->union_m2 - 100.0) < 1e-9);
}

TEST_CASE("coverage_report: of nothing is nothing", "[edge]") {
  const auto report = coverage_report({});
  REQUIRE(report);
  CHECK(report->components == 0);
  CHECK(report->union_m2 == 0.0);
}

}  // namespace validity_test
}  // namespace hotward::geometry
