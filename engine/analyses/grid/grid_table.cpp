#include "engine/analyses/grid/grid_table.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/join/area_join.hpp"
#include "engine/report/column_table.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"

namespace hotward::analyses {
namespace {

using table::Column;

template <class Values>
const Values& values_of(const table::Layer& layer, const char* name) {
  return std::get<Values>(std::ranges::find(layer.columns, name, &Column::name)->values);
}

std::vector<std::size_t> busiest_first(const table::Layer& layer) {
  const auto& counts = values_of<Column::Integers>(layer, "count");
  const auto& ids = values_of<Column::Texts>(layer, "cell_id");
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != table::null_integer && counts[i] > 0) order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple(-counts[i], ids[i]); });
  return order;
}

// Of each cell's middle; nothing where that lies outside all areas, as at their border.
report::PlainColumn area_column(const Study& study, const std::vector<geometry::Point>& middles,
                                const std::vector<std::size_t>& order) {
  table::Places places;
  for (const std::size_t i : order) {
    places.at.push_back(middles[i]);
    places.incidents.push_back(1);
  }
  const auto joined = join::area_join(places, study.areas());
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  report::PlainColumn column{"Middle in", {}, false, "area_name", 1};
  for (const std::int32_t area : joined.area) {
    column.cells.push_back(area < 0
                               ? std::string(report::no_value)
                               : report::printable_line(labels[static_cast<std::size_t>(area)]));
  }
  return column;
}

}  // namespace

report::ShownTable grid_table(const Study& study, const geometry::Grid& grid,
                              const table::Layer& layer) {
  const std::vector<std::size_t> order = busiest_first(layer);
  std::vector<geometry::Point> middles;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    middles.push_back(grid.lattice().centre(grid.cells()[i]));
  }
  constexpr std::array<report::HeadedColumn, 3> usual = {
      {{"cell_id", "Cell", 2}, {"count", "Count", 0}, {"dens_km2", "Per km²", 3}}};
  report::ShownTable table = report::column_table(layer.columns, order, usual, "cell");
  table.columns.insert(table.columns.begin() + 1, area_column(study, middles, order));
  table.columns.push_back(report::position_column(middles, order, 4));
  return table;
}

}  // namespace hotward::analyses
