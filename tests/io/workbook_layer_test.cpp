#include "engine/io/layers/workbook_layer.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/io/zipped_part.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace workbook_layer_test {

using Names = std::vector<std::string>;
const char* const both[] = {"a.xlsx", "a.ods"};

// What a reader finds in a sheet: the heads, then one text per value, "null" where there is none.
std::vector<Names> cells_read(const std::filesystem::path& path, int sheet = 0) {
  const auto dataset = open_vector(path.string());
  INFO((dataset ? "" : dataset.error().message));
  REQUIRE(dataset);
  OGRLayer* layer = (*dataset)->GetLayer(sheet);
  REQUIRE(layer != nullptr);
  std::vector<Names> rows(1);
  OGRFeatureDefn* head = layer->GetLayerDefn();
  for (int i = 0; i < head->GetFieldCount(); ++i) {
    rows.front().emplace_back(head->GetFieldDefn(i)->GetNameRef());
  }
  while (const Feature feature{layer->GetNextFeature()}) {
    Names row;
    for (int i = 0; i < feature->GetFieldCount(); ++i) {
      const bool is_there = feature->IsFieldSetAndNotNull(i) != 0;
      const bool is_real = feature->GetFieldDefnRef(i)->GetType() == OFTReal;
      row.push_back(!is_there ? "null"
                    : is_real ? fmt::format("{}", feature->GetFieldAsDouble(i))
                              : feature->GetFieldAsString(i));
    }
    rows.push_back(row);
  }
  return rows;
}

TEST_CASE("write_workbook: another program reads heads in words and every value", "[verifier]") {
  const TestFolder folder;
  for (const char* name : both) {
    INFO(name);
    std::filesystem::remove(folder / "a.manifest.json");
    const auto written = write_layer(folder / name, test_layer(), options());
    REQUIRE(written);
    CHECK(written->features == 3);
    CHECK(written->warnings.empty());
    // A whole number of 16 digits would be rounded: it is a text.
    CHECK(
        cells_read(folder / name) ==
        std::vector<Names>{{"Code", "Name", "Incidents", "Rate (per 1,000)", "Chance", "First day"},
                           {"E1", "St Mary’s & \"Island\", Kent", "6023", "0.3333333333",
                            "3.333333333e-07", "2019/04/01"},
                           {"E2", "=1+1", "-9007199254740993", "22", "0", "1999/12/31"},
                           {"E3", "null", "null", "null", "null", "null"}});
    CHECK(cells_read(folder / name, 1) ==
          std::vector<Names>{{"Column", "In other formats", "Unit"},
                             {"Code", "area_code", "null"},
                             {"Name", "area_name", "null"},
                             {"Incidents", "count", "incidents"},
                             {"Rate (per 1,000)", "rate_1k", "per 1,000"},
                             {"Chance", "gi_p", "null"},
                             {"First day", "start", "null"}});
  }
}

// The longest name has 21 characters and two of margin; the head of the ranks breaks into "Rank, 1
// the", "highest; ties" and "share it" where a line holds 13; a text of 60 is cut off at 44.
TEST_CASE("write_workbook: columns are as wide as what they hold", "[property]") {
  table::Layer layer;
  layer.name = "wards";
  layer.columns = {
      {"area_name", "", "name", table::Column::Texts{"Hempstead and Wigmore", "Käfer"}},
      {"rank", "", "rank, 1 the highest; ties share it", table::Column::Integers{1, 2}},
      {"note", "", "note", table::Column::Texts{std::string(60, 'x'), ""}},
      {"start", "", "day", table::Column::Days{table::Day{}, table::null_day}}};
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.xlsx", layer, options()));
  const std::string xlsx = zipped_part(folder / "a.xlsx", "xl/worksheets/sheet1.xml");
  CHECK_THAT(xlsx, contains_text(R"(<cols><col min="1" max="1" width="23" customWidth="1"/>)"
                                 R"(<col min="2" max="2" width="15" customWidth="1"/>)"
                                 R"(<col min="3" max="3" width="44" customWidth="1"/>)"
                                 R"(<col min="4" max="4" width="12" customWidth="1"/></cols>)"
                                 R"(<sheetData>)"));
  CHECK_THAT(xlsx, contains_text(R"(<row r="1" ht="45" customHeight="1"><c r="A1")"));
  std::filesystem::remove(folder / "a.manifest.json");
  REQUIRE(write_layer(folder / "a.ods", layer, options()));
  const std::string ods = zipped_part(folder / "a.ods", "content.xml");
  CHECK_THAT(ods, contains_text(R"(<table:table-column table:style-name="w23"/>)"
                                R"(<table:table-column table:style-name="w15"/>)"
                                R"(<table:table-column table:style-name="w44"/>)"
                                R"(<table:table-column table:style-name="w12"/>)"));
  for (const char* width : {"46mm", "30mm", "88mm", "24mm"}) CHECK_THAT(ods, contains_text(width));
}

TEST_CASE("write_workbook: points end with their places, a table has none", "[edge]") {
  const TestFolder folder;
  for (const char* name : both) {
    INFO(name);
    std::filesystem::remove(folder / "a.manifest.json");
    REQUIRE(write_layer(folder / name, test_points(), options()));
    const auto rows = cells_read(folder / name);
    CHECK(Names(rows[0].end() - 2, rows[0].end()) == Names{"Easting (m)", "Northing (m)"});
    CHECK(Names(rows[1].end() - 2, rows[1].end()) == Names{"575801.25", "167303.5"});
    WriteOptions over = options();
    over.overwrite = true;
    REQUIRE(write_layer(folder / name, test_table(), over));
    CHECK(cells_read(folder / name)[0].size() == 6);
  }
}

TEST_CASE("write_workbook: no text becomes a formula, a number or XML", "[error]") {
  const TestFolder folder;
  table::Layer layer = test_table();
  layer.columns = {{"code", "", "code", table::Column::Texts{"=1+1", "+44", "-1", "@SUM(A1)"}},
                   {"name", "", "name", table::Column::Texts{"<b>&", "007", "a  b\nc\td", "\x01"}}};
  for (const char* name : both) {
    INFO(name);
    std::filesystem::remove(folder / "a.manifest.json");
    REQUIRE(write_layer(folder / name, layer, options()));
    const bool xlsx = name == std::string("a.xlsx");
    const std::string xml =
        zipped_part(folder / name, xlsx ? "xl/worksheets/sheet1.xml" : "content.xml");
    CHECK(xml.find("<f") == std::string::npos);
    CHECK(xml.find("formula") == std::string::npos);
    CHECK(xml.find("<v>") == std::string::npos);
    CHECK(xml.find("office:value=") == std::string::npos);
    // GDAL passes over the blanks and tabs that ODS writes as elements.
    const char* const lines = xlsx ? "a  b\nc\td" : "a b\ncd";
    if (!xlsx) {
      CHECK_THAT(xml, contains_text("<text:p>a <text:s/>b</text:p><text:p>c<text:tab/>d</text:p>"));
    }
    CHECK(cells_read(folder / name) == std::vector<Names>{{"Code", "Name"},
                                                          {"=1+1", "<b>&"},
                                                          {"+44", "007"},
                                                          {"-1", lines},
                                                          {"@SUM(A1)", "\xEF\xBF\xBD"}});
  }
}

TEST_CASE("write_workbook: dates that a spreadsheet cannot hold are texts", "[edge]") {
  using namespace std::chrono;
  const std::int64_t noon =
      duration_cast<milliseconds>((sys_days{2019y / 4 / 30} + 12h + 1s).time_since_epoch()).count();
  table::Layer layer = test_table();
  layer.columns = {
      {"day", "", "", table::Column::Days{sys_days{1900y / 2 / 28}, sys_days{1900y / 3 / 1}}},
      {"when", "", "", table::Column::Moments{{noon + 250, 60}, {noon, table::no_offset}}}};
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.xlsx", layer, options()));
  const std::string xml = zipped_part(folder / "a.xlsx", "xl/worksheets/sheet1.xml");
  CHECK_THAT(xml, contains_text(">1900-02-28</t>"));
  CHECK_THAT(xml, contains_text("<c r=\"A3\" s=\"5\"><v>61</v></c>"));
  CHECK_THAT(xml, contains_text(">2019-04-30 12:00:01.250+01:00</t>"));
  // 43585 days after 1899-12-30, and half a day and a second.
  CHECK_THAT(xml, contains_text("<c r=\"B3\" s=\"6\"><v>43585.50001157"));
  std::filesystem::remove(folder / "a.manifest.json");
  REQUIRE(write_layer(folder / "a.ods", layer, options()));
  const std::string ods = zipped_part(folder / "a.ods", "content.xml");
  CHECK_THAT(ods, contains_text("office:date-value=\"1900-03-01\""));
  CHECK_THAT(ods, contains_text("office:date-value=\"2019-04-30T12:00:01\""));
}

TEST_CASE("write_workbook: numbers show as many decimals as in tables for people", "[oracle]") {
  table::Layer layer = test_table();
  layer.columns = {{"year", "1", "", table::Column::Integers{2019}},
                   {"pct", "%", "", table::Column::Reals{12.3456}},
                   {"rate", "per 1,000", "", table::Column::Reals{12.3456}},
                   {"p", "1", "", table::Column::Reals{0.0123456}},
                   {"pop", "people", "", table::Column::Reals{11643.0}},
                   {"own", "", "", table::Column::Reals{0.123456789012345}, true}};
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.xlsx", layer, options()));
  const std::string xml = zipped_part(folder / "a.xlsx", "xl/worksheets/sheet1.xml");
  for (const char* cell :
       {"<c r=\"A2\"><v>2019</v>", "<c r=\"B2\" s=\"2\"><v>12.3456</v>",
        "<c r=\"C2\" s=\"3\"><v>12.3456</v>", "<c r=\"D2\" s=\"4\"><v>0.0123456</v>",
        "<c r=\"E2\"><v>11643</v>", "<c r=\"F2\"><v>0.123456789012345</v>"}) {
    CHECK_THAT(xml, contains_text(cell));
  }
}

TEST_CASE("write_workbook: rows stand by rank, those without one last", "[property]") {
  table::Layer layer = test_table();
  layer.columns = {{"name", "", "name", table::Column::Texts{"a", "b", "c", "d"}},
                   {"rank", "1", "rank", table::Column::Integers{2, table::null_integer, 1, 2}}};
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.xlsx", layer, options()));
  CHECK(cells_read(folder / "a.xlsx") ==
        std::vector<Names>{{"Name", "Rank"}, {"c", "1"}, {"a", "2"}, {"d", "2"}, {"b", "null"}});
  // The user's own column of that name orders nothing.
  layer.columns[1].as_given = true;
  REQUIRE(write_layer(folder / "b.xlsx", layer, options()));
  CHECK(cells_read(folder / "b.xlsx")[1][0] == "a");
}

// A layer that claims to have so many rows.
class ManyRows : public table::LayerRows {
 public:
  ManyRows(const table::Layer& layer, std::size_t rows) : layer_(layer), rows_(rows) {}
  [[nodiscard]] const table::Layer& head() const override { return layer_; }
  [[nodiscard]] std::size_t size() const override { return rows_; }
  [[nodiscard]] Result<void> restart() override { return {}; }
  [[nodiscard]] Result<const table::Layer*> next() override { return nullptr; }

 private:
  const table::Layer& layer_;
  std::size_t rows_;
};

TEST_CASE("write_workbook: what a sheet cannot hold is said", "[error]") {
  const TestFolder folder;
  const table::Layer layer = test_table();
  ManyRows rows(layer, most_rows);
  const auto refused = write_workbook(folder / "a.xlsx", rows, WorkbookFormat::xlsx);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::cannot_write);
  CHECK(refused.error().message ==
        "a sheet holds 1,048,575 rows and 16,384 columns below its head, this has 1,048,576 rows "
        "and 8 columns; write .csv or .gpkg");
  ManyRows fits(layer, most_rows - 1);
  CHECK(write_workbook(folder / "b.xlsx", fits, WorkbookFormat::xlsx));

  table::Layer longer = layer;
  longer.columns[1].values = table::Column::Texts{std::string(40'000, 'a'), "b", "c"};
  const auto cut = write_layer(folder / "c.ods", longer, options());
  REQUIRE(cut);
  CHECK(cut->warnings == Names{"c.ods: column area_name: 1 of 3 texts cut to 32767 bytes, the most "
                               "a cell holds"});
  CHECK(cells_read(folder / "c.ods")[1][1] == std::string(32'767, 'a'));
}

}  // namespace workbook_layer_test
}  // namespace hotward::io
