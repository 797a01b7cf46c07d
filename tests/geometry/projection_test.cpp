#include "engine/geometry/projection.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/threads.hpp"

namespace hotward::geometry {
namespace projection_test {

Point projected(const ToNationalGrid& grid, double x, double y) {
  Point out;
  grid.project({&x, 1}, {&y, 1}, {&out, 1});
  return out;
}

struct Columns {
  std::vector<double> xs;
  std::vector<double> ys;
};

Columns random_points(std::size_t count, const Box& box, std::uint64_t seed) {
  Random random(seed, Stream::test);
  Columns c;
  for (std::size_t i = 0; i < count; ++i) {
    c.xs.push_back(box.low.x + box.width() * random.uniform());
    c.ys.push_back(box.low.y + box.height() * random.uniform());
  }
  return c;
}

const Box kent{{0.03, 50.9}, {1.45, 51.5}};

// PROJ 9.1.1, cs2cs without the OSTN15 grid; two decimals given.
TEST_CASE("ToNationalGrid: the middle of Medway, by the seven-parameter shift", "[oracle]") {
  const auto grid = ToNationalGrid::from("EPSG:4326");
  REQUIRE(grid);
  if (grid->operation().accuracy_m != 2.0) return;  // an installation with the grid
  const Point p = projected(*grid, 0.525604, 51.383734);
  CHECK(std::abs(p.x - 575844.00) < 0.01);
  CHECK(std::abs(p.y - 167991.95) < 0.01);
  CHECK(grid->operation().source == "EPSG:4326");
  CHECK(grid->operation().name == "Inverse of OSGB36 to WGS 84 (6) + British National Grid");
  CHECK(grid->operation().grid_missing);
  CHECK(grid->operation().definition.find("+proj=tmerc") != std::string::npos);
  CHECK(grid->from_degrees());
}

// 500 points of Medway: by OSTN15 (to the millimetre, another program's implementation of it), and
// by PROJ 9.1.1 without its grid, to 0.1 mm. The first are 2 m off the second.
TEST_CASE("ToNationalGrid: 500 points, with and without OSTN15", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/medway_ostn15_perl.csv");
  const auto rows = read_rows(shared_path("oracle/programs/medway_ostn15_perl.csv"));
  std::ifstream without_grid(shared_path("oracle/programs/medway_proj_default.txt"));
  const auto grid = ToNationalGrid::from("EPSG:4326");
  REQUIRE(grid);
  const bool helmert = grid->operation().grid_missing;
  double furthest_m = 0.0;
  double nearest_m = 1e9;
  for (const auto& row : rows) {
    const Point p = projected(*grid, std::stod(row[0]), std::stod(row[1]));
    const Point ostn15{std::stod(row[2]), std::stod(row[3])};
    Point shift;
    double height = 0.0;
    without_grid >> shift.x >> shift.y >> height;
    furthest_m = std::max(furthest_m, distance(p, ostn15));
    nearest_m = std::min(nearest_m, distance(p, ostn15));
    INFO(row[0] << " " << row[1]);
    // Half a unit of the last decimal given, in each direction.
    if (helmert) {
      CHECK(std::abs(p.x - shift.x) < 0.51e-4);
      CHECK(std::abs(p.y - shift.y) < 0.51e-4);
    }
  }
  INFO("between " << nearest_m << " m and " << furthest_m << " m from OSTN15");
  if (helmert) {
    CHECK(nearest_m > 1.5);
    CHECK(furthest_m < 2.5);
  } else {
    CHECK(furthest_m < 0.01);
  }
}

// Measured on 10^6 points of Kent: 5.4e-9 m; of all Great Britain: 8.4e-9 m. That is the rounding
// of PROJ and of the polynomial (an ulp of a northing is 1.2e-10 m): the error of degree 4 is
// smaller over any cell below half a degree. 1e-7 m is what a cell must reach to be used at all.
TEST_CASE("ToNationalGrid: polynomials differ from PROJ by less than 1e-7 m", "[brute]") {
  const auto source = GENERATE(as<std::string>(), "EPSG:4326", "EPSG:3857", "EPSG:32630");
  const Box box = source == "EPSG:4326"   ? kent
                  : source == "EPSG:3857" ? Box{{-900e3, 6.3e6}, {250e3, 8.6e6}}
                                          : Box{{300e3, 5.5e6}, {900e3, 6.7e6}};
  const auto grid = ToNationalGrid::from(source);
  REQUIRE(grid);
  if (grid->operation().definition.find("grid") != std::string::npos) return;
  const Columns c = random_points(20000, box, 5);
  std::vector<Point> fast(c.xs.size());
  std::vector<Point> plain(c.xs.size());
  grid->project(c.xs, c.ys, fast);
  const InterpolatedOperation proj({.definition = grid->operation().definition, .domain = {}});
  proj.apply(c.xs, c.ys, plain);
  double worst_m = 0.0;
  bool differs = false;
  for (std::size_t i = 0; i < fast.size(); ++i) {
    worst_m = std::max(worst_m, distance(fast[i], plain[i]));
    differs = differs || fast[i] != plain[i];
  }
  INFO(source << ": " << worst_m << " m");
  CHECK(worst_m < 1e-7);
  CHECK(differs);  // else the polynomials were never used
}

TEST_CASE("ToNationalGrid: a coordinate's answer depends on nothing but the coordinate",
          "[property]") {
  const Columns c = random_points(30000, kent, 6);
  const auto whole = ToNationalGrid::from("EPSG:4326");
  REQUIRE(whole);
  std::vector<Point> together(c.xs.size());
  set_thread_count(4);
  whole->project(c.xs, c.ys, together);
  set_thread_count(1);
  const auto other = ToNationalGrid::from("EPSG:4326");
  REQUIRE(other);
  for (std::size_t i = c.xs.size(); i-- > 0;) {  // backwards, one by one
    REQUIRE(projected(*other, c.xs[i], c.ys[i]) == together[i]);
  }
  set_thread_count(0);
}

// A step in a function shows where the rule leaves a cell to PROJ: longitude 0 to 360 has a seam.
TEST_CASE("InterpolatedOperation: a cell that no polynomial fits is left to PROJ", "[property]") {
  const InterpolationOptions options{.definition =
                                         "+proj=pipeline +step +proj=unitconvert "
                                         "+xy_in=deg +xy_out=rad +step +proj=utm "
                                         "+zone=31 +ellps=WGS84",
                                     .domain = {{-180, -90}, {180, 90}},
                                     .step = 40.0};  // far too wide
  const InterpolatedOperation wide(options);
  const Columns c = random_points(2000, {{-9, 49}, {3, 61}}, 8);
  std::vector<Point> out(c.xs.size());
  std::vector<Point> plain(c.xs.size());
  wide.apply(c.xs, c.ys, out);
  wide.apply_plain(c.xs, c.ys, plain);
  CHECK(out == plain);
}

// Whether one does is PROJ's to say: OSTN15 and its like are asked of each operation.
TEST_CASE("InterpolatedOperation: what reads a grid is left to PROJ", "[property]") {
  InterpolationOptions options{.definition =
                                   "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
                                   "+step +proj=utm +zone=31 +ellps=WGS84",
                               .domain = {{-9, 49}, {3, 61}}};
  const Columns c = random_points(500, {{-9, 49}, {3, 61}}, 8);
  std::vector<Point> out(c.xs.size());
  std::vector<Point> plain(c.xs.size());
  InterpolatedOperation(options).apply(c.xs, c.ys, out);
  options.reads_grid = true;
  const InterpolatedOperation gridded(options);
  gridded.apply_plain(c.xs, c.ys, plain);
  CHECK(out != plain);
  gridded.apply(c.xs, c.ys, out);
  CHECK(out == plain);
}

TEST_CASE("ToNationalGrid: the systems that data come in", "[property]") {
  const auto name = [](const char* crs) {
    const auto grid = ToNationalGrid::from(crs);
    REQUIRE(grid);
    return grid->operation();
  };
  CHECK(name("EPSG:27700").accuracy_m == 0.0);
  CHECK(name("EPSG:27700").definition.empty());
  CHECK(name("EPSG:4277").accuracy_m == 0.0);  // OSGB36 in degrees: no other datum
  CHECK(name("+proj=longlat +datum=WGS84").accuracy_m <= 2.0);
  CHECK(name("OGC:CRS84").accuracy_m <= 2.0);
  CHECK(name("EPSG:3857").accuracy_m <= 2.0);
  // ETRS89 has no way but OSTN15 that is direct; it must not be taken for OSGB36, 100 m off.
  CHECK(name("EPSG:4258").accuracy_m <= 3.0);
  CHECK(std::isnan(name("+proj=longlat +ellps=GRS80 +no_defs").accuracy_m));
}

TEST_CASE("ToNationalGrid: axis order is x first for all that mean the same place", "[property]") {
  const auto wgs84 = ToNationalGrid::from("EPSG:4326");
  const auto crs84 = ToNationalGrid::from("OGC:CRS84");
  const auto mercator = ToNationalGrid::from("EPSG:3857");
  REQUIRE(wgs84);
  REQUIRE(crs84);
  REQUIRE(mercator);
  const Point p = projected(*wgs84, 0.525604, 51.383734);
  CHECK(distance(p, projected(*crs84, 0.525604, 51.383734)) < 1e-6);
  // x = R λ, y = R ln tan(π/4 + φ/2), R = 6378137 m: the definition of Web Mercator.
  const double x = 6378137.0 * 0.525604 * 3.14159265358979323846 / 180.0;
  const double y =
      6378137.0 * std::log(std::tan((45.0 + 51.383734 / 2.0) * 3.14159265358979323846 / 180.0));
  CHECK(distance(p, projected(*mercator, x, y)) < 1e-6);
}

TEST_CASE("ToNationalGrid: a shapefile's .prj is known as EPSG:27700", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.prj");
  std::ifstream file(shared_path("data/boundaries/medway_wards_22.prj"));
  const std::string wkt{std::istreambuf_iterator<char>(file), {}};
  const auto grid = ToNationalGrid::from(wkt);
  REQUIRE(grid);
  CHECK(grid->operation().accuracy_m == 0.0);
  CHECK(grid->operation().definition.empty());
}

TEST_CASE("ToNationalGrid: NaN where there is no answer", "[edge]") {
  const double infinite = std::numeric_limits<double>::infinity();
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  for (const char* crs : {"EPSG:4326", "EPSG:27700"}) {
    const auto grid = ToNationalGrid::from(crs);
    REQUIRE(grid);
    CHECK(std::isnan(projected(*grid, no_number, 51.0).x));
    CHECK(std::isnan(projected(*grid, 0.5, infinite).y));
  }
  const auto grid = ToNationalGrid::from("EPSG:4326");
  REQUIRE(grid);
  CHECK(std::isnan(projected(*grid, 0.5, 151.0).x));
}

TEST_CASE("ToNationalGrid: says which system it does not know", "[error]") {
  const auto grid = ToNationalGrid::from("EPSG:99999");
  REQUIRE_FALSE(grid);
  CHECK(grid.error().code == ErrorCode::bad_value);
  CHECK(grid.error().message == "unknown coordinate reference system \"EPSG:99999\"");
  CHECK_FALSE(ToNationalGrid::from(""));
  CHECK_FALSE(ToNationalGrid::from("+proj=nonsense"));
}

// PROJ's inverse of the seven-parameter shift is not exact: 1.3e-8 degrees, 1.5 mm, measured.
TEST_CASE("ToLonLat: there and back", "[property]") {
  const auto grid = ToNationalGrid::from("EPSG:4326");
  const auto back = ToLonLat::make();
  REQUIRE(grid);
  REQUIRE(back);
  const Columns c = random_points(5000, kent, 9);
  std::vector<Point> points(c.xs.size());
  std::vector<LonLat> degrees(c.xs.size());
  grid->project(c.xs, c.ys, points);
  back->project(points, degrees);
  for (std::size_t i = 0; i < points.size(); ++i) {
    REQUIRE(std::abs(degrees[i].lon - c.xs[i]) < 3e-8);
    REQUIRE(std::abs(degrees[i].lat - c.ys[i]) < 3e-8);
  }
  CHECK((*back)(points[0]) == degrees[0]);
  CHECK(std::isnan((*back)({std::numeric_limits<double>::quiet_NaN(), 0.0}).lon));
}

}  // namespace projection_test
}  // namespace hotward::geometry
