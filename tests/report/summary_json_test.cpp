#include "engine/report/summary_json.hpp"

#include <limits>

#include <nlohmann/json.hpp>

#include "tests/report/small_wards.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace summary_json_test {

SummaryHead small_head() {
  SummaryHead head;
  head.command = "rank";
  head.version = "0.1.0";
  head.crs = {.source = "EPSG:4326",
              .name = "shift",
              .accuracy_m = std::numeric_limits<double>::quiet_NaN(),
              .definition = "+proj=pipeline",
              .grid_missing = true};
  head.row_outcomes = {.read = 10, .no_coordinates = 2, .bad_date = 1, .filtered = 3, .located = 4};
  head.in_area = 3;
  head.outside = 1;
  head.layers = {{"out.gpkg", 22}};
  head.warnings = {"a \"warning\""};
  return head;
}

TEST_CASE("common_summary: the keys of the contract, in their order", "[oracle]") {
  const auto summary = common_summary(small_head());
  std::string keys;
  for (const auto& [key, value] : summary.items()) keys += key + " ";
  CHECK(keys == "command version seed crs incidents layers warnings ");
  CHECK(summary["incidents"].dump() ==
        R"({"read":10,"rejected":{"no_coordinates":2,"bad_coordinates":0,"malformed_row":0,)"
        R"("bad_date":1},"filtered":3,"located":4,"in_area":3,"outside":1})");
  CHECK(summary["layers"].dump() == R"([{"path":"out.gpkg","features":22}])");
  CHECK(summary["crs"]["operation"] == "shift");
  CHECK(summary["crs"]["accuracy_m"].is_null());
  CHECK(summary["seed"] == 1);
}

TEST_CASE("columns_as_rows: one object per row, null where undefined", "[edge]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<table::Column> columns = {
      {"rank", "1", "", table::Column::Integers{1, table::null_integer}},
      {"rate_1k", "per 1,000", "", table::Column::Reals{21.5, nan}},
      {"area_name", "", "", table::Column::Texts{"River", ""}},
      {"start", "", "", table::Column::Days{table::Day{}, table::null_day}}};
  CHECK(columns_as_rows(columns).dump() ==
        R"([{"rank":1,"rate_1k":21.5,"area_name":"River","start":"1970-01-01"},)"
        R"({"rank":null,"rate_1k":null,"area_name":"","start":null}])");
  CHECK(columns_as_rows(std::vector<table::Column>{}).dump() == "[]");
}

TEST_CASE("rank_order: by rank, ties as they stand, those without a rank last", "[edge]") {
  const std::vector<table::Column> columns = {
      {"rank", "1", "", table::Column::Integers{2, table::null_integer, 1, 2}}};
  CHECK(rank_order(columns) == std::vector<std::size_t>{2, 0, 3, 1});
  CHECK(rank_order(columns, "other") == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(columns_as_rows(columns, rank_order(columns))[0]["rank"] == 1);
}

TEST_CASE("run_manifest: inputs by hash, rows by outcome, versions", "[property]") {
  RunManifest manifest;
  manifest.provenance = {.version = "0.1.0",
                         .command_line = "hotward run data -o out",
                         .seed = 7,
                         .inputs = {{"a.csv", 12, "ab12", ""}, {"-", 3, "", "standard input"}},
                         .passed_over = {{"b.csv", "stop and search is no incident"}},
                         .crs = {}};
  manifest.head = small_head();
  manifest.libraries = {{"GDAL", "3.6.2"}};
  const auto json = run_manifest(manifest);
  CHECK(json["inputs"].dump() ==
        R"([{"path":"a.csv","bytes":12,"sha256":"ab12"},)"
        R"({"path":"-","bytes":3,"sha256":null,"note":"standard input"}])");
  CHECK(json["incidents"]["read"] == 10);
  CHECK(json["libraries"]["GDAL"] == "3.6.2");
  CHECK(json["seed"] == 7);
}

TEST_CASE("json_text: broken bytes do not stop it", "[edge]") {
  nlohmann::ordered_json value;
  value["name"] = "caf\xE9";
  CHECK(json_text(value) == "{\n  \"name\": \"caf\xEF\xBF\xBD\"\n}\n");
}

}  // namespace summary_json_test
}  // namespace hotward::report
