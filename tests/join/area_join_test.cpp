#include "engine/join/area_join.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "engine/core/random.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/join/counts.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/medway.hpp"

namespace hotward::join {
namespace area_join_test {

using geometry::MultiPolygon;
using geometry::Point;

MultiPolygon square(double x, double y, double side) {
  return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

// Three squares in a row; the codes do not stand in the order of the areas.
table::Areas three_squares() {
  table::Areas areas;
  areas.codes = {"E3", "E1", "E2"};
  areas.names = areas.codes;
  areas.shapes = {square(0, 0, 10), square(10, 0, 10), square(20, 0, 10)};
  return areas;
}

table::Places places_at(std::vector<Point> at) {
  table::Places places;
  places.incidents.assign(at.size(), 1);
  places.at = std::move(at);
  return places;
}

TEST_CASE("area_join: exactly once, on shared edges to the lowest code", "[property]") {
  auto places = places_at({{5, 5}, {10, 5}, {20, 5}, {10, 0}, {30, 5}, {31, 5}, {0, 0}});
  places.incidents = {3, 1, 1, 1, 1, 7, 1};
  const AreaJoin join = area_join(places, three_squares());
  // The edge between E3 and E1 is E1's, that between E1 and E2 is E1's too.
  CHECK(join.area == std::vector<std::int32_t>{0, 1, 1, 1, 2, -1, 0});
  CHECK(join.in_area == 8);
  CHECK(join.outside == 7);
  CHECK(join.by_nearest == 0);
}

// Three incidents on the edges between areas are three rows, not seven: other programs count such
// points once per area.
TEST_CASE("area_join: three points on shared edges are counted three times in all", "[property]") {
  const auto places = places_at({{10, 5}, {20, 5}, {10, 10}});
  const AreaJoin join = area_join(places, three_squares());
  const Counts counts = count(places, join, 3);
  CHECK(counts.group_total(0) == 3);
}

TEST_CASE("area_join: where areas overlap the lowest code takes the place", "[edge]") {
  table::Areas areas = three_squares();
  areas.shapes = {square(0, 0, 10), square(2, 2, 10), square(4, 4, 2)};
  const AreaJoin join = area_join(places_at({{1, 1}, {5, 5}, {11, 11}}), areas);
  CHECK(join.area == std::vector<std::int32_t>{0, 1, 1});
}

TEST_CASE("area_join: nearest takes what lies just outside, and marks it", "[property]") {
  auto places = places_at({{5, -2}, {10, -2}, {5, -4}, {5, 5}, {33, 5}});
  places.incidents = {2, 3, 5, 7, 11};
  const AreaJoin join = area_join(places, three_squares(), {.nearest_m = 3.0});
  CHECK(join.area == std::vector<std::int32_t>{0, 1, -1, 0, 2});  // (10, −2): E1 before E3
  CHECK(join.nearest == std::vector<std::uint8_t>{1, 1, 0, 0, 1});
  CHECK(join.by_nearest == 16);
  CHECK(join.in_area == 23);
  CHECK(join.outside == 5);
}

TEST_CASE("area_join: no place, no area, no number", "[edge]") {
  const AreaJoin none = area_join(places_at({}), three_squares());
  CHECK(none.in_area + none.outside == 0);
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  const AreaJoin lost = area_join(places_at({{no_number, 5}}), three_squares(), {.nearest_m = 9});
  CHECK(lost.area == std::vector<std::int32_t>{-1});
  CHECK(area_join(places_at({{5, 5}}), table::Areas{}).outside == 1);
}

struct Month2018 {
  table::Incidents incidents;
  std::vector<double> lon;
  std::vector<double> lat;
};

// All incidents of the files with coordinates; a place per row is enough for a test.
Month2018 read_street_files(const std::vector<std::string>& months) {
  Month2018 result;
  for (const std::string& month : months) {
    const auto path = "data/incidents/" + month + "/" + month + "-kent-street.csv";
    const auto rows = read_rows(shared_path(path));
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (rows[r].size() < 10 || rows[r][4].empty()) continue;
      result.lon.push_back(std::stod(rows[r][4]));
      result.lat.push_back(std::stod(rows[r][5]));
      result.incidents.type.push_back(
          static_cast<std::uint16_t>(result.incidents.types.code(rows[r][9])));
      result.incidents.place.push_back(static_cast<std::uint32_t>(result.lon.size() - 1));
    }
  }
  auto& places = result.incidents.places;
  places.at.resize(result.lon.size());
  places.incidents.assign(result.lon.size(), 1);
  return result;
}

// R sf 1.0-9 with GEOS 3.11: point in polygon after PROJ 9.1.1, 22 wards, 14 types, five months.
TEST_CASE("area_join: wards and types of five real months, as counted in R", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/medway/ward_counts_2018-10_2019-02.csv");
  const auto expected = read_rows(shared_path("oracle/medway/ward_counts_2018-10_2019-02.csv"));
  const auto wards = shared_areas("data/boundaries/medway_wards_22.geojson", "WD13CD");
  auto real = read_street_files({"2018-10", "2018-11", "2018-12", "2019-01", "2019-02"});
  const auto grid = geometry::ToNationalGrid::from("EPSG:4326");
  REQUIRE(grid);
  if (!grid->operation().grid_missing) return;  // the oracle was made without OSTN15
  auto& places = real.incidents.places;
  grid->project(real.lon, real.lat, places.at);
  const AreaJoin join = area_join(places, wards);
  const Counts counts = count(real.incidents, join, wards.size(), groups_by_type(real.incidents));
  std::map<std::string, std::size_t> ward_of;
  for (std::size_t a = 0; a < wards.size(); ++a) ward_of[wards.codes[a]] = a;
  const auto& header = expected[0];
  const auto code_column =
      static_cast<std::size_t>(std::ranges::find(header, "code") - header.begin());
  for (std::size_t r = 1; r < expected.size(); ++r) {
    const std::size_t ward = ward_of.at(expected[r][code_column]);
    for (std::size_t t = 0; t < 14; ++t) {
      const auto type = real.incidents.types.code(header[t]);
      INFO(expected[r][code_column] << ", " << header[t]);
      CHECK(counts.at(ward, type) == std::stoull(expected[r][t]));
    }
  }
  CHECK(join.in_area + join.outside == real.lon.size());
}

}  // namespace area_join_test
}  // namespace hotward::join
