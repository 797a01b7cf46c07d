#include "engine/analyses/emerging/emerging_layers.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/emerging/emerging_words.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using Columns = std::vector<table::Column>;

Columns pattern_columns(const EmergingSpots& found, const Theme& theme) {
  Columns columns = cell_id_columns(*found.table.grid);
  table::Column::Texts pattern;
  table::Column::Integers hot, cold, last_bin, count;
  table::Column::Reals z, p;
  for (std::size_t cell = 0; cell < found.cells(); ++cell) {
    const bool known = found.why_none[cell].empty();
    pattern.emplace_back(known ? name_of(trend::pattern_names, found.pattern[cell])
                               : table::null_text);
    hot.push_back(known ? found.hot_steps[cell] : table::null_integer);
    cold.push_back(known ? found.cold_steps[cell] : table::null_integer);
    last_bin.push_back(found.gi.bin[found.cube.bin(found.steps.size() - 1, cell)]);
    z.push_back(found.mann_kendall[cell].z_score);
    p.push_back(found.mann_kendall[cell].p_value);
    count.push_back(known ? found.incidents[cell] : table::null_integer);
  }
  columns.push_back({"pattern", "", "what became of the spot", pattern});
  columns.push_back({"hot_n", "periods", "periods in which it was hot", hot});
  columns.push_back({"cold_n", "periods", "periods in which it was cold", cold});
  columns.push_back({"last_bin", "1", "hot (+) or cold (-) at 90, 95, 99 % in the last", last_bin});
  columns.push_back({"mk_z", "1", "how steadily its strength rises (+) or falls (-)", z});
  columns.push_back({"mk_p", "1", "chance of a trend as steady", p});
  columns.push_back({"count", "incidents", theme.noun + " in all periods", count});
  columns.push_back({"why_none", "", "why the cell has no pattern", found.why_none});
  return columns;
}

}  // namespace

table::Layer pattern_layer(const Study& study, const Theme& theme, const EmergingSpots& found,
                           const EmergingOptions& options) {
  table::Layer layer;
  layer.name = "emerging_" + theme.name;
  layer.title = "Hot spots over time: " + theme.noun;
  layer.description = method_text(found, options) + " " + study.areas().caveat;
  layer.columns = pattern_columns(found, theme);
  layer.geometry = table::Shapes(found.table.grid);
  layer.style_qml = report::categorised(
      layer.columns,
      {.column = "pattern",
       .categories = report::emerging_categories(),
       .outlined = false,
       .tip_columns = {"cell_id", "pattern", "hot_n", "cold_n", "count", "why_none"}});
  return layer;
}

table::Layer cube_layer(const Study& study, const Theme& theme, const EmergingSpots& found,
                        const EmergingOptions& options) {
  table::Layer layer;
  layer.name = "emerging_cube_" + theme.name;
  layer.title = "Hot and cold spots, period by period: " + theme.noun;
  layer.description = fmt::format(
      "A cell for each period in which it was a hot or a cold spot. Play it with the "
      "temporal controller. {} {}",
      method_text(found, options), study.areas().caveat);
  table::Column::Texts ids;
  table::Column::Days first, last;
  table::Column::Integers bin, count;
  table::Column::Reals z, q;
  table::Shapes::List shapes;
  for (std::size_t t = 0; t < found.steps.size(); ++t) {
    for (std::size_t cell = 0; cell < found.cells(); ++cell) {
      const std::size_t b = found.cube.bin(t, cell);
      if (found.gi.bin[b] == 0 || found.gi.bin[b] == table::null_integer) continue;
      ids.push_back(found.table.grid->lattice().id(found.table.grid->cells()[cell]));
      first.push_back(table::first_day(found.steps[t].first));
      last.push_back(table::last_day(found.steps[t].last));
      bin.push_back(found.gi.bin[b]);
      z.push_back(found.gi.z_score[b]);
      q.push_back(found.gi.q_value[b]);
      count.push_back(found.cube.counts[b]);
      shapes.push_back(found.table.grid->shape(cell));
    }
  }
  layer.columns = {{"cell_id", "", "shape and width, column, row", ids},
                   {"start", "", "first day of the period", first},
                   {"end", "", "last day of the period", last},
                   {"gi_bin", "1", "hot (+) or cold (-) at 90, 95, 99 %, corrected", bin},
                   {"gi_z", "1", "how far high (+) or low (-) values gather here", z},
                   {"gi_q", "1", "chance of it, allowing for all cells looked at", q},
                   {"count", "incidents", theme.noun + " in the cell", count}};
  layer.geometry = std::move(shapes);
  layer.style_qml =
      report::categorised(layer.columns, {.column = "gi_bin",
                                          .categories = report::gi_bin_categories(),
                                          .outlined = false,
                                          .tip_columns = {"cell_id", "start", "count", "gi_z"},
                                          .first_column = "start",
                                          .last_column = "end"});
  return layer;
}

}  // namespace hotward::analyses
