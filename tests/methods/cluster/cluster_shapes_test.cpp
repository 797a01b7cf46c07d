#include "engine/methods/cluster/cluster_shapes.hpp"

#include <cmath>
#include <numbers>

#include "tests/support/catch.hpp"

namespace hotward::cluster {
namespace cluster_shapes_test {

using geometry::Point;
using table::Minute;

const std::vector<Point> at = {{0, 0},   {100, 0},   {100, 100}, {0, 100},
                               {50, 50}, {900, 900}, {500, 0}};
const std::vector<std::uint32_t> incidents = {1, 2, 1, 1, 5, 3, 7};
const std::vector<std::int64_t> cluster_id = {1, 1, 1, 1, 1, 2, 0};

TEST_CASE("cluster_shapes: a square of a hectare", "[property]") {
  const auto s = cluster_shapes({.at = at, .incidents = incidents}, cluster_id, {});
  CHECK(s.incidents == std::vector<std::uint64_t>{10, 3});
  CHECK(s.places == std::vector<std::uint64_t>{5, 1});
  CHECK(s.area_m2[0] == 10000.0);
  CHECK(std::abs(s.dens_km2[0] - 1000.0) <= 1e-9);
  CHECK(s.share_pct == std::vector<double>{50.0, 15.0});
  CHECK(s.shape[0][0].outer == geometry::Ring{{0, 0}, {100, 0}, {100, 100}, {0, 100}});
  for (const table::Column& c : columns(s)) {
    CHECK(table::is_column_name(c.name));
    CHECK(c.size() == 2);
  }
}

TEST_CASE("cluster_shapes: one place is drawn as a small circle and has no density", "[edge]") {
  const auto s =
      cluster_shapes({.at = at, .incidents = incidents}, cluster_id, {}, {.thin_m = 20.0});
  CHECK(std::isnan(s.dens_km2[1]));
  // A polygon of 32 corners covers 16 sin(2 pi / 32) r^2.
  CHECK(std::abs(s.area_m2[1] - 16.0 * std::sin(2.0 * std::numbers::pi / 32.0) * 400.0) <= 1e-6);
  CHECK(std::abs(geometry::area_m2(s.shape[1]) - s.area_m2[1]) <= 1e-9);
}

TEST_CASE("cluster_shapes: along a line there is no width, so no density either", "[edge]") {
  // Points on a bearing, each rounded to the metre: the hull is a sliver of a few square metres.
  std::vector<Point> line;
  for (int i = 0; i <= 10; ++i) line.push_back({30.0 * i, std::round(17.3 * i)});
  const std::vector<std::int64_t> one(line.size(), 1);
  const auto sliver = cluster_shapes({.at = line}, one, {});
  CHECK(std::isnan(sliver.dens_km2[0]));
  // 346 m long, 20 m wide and up to 0.7 m more for the rounding, with round ends.
  CHECK(std::abs(sliver.area_m2[0] - (346.3 * 20.0 + std::numbers::pi * 100.0)) <= 0.7 * 346.3);
  const auto concave =
      cluster_shapes({.at = line}, one, {}, {.shape = ShapeOptions::Shape::concave_hull});
  CHECK(std::isnan(concave.dens_km2[0]));
  // A triangle 60 m high over the same line is a shape, and one 15 m high is not.
  line.push_back({150.0 - 30.0, 86.0 + 52.0});
  CHECK_FALSE(
      std::isnan(cluster_shapes({.at = line}, std::vector<std::int64_t>(12, 1), {}).dens_km2[0]));
  line.back() = {150.0 - 7.5, 86.0 + 13.0};
  CHECK(std::isnan(cluster_shapes({.at = line}, std::vector<std::int64_t>(12, 1), {}).dens_km2[0]));
}

TEST_CASE("cluster_shapes: types and dates of the incidents", "[property]") {
  const std::vector<std::uint32_t> point = {0, 1, 1, 2, 3, 5, 5, 6, 6};
  const std::vector<std::uint16_t> type = {4, 2, 2, 4, 9, 8, 3, 1, 1};
  std::vector<Minute> when;
  for (const int day : {5, 3, 9, 4, 6, 20, 21, 1, 99})
    when.push_back(day * table::minutes_per_day + 7);
  const auto s = cluster_shapes({.at = at, .incidents = incidents}, cluster_id,
                                {.point = point, .type = type, .when = when});
  CHECK(s.main_type == std::vector<std::int32_t>{2, 3});  // ties go to the lower code
  CHECK(s.first[0] == table::Day(std::chrono::days(3)));
  CHECK(s.last[0] == table::Day(std::chrono::days(9)));
  CHECK(s.last[1] == table::Day(std::chrono::days(21)));
  const auto bare = cluster_shapes({.at = at}, cluster_id, {});
  CHECK(bare.main_type[0] == ClusterShapes::no_type);
  CHECK(bare.first[0] == table::null_day);
}

TEST_CASE("cluster_shapes: an ellipse in place of the hull", "[property]") {
  const auto s = cluster_shapes({.at = at}, cluster_id, {},
                                {.shape = ShapeOptions::Shape::ellipse, .deviations = 2.0});
  const auto& e = s.ellipse[0];
  CHECK(e.centre == Point{50.0, 50.0});
  // 64 corners cover 32 sin(2 pi / 64) of an ellipse's a b.
  CHECK(std::abs(s.area_m2[0] - 32.0 * std::sin(2.0 * std::numbers::pi / 64.0) * 4.0 * e.major_m *
                                    e.minor_m) <= 1e-6);
}

// Whoever knows the centre, the direction and the length of two places knows the places.
TEST_CASE("cluster_shapes: where places are secret a thin ellipse is a circle", "[property]") {
  const std::vector<std::uint32_t> counts = {7, 1};
  const std::vector<std::int64_t> one = {1, 1};
  const ShapeOptions secret = {
      .shape = ShapeOptions::Shape::ellipse, .deviations = 1.5, .places_secret = true};
  const auto shape_of = [&](const std::vector<Point>& two) {
    return cluster_shapes({.at = two, .incidents = counts}, one, {}, secret);
  };
  const auto along = shape_of({{0, 0}, {160, 0}});
  const auto across = shape_of({{20, 20}, {20, -140}});
  CHECK(std::isnan(along.dens_km2[0]));
  // The mean centre (20, 0), and sqrt(7 * 20^2 + 140^2) / sqrt(8) m about it.
  const double radius_m = 1.5 * std::sqrt((7 * 400.0 + 19600.0) / 8);
  for (const auto* shapes : {&along, &across}) {
    for (const Point& p : shapes->shape[0][0].outer) {
      CHECK(std::abs(std::hypot(p.x - 20.0, p.y) - radius_m) <= 1e-9);
    }
  }
  CHECK(std::abs(along.area_m2[0] - across.area_m2[0]) <= 1e-6);
  // On one place the radius is that of a small circle.
  const auto point = shape_of({{5, 5}, {5, 5}});
  CHECK(std::abs(point.area_m2[0] - 16.0 * std::sin(2.0 * std::numbers::pi / 32.0) * 100.0) <=
        1e-6);
  // An ellipse that is not thin stays one.
  const auto wide = cluster_shapes({.at = at}, cluster_id, {}, secret);
  const auto open = cluster_shapes({.at = at}, cluster_id, {},
                                   {.shape = ShapeOptions::Shape::ellipse, .deviations = 1.5});
  CHECK(wide.shape[0][0].outer == open.shape[0][0].outer);
}

TEST_CASE("cluster_shapes: nothing clustered, nothing drawn", "[edge]") {
  const std::vector<std::int64_t> noise(at.size(), 0);
  const auto s = cluster_shapes({.at = at}, noise, {});
  CHECK(s.shape.empty());
  CHECK(columns(s).front().size() == 0);
}

}  // namespace cluster_shapes_test
}  // namespace hotward::cluster
