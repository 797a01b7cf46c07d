#include "engine/io/layers/write_layer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::io {
namespace write_layer_test {

using Names = std::vector<std::string>;

TEST_CASE("write_layer: the files that each format makes", "[property]") {
  const auto files = [](const std::string& name) {
    const TestFolder folder;
    const auto written = write_layer(folder / name, test_layer(), options());
    INFO((written ? "" : written.error().message));
    REQUIRE(written);
    CHECK(written->features == 3);
    CHECK(written->path == folder / name);
    return folder.names();
  };
  CHECK(files("a.geojson") == Names{"a.geojson", "a.manifest.json", "a.qml"});
  CHECK(files("a.gpkg") == Names{"a.gpkg", "a.manifest.json"});
  CHECK(files("a.fgb") == Names{"a.fgb", "a.manifest.json", "a.qml"});
  CHECK(files("a.csv") == Names{"a.csv", "a.manifest.json"});
  CHECK(files("a.xlsx") == Names{"a.manifest.json", "a.xlsx"});
  CHECK(files("a.ods") == Names{"a.manifest.json", "a.ods"});
  CHECK(files("a.SHP").size() == 8);
  CHECK(files("a.shp") ==
        Names{"a.cpg", "a.dbf", "a.manifest.json", "a.prj", "a.qix", "a.qml", "a.shp", "a.shx"});
}

TEST_CASE("write_layer: two writes give the same bytes", "[property]") {
  for (const char* name : {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp", "a.xlsx", "a.ods"}) {
    const TestFolder first;
    const TestFolder second;
    REQUIRE(write_layer(first / name, test_layer(), options()));
    REQUIRE(write_layer(second / name, test_layer(), options()));
    for (const std::string& file : first.names()) {
      INFO(file);
      CHECK(bytes_of(first / file) == bytes_of(second / file));
    }
  }
}

// What a reader finds, whatever the format: one text per value, "null" where there is none.
std::vector<Names> values_read(const std::filesystem::path& path) {
  const auto dataset = open_vector(path.string());
  INFO((dataset ? "" : dataset.error().message));
  REQUIRE(dataset);
  OGRLayer* layer = (*dataset)->GetLayer(0);
  std::vector<Names> rows;
  while (const Feature feature{layer->GetNextFeature()}) {
    Names row;
    for (const table::Column& column : test_columns()) {
      const int field = feature->GetFieldIndex(column.name.c_str());
      REQUIRE(field >= 0);
      const auto type = feature->GetFieldDefnRef(field)->GetType();
      if (!feature->IsFieldSetAndNotNull(field)) {
        row.emplace_back("null");
      } else if (type == OFTReal) {
        row.push_back(fmt::format("{}", feature->GetFieldAsDouble(field)));
      } else if (type == OFTDate || type == OFTDateTime) {
        int y = 0, m = 0, d = 0, unused = 0;
        feature->GetFieldAsDateTime(field, &y, &m, &d, &unused, &unused, &unused, &unused);
        row.push_back(fmt::format("{}-{:02}-{:02}", y, m, d));
      } else {
        row.emplace_back(feature->GetFieldAsString(field));
      }
    }
    rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());  // FlatGeobuf orders by place
  return rows;
}

TEST_CASE("write_layer: names and values are the same in every format", "[property]") {
  const TestFolder folder;
  std::vector<Names> expected = {{"E1", "St Mary’s & \"Island\", Kent", "6023", "0.3333333333",
                                  "3.333333333e-07", "2019-04-01"},
                                 {"E2", "=1+1", "-9007199254740993", "22", "0", "1999-12-31"},
                                 {"E3", "", "null", "null", "null", "null"}};
  for (const char* name : {"a.geojson", "a.gpkg", "a.fgb"}) {
    INFO(name);
    REQUIRE(write_layer(folder / name, test_layer(), options()));
    CHECK(values_read(folder / name) == expected);
    std::filesystem::remove(folder / "a.manifest.json");
  }
  // A .dbf has no empty text beside null, and 15 decimals.
  REQUIRE(write_layer(folder / "a.shp", test_layer(), options()));
  expected[0][4] = "3.33333333e-07";
  expected[2][1] = "null";
  CHECK(values_read(folder / "a.shp") == expected);
}

TEST_CASE("write_layer: GeoJSON by RFC 7946", "[verifier]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.geojson", test_layer(), options()));
  const auto json = nlohmann::json::parse(bytes_of(folder / "a.geojson"));
  CHECK(json["type"] == "FeatureCollection");
  CHECK(json["name"] == "wards");
  CHECK(json["description"] == "A test of everything");
  CHECK_FALSE(json.contains("crs"));
  REQUIRE(json["features"].size() == 3);
  const auto& first = json["features"][0];
  CHECK(first["geometry"]["type"] == "Polygon");
  CHECK(first["properties"]["rate_1k"] == 0.3333333333);
  CHECK(json["features"][1]["properties"]["rate_1k"].is_number_float());
  CHECK(json["features"][2]["properties"]["rate_1k"].is_null());
  CHECK(json["features"][2]["properties"]["start"].is_null());
  CHECK(json["features"][1]["geometry"]["type"] == "MultiPolygon");

  // The right-hand rule: outer rings anticlockwise, holes clockwise, closed; the box holds them
  // all.
  double west = 180, south = 90, east = -180, north = -90;
  for (const auto& feature : json["features"]) {
    auto polygons = feature["geometry"]["coordinates"];
    if (feature["geometry"]["type"] == "Polygon") polygons = nlohmann::json::array({polygons});
    for (const auto& polygon : polygons) {
      for (std::size_t r = 0; r < polygon.size(); ++r) {
        const auto ring = polygon[r].get<std::vector<std::array<double, 2>>>();
        CHECK(ring.front() == ring.back());
        double twice_area = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
          twice_area += (ring[i][0] - ring[0][0]) * (ring[i + 1][1] - ring[0][1]) -
                        (ring[i + 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]);
          west = std::min(west, ring[i][0]);
          east = std::max(east, ring[i][0]);
          south = std::min(south, ring[i][1]);
          north = std::max(north, ring[i][1]);
        }
        CHECK((twice_area > 0) == (r == 0));
      }
    }
  }
  CHECK(json["bbox"] == nlohmann::json({west, south, east, north}));
}

// GDAL's own way from the National Grid (PROJ) is the judge; the file keeps 7 decimals, half of the
// last is 5e-8 degrees, and the two agree to a micrometre (1e-11 degrees).
TEST_CASE("write_layer: GeoJSON lies where GDAL would put it", "[oracle]") {
  const TestFolder folder;
  const table::Layer layer = test_points();
  REQUIRE(write_layer(folder / "a.geojson", layer, options()));
  const auto dataset = open_vector((folder / "a.geojson").string());
  REQUIRE(dataset);
  OGRSpatialReference from;
  OGRSpatialReference to;
  from.importFromEPSG(27700);
  to.importFromEPSG(4326);
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const Transformation way{OGRCreateCoordinateTransformation(&from, &to)};
  REQUIRE(way);
  for (const geometry::Point& p : std::get<table::Layer::Points>(layer.geometry)) {
    double x = p.x;
    double y = p.y;
    REQUIRE(way->Transform(1, &x, &y));
    const Feature feature{(*dataset)->GetLayer(0)->GetNextFeature()};
    REQUIRE(feature);
    const OGRPoint* read = feature->GetGeometryRef()->toPoint();
    CHECK(std::abs(read->getX() - x) < 5.1e-8);
    CHECK(std::abs(read->getY() - y) < 5.1e-8);
  }
}

TEST_CASE("write_layer: GeoJSON of points at the edges of degrees", "[edge]") {
  const TestFolder folder;
  table::Layer layer = test_points();
  // West of Greenwich by a few centimetres, far west, and nowhere.
  layer.geometry = table::Layer::Points{{538874.2, 177344.4}, {100000.0, 10000.0}, {nan, nan}};
  REQUIRE(write_layer(folder / "a.geojson", layer, options()));
  const auto json = nlohmann::json::parse(bytes_of(folder / "a.geojson"));
  CHECK(std::abs(json["features"][0]["geometry"]["coordinates"][0].get<double>()) < 0.01);
  CHECK(json["features"][1]["geometry"]["coordinates"][0].get<double>() < -6.0);
  CHECK(json["features"][2]["geometry"].is_null());
  CHECK(json["bbox"][0].get<double>() < -6.0);
}

TEST_CASE("write_layer: CSV for spreadsheets", "[property]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.csv", test_points(), options()));
  CHECK(bytes_of(folder / "a.csv") ==
        "\xEF\xBB\xBF"
        "area_code,area_name,count,rate_1k,gi_p,start,x,y\r\n"
        "E1,\"St Mary’s & \"\"Island\"\", Kent\",6023,0.3333333333,3.333333333e-07,2019-04-01,"
        "575801.25,167303.5\r\n"
        "E2,'=1+1,-9007199254740993,22,0,1999-12-31,576000,168000\r\n"
        "E3,,,,,,577000,169000\r\n");
}

// Rows are put into words in blocks of 4,096 on all threads.
TEST_CASE("write_layer: a long CSV keeps its rows in order at any number of threads", "[brute]") {
  const auto rows =
      GENERATE(std::size_t{4095}, std::size_t{4096}, std::size_t{4097}, std::size_t{70'001});
  table::Layer layer;
  layer.name = "long";
  table::Column::Integers number;
  table::Column::Texts name;
  std::string due =
      "\xEF\xBB\xBF"
      "number,name\r\n";
  for (std::size_t i = 0; i < rows; ++i) {
    number.push_back(static_cast<std::int64_t>(i));
    name.push_back(i % 3 == 0 ? std::string(i % 50, 'x') : "a, b");
    due += fmt::format("{},{}\r\n", i, i % 3 == 0 ? name.back() : "\"a, b\"");
  }
  layer.columns = {{"number", "", "", number}, {"name", "", "", name}};
  for (const unsigned threads : {1U, 3U, 8U}) {
    const TestFolder folder;
    set_thread_count(threads);
    REQUIRE(write_layer(folder / "long.csv", layer, options()));
    set_thread_count(0);
    CHECK((bytes_of(folder / "long.csv") == due));
  }
}

TEST_CASE("write_layer: CSV of no points has no x, y, of columns x and y each once", "[edge]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.csv", test_layer(), options()));
  CHECK_THAT(bytes_of(folder / "a.csv"), contains_text("gi_p,start\r\n"));
  table::Layer layer = test_points();
  layer.columns = {{"x", "m", "", table::Column::Reals{1, 2, 3}},
                   {"y", "m", "", table::Column::Reals{1, 2, 3}}};
  REQUIRE(write_layer(folder / "b.csv", layer, options()));
  CHECK_THAT(bytes_of(folder / "b.csv"), Catch::Matchers::StartsWith("\xEF\xBB\xBFx,y\r\n1,1\r\n"));
}

TEST_CASE("write_layer: no row, one row, rows around a full node of the index", "[edge]") {
  const std::size_t rows = GENERATE(0U, 1U, 2U, 15U, 16U, 17U, 256U, 257U);
  table::Layer layer = test_points();
  layer.columns = {{"count", "", "", table::Column::Integers(rows, 1)}};
  layer.geometry = table::Layer::Points(rows, {575801.25, 167303.5});
  for (const char* name : {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp"}) {
    const TestFolder folder;
    const auto written = write_layer(folder / name, layer, options());
    INFO(rows << " rows, " << name << (written ? "" : written.error().message));
    REQUIRE(written);
    CHECK(written->features == rows);
    const auto dataset = open_vector((folder / name).string());
    REQUIRE(dataset);
    CHECK((*dataset)->GetLayer(0)->GetFeatureCount() == static_cast<GIntBig>(rows));
  }
}

TEST_CASE("write_layer: lines, and a table without shapes", "[edge]") {
  table::Layer lines = test_layer();
  lines.geometry = table::Layer::Lines{{{575000, 167000}, {575100, 167100}},
                                       {},
                                       {{575000, 167000}, {575100, 167100}, {575200, 167000}}};
  for (const char* name : {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp"}) {
    const TestFolder folder;
    INFO(name);
    const auto written = write_layer(folder / name, lines, options());
    INFO((written ? "" : written.error().message));
    REQUIRE(written);
    CHECK(values_read(folder / name).size() == written->features);
    const bool left_out = std::string(name) == "a.fgb";
    CHECK(written->features == (left_out ? 2 : 3));
    CHECK(written->warnings ==
          (left_out
               ? Names{"a.fgb: 1 of 3 rows left out: without a shape, for which FlatGeobuf has no "
                       "room"}
               : Names{}));
  }
  for (const char* name : {"a.geojson", "a.gpkg", "a.csv"}) {
    const TestFolder folder;
    INFO(name);
    REQUIRE(write_layer(folder / name, test_table(), options()));
    CHECK(values_read(folder / name).size() == 3);
  }
  const TestFolder folder;
  const auto none = write_layer(folder / "a.shp", test_table(), options());
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::usage);
  CHECK(none.error().message == (folder / "a.shp").string() +
                                    ": bands is a table without shapes; write it as .csv or .xlsx");
  CHECK(folder.names().empty());
}

TEST_CASE("write_layer: text that is not UTF-8 becomes so", "[edge]") {
  const TestFolder folder;
  table::Layer layer = test_layer();
  layer.columns[1].values = table::Column::Texts{"Caf\xE9", "b", "c"};
  for (const char* name : {"a.geojson", "b.gpkg", "c.fgb", "d.shp"}) {
    INFO(name);
    REQUIRE(write_layer(folder / name, layer, options()));
    CHECK(values_read(folder / name)[0][1] == "Café");
  }
  REQUIRE(write_layer(folder / "e.csv", layer, options()));
  CHECK_THAT(bytes_of(folder / "e.csv"), contains_text("Café"));
}

TEST_CASE("write_layer: a shapefile's limits are kept and told", "[edge]") {
  const TestFolder folder;
  table::Layer layer = test_layer();
  std::string text(253, 'a');
  text += "é";  // bytes 254 and 255
  layer.columns[1].values = table::Column::Texts{text, std::string(254, 'b'), "c"};
  layer.columns[4].values = table::Column::Reals{1e-20, 0.25, 123456789012.25};
  const auto written = write_layer(folder / "a.shp", layer, options());
  REQUIRE(written);
  CHECK(
      written->warnings ==
      Names{"a.shp: column area_name: 1 of 3 texts cut to 254 bytes, the most a Shapefile holds",
            "a.shp: column gi_p: 1 of 3 numbers is so small that 10 decimals keep fewer than 6 of "
            "its digits"});
  const auto rows = values_read(folder / "a.shp");
  CHECK(rows[0][1] == std::string(253, 'a'));
  CHECK(rows[1][1] == std::string(254, 'b'));
  CHECK(rows[0][4] == "0");
  CHECK(rows[2][4] == "123456789000");
}

}  // namespace write_layer_test
}  // namespace hotward::io
