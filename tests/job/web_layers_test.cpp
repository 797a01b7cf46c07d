#include "engine/job/web_layers.hpp"

#include "tests/support/catch.hpp"

namespace hotward::job {
namespace web_layers_test {

using table::Column;

table::Layer cells(std::vector<Column> columns) {
  table::Layer layer;
  layer.name = "grid_asb";
  layer.title = "ASB incidents per cell";
  layer.columns = std::move(columns);
  table::Shapes::List shapes;
  for (std::size_t i = 0; i < layer.columns.front().size(); ++i) {
    const auto x = static_cast<double>(i);
    shapes.push_back({{{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}}, {}}});
  }
  layer.geometry = std::move(shapes);
  return layer;
}

Column ids(std::vector<std::string> texts) { return {"cell_id", "", "", Column::Texts(texts)}; }
Column counts(std::vector<std::int64_t> n) {
  return {"count", "incidents", "", Column::Integers(n)};
}

TEST_CASE("without_empty_cells: zeros go, hidden counts stay", "[edge]") {
  const auto thinned = without_empty_cells(
      {cells({ids({"a", "b", "c", "d"}), counts({0, 3, table::null_integer, 0})})});
  REQUIRE(thinned.size() == 1);
  CHECK(thinned[0].name == "grid_asb");
  CHECK(std::get<Column::Texts>(thinned[0].columns[0].values) == Column::Texts{"b", "c"});
  const auto& shapes = std::get<table::Layer::Shapes>(thinned[0].geometry);
  REQUIRE(shapes.size() == 2);
  CHECK(geometry::bounds(shapes[0]).low.x == 1.0);
}

TEST_CASE("without_empty_cells: a hot cell without an incident stays", "[edge]") {
  const auto thinned = without_empty_cells({cells(
      {ids({"a", "b", "c"}), counts({0, 0, 0}), {"gi_bin", "1", "", Column::Integers{0, 3, -1}}})});
  REQUIRE(thinned.size() == 1);
  CHECK(thinned[0].size() == 2);
  const auto over_time = without_empty_cells(
      {cells({ids({"a", "b", "c"}),
              counts({0, 0, 0}),
              {"pattern", "", "", Column::Texts{"no pattern", "new hot spot", ""}}})});
  REQUIRE(over_time.size() == 1);
  CHECK(over_time[0].size() == 1);
}

TEST_CASE("without_empty_cells: layers of areas, and what would be left empty, stay", "[edge]") {
  table::Layer areas = cells({ids({"a", "b"}), counts({0, 2})});
  areas.columns[0].name = "area_code";
  CHECK(without_empty_cells({areas}).empty());
  CHECK(without_empty_cells({cells({ids({"a", "b"}), counts({0, 0})})}).empty());
  CHECK(without_empty_cells({cells({ids({"a", "b"}), counts({1, 2})})}).empty());
  table::Layer table = cells({ids({"a", "b"}), counts({0, 2})});
  table.geometry = std::monostate{};
  CHECK(without_empty_cells({table}).empty());
}

}  // namespace web_layers_test
}  // namespace hotward::job
