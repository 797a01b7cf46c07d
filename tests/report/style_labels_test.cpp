// What is written on a map and beside it: labels, map tips, attribute tables.
#include "engine/report/style_labels.hpp"

#include <string>
#include <vector>

#include "engine/report/table_style.hpp"
#include "tests/report/small_wards.hpp"
#include "tests/report/styled_wards.hpp"
#include "tests/report/well_formed.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace style_labels_test {

TEST_CASE("style: labels are numbers beside a list, and leave names to a layer of names",
          "[property]") {
  const auto columns = small_wards().columns;
  const std::string counts = graduated_areas(columns, by_rate);
  CHECK(has(counts, "CASE WHEN @map_id = &apos;numbered&apos; THEN coalesce(to_string("));
  CHECK(
      has(counts, "WHEN @hotward_names = &apos;1&apos; THEN CASE WHEN coalesce(&quot;rank&quot;"));
  // Of more areas than a list holds the first ten.
  std::vector<table::Column> many = {{"name", "", "", table::Column::Texts(200, "x")},
                                     {"rank", "1", "", table::Column::Integers(200, 9)},
                                     {"count", "incidents", "", table::Column::Integers(200, 3)}};
  const StyleOptions options{.column = "count", .rank_column = "rank", .name_column = "name"};
  CHECK(has(graduated_areas(many, options), "&quot;rank&quot; &lt;= 10 THEN"));
  CHECK_FALSE(has(graduated_areas(many, options), "outline: "));  // none has a rank so high
  // Shapes that lie close together have their rank alone.
  const std::string overlay = overlay_areas(columns, by_rate);
  CHECK(has(overlay, "THEN to_string(&quot;rank&quot;) ELSE &apos;&apos; END"));
  CHECK_FALSE(has(overlay.substr(0, overlay.find("<mapTip>")), "fieldName=\"&quot;area_name"));
}

TEST_CASE("style: borders of many areas are thin, and named where one zooms in", "[property]") {
  const std::vector<table::Column> few = {{"name", "", "", table::Column::Texts(22, "x")}};
  const std::vector<table::Column> many = {{"name", "", "", table::Column::Texts(163, "x")}};
  CHECK(has(single_outline(few, "name"), "name=\"outline_width\" type=\"QString\" value=\"0.3\""));
  CHECK(has(single_outline(few, "name"), "scaleVisibility=\"0\""));
  CHECK(
      has(single_outline(many, "name"), "name=\"outline_width\" type=\"QString\" value=\"0.15\""));
  const std::vector<table::Column> country = {{"name", "", "", table::Column::Texts(8407, "x")}};
  CHECK(has(single_outline(country, "name"),
            "name=\"outline_width\" type=\"QString\" value=\"0.05\""));
  CHECK(
      has(single_outline(many, "name"), "scaleVisibility=\"1\" scaleMin=\"1\" scaleMax=\"30000\""));
}

TEST_CASE("style: the attribute table opens best first, and rounded", "[property]") {
  const auto columns = small_wards().columns;
  const std::string qml = graduated_areas(columns, by_rate);
  CHECK(has(qml, "<attributetableconfig sortExpression=\"&quot;rank&quot;\" sortOrder=\"0\"/>"));
  CHECK(has(qml, "<field name=\"rate_1k\">"));
  CHECK(has(qml, "<Option name=\"Precision\" type=\"int\" value=\"2\"/>"));
  const std::vector<table::Column> counts = {
      {"count", "incidents", "", table::Column::Integers{2, 7}}};
  CHECK(has(points_by_count(counts, {.column = "count"}),
            "sortExpression=\"&quot;count&quot;\" sortOrder=\"1\""));
}

TEST_CASE("table_style: a table has long names, an order and rounded decimals", "[property]") {
  const auto columns = small_wards().columns;
  const std::string qml = table_style(columns);
  CHECK(well_formed_fault(qml).empty());
  CHECK(has(qml, "field=\"rate_1k\""));
  CHECK(has(qml, "sortExpression=\"&quot;rank&quot;\""));
  CHECK(has(qml, "<field name=\"rate_1k\">"));
}

TEST_CASE("style: a map tip is one line", "[property]") {
  const std::string qml = graduated_areas(small_wards().columns, by_rate);
  const std::string tip = qml.substr(qml.find("<mapTip>"));
  CHECK(has(tip, "white-space:nowrap"));
  CHECK_FALSE(has(tip, "table"));
  const std::vector<table::Column> columns = {
      {"rate_1k", "per 1,000", "incidents per 1,000 people, in a year", table::Column::Reals{2.0}}};
  const std::string rate = points_by_count(columns, {.column = "rate_1k"});
  CHECK(has(rate.substr(rate.find("<mapTip>")), "incidents per 1,000 people [%"));
}

TEST_CASE("style: a map tip shows names as text, whatever tags they hold", "[edge]") {
  const table::Layer wards = small_wards();
  const std::string qml = graduated_areas(
      wards.columns, {.column = "count", .name_column = "area_name", .tip_columns = {"area_code"}});
  const auto tip = qml.substr(qml.find("<mapTip>"));
  CHECK(tip.find("replace(replace(replace(&quot;area_name&quot;, &apos;&amp;&apos;") !=
        std::string::npos);
  CHECK(tip.find("replace(replace(replace(coalesce(to_string(&quot;area_code&quot;)") !=
        std::string::npos);
}

}  // namespace style_labels_test
}  // namespace hotward::report
