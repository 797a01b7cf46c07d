// What single formats keep of a layer, and what write_layer refuses.
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include "engine/core/random.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace write_layer_formats_test {

using Names = std::vector<std::string>;

TEST_CASE("write_layer: a shapefile says EPSG:27700, UTF-8 and the fixed date", "[property]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.shp", test_layer(), options()));
  CHECK(bytes_of(folder / "a.cpg") == "UTF-8");
  const std::string dbf = bytes_of(folder / "a.dbf");
  CHECK(dbf.substr(1, 3) == std::string{100, 1, 1});  // years since 1900, month, day
  const auto dataset = open_vector((folder / "a.shp").string());
  REQUIRE(dataset);
  const OGRSpatialReference* system = (*dataset)->GetLayer(0)->GetSpatialRef();
  REQUIRE(system);
  OGRSpatialReference national_grid;
  national_grid.importFromEPSG(27700);
  const char* const criteria[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                  "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  CHECK(system->IsSame(&national_grid, criteria));
}

Names texts_of(GDALDataset& dataset, const std::string& sql) {
  Names result;
  OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  REQUIRE(rows);
  while (const Feature feature{rows->GetNextFeature()}) {
    std::string line;
    for (int i = 0; i < feature->GetFieldCount(); ++i) {
      if (i > 0) line += '|';
      line += feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "NULL";
    }
    result.push_back(line);
  }
  dataset.ReleaseResultSet(rows);
  return result;
}

// The 13 columns that QGIS 3.22 itself makes, in its order.
TEST_CASE("write_layer: a GeoPackage's layer_styles are as QGIS reads them", "[oracle]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.gpkg", test_layer(), options()));
  const auto dataset = open_vector((folder / "a.gpkg").string(), {"LIST_ALL_TABLES=YES"});
  REQUIRE(dataset);
  CHECK(texts_of(**dataset, "SELECT name, type FROM pragma_table_info('layer_styles')") ==
        Names{"id|INTEGER", "f_table_catalog|TEXT(256)", "f_table_schema|TEXT(256)",
              "f_table_name|TEXT(256)", "f_geometry_column|TEXT(256)", "styleName|TEXT(30)",
              "styleQML|TEXT", "styleSLD|TEXT", "useAsDefault|BOOLEAN", "description|TEXT",
              "owner|TEXT(30)", "ui|TEXT(30)", "update_time|DATETIME"});
  CHECK(
      texts_of(**dataset,
               "SELECT f_table_catalog = '', f_table_schema = '', f_table_name, f_geometry_column,"
               " styleName, styleSLD = '', useAsDefault, description, length(styleQML),"
               " substr(update_time, 1, 10) FROM layer_styles") ==
      Names{"1|1|wards|geom|wards|1|1|Wards by ASB|66|2000-01-01"});
  CHECK(texts_of(**dataset,
                 "SELECT table_name, data_type, identifier, description, srs_id, "
                 "last_change || '' FROM gpkg_contents") ==
        Names{"wards|features|Wards by ASB|A test of everything|27700|2000-01-01T00:00:00.000Z",
              "layer_styles|attributes|layer_styles||0|2000-01-01T00:00:00.000Z"});
  // 0x47504B47 "GPKG" and 10200.
  CHECK(bytes_of(folder / "a.gpkg").substr(68, 4) == "GPKG");
  CHECK(texts_of(**dataset, "PRAGMA user_version") == Names{"10200"});
  const char* program = (*dataset)->GetMetadataItem("program");
  REQUIRE(program != nullptr);
  CHECK(program == std::string("hotward 0.1.0"));
}

TEST_CASE("write_layer: a layer without style makes no layer_styles and no .qml", "[edge]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.gpkg", test_points(), options()));
  const auto dataset = open_vector((folder / "a.gpkg").string(), {"LIST_ALL_TABLES=YES"});
  REQUIRE(dataset);
  CHECK((*dataset)->GetLayerCount() == 1);
  REQUIRE(write_layer(folder / "b.geojson", test_points(), options()));
  CHECK_FALSE(std::filesystem::exists(folder / "b.qml"));
}

TEST_CASE("write_layer: the manifest", "[property]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.csv", test_layer(), options()));
  const auto json = nlohmann::json::parse(bytes_of(folder / "a.manifest.json"));
  CHECK(json["version"] == "0.1.0");
  CHECK(json["seed"] == 1);
  CHECK(json["inputs"][0]["sha256"] == std::string(64, 'a'));
  CHECK(json["inputs"][0]["bytes"] == 12);
  CHECK(json["inputs"][1]["sha256"].is_null());
  CHECK(json["inputs"][1]["note"] == "a database has no bytes to hash");
  CHECK(json["crs"]["accuracy_m"] == 2.0);
  CHECK(json["crs"]["grid_missing"] == true);
}

TEST_CASE("write_layer: overwrites only when told", "[error]") {
  const TestFolder folder;
  for (const char* name : {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp", "a.xlsx", "a.ods"}) {
    INFO(name);
    put_bytes(folder / name, "mine");
    const auto refused = write_layer(folder / name, test_layer(), options());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::already_exists);
    CHECK(refused.error().message ==
          (folder / name).string() + ": exists already (--overwrite replaces it)");
    CHECK(bytes_of(folder / name) == "mine");
    WriteOptions over = options();
    over.overwrite = true;
    REQUIRE(write_layer(folder / name, test_layer(), over));
    CHECK(bytes_of(folder / name) != "mine");
  }
}

// A field of RFC 4180, byte by byte.
std::string csv_field(const std::string& given) {
  const std::string text = (looks_like_formula(given) ? "'" : "") + as_utf8(given);
  std::string quoted = "\"";
  bool needs_quotes = false;
  for (const char c : text) {
    needs_quotes = needs_quotes || c == ',' || c == '"' || c == '\r' || c == '\n';
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return needs_quotes ? quoted + '"' : text;
}

TEST_CASE("write_layer: texts of any bytes in a .csv", "[brute]") {
  Random random(17, Stream::test);
  table::Layer layer = test_table();
  layer.columns = {{"code", "", "code", table::Column::Texts{}},
                   {"name", "", "name", table::Column::Texts{}}};
  std::string expected =
      "\xEF\xBB\xBF"
      "code,name\r\n";
  constexpr std::string_view awkward = ",\"\r\n=+-@\t'\x92\xC3\xA9";
  for (int row = 0; row < 9000; ++row) {  // more than a thread makes at a time, or a buffer holds
    for (table::Column& column : layer.columns) {
      std::string text(random.below(random.below(2) == 0 ? 30 : 300), 'x');
      for (std::uint32_t changes = random.below(3); changes > 0 && !text.empty(); --changes) {
        text[random.below(static_cast<std::uint32_t>(text.size()))] =
            awkward[random.below(static_cast<std::uint32_t>(awkward.size()))];
      }
      expected += csv_field(text) + (&column == &layer.columns.front() ? "," : "\r\n");
      std::get<table::Column::Texts>(column.values).push_back(std::move(text));
    }
  }
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.csv", layer, options()));
  CHECK((bytes_of(folder / "a.csv") == expected));
}

TEST_CASE("write_layer: says why it cannot write, and leaves nothing", "[error]") {
  const TestFolder folder;
  const auto odd = write_layer(folder / "a.docx", test_layer(), options());
  REQUIRE_FALSE(odd);
  CHECK(odd.error().code == ErrorCode::usage);
  CHECK(odd.error().message == (folder / "a.docx").string() +
                                   ": no format has the extension '.docx'; there are .geojson .shp "
                                   ".gpkg .fgb .csv .xlsx .ods");
  const auto columnar = write_layer(folder / "a.parquet", test_layer(), options());
  REQUIRE_FALSE(columnar);
  CHECK_THAT(columnar.error().message, contains_text("GeoParquet and Arrow are read where GDAL has "
                                                     "their drivers, not written: write .gpkg"));
  const auto nowhere = write_layer(folder / "no/a.csv", test_layer(), options());
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::cannot_write);
  CHECK(folder.names().empty());
}

}  // namespace write_layer_formats_test
}  // namespace hotward::io
