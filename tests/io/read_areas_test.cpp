#include "engine/io/areas/read_areas.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

#include "engine/geometry/polygon.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/io/area_reading.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::io {
namespace read_areas_test {

using namespace area_reading;

TEST_CASE("read_areas: sorted by code, named, in metres, anticlockwise", "[property]") {
  const TestFolder folder;
  const auto read_one = read(folder, collection({first, second}));
  INFO((read_one ? "" : read_one.error().message));
  REQUIRE(read_one);
  const table::Areas& areas = read_one->areas;
  CHECK(areas.codes == Names{"E1", "E2"});
  CHECK(areas.names == Names{"One", "Two"});
  CHECK(areas.population.empty());
  CHECK(areas.source == "a.geojson");
  CHECK(areas.caveat.empty());
  CHECK(read_one->warnings.empty());
  // A hundredth of a degree at 51.3 N: 1,112.6 m north to south, 697.1 m west to east, 0.7757 km².
  CHECK(std::abs(geometry::area_m2(areas.shapes[0]) - 775'700) < 1000);
  CHECK(geometry::signed_area_m2(areas.shapes[0].front().outer) > 0);
  CHECK(geometry::bounds(areas.shapes[0]).low.x > 570'000);
  CHECK(read_one->coverage.components == 1);
  CHECK(read_one->files.size() == 1);
  CHECK(read_one->files[0].sha256.size() == 64);

  const auto other_order = read(folder, collection({second, first}));
  REQUIRE(other_order);
  CHECK(other_order->areas.codes == areas.codes);
  CHECK(other_order->areas.shapes[0].front().outer == areas.shapes[0].front().outer);
}

TEST_CASE("read_areas: what is no UTF-8 is Windows-1252, as in files of incidents", "[edge]") {
  const TestFolder folder;
  std::string named = first;
  named.replace(named.find("Two"), 3, "King\x92s Caf\xE9");
  const auto areas = read(folder, collection({named}));
  INFO((areas ? "" : areas.error().message));
  REQUIRE(areas);
  CHECK(areas->areas.names == Names{"King\xE2\x80\x99s Caf\xC3\xA9"});
}

TEST_CASE("read_areas: columns by name", "[property]") {
  const TestFolder folder;
  const auto named = read(folder, collection({first, second}), {.id_column = "wd22nm"});
  REQUIRE(named);
  CHECK(named->areas.codes == Names{"One", "Two"});
  CHECK(named->areas.names == Names{"One", "Two"});
  const auto both = read(folder, collection({first, second}), {.name_column = "pop"});
  REQUIRE(both);
  CHECK(both->areas.names == Names{"10", "20"});

  const Error missing = error_of(read(folder, collection({first}), {.id_column = "ward"}));
  CHECK(missing.code == ErrorCode::missing_column);
  CHECK_THAT(missing.message,
             contains_text("a.geojson: no column 'ward'; there are WD22CD, WD22NM, pop"));
  const Error unknown =
      error_of(read(folder, collection({feature(R"("a":1,"b":2)", 0.5, 51, 0.1)})));
  CHECK(unknown.code == ErrorCode::missing_column);
  CHECK_THAT(unknown.message,
             contains_text("no column looks like an area code; name one with --area-id; "
                           "there are a, b"));
}

TEST_CASE("population_label: what a column counts, by its name", "[edge]") {
  for (const char* name : {"household", "Households", "households_2021", "No. of households",
                           "households_census2011", "NoOfHouseholds", "total HOUSEHOLDS"}) {
    CHECK(population_label(name) == "households");
  }
  CHECK(population_label("dwellings") == "dwellings");
  for (const char* name :
       {"pop_2019", "x", "people", "", "residents in households", "Household population",
        "persons_in_households", "Residence type: Lives in a household; measures: Value"}) {
    CHECK(population_label(name) == "people");
  }
  CHECK(table::one_of("people") == "person");
  CHECK(table::one_of("households") == "household");
}

TEST_CASE("read_areas: expected incidents beside the population, and parts of one", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "e.csv", "code,people,expected\nE2,2000,4.125\nE1,1500,0.5\n");
  const std::string file = (folder / "e.csv").string();
  const auto both = read(folder, collection({first, second}),
                         {.population = file + ":people", .expected = file + ":expected"});
  REQUIRE(both);
  CHECK(both->areas.population == std::vector<double>{1500, 2000});
  CHECK(both->expected.counts == std::vector<double>{0.5, 4.125});
  CHECK(both->expected.source == "expected of e.csv");
  CHECK(both->files.size() == 2);  // the table once

  const auto column = read(folder, collection({first, second}), {.expected = "pop"});
  REQUIRE(column);
  CHECK(column->expected.counts == std::vector<double>{10, 20});
  CHECK(column->areas.population.empty());
  CHECK(read(folder, collection({first}))->expected.counts.empty());

  const Error none = error_of(read(folder, collection({first}), {.expected = "e9"}));
  CHECK(none.code == ErrorCode::missing_column);
  CHECK(none.message.starts_with("--expected: "));
}

TEST_CASE("read_areas: population of a column, of a file, by itself", "[property]") {
  const TestFolder folder;
  const auto column = read(folder, collection({first, second}), {.population = "pop"});
  REQUIRE(column);
  CHECK(column->areas.population == std::vector<double>{10, 20});
  CHECK(column->areas.population_source == "pop of a.geojson");

  put_bytes(folder / "p.csv", "code,pop_2017,pop_2019\nE2,2,0\n");
  const std::string file = (folder / "p.csv").string();
  const auto beside = read(folder, collection({first, second}), {.population = file + ":pop_2019"});
  REQUIRE(beside);
  CHECK(std::isnan(beside->areas.population[0]));
  CHECK(beside->areas.population[1] == 0.0);
  CHECK(beside->areas.population_source == "pop_2019 of p.csv");
  CHECK(beside->warnings.size() == 2);
  CHECK(beside->files.size() == 2);

  const std::string dated = collection({feature(R"("code":"E1","POP_2019":7)", 0.5, 51.3, 0.01)});
  const auto automatic = read(folder, dated, {.usual_population = "pop_2019"});
  REQUIRE(automatic);
  CHECK(automatic->areas.population == std::vector<double>{7});
  CHECK(automatic->areas.population_source == "POP_2019 of a.geojson");
  CHECK(read(folder, dated)->areas.population.empty());
  const auto without = read(folder, collection({first}), {.usual_population = "pop_2019"});
  REQUIRE(without);
  CHECK(without->areas.population.empty());

  CHECK(column->areas.population_label == "people");
  const auto named = read(folder, collection({first, second}),
                          {.population = "pop", .population_label = "households"});
  REQUIRE(named);
  CHECK(named->areas.population_label == "households");
  CHECK(error_of(read(folder, collection({first}), {.population_label = "households"})).code ==
        ErrorCode::usage);

  const Error none = error_of(read(folder, collection({first}), {.population = "people"}));
  CHECK(none.code == ErrorCode::missing_column);
  CHECK_THAT(none.message, contains_text("no column 'people', and no such file; there are WD22CD"));
  const Error text = error_of(read(folder, collection({first}), {.population = "WD22NM"}));
  CHECK(text.code == ErrorCode::bad_value);
  CHECK_THAT(text.message, contains_text("'Two' is no population (column WD22NM, code E2)"));
}

TEST_CASE("read_areas: a caveat stands in the column that the caller names", "[property]") {
  const TestFolder folder;
  const std::string noted =
      collection({feature(R"("area_code":"E1","note":"Schematic: no real one")", 0.5, 51, 0.1)});
  const auto areas = read(folder, noted, {.caveat_column = "note"});
  REQUIRE(areas);
  CHECK(areas->areas.caveat == "Schematic: no real one");
  // A note of somebody's own layer is nothing to say aloud, whatever it begins with.
  CHECK(read(folder, noted)->areas.caveat.empty());
  const auto without = read(folder, collection({first}), {.caveat_column = "note"});
  REQUIRE(without);
  CHECK(without->areas.caveat.empty());
}

TEST_CASE("read_areas: repairs, overlaps and gaps are told", "[property]") {
  const TestFolder folder;
  const std::string bow_tie =
      R"({"type":"Feature","properties":{"code":"E3"},"geometry":{"type":"Polygon","coordinates":)"
      R"([[[0.6,51.3],[0.61,51.31],[0.61,51.3],[0.6,51.31],[0.6,51.3]]]}})";
  const auto repaired = read(folder, collection({bow_tie}));
  REQUIRE(repaired);
  REQUIRE(repaired->warnings.size() == 1);
  CHECK_THAT(repaired->warnings[0], Catch::Matchers::StartsWith("area E3 was repaired: "));

  const auto overlapping =
      read(folder, collection({feature(R"("code":"E1","name":"A")", 0.50, 51.3, 0.01),
                               feature(R"("code":"E2","name":"B")", 0.505, 51.3, 0.01)}));
  REQUIRE(overlapping);
  REQUIRE(overlapping->warnings.size() == 1);
  CHECK_THAT(overlapping->warnings[0], contains_text("1 pair of areas that overlap, by 387") &&
                                           contains_text("most E1 (A) and E2 (B) by"));

  // Four around a hole of a hundredth of a degree; corners meet corners, as lines bend on the way.
  const auto strip = [](const char* code, const char* low, const char* high) {
    std::string ring;
    for (const char* lon : {"0.50", "0.51", "0.52", "0.53"})
      ring += fmt::format("[{},{}],", lon, low);
    for (const char* lon : {"0.53", "0.52", "0.51", "0.50"})
      ring += fmt::format("[{},{}],", lon, high);
    return fmt::format(R"({{"type":"Feature","properties":{{"code":"{}"}},"geometry":)"
                       R"({{"type":"Polygon","coordinates":[[{}[0.50,{}]]]}}}})",
                       code, ring, low);
  };
  const auto holed = read(
      folder,
      collection({strip("E1", "51.30", "51.31"), feature(R"("code":"E2")", 0.50, 51.31, 0.01),
                  feature(R"("code":"E3")", 0.52, 51.31, 0.01), strip("E4", "51.32", "51.33")}));
  REQUIRE(holed);
  CHECK(holed->coverage.gaps.size() == 1);
  REQUIRE_FALSE(holed->warnings.empty());
  CHECK_THAT(holed->warnings.back(), contains_text("1 gap between areas, 77"));
}

TEST_CASE("read_areas: an arc is cut to a millimetre or so, and that is said", "[property]") {
  const TestFolder folder;
  // A circle of 5 km as three arcs' worth of points, as GML writes curves.
  put_bytes(folder / "zone.gml", R"(<?xml version="1.0"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
<gml:featureMember><ogr:zone gml:id="z1"><ogr:geometryProperty>
<gml:Polygon srsName="EPSG:27700"><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>
<gml:ArcString><gml:posList>575000 165000 570000 170000 565000 165000 570000 160000 575000 165000
</gml:posList></gml:ArcString></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior>
</gml:Polygon></ogr:geometryProperty><ogr:area_code>Z</ogr:area_code></ogr:zone></gml:featureMember>
</ogr:FeatureCollection>)");
  const auto read = read_areas({.dataset = (folder / "zone.gml").string()});
  INFO((read ? "" : read.error().message));
  REQUIRE(read);
  const geometry::MultiPolygon& zone = read->areas.shapes.front();
  // 3.1 mm of 10 km of border.
  CHECK(std::abs(geometry::area_m2(zone) - std::numbers::pi * 25e6) < 30.0);
  for (const geometry::Point& p : zone.front().outer) {
    CHECK(std::abs(std::hypot(p.x - 570000.0, p.y - 165000.0) - 5000.0) < 1e-6);
  }
  REQUIRE(read->warnings.size() == 1);
  CHECK_THAT(read->warnings.front(), contains_text("curved borders (1 of 1 area)"));
}

TEST_CASE("read_areas: a flat arc of a large circle is cut as finely as a round one", "[edge]") {
  const TestFolder folder;
  constexpr double radius = 200000.0;
  constexpr double half = 2500.0;
  const double rise = radius - std::sqrt(radius * radius - half * half);
  put_bytes(folder / "flat.gml", fmt::format(R"(<?xml version="1.0"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
<gml:featureMember><ogr:zone gml:id="z1"><ogr:geometryProperty>
<gml:Polygon srsName="EPSG:27700"><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>
<gml:Arc><gml:posList>567500 165000 570000 {:.9f} 572500 165000</gml:posList></gml:Arc>
<gml:LineStringSegment><gml:posList>572500 165000 572500 164000 567500 164000 567500 165000
</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember></gml:Ring>
</gml:exterior></gml:Polygon></ogr:geometryProperty><ogr:area_code>F</ogr:area_code></ogr:zone>
</gml:featureMember></ogr:FeatureCollection>)",
                                             165000.0 + rise));
  const auto read = read_areas({.dataset = (folder / "flat.gml").string()});
  INFO((read ? "" : read.error().message));
  REQUIRE(read);
  const double angle = 2.0 * std::asin(half / radius);
  const double segment = radius * radius / 2.0 * (angle - std::sin(angle));
  const double missing = 5e6 + segment - geometry::area_m2(read->areas.shapes.front());
  CHECK(missing > -0.5);
  CHECK(missing < 2.0 / 3.0 * 0.001 * 2.0 * half + 0.5);  // a millimetre along the arc
}

TEST_CASE("split_suffix: behind the longest part that is a file", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "people.csv", "a\n");
  const std::string file = (folder / "people.csv").string();
  using Split = std::pair<std::string, std::string>;
  CHECK(split_suffix(file) == Split{file, ""});
  CHECK(split_suffix(file + ":Total: measures: Value") == Split{file, "Total: measures: Value"});
  CHECK(split_suffix(file + "|layername=Wards: May 2024") == Split{file, "Wards: May 2024"});
  CHECK(split_suffix("PG:dbname=x") == Split{"PG:dbname=x", ""});
  CHECK(split_suffix("no.csv:column") == Split{"no.csv:column", ""});
}

TEST_CASE("split_suffix: a colon that belongs to the name stays", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "a:b.csv", "x");
  put_bytes(folder / "a.csv", "x");
  const auto with = [&](const std::string& name) { return split_suffix((folder / name).string()); };
  CHECK(with("a:b.csv").second.empty());
  CHECK(with("a:b.csv:col").second == "col");
  CHECK(with("a.csv:x").first == (folder / "a.csv").string());
  CHECK(with("none.csv:x").second.empty());
  CHECK(split_suffix("PG:dbname=crime").second.empty());
}

// 22 wards and 193.48 km²: the generalised set (its README; METHODS 4.6).
TEST_CASE("read_areas: Medway's wards, from two formats and two systems alike", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto geojson = read_and_audited(
      {.dataset = shared_path("data/boundaries/medway_wards_22.geojson").string()});
  const auto shp =
      read_areas({.dataset = shared_path("data/boundaries/medway_wards_22.shp").string()});
  REQUIRE(geojson);
  REQUIRE(shp);
  CHECK(geojson->areas.size() == 22);
  CHECK(geojson->areas.codes.front() == "E05002249");
  CHECK(geojson->areas.codes.back() == "E05002270");
  CHECK(geojson->areas.codes == shp->areas.codes);
  CHECK(geojson->areas.names == shp->areas.names);
  double total = 0.0;
  for (std::size_t i = 0; i < 22; ++i) {
    const double a = geometry::area_m2(geojson->areas.shapes[i]);
    // The two were made from one source by different programs: a tenth of a per cent.
    CHECK(std::abs(a - geometry::area_m2(shp->areas.shapes[i])) < 1e-3 * a);
    total += a;
  }
  CHECK(std::abs(total - 193.48e6) < 0.02e6);
  CHECK(std::abs(geojson->coverage.union_m2 - total) < 1.0);
  CHECK(shp->crs.definition.empty());
}

TEST_CASE("read_areas: a value column, by code, with gaps", "[property]") {
  const TestFolder folder;
  const std::string third = feature(R"("WD22CD":"E3","WD22NM":"Three")", 0.52, 51.3, 0.01);
  const auto areas = read(folder, collection({first, second, third}), {.value = "POP"});
  INFO((areas ? "" : areas.error().message));
  REQUIRE(areas);
  CHECK(areas->value.name == "pop");
  REQUIRE(areas->value.values.size() == 3);
  CHECK(areas->value.values[0] == 10.0);
  CHECK(areas->value.values[1] == 20.0);
  CHECK(std::isnan(areas->value.values[2]));
  CHECK(read(folder, collection({first}))->value.name.empty());
}

TEST_CASE("read_areas: Medway's other boundaries and populations", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_lsoa11.geojson");
  const auto with = [](const char* boundaries, const char* population) {
    AreaSource source;
    source.dataset = shared_path(std::string("data/boundaries/") + boundaries).string();
    if (*population != '\0') {
      source.population = shared_path(std::string("data/population/") + population).string();
    }
    auto areas = read_areas(source);
    INFO((areas ? "" : areas.error().message));
    REQUIRE(areas);
    return std::move(*areas);
  };
  const auto sum = [](const table::Areas& areas) {
    return std::accumulate(areas.population.begin(), areas.population.end(), 0.0);
  };
  // ONS mid-2019: 278,556 people in Medway, by ward and by LSOA.
  CHECK(sum(with("medway_wards_22.shp", "medway_ward_populations.csv:pop_mid2019").areas) ==
        278556);
  CHECK(sum(with("medway_lsoa11.geojson", "medway_lsoa11_pop_imd2019.csv:pop_mid2019").areas) ==
        278556);
  CHECK(with("medway_lsoa21.geojson", "").areas.size() == 169);
  const auto wards24 = with("medway_wards_24.geojson", "medway_ward24_households2021.csv:x");
  CHECK(wards24.areas.size() == 24);
  CHECK(wards24.areas.names[1] == "Chatham Central & Brompton");
  CHECK(wards24.areas.population[1] == 6872);
  // A table of LSOAs has each ward's code several times.
  AreaSource wrong;
  wrong.dataset = shared_path("data/boundaries/medway_wards_22.shp").string();
  wrong.population =
      shared_path("data/population/medway_lsoa11_pop_imd2019.csv").string() + ":pop_mid2019";
  const auto refused = read_areas(wrong);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, contains_text("is there twice (column ward_code)"));
}

}  // namespace read_areas_test
}  // namespace hotward::io
