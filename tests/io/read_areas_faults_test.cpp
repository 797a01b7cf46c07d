// What read_areas refuses, and in which words.
#include <cmath>

#include <fmt/format.h>

#include "engine/io/areas/read_areas.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/io/area_reading.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace read_areas_faults_test {

using namespace area_reading;

TEST_CASE("read_areas: metres where degrees are due are named, with the way out", "[error]") {
  const TestFolder folder;
  const Error error =
      error_of(read(folder, collection({feature(R"("code":"E1")", 570000.0, 165000.0, 1000.0)})));
  CHECK(error.code == ErrorCode::bad_value);
  CHECK_THAT(error.message, contains_text("coordinates such as 570000, 165000 are not degrees"));
  CHECK_THAT(error.message, contains_text("ogr2ogr -a_srs EPSG:27700"));
}

TEST_CASE("read_areas: says why it cannot answer", "[error]") {
  const TestFolder folder;
  const auto message = [&](const Result<AreasRead>& result, ErrorCode code) {
    const Error error = error_of(result);
    INFO(error.message);
    CHECK(error.code == code);
    return error.message;
  };
  CHECK_THAT(message(read(folder, collection({first, first})), ErrorCode::bad_value),
             contains_text("a.geojson: area code E2 is there twice (column WD22CD)"));
  CHECK_THAT(message(read(folder, collection({feature(R"("code":"")", 0.5, 51, 0.1)})),
                     ErrorCode::bad_value),
             contains_text("1 of 1 area without a code (column code)"));
  CHECK_THAT(
      message(read(folder, R"({"type":"FeatureCollection","features":[]})"), ErrorCode::no_data),
      contains_text("a.geojson: has no features"));
  CHECK_THAT(
      message(read(folder, collection({R"({"type":"Feature","properties":{"code":"E1"},)"
                                       R"("geometry":{"type":"Point","coordinates":[0,51]}})"})),
              ErrorCode::wrong_format),
      contains_text("has no layer of polygons (a: Point)"));
  CHECK_THAT(message(read(folder, "%PDF-1.4 not a map"), ErrorCode::wrong_format),
             contains_text("not a vector data set that GDAL reads"));
  CHECK_THAT(
      message(read_areas({.dataset = (folder / "none.shp").string()}), ErrorCode::no_such_file),
      contains_text("none.shp: no such file"));
  put_bytes(folder / "t.csv", "code,x\nE1,1\n");
  CHECK_THAT(message(read_areas({.dataset = (folder / "t.csv").string()}), ErrorCode::wrong_format),
             contains_text("has no layer of polygons (t: no shapes)"));
}

TEST_CASE("read_areas: a shapefile without .prj is refused with a way out", "[error]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.shp", test_layer(), {}));
  const auto with = read_areas({.dataset = (folder / "a.shp").string()});
  REQUIRE(with);
  CHECK(with->areas.codes == Names{"E1", "E2", "E3"});
  CHECK(with->crs.definition.empty());
  CHECK(with->files.size() >= 5);
  std::filesystem::remove(folder / "a.prj");
  const Error error = error_of(read_areas({.dataset = (folder / "a.shp").string()}));
  CHECK(error.code == ErrorCode::wrong_format);
  CHECK_THAT(error.message,
             contains_text("a.shp: names no coordinate system; if it is the National Grid, "
                           "say so with ogr2ogr -a_srs EPSG:27700"));
}

TEST_CASE("read_areas: degrees that claim to be metres are refused", "[error]") {
  const TestFolder folder;
  table::Layer layer = test_layer();
  layer.geometry = table::Shapes::List{square(0.5, 51.3, 0.01), square(0.51, 51.3, 0.01),
                                       square(0.52, 51.3, 0.01)};
  REQUIRE(write_layer(folder / "a.shp", layer, {}));
  const Error error = error_of(read_areas({.dataset = (folder / "a.shp").string()}));
  CHECK(error.code == ErrorCode::bad_value);
  CHECK_THAT(error.message, contains_text("the layer names the wrong coordinate system"));
}

TEST_CASE("read_areas: one of several layers is to be named", "[error]") {
  const TestFolder folder;
  table::Layer wards = test_layer();
  REQUIRE(write_layer(folder / "a.gpkg", wards, {}));
  const std::string one = (folder / "a.gpkg").string();
  CHECK(read_areas({.dataset = one}));  // layer_styles is no polygon layer
  CHECK(read_areas({.dataset = one + ":wards"}));
  CHECK(read_areas({.dataset = one, .layer = "wards"}));
  const Error none = error_of(read_areas({.dataset = one + ":roads"}));
  CHECK(none.code == ErrorCode::no_such_file);
  CHECK(none.message == one + ": no layer of polygons 'roads'; there are wards");

  std::filesystem::create_directory(folder / "two");
  REQUIRE(write_layer(folder / "two/a.shp", wards, {}));
  REQUIRE(write_layer(folder / "two/b.shp", wards, {}));
  const Error several = error_of(read_areas({.dataset = (folder / "two").string()}));
  CHECK(several.code == ErrorCode::usage);
  CHECK_THAT(several.message, contains_text("has 2 layers of polygons (a, b); name one as "));
  CHECK(read_areas({.dataset = (folder / "two").string() + ":b"})->areas.source == "two:b");
}

TEST_CASE("read_areas: says why a value column cannot be read", "[error]") {
  const TestFolder folder;
  const auto none = read(folder, collection({first, second}), {.value = "score"});
  CHECK(error_of(none).code == ErrorCode::missing_column);
  CHECK_THAT(error_of(none).message, contains_text("no column 'score'"));
  const auto words = read(folder, collection({first, second}), {.value = "WD22NM"});
  CHECK(error_of(words).code == ErrorCode::bad_value);
  CHECK_THAT(error_of(words).message, contains_text("'One' is no number (column WD22NM, code E1)"));
  const std::string endless =
      feature(R"("WD22CD":"E3","WD22NM":"Three","pop":"inf")", 0.52, 51.3, 0.01);
  CHECK_THAT(error_of(read(folder, collection({first, endless}), {.value = "pop"})).message,
             contains_text("'inf' is no number"));
}

TEST_CASE("read_areas: an area without a shape is left out and told", "[edge]") {
  const TestFolder folder;
  const std::string nowhere =
      R"({"type":"Feature","properties":{"WD22CD":"E0","WD22NM":"None"},"geometry":null})";
  const auto areas = read(folder, collection({first, nowhere}));
  REQUIRE(areas);
  CHECK(areas->areas.codes == Names{"E2"});
  CHECK(areas->warnings == Names{"area E0 (None) has no shape (it is empty) and is left out"});
  CHECK(error_of(read(folder, collection({nowhere}))).code == ErrorCode::no_data);
}

}  // namespace read_areas_faults_test
}  // namespace hotward::io
