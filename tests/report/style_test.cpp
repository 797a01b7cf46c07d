#include "engine/report/style.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "tests/report/small_wards.hpp"
#include "tests/report/styled_wards.hpp"
#include "tests/report/well_formed.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace style_test {

std::vector<std::string> every_style(const std::vector<table::Column>& columns) {
  return {graduated_areas(columns, by_rate),
          change_areas(columns, {.column = "chg_pct"}),
          points_by_count(columns, {.column = "count"}),
          lines_by_count(columns, {.column = "count"}),
          cells_by_count(columns, {.column = "count"}),
          overlay_areas(columns, {.column = "count", .name_column = "area_name"}),
          categorised(columns, {.column = "rank", .categories = gi_bin_categories()}),
          categorised(
              columns,
              {.column = "area_code", .categories = quadrant_categories(), .shape = Shape::point}),
          single_outline(columns, "area_name"),
          points_marker(columns)};
}

TEST_CASE("style: every kind is well-formed and small, whatever the names hold", "[property]") {
  table::Layer wards = small_wards();
  wards.columns[4].meaning = "a \"rate\" < 1 & it's > 0 \x01";
  for (const std::string& qml : every_style(wards.columns)) {
    INFO(qml);
    CHECK(well_formed_fault(qml).empty());
    CHECK(qml.size() < 20000);
  }
  CHECK(well_formed_fault(density_surface(812.0)).empty());
  CHECK(well_formed_fault(ratio_surface(1.3)).empty());
}

// The attribute's values in the order of the stops.
std::vector<std::string> item_values(const std::string& qml, const std::string& attribute) {
  std::vector<std::string> found;
  for (std::size_t at = qml.find("<item "); at != std::string::npos;
       at = qml.find("<item ", at + 1)) {
    const std::size_t from = qml.find(attribute + "=\"", at) + attribute.size() + 2;
    found.push_back(qml.substr(from, qml.find('"', from) - from));
  }
  return found;
}

TEST_CASE("ratio_surface: symmetric about 0, blue below and red above", "[property]") {
  for (const double furthest : {0.0, 0.2, 1.3, 2.0, 9.0}) {
    const std::string qml = ratio_surface(furthest);
    INFO(qml);
    const auto values = item_values(qml, "value");
    const auto alphas = item_values(qml, "alpha");
    REQUIRE(values.size() == 7);
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK(std::stod(values[i]) == -std::stod(values[6 - i]));
      CHECK(alphas[i] == alphas[6 - i]);
    }
    CHECK(std::stod(values[6]) >= std::min(furthest, 3.0));
    CHECK(item_values(qml, "color") == diverging_colours(7));
    CHECK(item_values(qml, "label")[3] == "1.00 ×");
    CHECK(has(qml, "classificationMin=\"-"));
  }
  CHECK(item_values(ratio_surface(1.0), "label").back() == "2.00 ×");
  CHECK(item_values(ratio_surface(9.0), "label").front() == "0.13 ×");
}

TEST_CASE("density_surface: the legend speaks of the raster's unit", "[property]") {
  CHECK(item_values(density_surface(812.0), "label").back() == "812 per km²");
  CHECK(item_values(density_surface(0.0021, "probability per cell"), "label").back() ==
        "0.002100 probability per cell");
}

TEST_CASE("style: the same bytes twice", "[property]") {
  CHECK(every_style(small_wards().columns) == every_style(small_wards().columns));
}

TEST_CASE("style: every column has its long name with its unit", "[property]") {
  const table::Layer wards = small_wards();
  for (const std::string& qml : every_style(wards.columns)) {
    for (const table::Column& column : wards.columns) {
      CHECK(has(qml, "field=\"" + column.name + "\""));
    }
    CHECK(has(qml, "name=\"ASB incidents\""));  // a count has its unit in its meaning
    CHECK(has(qml, "name=\"Change on the year before (%)\""));
  }
}

TEST_CASE("graduated_areas: a ward without a value is drawn, in a class of its own", "[edge]") {
  const auto columns = small_wards().columns;
  const std::string with_missing = graduated_areas(columns, by_rate);
  CHECK(has(with_missing, "attr=\"coalesce(&quot;rate_1k&quot;, -1)\""));
  CHECK(has(with_missing, "lower=\"-1\" upper=\"-1\" label=\"no value\""));

  const std::string complete = graduated_areas(columns, {.column = "count"});
  CHECK(has(complete, "attr=\"&quot;count&quot;\""));
  CHECK_FALSE(has(complete, "no value"));
}

TEST_CASE("graduated_areas: one symbol for each class, and no more", "[property]") {
  for (const std::size_t classes : {1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
    const std::string qml =
        graduated_areas(small_wards().columns, {.column = "count", .classes = classes});
    CHECK(times(qml, "<range ") == classes);
    CHECK(times(qml, "<symbol ") == classes);
  }
}

TEST_CASE("cells_by_count: empty cells are clear and have a class of their own", "[property]") {
  std::vector<table::Column> cells = {
      {"count", "incidents", "", table::Column::Integers{0, 0, 1, 2, 3, 50, 0, 4}}};
  const std::string qml = cells_by_count(cells, {.column = "count", .classes = 3});
  CHECK(times(qml, "<range ") == 4);
  CHECK(times(qml, "<symbol ") == 4);
  CHECK(has(qml, "lower=\"0\" upper=\"0\" label=\"0\""));
  CHECK(times(qml, "255,255,255,0") == 1);
  CHECK(times(qml, "name=\"outline_style\" type=\"QString\" value=\"no\"") == 4);
  // Without an empty cell there is no such class; with nothing else there is no other.
  cells[0].values = table::Column::Integers{1, 2, 3};
  CHECK_FALSE(has(cells_by_count(cells, {.column = "count", .classes = 3}), "label=\"0\""));
  cells[0].values = table::Column::Integers{0, 0};
  CHECK(times(cells_by_count(cells, {.column = "count"}), "<range ") == 1);
  cells[0].values = table::Column::Integers{0, table::null_integer, 3};
  CHECK(times(cells_by_count(cells, {.column = "count"}), "<range ") == 3);
}

TEST_CASE("lines_by_count: from class to class wider and redder", "[property]") {
  std::vector<table::Column> links = {
      {"chain_size", "incidents", "", table::Column::Integers{2, 2, 3, 4, 9, 30}}};
  const std::string qml = lines_by_count(links, {.column = "chain_size", .classes = 3});
  CHECK(times(qml, "<range ") == 3);
  CHECK(times(qml, "<symbol type=\"line\"") == 3);
  CHECK(times(qml, "class=\"SimpleLine\"") == 3);
  CHECK(has(qml, "name=\"line_width\" type=\"QString\" value=\"0.4\""));
  CHECK(has(qml, "name=\"line_width\" type=\"QString\" value=\"0.9\""));
  CHECK(has(qml, "name=\"line_width\" type=\"QString\" value=\"1.4\""));
  CHECK(times(qml, "name=\"line_color\"") == 3);
  // One size: one class, of a width between.
  links[0].values = table::Column::Integers{2, 2};
  CHECK(has(lines_by_count(links, {.column = "chain_size"}), "value=\"0.8\""));
  links[0].values = table::Column::Integers{2, table::null_integer};
  CHECK(has(lines_by_count(links, {.column = "chain_size"}), "label=\"no value\""));
}

TEST_CASE("graduated_areas: nothing but missing values, or no area at all", "[edge]") {
  std::vector<table::Column> columns = {
      {"rate_1k", "per 1,000", "", table::Column::Reals{std::numeric_limits<double>::quiet_NaN()}}};
  const std::string missing = graduated_areas(columns, {.column = "rate_1k"});
  CHECK(times(missing, "<range ") == 1);
  CHECK(well_formed_fault(missing).empty());
  columns[0].values = table::Column::Reals{};
  CHECK(well_formed_fault(graduated_areas(columns, {.column = "rate_1k"})).empty());
  CHECK(well_formed_fault(change_areas(columns, {.column = "rate_1k"})).empty());
  CHECK(well_formed_fault(points_by_count(columns, {.column = "rate_1k"})).empty());
  CHECK(well_formed_fault(lines_by_count(columns, {.column = "rate_1k"})).empty());
}

TEST_CASE("graduated_areas: the top five are outlined and numbered", "[property]") {
  const std::string qml = graduated_areas(small_wards().columns, by_rate);
  CHECK(has(qml, "symbollevels=\"1\""));
  CHECK(has(qml, "coalesce(&quot;rank&quot; &lt;= 5, false)"));
  CHECK(has(qml, "to_string(&quot;rank&quot;) || &apos;. &apos;"));
  CHECK(times(qml, "label=\"outline: among the 5 highest\"") == 1);
  CHECK(times(qml, "outlineStyle") + 1 == times(qml, "<symbol "));  // the key's is always on
  const std::string plain = graduated_areas(small_wards().columns, {.column = "count"});
  CHECK(has(plain, "labelsEnabled=\"0\""));
  CHECK_FALSE(has(plain, "<labeling"));
}

TEST_CASE("graduated_areas: many areas, and only the top ones are named", "[edge]") {
  std::vector<table::Column> columns = {
      {"name", "", "", table::Column::Texts(200, "x")},
      {"rank", "1", "", table::Column::Integers(200, 9)},
      {"count", "incidents", "", table::Column::Integers(200, 3)}};
  const std::string qml =
      graduated_areas(columns, {.column = "count", .rank_column = "rank", .name_column = "name"});
  CHECK(has(qml, "ELSE &apos;&apos; END"));
}

TEST_CASE("change_areas: fixed classes, the change in the label, no rank", "[property]") {
  const std::string qml = change_areas(
      small_wards().columns,
      {.column = "chg_pct", .name_column = "area_name", .missing_label = "no change shown"});
  CHECK(times(qml, "<range ") == 10);  // nine, and one for the ward without a value
  CHECK(has(qml, "247,247,247,255"));
  CHECK(has(qml, "lower=\"-5\" upper=\"5\" label=\"within 5% up or down\""));
  CHECK(has(qml, "label=\"no change shown\""));
  CHECK(has(qml, "to_string(abs(round(&quot;chg_pct&quot;))) || &apos;%&apos;"));
  CHECK_FALSE(has(qml, "outlineStyle"));
  // On a sheet without colour the arrows tell falls from rises; within 5% there is none.
  CHECK(has(qml,
            "IS NULL THEN &apos;&apos; WHEN &quot;chg_pct&quot; &gt; 5 THEN &apos; ▲&apos; "
            "WHEN &quot;chg_pct&quot; &lt; -5 THEN &apos; ▼&apos; ELSE"));
}

TEST_CASE("change_areas: areas of too few are grey, in a class of their own", "[property]") {
  const auto columns = small_wards().columns;
  StyleOptions options{.column = "chg_pct",
                       .name_column = "area_name",
                       .missing_label = "no change shown",
                       .few_columns = {"count"},
                       .few_below = 100000};
  const std::string qml = change_areas(columns, options);
  CHECK(well_formed_fault(qml).empty());
  CHECK(times(qml, "<range ") == 11);
  CHECK(has(qml, "label=\"too few to compare (under 100000)\""));
  CHECK(has(qml, "CASE WHEN coalesce(&quot;count&quot; &lt; 100000, false) THEN -102 ELSE "));
  CHECK(has(qml, "IS NULL OR coalesce(&quot;count&quot; &lt; 100000, false) THEN"));
  CHECK_FALSE(has(qml, "outline: "));
  CHECK(has(qml, "217,217,217,255"));
  options.few_below = 0;
  CHECK(times(change_areas(columns, options), "<range ") == 10);
}

TEST_CASE("change_areas: what is rarely chance is outlined, by the first p that an area has",
          "[property]") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<table::Column> columns = {
      {"area_name", "", "", table::Column::Texts{"A", "B", "C"}},
      {"chg_pct", "%", "", table::Column::Reals{-34.0, 12.0, none}},
      {"chg_p_od", "1", "", table::Column::Reals{none, none, none}},
      {"chg_p", "1", "", table::Column::Reals{9e-8, 0.4, none}}};
  const StyleOptions options{
      .column = "chg_pct", .name_column = "area_name", .p_columns = {"chg_p_od", "chg_p"}};
  const std::string qml = change_areas(columns, options);
  CHECK(well_formed_fault(qml).empty());
  CHECK(
      has(qml, "coalesce(coalesce(&quot;chg_p_od&quot;, &quot;chg_p&quot;, 1) &lt; 0.01, false)"));
  CHECK(times(qml, "label=\"outline: rarely chance (p &lt; 0.01)\"") == 1);
  columns[3].values = table::Column::Reals{0.2, 0.4, none};
  CHECK_FALSE(has(change_areas(columns, options), "outline: "));
}

TEST_CASE("density_surface: the key lists the stops, and no strip with all digits", "[property]") {
  CHECK(has(density_surface(7343.144466), "<rampLegendSettings useContinuousLegend=\"0\"/>"));
  CHECK(item_values(density_surface(7343.144466), "label").back() == "7,343 per km²");
}

TEST_CASE("style: areas without a value are hatched, and nothing else is", "[property]") {
  const auto columns = small_wards().columns;
  CHECK(times(graduated_areas(columns, by_rate), "b_diagonal") == 1);
  CHECK(times(change_areas(columns, {.column = "chg_pct"}), "b_diagonal") == 1);
  CHECK(times(graduated_areas(columns, {.column = "count"}), "b_diagonal") == 0);
}

TEST_CASE("points_by_count: circles grow with the classes, small ones on top", "[property]") {
  const std::string qml = points_by_count(small_wards().columns, {.column = "count"});
  std::vector<double> sizes;
  const std::string key = "name=\"size\" type=\"QString\" value=\"";
  for (std::size_t at = qml.find(key); at != std::string::npos; at = qml.find(key, at + 1)) {
    sizes.push_back(std::stod(qml.substr(at + key.size())));
  }
  REQUIRE(sizes.size() == 5);
  CHECK(std::set<double>(sizes.begin(), sizes.end()).size() == 5);
  CHECK(sizes.front() == 1.2);
  CHECK(sizes.back() == 6.0);
  CHECK(has(qml, "asc=\"0\">&quot;count&quot;</orderByClause>"));
}

TEST_CASE("categorised: hollow areas have coloured outlines, labels only where asked for",
          "[property]") {
  const std::vector<table::Column> columns = {
      {"order", "1", "", table::Column::Integers{1, 2}},
      {"label", "", "", table::Column::Texts{"1 (p 0.001)", "2 (p 0.4)"}}};
  CategoryOptions options{.column = "order",
                          .categories = {{"1", "first", "#d7301f"}, {"2", "second", "#54278f"}}};
  const std::string filled = categorised(columns, options);
  CHECK(times(filled, "name=\"color\" type=\"QString\" value=\"215,48,31,255\"") == 1);
  CHECK(has(filled, "labelsEnabled=\"0\""));
  CHECK_FALSE(has(filled, "<labeling"));
  options.hollow = true;
  options.name_column = "label";
  const std::string hollow = categorised(columns, options);
  CHECK(times(hollow, "name=\"style\" type=\"QString\" value=\"no\"") == 2);
  CHECK(times(hollow, "name=\"outline_color\" type=\"QString\" value=\"215,48,31,255\"") == 1);
  CHECK(has(hollow, "labelsEnabled=\"1\""));
  CHECK(has(hollow, "coalesce(&quot;label&quot;, &apos;&apos;)"));
  CHECK(has(hollow, "enableorderby=\"0\""));
  CHECK(well_formed_fault(hollow).empty());
  options.lowest_on_top = true;
  const std::string ordered = categorised(columns, options);
  CHECK(has(ordered, "enableorderby=\"1\""));
  CHECK(
      has(ordered, "<orderByClause nullsFirst=\"0\" asc=\"0\">&quot;order&quot;</orderByClause>"));
  CHECK(well_formed_fault(ordered).empty());
}

TEST_CASE("categorised: what no category names is drawn grey, and only where there is any",
          "[edge]") {
  std::vector<table::Column> columns = {
      {"gi_bin", "1", "", table::Column::Integers{-3, 0, 3, table::null_integer}}};
  const CategoryOptions options{.column = "gi_bin", .categories = gi_bin_categories()};
  CHECK(times(categorised(columns, options), "<category ") == 8);
  CHECK(has(categorised(columns, options), "value=\"\" type=\"string\" label=\"no value\""));
  columns[0].values = table::Column::Integers{-3, 0, 3};
  CHECK(times(categorised(columns, options), "<category ") == 7);
}

TEST_CASE("categorised: cells that are not significant are clear, areas pale", "[property]") {
  for (const auto& [column, categories] :
       {std::pair{table::Column{"gi_bin", "1", "", table::Column::Integers{-3, 0, 3}},
                  gi_bin_categories()},
        std::pair{table::Column{"quadrant", "", "", table::Column::Texts{"HH", "NS", "LH"}},
                  quadrant_categories()}}) {
    const std::vector<table::Column> columns = {column};
    CategoryOptions options{.column = column.name, .categories = categories};
    CHECK(times(categorised(columns, options), "\"247,247,247,255\"") == 1);
    CHECK(times(categorised(columns, options), "no value") == 0);
    options.outlined = false;
    CHECK(times(categorised(columns, options), "\"247,247,247,0\"") == 1);
    CHECK(times(categorised(columns, options), "\"247,247,247,255\"") == 0);
  }
}

TEST_CASE("density_surface: rising stops from transparent to dark", "[property]") {
  for (const double highest : {0.37, 7.0, 812.0, 1.2e6}) {
    const std::string qml = density_surface(highest);
    INFO(qml);
    CHECK(well_formed_fault(qml).empty());
    double before = -1.0;
    const std::string key = "<item value=\"";
    for (std::size_t at = qml.find(key); at != std::string::npos; at = qml.find(key, at + 1)) {
      const double value = std::stod(qml.substr(at + key.size()));
      CHECK(value > before);
      before = value;
    }
    CHECK(before == highest);
    CHECK(has(qml, "alpha=\"0\""));
  }
}

TEST_CASE("style: a label font names no family", "[property]") {
  for (const std::string& qml : every_style(small_wards().columns)) {
    CHECK_FALSE(has(qml, "fontFamily"));
  }
}

}  // namespace style_test
}  // namespace hotward::report
