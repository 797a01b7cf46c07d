#include "engine/methods/density/isopleth.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/methods/density/contour.hpp"
#include "tests/support/catch.hpp"

namespace hotward::density {
namespace isopleth_test {

using geometry::Box;
using geometry::Location;
using geometry::Point;

Frame frame_of(std::size_t columns, std::size_t rows) {
  return {{1000, 2000}, 10.0, columns, rows, std::vector<double>(columns * rows, 100.0)};
}

// The conditions of a right contour: sound rings, running the right way, and every centre on its
// side of it.
void check_contour(const Frame& frame, const std::vector<double>& values, double threshold) {
  const auto shape = contour(frame, values, threshold);
  const auto sound = geometry::repair(shape);
  REQUIRE(sound);
  INFO(sound->reason);
  REQUIRE(sound->reason.empty());
  for (const geometry::Polygon& part : shape) {
    REQUIRE(geometry::signed_area_m2(part.outer) > 0.0);
    for (const auto& hole : part.holes) REQUIRE(geometry::signed_area_m2(hole) < 0.0);
  }
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const bool high = values[i] >= threshold;
    INFO("cell " << i << " value " << values[i]);
    REQUIRE(geometry::locate(frame.centre(i), shape) ==
            (high ? Location::inside : Location::outside));
  }
}

// Few different values make plateaus, saddles and ties with the threshold.
TEST_CASE("contour: sound polygons that part high centres from low ones", "[verifier]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
  const std::uint32_t kinds = GENERATE(2U, 3U, 7U, 1000U);
  Random random(seed, Stream::test, kinds);
  const Frame frame = frame_of(17, 13);
  std::vector<double> values;
  for (std::size_t i = 0; i < frame.size(); ++i) values.push_back(random.below(kinds));
  values[5] = std::nan("");
  for (const double threshold : {0.5, 1.0, 0.4 * kinds, 0.9 * kinds}) {
    check_contour(frame, values, threshold);
  }
}

TEST_CASE("contour: one high cell is a diamond, linear between centres", "[oracle]") {
  const Frame frame = frame_of(3, 3);
  std::vector<double> values(9, 0.0);
  values[4] = 4.0;
  const auto shape = contour(frame, values, 1.0);
  REQUIRE(shape.size() == 1);
  // Three quarters of the way to each neighbour; at the middles of four the value is 1, so the
  // diagonals end there but for the clearance of a hundredth.
  const Box box = geometry::bounds(shape);
  CHECK(std::abs(box.low.x - (1015.0 - 7.5)) < 1e-9);
  CHECK(std::abs(box.high.y - (2015.0 + 7.5)) < 1e-9);
}

TEST_CASE("contour: a ring of high cells has a hole, and an island in it", "[edge]") {
  const Frame frame = frame_of(9, 9);
  std::vector<double> values(81, 2.0);
  for (std::size_t r = 2; r < 7; ++r) {
    for (std::size_t c = 2; c < 7; ++c) values[r * 9 + c] = 0.0;
  }
  values[4 * 9 + 4] = 2.0;
  const auto shape = contour(frame, values, 1.0);
  REQUIRE(shape.size() == 2);
  CHECK(shape[0].holes.size() == 1);
  CHECK(shape[1].holes.empty());
  check_contour(frame, values, 1.0);
  CHECK(contour(frame, values, 5.0).empty());
}

struct Mapped {
  Frame frame;
  Surface surface;
};

Mapped mapped(std::uint32_t seed) {
  Random random(seed, Stream::test, 77);
  std::vector<Point> at;
  std::vector<double> weights;
  for (int cluster = 0; cluster < 12; ++cluster) {
    const Point centre{3000.0 * random.uniform(), 2000.0 * random.uniform()};
    for (int i = 0; i < 20; ++i) {
      at.push_back({std::clamp(centre.x + 80.0 * random.normal(), 0.0, 3000.0),
                    std::clamp(centre.y + 80.0 * random.normal(), 0.0, 2000.0)});
      weights.push_back(1.0 + random.below(3));
    }
  }
  auto frame = frame_over(Box{{0, 0}, {3000, 2000}}, 40.0);
  auto surface = kernel_density_surface({at, weights}, *frame, {.bandwidth_m = 150.0});
  return {std::move(*frame), std::move(*surface)};
}

// Measured again from the polygons: the mass of the cells whose centres they hold.
TEST_CASE("isopleths: nested, sound, and they hold what they claim", "[property]") {
  const auto map = mapped(GENERATE(1U, 2U, 3U));
  const std::vector<double> shares = {50.0, 95.0, 80.0};
  const auto levels = isopleths(map.surface, map.frame, shares);
  REQUIRE(levels);
  REQUIRE(levels->size() == 3);
  CHECK((*levels)[0].share_pct == 95.0);
  CHECK((*levels)[2].share_pct == 50.0);
  for (std::size_t level = 0; level < 3; ++level) {
    const Isopleth& isopleth = (*levels)[level];
    const auto sound = geometry::repair(isopleth.shape);
    REQUIRE(sound);
    CHECK(sound->reason.empty());
    double held = 0.0;
    double least_cell = 1e300;
    for (std::size_t i = 0; i < map.frame.size(); ++i) {
      if (geometry::locate(map.frame.centre(i), isopleth.shape) != Location::inside) continue;
      const double mass = map.surface.per_km2[i] * map.frame.inside_m2[i] * 1e-6;
      held += mass;
      least_cell = std::min(least_cell, mass);
    }
    INFO("share " << isopleth.share_pct);
    CHECK(std::abs(100.0 * held / map.surface.mass - isopleth.held_pct) < 1e-9);
    CHECK(isopleth.held_pct >= isopleth.share_pct - 1e-9);
    // The smallest such set: without its least dense cell it holds too little.
    CHECK(100.0 * (held - least_cell) / map.surface.mass < isopleth.share_pct);
    if (level == 0) continue;
    const Isopleth& wider = (*levels)[level - 1];
    CHECK(isopleth.area_km2 < wider.area_km2);
    CHECK(isopleth.lowest_km2 > wider.lowest_km2);
    for (const geometry::Polygon& part : isopleth.shape) {
      for (const Point& p : part.outer) {
        REQUIRE(geometry::locate(p, wider.shape) != Location::outside);
      }
    }
  }
}

TEST_CASE("isopleths: cells of one density come in together", "[edge]") {
  const Frame frame = frame_of(4, 1);
  Surface surface;
  surface.per_km2 = {8.0, 2.0, 2.0, 2.0};
  surface.mass = 14.0 * 100.0 * 1e-6;
  const auto levels = isopleths(surface, frame, std::vector<double>{60.0, 50.0});
  REQUIRE(levels);
  CHECK(std::abs((*levels)[0].held_pct - 100.0) < 1e-9);
  CHECK(std::abs((*levels)[1].held_pct - 800.0 / 14.0) < 1e-9);
}

TEST_CASE("isopleths: columns, and the hottest is level 1", "[edge]") {
  const auto map = mapped(1);
  const auto levels = isopleths(map.surface, map.frame, std::vector<double>{50.0, 80.0, 95.0});
  REQUIRE(levels);
  const auto layer = columns(*levels);
  std::vector<std::string> names;
  for (const auto& column : layer) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 3);
    names.push_back(column.name);
  }
  CHECK(names == std::vector<std::string>{"level", "pct", "dens_min", "held_pct", "area_km2"});
  CHECK(std::get<table::Column::Integers>(layer[0].values) == table::Column::Integers{3, 2, 1});
}

TEST_CASE("isopleths: says why it cannot", "[error]") {
  const auto map = mapped(1);
  for (const auto& shares : {std::vector<double>{}, {0.0}, {101.0}, {50.0, 50.0}}) {
    const auto refused = isopleths(map.surface, map.frame, shares);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::usage);
  }
  const Frame frame = frame_of(2, 1);
  Surface empty;
  empty.per_km2 = {0.0, 0.0};
  CHECK(isopleths(empty, frame, std::vector<double>{50.0}).error().code == ErrorCode::no_data);
}

}  // namespace isopleth_test
}  // namespace hotward::density
