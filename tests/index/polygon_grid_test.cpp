#include "engine/index/polygon_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <boost/geometry/algorithms/covered_by.hpp>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/boost_shapes.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/medway.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/stars.hpp"
#include "tests/support/threads.hpp"

namespace hotward::index {
namespace polygon_grid_test {

using geometry::Box;
using geometry::Location;
using geometry::MultiPolygon;
using geometry::Point;
using geometry::Ring;

// The rule, in its plainest words: the first area that does not leave the point outside.
std::int32_t slow_locate(const Point& p, const std::vector<MultiPolygon>& shapes) {
  for (std::size_t a = 0; a < shapes.size(); ++a) {
    if (geometry::locate(p, shapes[a]) != Location::outside) return static_cast<std::int32_t>(a);
  }
  return -1;
}

Ring square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

// The next double, but not below 1e-12 m: beside 0 it would be too small for products.
double beside(double x, double towards) {
  if (std::abs(x) < 1e-12) return std::copysign(1e-12, towards);
  return std::nextafter(x, towards);
}

// Every vertex, every edge's middle (on the edge or a rounding beside it), points a hair from both,
// points all over the map and beyond it.
std::vector<Point> nasty_points(const std::vector<MultiPolygon>& shapes, std::size_t anywhere) {
  std::vector<Point> points;
  Box box;
  const auto add_ring = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i];
      const Point b = ring[(i + 1) % ring.size()];
      const Point middle{0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
      const double up = std::numeric_limits<double>::infinity();
      points.insert(points.end(), {a,
                                   middle,
                                   {beside(middle.x, up), middle.y},
                                   {middle.x, beside(middle.y, -up)},
                                   {beside(a.x, -up), a.y},
                                   {a.x, middle.y},
                                   {middle.x, b.y}});
      box.add(a);
    }
  };
  for (const MultiPolygon& shape : shapes) {
    for (const auto& part : shape) {
      add_ring(part.outer);
      for (const Ring& hole : part.holes) add_ring(hole);
    }
  }
  Random random(11, Stream::test);
  const Box wide = box.grown(0.05 * (box.width() + box.height()) + 1.0);
  for (std::size_t i = 0; i < anywhere; ++i) {
    points.push_back({wide.low.x + wide.width() * random.uniform(),
                      wide.low.y + wide.height() * random.uniform()});
  }
  return points;
}

void check_all(const std::vector<MultiPolygon>& shapes, const PolygonGrid& grid,
               const std::vector<Point>& points) {
  std::vector<std::int32_t> batch(points.size());
  grid.locate(points, batch);
  for (std::size_t i = 0; i < points.size(); ++i) {
    INFO("point " << i << ": " << points[i].x << " " << points[i].y);
    REQUIRE(grid.locate(points[i]) == slow_locate(points[i], shapes));
    REQUIRE(batch[i] == grid.locate(points[i]));
  }
}

TEST_CASE("PolygonGrid: equals every polygon in turn, at any resolution", "[brute]") {
  const auto shapes =
      Patchwork({.columns = 4, .rows = 3, .points_per_side = 12}, GENERATE(1U, 2U)).areas();
  const auto points = nasty_points(shapes, 3000);
  for (const std::size_t cells : {1U, 2U, 7U, 64U, 500U, 0U}) {
    INFO(cells << " cells");
    const PolygonGrid grid(shapes, {.cells = cells});
    check_all(shapes, grid, points);
  }
}

// Coordinates that are whole numbers: edges on the borders of cells, vertices in their corners,
// reference points on edges.
TEST_CASE("PolygonGrid: edges along the borders of cells", "[brute]") {
  std::vector<MultiPolygon> shapes;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) shapes.push_back({{square(4.0 * x, 4.0 * y, 4.0), {}}});
  }
  std::vector<Point> points;
  for (int x = -2; x <= 36; ++x) {
    for (int y = -2; y <= 36; ++y) points.push_back({0.5 * x, 0.5 * y});
  }
  for (const std::size_t cells : {1U, 3U, 4U, 8U, 16U, 32U, 33U}) {
    INFO(cells << " cells");
    check_all(shapes, PolygonGrid(shapes, {.cells = cells}), points);
  }
}

TEST_CASE("PolygonGrid: holes, islands in holes, parts, slivers, diamonds", "[brute]") {
  const std::vector<MultiPolygon> shapes{
      {{square(0, 0, 40), {{{5, 5}, {5, 35}, {35, 35}, {35, 5}}}}, {square(50, 0, 3), {}}},
      {{square(10, 10, 20), {{{15, 15}, {15, 20}, {20, 20}, {20, 15}}}}},
      {{square(15, 15, 5), {}}},
      {{{{0, 60}, {100, 60.001}, {100, 60.002}}, {}}},                     // a sliver
      {{{{60, 30}, {70, 20}, {80, 30}, {70, 40}}, {}}},                    // a diamond
      {{{{0, 50}, {1e-7, 50}, {1e-7, 50.0000001}, {0, 50.0000001}}, {}}},  // a speck
      {}};                                                                 // nothing
  const auto points = nasty_points(shapes, 5000);
  for (const std::size_t cells : {1U, 5U, 40U, 200U, 0U}) {
    INFO(cells << " cells");
    check_all(shapes, PolygonGrid(shapes, {.cells = cells}), points);
  }
}

TEST_CASE("PolygonGrid: equals Boost.Geometry on stars with holes that overlap", "[oracle]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 6);
  std::vector<MultiPolygon> shapes;
  std::vector<Point> points;
  for (int i = 0; i < 12; ++i) {
    const auto star = holed_star(random, 9, {575000.0 + 130 * (i % 4), 168000.0 + 130 * (i / 4)});
    if (star.outer.empty()) continue;
    shapes.push_back({star});
    const auto more = points_about(star);
    points.insert(points.end(), more.begin(), more.end());
  }
  std::vector<std::int32_t> first;
  for (const Point& p : points) {
    const auto found = std::ranges::find_if(
        shapes, [&](const MultiPolygon& shape) { return boost::geometry::covered_by(p, shape); });
    first.push_back(found == shapes.end() ? -1 : static_cast<std::int32_t>(found - shapes.begin()));
  }
  for (const std::size_t cells : {1U, 7U, 64U, 0U}) {
    const PolygonGrid grid(shapes, {.cells = cells});
    for (std::size_t i = 0; i < points.size(); ++i) {
      INFO(cells << " cells, at " << points[i].x << " " << points[i].y);
      REQUIRE(grid.locate(points[i]) == first[i]);
    }
  }
}

TEST_CASE("PolygonGrid: where shapes overlap, the first takes the point", "[brute]") {
  const std::vector<MultiPolygon> shapes{{{square(10, 10, 30), {}}},
                                         {{square(0, 0, 100), {}}},
                                         {{square(30, 30, 40), {}}},
                                         {{square(30, 30, 40), {}}},
                                         {{square(0, 0, 5), {}}}};
  const auto points = nasty_points(shapes, 4000);
  for (const std::size_t cells : {1U, 3U, 10U, 128U}) {
    INFO(cells << " cells");
    check_all(shapes, PolygonGrid(shapes, {.cells = cells}), points);
  }
}

// The order reversed: every answer is the one that reversed shapes would give.
TEST_CASE("PolygonGrid: order decides on shared edges", "[property]") {
  const auto shapes = Patchwork({.columns = 3, .rows = 3, .points_per_side = 9}).areas();
  std::vector<MultiPolygon> reversed(shapes.rbegin(), shapes.rend());
  std::vector<std::int32_t> order(shapes.size());
  std::iota(order.rbegin(), order.rend(), 0);
  const PolygonGrid grid(shapes, {.order = order});
  const auto last = static_cast<std::int32_t>(shapes.size()) - 1;
  std::size_t shared = 0;
  for (const Point& p : nasty_points(shapes, 1000)) {
    const std::int32_t expected = slow_locate(p, reversed);
    REQUIRE(grid.locate(p) == (expected < 0 ? -1 : last - expected));
    if (grid.locate(p) != slow_locate(p, shapes)) ++shared;
  }
  CHECK(shared > 50);
}

TEST_CASE("PolygonGrid: outside for what is nowhere", "[edge]") {
  const double infinite = std::numeric_limits<double>::infinity();
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  const std::vector<MultiPolygon> shapes{{{square(0, 0, 10), {}}}};
  const PolygonGrid grid(shapes);
  for (const Point& p : {Point{no_number, 5}, Point{5, no_number}, Point{infinite, 5},
                         Point{5, -infinite}, Point{1e300, 5}, Point{-1e300, -1e300}}) {
    CHECK(grid.locate(p) == -1);
  }
  CHECK(PolygonGrid({}).locate({0, 0}) == -1);
  CHECK(PolygonGrid(std::vector<MultiPolygon>(3)).locate({0, 0}) == -1);
  CHECK(PolygonGrid({}).nearest({0, 0}, 1e9).area == -1);
}

TEST_CASE("PolygonGrid: the number of threads changes nothing", "[property]") {
  const auto shapes = Patchwork({.columns = 5, .rows = 5}).areas();
  const auto points = nasty_points(shapes, 20000);
  std::vector<std::int32_t> one(points.size());
  std::vector<std::int32_t> four(points.size());
  set_thread_count(1);
  PolygonGrid(shapes).locate(points, one);
  set_thread_count(4);
  PolygonGrid(shapes).locate(points, four);
  set_thread_count(0);
  CHECK(one == four);
}

TEST_CASE("PolygonGrid: equals GEOS on the real wards, off the edges", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto wards = shared_areas("data/boundaries/medway_wards_22.geojson", "WD13CD");
  REQUIRE(wards.size() == 22);
  const PolygonGrid grid(wards.shapes);
  const geometry::GeosContext geos;
  std::vector<geometry::GeosGeometry> other;
  for (const MultiPolygon& shape : wards.shapes) other.push_back(to_geos(geos, shape));
  const auto points = nasty_points(wards.shapes, 10000);
  std::size_t inside = 0;
  for (const Point& p : points) {
    const geometry::GeosGeometry point(GEOSGeom_createPointFromXY_r(geos.get(), p.x, p.y),
                                       {geos.get()});
    std::int32_t expected = -1;
    bool on_edge = false;
    for (std::size_t a = wards.size(); a-- > 0;) {
      if (!geometry::bounds(wards.shapes[a]).contains(p)) continue;
      if (GEOSCovers_r(geos.get(), other[a].get(), point.get()) != 1) continue;
      on_edge = on_edge || GEOSTouches_r(geos.get(), other[a].get(), point.get()) == 1;
      expected = static_cast<std::int32_t>(a);
    }
    if (on_edge) continue;
    INFO(p.x << " " << p.y);
    REQUIRE(grid.locate(p) == expected);
    if (expected >= 0) ++inside;
  }
  CHECK(inside > 4000);
}

TEST_CASE("PolygonGrid: equals every polygon in turn on the real wards", "[brute]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_24.geojson");
  const auto wards = shared_areas("data/boundaries/medway_wards_24.geojson", "WD25CD");
  const auto points = nasty_points(wards.shapes, 2000);
  for (const std::size_t cells : {50U, 0U}) {
    check_all(wards.shapes, PolygonGrid(wards.shapes, {.cells = cells}), points);
  }
}

double distance_to_ring(const Point& p, const Ring& ring) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    const double length = geometry::distance(a, b);
    const Point along{(b.x - a.x) / length, (b.y - a.y) / length};
    const double t = std::clamp((p.x - a.x) * along.x + (p.y - a.y) * along.y, 0.0, length);
    best = std::min(best, geometry::distance(p, {a.x + t * along.x, a.y + t * along.y}));
  }
  return best;
}

// Both sums of products of coordinates up to 3e4 m: they agree to 1e-6 m by a wide margin.
TEST_CASE("PolygonGrid::nearest: equals the distance to every boundary in turn", "[brute]") {
  const auto shapes = Patchwork({.columns = 3, .rows = 2, .points_per_side = 7}).areas();
  for (const std::size_t cells : {3U, 60U, 400U}) {
    const PolygonGrid grid(shapes, {.cells = cells});
    Random random(5, Stream::test);
    for (int n = 0; n < 400; ++n) {
      const Point p{556000 + 16000 * random.uniform(), 146000 + 14000 * random.uniform()};
      if (grid.locate(p) >= 0) continue;
      double best = std::numeric_limits<double>::infinity();
      for (const MultiPolygon& s : shapes) best = std::min(best, distance_to_ring(p, s[0].outer));
      const auto found = grid.nearest(p, 1e9);
      INFO(p.x << " " << p.y << " cells " << cells);
      REQUIRE(std::abs(found.distance_m - best) < 1e-6);
      const auto& ring = shapes[static_cast<std::size_t>(found.area)][0].outer;
      REQUIRE(std::abs(distance_to_ring(p, ring) - best) < 1e-6);
      REQUIRE(grid.nearest(p, best - 1e-3).area == -1);
      REQUIRE(grid.nearest(p, best + 1e-3).area == found.area);
    }
  }
}

// South of the point where two squares meet: both are equally near.
TEST_CASE("PolygonGrid::nearest: of equal distances the first", "[edge]") {
  const std::vector<MultiPolygon> shapes{{{square(0, 0, 10), {}}}, {{square(10, 0, 10), {}}}};
  CHECK(PolygonGrid(shapes).nearest({10, -3}, 5).area == 0);
  const std::array<std::int32_t, 2> order{1, 0};
  CHECK(PolygonGrid(shapes, {.order = order}).nearest({10, -3}, 5).area == 1);
  CHECK(PolygonGrid(shapes).nearest({10, -3}, 3).distance_m == 3.0);  // the reach is closed
}

// Two triangles that meet in one vertex, which is the nearest point of both: equal to the bit.
TEST_CASE("PolygonGrid::nearest: of areas that meet in the nearest vertex the first", "[edge]") {
  Random random(21, Stream::test);
  for (int n = 0; n < 500; ++n) {
    const Point v{575e3 + 1e4 * random.uniform(), 165e3 + 1e4 * random.uniform()};
    const auto from_v = [&](double x, double y) {
      return Point{v.x + x * (1.0 + random.uniform()), v.y + y * (1.0 + random.uniform())};
    };
    const std::vector<MultiPolygon> shapes{{{{v, from_v(-1, 20), from_v(-10, 10)}, {}}},
                                           {{{from_v(10, 10), from_v(1, 20), v}, {}}}};
    const std::array<std::int32_t, 2> order{1, 0};
    const Point p = from_v(0.01, -3.0);
    REQUIRE(PolygonGrid(shapes, {.cells = 8}).nearest(p, 50).area == 0);
    REQUIRE(PolygonGrid(shapes, {.order = order, .cells = 8}).nearest(p, 50).area == 1);
  }
}

}  // namespace polygon_grid_test
}  // namespace hotward::index
