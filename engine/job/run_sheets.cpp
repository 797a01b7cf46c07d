#include "engine/job/run_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/job/group_list.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/period_words.hpp"
#include "engine/report/style_labels.hpp"
#include "engine/table/area_kind.hpp"

namespace hotward::job {
namespace {

using report::Sheet;
using table::Column;

const Column* column_named(const table::Layer& layer, const std::string& name) {
  const auto found = std::ranges::find(layer.columns, name, &Column::name);
  return found == layer.columns.end() ? nullptr : &*found;
}

std::string uncapitalised(std::string words) {
  if (!words.empty() && words.front() >= 'A' && words.front() <= 'Z' &&
      (words.size() < 2 || words[1] < 'A' || words[1] > 'Z')) {
    words.front() = static_cast<char>(words.front() - 'A' + 'a');
  }
  return words;
}

std::string id_of(const std::string& layer, const std::string& view) {
  report::ProjectLayer named;
  named.name = layer;
  named.view = view;
  return report::layer_id(named);
}

std::string value_of(const Column& column, std::size_t row) {
  if (const auto* reals = std::get_if<Column::Reals>(&column.values); reals != nullptr) {
    if (std::isnan((*reals)[row])) return std::string(report::no_value);
    if (column.unit == "%") {
      return report::signed_text((*reals)[row], 1) + "%";
    }
  }
  return report::value_text(column, row, column.unit == "1" ? 0 : 1);
}

/// Areas in the order of their ranks, those without one left out; of more than are listed the first
/// few.
std::vector<report::ListRow> listed(const table::Layer& layer, const std::string& rank_column,
                                    const std::string& value_column) {
  const Column* rank = column_named(layer, rank_column);
  const Column* name = column_named(layer, "area_name");
  const Column* value = column_named(layer, value_column);
  if (rank == nullptr || name == nullptr || value == nullptr) return {};
  const auto& ranks = std::get<Column::Integers>(rank->values);
  const bool all = layer.size() <= report::most_listed;
  std::vector<std::size_t> order;
  for (std::size_t row = 0; row < layer.size(); ++row) {
    if (ranks[row] == table::null_integer) continue;
    if (all || ranks[row] <= report::most_numbered) order.push_back(row);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t row) { return ranks[row]; });
  // Ties of ranks may be many more than are asked for.
  if (order.size() > report::most_listed) order.resize(report::most_listed);
  std::vector<report::ListRow> rows;
  for (const std::size_t row : order) {
    rows.push_back({std::to_string(ranks[row]), std::get<Column::Texts>(name->values)[row],
                    value_of(*value, row)});
  }
  return rows;
}

struct SheetMaker {
  const Study& study;
  const ThemeAnswer& answer;
  std::string names;  // id of the layer of names
  std::string end;    // of each title
  table::AreaKind kind = table::kind_of(study.areas());
  const Theme& theme = answer.theme;

  [[nodiscard]] const Findings* findings(const std::string& key) const {
    const auto found = std::ranges::find_if(
        answer.chapters, [&](const Chapter& one) { return one.findings->key == key; });
    return found == answer.chapters.end() ? nullptr : &*found->findings;
  }

  // One view of the areas: what it shows, and what is said of it.
  struct AreaSheet {
    std::string view;
    std::string name;
    std::string title;
    std::string subtitle;  // without its full stop
    std::string numbers;   // what the numbers on the map are
    std::string shows;     // in the key and above the list
  };

  [[nodiscard]] Sheet of_areas(const table::Layer& layer, const AreaSheet& sheet) const {
    const bool rates = sheet.view == "rate";
    const std::string value = sheet.view.empty() ? "count" : rates ? "rate_1k" : "chg_pct";
    const bool all = layer.size() <= report::most_listed;
    const std::string listed_ones =
        all ? capitalised(kind.many) : fmt::format("The first {}", report::most_numbered);
    std::vector<report::ListRow> list = listed(layer, rates ? "rate_rank" : "rank", value);
    const std::string numbers = " Numbers on the map are " + sheet.numbers + ".";
    return {.name = sheet.name,
            .title = sheet.title + end,
            .subtitle = sheet.subtitle + "." + (list.empty() ? "" : numbers),
            .layers = {id_of(layer.name, sheet.view)},
            .key_title = capitalised(sheet.shows),
            .list_title = listed_ones + ": " + sheet.shows,
            .list = std::move(list)};
  }

  void add_areas(std::vector<Sheet>& sheets) const {
    const Findings* ranking = findings("ranking");
    if (ranking == nullptr || ranking->layers.empty()) return;
    const table::Layer& layer = ranking->layers.front();
    const std::string by = fmt::format(" by {}", kind.one);
    const std::string nouns = capitalised(theme.noun);
    const std::string per = "per 1,000 " + study.areas().population_label;
    sheets.push_back(of_areas(layer, {"", nouns + by, theme.title + by, "Number of " + theme.noun,
                                      "ranks, 1 the highest", theme.noun}));
    for (const View& view : ranking->views) {
      if (view.layer != layer.name) continue;
      if (view.name == "rate") {
        sheets.push_back(of_areas(layer, {view.name, fmt::format("{} {}", nouns, per),
                                          fmt::format("{} {}{}", theme.title, per, by),
                                          fmt::format("{} {} in the period", nouns, per),
                                          "ranks by rate, 1 the highest", per}));
      } else if (view.name == "change" && study.before) {
        sheets.push_back(of_areas(
            layer,
            {view.name, fmt::format("Change in {}", theme.noun),
             fmt::format("Change in {}{}", uncapitalised(theme.title), by),
             "Change since " + report::period_words(*study.before),
             "ranks by the number of " + theme.noun + "; ▲ up, ▼ down by over 5%", "change"}));
      }
    }
  }

  // A layer or raster below the names.
  void add_below_names(std::vector<Sheet>& sheets, const std::string& layer,
                       const std::string& words, const std::string& subtitle) const {
    sheets.push_back({.name = fmt::format("{} of {}", words, theme.noun),
                      .title = fmt::format("{} of {}{}", words, uncapitalised(theme.title), end),
                      .subtitle = subtitle,
                      .layers = {names, id_of(layer, "")},
                      .key_title = {},
                      .list_title = {},
                      .list = {}});
  }

  void add_layer(std::vector<Sheet>& sheets, const std::string& key, const std::string& words,
                 const std::string& subtitle) const {
    const Findings* found = findings(key);
    if (found == nullptr || found->layers.empty() || found->layers.front().size() == 0) return;
    add_below_names(sheets, found->layers.front().name, words, subtitle);
  }

  // The groups alone over names and boundaries: on the colours of counts an outline is lost.
  void add_where_to_act(std::vector<Sheet>& sheets) const {
    const Findings* found = findings("target");
    if (found == nullptr || found->layers.empty() || found->layers.front().size() == 0) return;
    if (!found->layers.front().name.starts_with("target_groups_")) return;  // they are not public
    const table::Layer& groups = found->layers[0];
    const table::Layer& areas = found->layers[1];
    GroupList listed = group_list(groups, areas, kind);
    const std::string rates = listed.rate_of.empty() ? "" : " and per 1,000 " + listed.rate_of;
    sheets.push_back(
        {.name = fmt::format("Where to act: {}", theme.noun),
         .title =
             fmt::format("Where to act: {} by {}{}", uncapitalised(theme.title), kind.one, end),
         .subtitle = fmt::format(
             "Outlined: neighbours that together hold most within the bounds, group 1 the best. "
             "Numbers on the map are ranks by the number of {}.",
             theme.noun),
         .layers = {id_of(groups.name, ""), id_of(areas.name, "numbers")},
         .key_title = capitalised(kind.many),
         .list_title = capitalised(theme.noun) + rates,
         .list = std::move(listed.rows)});
  }
};

}  // namespace

std::string where_and_when(const Study& study, const std::string& place) {
  std::string end = place.empty() ? "" : ", " + place;
  if (study.period) end += ", " + report::period_words(*study.period);
  return end;
}

std::vector<Sheet> sheets_of(const Study& study, const ThemeAnswer& answer,
                             const report::ProjectLayer& names, const std::string& end) {
  const SheetMaker make{study, answer, report::layer_id(names), end};
  std::vector<Sheet> sheets;
  make.add_areas(sheets);
  make.add_where_to_act(sheets);
  make.add_layer(sheets, "gi_star", "Hot and cold spots",
                 "Cells that gather more, or fewer, than chance alone would bring.");
  const Findings* density = make.findings("density");
  if (density != nullptr && !density->rasters.empty()) {
    make.add_below_names(sheets, density->rasters.front().name + ".tif", "Density",
                         "A smoothed surface: how many there are around each place.");
  }
  make.add_layer(sheets, "clusters", "Clusters",
                 "Places where incidents lie close together. Nobody has tested whether chance "
                 "would do as much.");
  return sheets;
}

}  // namespace hotward::job
