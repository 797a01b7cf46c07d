#include "engine/analyses/evaluate/hot_layers.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/geometry/lattice.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using table::Column;

double percent(double share) { return 100.0 * share; }

geometry::Ring square(const geometry::Point& low, double side) {
  return {low, {low.x + side, low.y}, {low.x + side, low.y + side}, {low.x, low.y + side}};
}

std::string surety_style(const std::vector<Column>& columns) {
  const auto colours = report::sequential_colours(std::size(sureties));
  std::vector<report::Category> categories;
  for (std::size_t i = 0; i < std::size(sureties); ++i) {
    categories.push_back(
        {sureties[i].word, sureties[i].label, colours[std::size(sureties) - 1 - i]});
  }
  return report::categorised(columns, {.column = "stays",
                                       .categories = categories,
                                       .outlined = false,
                                       .tip_columns = {"stays", "hot_pct", "widths"}});
}

// Reals of each row that a member or function gives.
template <class Get>
Column reals(const HotEvaluation& found, std::string name, std::string unit, std::string meaning,
             Get get) {
  Column::Reals values;
  for (const HotRow& row : found.rows) values.push_back(get(row));
  return {std::move(name), std::move(unit), std::move(meaning), std::move(values)};
}

std::vector<Column> name_columns(const HotEvaluation& found) {
  Column::Texts method;
  Column::Reals cell;
  for (const HotRow& row : found.rows) {
    method.emplace_back(name_of(hot_method_names, row.method));
    cell.push_back(row.cell_m);
  }
  return {{"method", "", "the command that makes such a map", method},
          {"cell_m", "m", "width of a cell", cell}};
}

}  // namespace

const Surety& surety_of(double hot_share) {
  for (const Surety& surety : sureties) {
    if (hot_share >= surety.least) return surety;
  }
  return sureties[std::size(sureties) - 1];
}

table::Layer stability_layer(const HotEvaluation& found, const Theme& theme,
                             const std::string& caveat) {
  const Stability& stability = found.stability;
  const density::Frame& spots = stability.spots;
  const geometry::Lattice lattice(geometry::CellShape::square, std::max(1.0, spots.cell_m));
  Column::Texts id;
  Column::Texts stays;
  Column::Reals share;
  Column::Integers widths;
  table::Shapes::List shapes;
  for (std::size_t i = 0; i < stability.hot_share.size(); ++i) {
    if (stability.hot_share[i] <= 0.0) continue;
    const geometry::Point centre = spots.centre(i);
    id.push_back(lattice.id(lattice.at(centre)));
    stays.emplace_back(surety_of(stability.hot_share[i]).word);
    share.push_back(percent(stability.hot_share[i]));
    widths.push_back(stability.widths[i]);
    const double half = 0.5 * spots.cell_m;
    shapes.push_back({{square({centre.x - half, centre.y - half}, spots.cell_m), {}}});
  }
  table::Layer layer;
  layer.name = "stability_" + theme.name;
  layer.title = fmt::format("Where hot spots of {} stay, whatever the grid", theme.noun);
  layer.description = fmt::format(
      "Squares of {} m, by the share of {} grids ({} widths, begun at {} places) in which they lie "
      "in a hot cell, {}, in {}. {}",
      spots.cell_m, stability.grids, stability.cells_m.size(), most_offsets,
      name_of(hot_method_names, stability.method), table::to_string(found.periods.before), caveat);
  layer.columns = {
      {"cell_id", "", "shape and width, column, row", id},
      {"stays", "", "hot always, mostly, at times or rarely", stays},
      {"hot_pct", "%", "of the grids: those in which it lies in a hot cell", share},
      {"widths", "widths", "of cells, at which it is hot in half the grids or more", widths}};
  layer.geometry = std::move(shapes);
  layer.style_qml = surety_style(layer.columns);
  return layer;
}

table::Layer rows_layer(const HotEvaluation& found, const Theme& theme) {
  const auto add = [&](table::Layer& layer, const char* name, const char* unit,
                       const std::string& meaning, auto get) {
    layer.columns.push_back(reals(found, name, unit, meaning, get));
  };
  const std::string later = theme.noun + " of the later period";
  table::Layer layer;
  layer.name = "evaluate_" + theme.name;
  layer.title = fmt::format("What hot cells caught of the {}", later);
  layer.description =
      fmt::format("Hot cells of {}, judged by {}.", table::to_string(found.periods.before),
                  table::to_string(found.periods.after));
  layer.columns = name_columns(found);
  add(layer, "area_pct", "%", "of the area that the hot cells have",
      [](const HotRow& r) { return percent(r.found.area_share); });
  add(layer, "hit_pct", "%", "of the " + later + " that they held",
      [](const HotRow& r) { return percent(r.found.hit_share); });
  add(layer, "hit_lo", "%", "lower end, 95%, were the later incidents drawn anew",
      [](const HotRow& r) { return percent(r.hit_share.lower); });
  add(layer, "hit_hi", "%", "upper end of the same",
      [](const HotRow& r) { return percent(r.hit_share.upper); });
  add(layer, "hit_min", "%", "lowest over the places where the grid may begin",
      [](const HotRow& r) { return percent(r.hit_of_grids.lower); });
  add(layer, "hit_max", "%", "highest of the same",
      [](const HotRow& r) { return percent(r.hit_of_grids.upper); });
  add(layer, "best_pct", "%", "the most that as much area could have held",
      [](const HotRow& r) { return percent(r.found.best_share); });
  add(layer, "pai", "1", "hit_pct over area_pct", [](const HotRow& r) { return r.found.pai; });
  add(layer, "pei", "1", "hit_pct over best_pct", [](const HotRow& r) { return r.found.pei; });
  add(layer, "ppai", "1", "pai with less weight on small areas",
      [](const HotRow& r) { return r.found.ppai; });
  add(layer, "rri_recap", "1", "pai of the later period over that of the earlier one",
      [](const HotRow& r) { return r.rri_recapture; });
  add(layer, "rri_calib", "1", "predicted over seen, in the hot cells",
      [](const HotRow& r) { return r.found.rri_calibration; });
  add(layer, "auc", "1", "area under the capture curve",
      [](const HotRow& r) { return r.area_under_curve; });
  add(layer, "jaccard", "1", "of the hot cells of the two periods",
      [](const HotRow& r) { return r.jaccard; });
  add(layer, "rbo", "1", "rank-biased overlap of the two periods",
      [](const HotRow& r) { return r.rank_overlap; });
  return layer;
}

table::Layer curve_layer(const HotEvaluation& found, const Theme& theme) {
  Column::Texts method;
  Column::Reals cell;
  Column::Reals area;
  Column::Reals hit;
  for (const HotRow& row : found.rows) {
    for (std::size_t i = 0; i < row.curve.size(); ++i) {
      method.emplace_back(name_of(hot_method_names, row.method));
      cell.push_back(row.cell_m);
      area.push_back(percent(curve_shares[i]));
      hit.push_back(percent(row.curve[i]));
    }
  }
  table::Layer layer;
  layer.name = "capture_" + theme.name;
  layer.title = fmt::format("Capture of {} by share of the area", theme.noun);
  layer.description =
      fmt::format("Hot cells of {}, judged by {}.", table::to_string(found.periods.before),
                  table::to_string(found.periods.after));
  layer.columns = {{"method", "", "the command that makes such a map", method},
                   {"cell_m", "m", "width of a cell", cell},
                   {"area_pct", "%", "of the area, the hottest cells first", area},
                   {"hit_pct", "%", "of the later incidents that these cells held", hit}};
  return layer;
}

}  // namespace hotward::analyses
