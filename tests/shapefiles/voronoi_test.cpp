#include "shapefiles/voronoi.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <utility>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/support/catch.hpp"

namespace hotward::shapefiles {

using namespace geometry;

namespace voronoi_test {

// 4 km by 3 km on the National Grid, with a lake, and an island of 500 m to the east.
const MultiPolygon estuary{
    {{{570000, 160000}, {574000, 160000}, {574000, 163000}, {570000, 163000}},
     {{{571000, 161000}, {571000, 161700}, {571900, 161700}, {571900, 161000}}}},
    {{{575000, 161000}, {575500, 161000}, {575500, 161500}, {575000, 161500}}, {}}};
constexpr double estuary_m2 = 12e6 - 0.63e6 + 0.25e6;

std::vector<Point> scattered(std::size_t n, std::uint64_t seed) {
  Random random(seed, Stream::test);
  std::vector<Point> sites;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = 569900.0 + 5700.0 * random.uniform();
    sites.push_back({x, 159900.0 + 3200.0 * random.uniform()});
  }
  return sites;
}

std::vector<Point> lattice() {
  std::vector<Point> sites;
  for (int i = 0; i < 8; ++i) {
    for (int k = 0; k < 6; ++k) sites.push_back({570250.0 + 500.0 * i, 160250.0 + 500.0 * k});
  }
  return sites;
}

std::vector<Point> line() {
  std::vector<Point> sites;
  for (int i = 0; i < 20; ++i) sites.push_back({570000.0 + 200.0 * i, 160000.0 + 150.0 * i});
  return sites;
}

std::vector<Point> circle() {
  std::vector<Point> sites;
  for (int i = 0; i < 24; ++i) {
    const double angle_rad = i * std::numbers::pi / 12;
    sites.push_back({572000 + 900 * std::cos(angle_rad), 161500 + 900 * std::sin(angle_rad)});
  }
  return sites;
}

std::vector<Point> outlier() {
  std::vector<Point> sites = scattered(30, 7);
  sites.push_back({900000, 900000});
  return sites;
}

const std::map<std::string, std::vector<Point>> maps{
    {"scattered", scattered(200, 1)},
    {"lattice", lattice()},
    {"line", line()},
    {"circle", circle()},
    {"outlier", outlier()},
    {"two", {{571000, 160500}, {573000, 162000}}},
    {"close", {{572000, 160500}, {572060, 160510}, {572010, 160570}}},
    {"one", {{572000, 161000}}}};

std::size_t nearest(const std::vector<Point>& sites, const Point& p) {
  return static_cast<std::size_t>(std::min_element(sites.begin(), sites.end(),
                                                   [&](const Point& a, const Point& b) {
                                                     return distance(a, p) < distance(b, p);
                                                   }) -
                                  sites.begin());
}

double total_m2(const std::vector<MultiPolygon>& shapes) {
  double sum = 0.0;
  for (const MultiPolygon& shape : shapes) sum += area_m2(shape);
  return sum;
}

// Undirected edge -> how often it is met in each direction.
using Edges = std::map<std::pair<Point, Point>, std::pair<int, int>>;

void add_edges(const Ring& ring, Edges& edges) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& p = ring[i];
    const Point& q = ring[(i + 1) % ring.size()];
    if (p < q) {
      ++edges[{p, q}].first;
    } else {
      ++edges[{q, p}].second;
    }
  }
}

Edges edges_of(const std::vector<MultiPolygon>& shapes) {
  Edges edges;
  for (const MultiPolygon& shape : shapes) {
    for (const Polygon& part : shape) {
      add_edges(part.outer, edges);
      for (const Ring& hole : part.holes) add_edges(hole, edges);
    }
  }
  return edges;
}

// A boundary stands at most one grid width (0.1 m) aside of the true one. At a distance of 0.1 m
// from the bisector of two sites, |d1 − d2| is at most 0.2 m: points nearer than that may fall to
// either.
TEST_CASE("voronoi_cells: a point lies in the cell of its nearest site", "[brute]") {
  for (const auto& [name, sites_of_map] : maps) {
    const std::vector<Point>& sites = sites_of_map;  // clang 14: lambdas capture no binding
    const auto cells = voronoi_cells(sites, estuary);
    REQUIRE(cells);
    Random random(3, Stream::test);
    for (int i = 0; i < 500; ++i) {
      const double x = 570000.0 + 5500.0 * random.uniform();
      const Point p{x, 160000.0 + 3000.0 * random.uniform()};
      const std::size_t site = nearest(sites, p);
      if (locate(p, estuary) != Location::inside) continue;
      const bool near_boundary = std::any_of(sites.begin(), sites.end(), [&](const Point& s) {
        return s != sites[site] && distance(s, p) - distance(sites[site], p) < 0.3;
      });
      if (near_boundary) continue;
      INFO(name << ", point " << p.x << " " << p.y << ", site " << site);
      CHECK(locate(p, (*cells)[site]) == Location::inside);
    }
  }
}

// The clip's edges are upright or level and on the grid, so rounding moves points along them only;
// the doubles of 0.1 m differ from it by 1e-11 m, times 20 km of boundary.
TEST_CASE("voronoi_cells: the cells make up the clip", "[property]") {
  for (const auto& [name, sites] : maps) {
    INFO(name);
    const auto cells = voronoi_cells(sites, estuary);
    REQUIRE(cells);
    CHECK(std::abs(total_m2(*cells) - estuary_m2) < 1e-3);
  }
}

TEST_CASE("voronoi_cells: neighbours share every vertex, none overlap", "[property]") {
  for (const auto& [name, sites] : maps) {
    const auto cells = voronoi_cells(sites, estuary);
    REQUIRE(cells);
    double single_m = 0.0;  // edges without a neighbour on the other side: the clip's own
    for (const auto& [edge, met] : edges_of(*cells)) {
      INFO(name << ", edge from " << edge.first.x << " " << edge.first.y);
      CHECK(met.first <= 1);
      CHECK(met.second <= 1);
      if (met.first + met.second == 1) single_m += distance(edge.first, edge.second);
    }
    INFO(name);
    CHECK(std::abs(single_m - (14000.0 + 3200.0 + 2000.0)) < 1e-3);
    const auto report = coverage_report(*cells, {.tolerance_m2 = 1e-6});
    REQUIRE(report);
    CHECK(report->overlaps.empty());
  }
}

TEST_CASE("voronoi_cells: every cell is sound and on the grid", "[property]") {
  for (const auto& [name, sites] : maps) {
    const auto cells = voronoi_cells(sites, estuary, {.grid_m = 1.0});
    REQUIRE(cells);
    for (const MultiPolygon& cell : *cells) {
      INFO(name);
      for (const Polygon& part : cell) {
        for (const Point& p : part.outer) CHECK(p == Point{std::round(p.x), std::round(p.y)});
        CHECK(signed_area_m2(part.outer) > 0.0);
      }
      if (cell.empty()) continue;
      const auto same = repair(cell);
      REQUIRE(same);
      CHECK(same->reason.empty());
    }
  }
}

TEST_CASE("voronoi_areas: an area is the union of its sites' cells", "[property]") {
  const std::vector<Point> sites = scattered(300, GENERATE(1U, 2U, 3U));
  std::vector<std::size_t> labels;
  for (const Point& s : sites) labels.push_back(s.x < 572000 ? 0 : 1 + (s.y < 161000 ? 0 : 2));
  const auto cells = voronoi_cells(sites, estuary);
  const auto areas = voronoi_areas(sites, labels, estuary);
  REQUIRE(cells);
  REQUIRE(areas);
  REQUIRE(areas->size() == 4);
  std::vector<double> sums(4, 0.0);
  for (std::size_t i = 0; i < sites.size(); ++i) sums[labels[i]] += area_m2((*cells)[i]);
  for (std::size_t i = 0; i < 4; ++i) {
    INFO("label " << i);
    CHECK(std::abs(area_m2((*areas)[i]) - sums[i]) < 1e-3);
  }
  CHECK((*areas)[2].empty());  // no site has this label
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (locate(sites[i], estuary) != Location::inside) continue;
    CHECK(locate(sites[i], (*areas)[labels[i]]) == Location::inside);
  }
}

TEST_CASE("voronoi_areas: the order of the sites does not matter", "[property]") {
  std::vector<Point> sites = scattered(120, 5);
  const auto forwards = voronoi_cells(sites, estuary);
  std::reverse(sites.begin(), sites.end());
  const auto backwards = voronoi_cells(sites, estuary);
  REQUIRE(forwards);
  REQUIRE(backwards);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const MultiPolygon& a = (*forwards)[i];
    const MultiPolygon& b = (*backwards)[sites.size() - 1 - i];
    REQUIRE(a.size() == b.size());
    for (std::size_t k = 0; k < a.size(); ++k) CHECK(a[k].outer == b[k].outer);
  }
}

TEST_CASE("voronoi_areas: one label is the whole clip, holes and parts kept", "[edge]") {
  const auto areas = voronoi_areas(std::vector<Point>{{571000, 160500}, {571000, 160500}},
                                   std::vector<std::size_t>{0, 0}, estuary);
  REQUIRE(areas);
  REQUIRE(areas->size() == 1);
  REQUIRE((*areas)[0].size() == 2);
  CHECK((*areas)[0][0].outer == estuary[0].outer);
  CHECK((*areas)[0][0].holes == estuary[0].holes);
  CHECK((*areas)[0][1].outer == estuary[1].outer);
}

TEST_CASE("voronoi_areas: a clip without area leaves nothing", "[edge]") {
  const auto cells = voronoi_cells(std::vector<Point>{{1, 1}, {2, 2}}, {});
  REQUIRE(cells);
  CHECK(cells->size() == 2);
  CHECK(total_m2(*cells) == 0.0);
}

TEST_CASE("voronoi_areas: says why it cannot answer", "[error]") {
  const auto none = voronoi_cells({}, estuary);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_data);

  const auto two = voronoi_cells(std::vector<Point>{{575000, 168000}, {575000, 168000}}, estuary);
  REQUIRE_FALSE(two);
  CHECK(two.error().code == ErrorCode::bad_value);
  CHECK(two.error().message == "two labels at one point: 575000 168000");

  const MultiPolygon bow_tie{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}, {}}};
  const auto crossed = voronoi_cells(std::vector<Point>{{1, 1}}, bow_tie);
  REQUIRE_FALSE(crossed);
  CHECK(crossed.error().code == ErrorCode::bad_value);
  CHECK(crossed.error().message == "the shape to clip by is not sound");
}

}  // namespace voronoi_test
}  // namespace hotward::shapefiles
