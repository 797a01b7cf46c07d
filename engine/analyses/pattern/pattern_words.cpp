#include "engine/analyses/pattern/pattern_words.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::analyses {
namespace {

using pattern::NearestNeighbourIndex;

double p_of(const std::optional<pattern::LayoutChance>& chance) {
  return chance ? chance->p_value : undefined;
}

Json index_json(const NearestNeighbourIndex& index,
                const std::optional<pattern::LayoutChance>& chance) {
  return {{"n", index.n},
          {"mean_m", report::number(index.mean_m)},
          {"expected_m", report::number(index.expected_m)},
          {"ratio", report::number(index.ratio)},
          {"z", report::number(index.z_score)},
          {"p", report::number(p_of(chance))},
          {"chance_m", report::number(chance ? chance->mean_m : undefined)},
          {"donnelly",
           {{"expected_m", report::number(index.expected_donnelly_m)},
            {"ratio", report::number(index.ratio_donnelly)},
            {"z", report::number(index.z_donnelly)}}}};
}

Json ripley_json(const FoundPattern& found, const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  Json rows = Json::array();
  for (std::size_t i = 0; i < k.radius_m.size(); ++i) {
    rows.push_back({{"r_m", k.radius_m[i]},
                    {"k", report::number(k.k_m2[i])},
                    {"l", report::number(k.l_m[i])},
                    {"l_lo", k.lower_m.empty() ? Json() : report::number(k.lower_m[i])},
                    {"l_hi", k.upper_m.empty() ? Json() : report::number(k.upper_m[i])},
                    {"l_mean", k.mean_m.empty() ? Json() : report::number(k.mean_m[i])}});
  }
  const geometry::Box& w = found.window;
  return {{"of", options.places_only ? "places" : "incidents"},
          {"n", k.n},
          {"outside", k.outside},
          {"window", {w.low.x, w.low.y, w.high.x, w.high.y}},
          {"edge", std::string(name_of(pattern::edge_names, options.edge))},
          {"simulations", options.simulations},
          {"p", k.mean_m.empty() ? Json() : Json(k.p_value)},
          {"rows", std::move(rows)}};
}

std::string layouts_text(std::uint64_t number) { return counted(number, "random layout"); }

// Where these fall.
std::string fall_text(const FoundPattern& found) {
  if (found.chance.kind == ChanceLayouts::Kind::places) {
    return fmt::format("on the {} of the areas", counted(found.chance.universe, "map point"));
  }
  return "within the areas";
}

// What the chances rest on, or why there are none.
std::string sure_text(const FoundPattern& found, const PatternOptions& options) {
  if (!found.chance.is_known()) {
    return report::how_sure("what chance makes cannot be known, since " + found.chance.why_unknown);
  }
  if (options.simulations == 0) {
    return report::how_sure(
        "no random layouts were asked for, so whether chance does as much is not known");
  }
  return report::how_sure(
      fmt::format("chance is what {} {} make; where homes and streets gather, incidents do, too, "
                  "and that alone is no hot spot",
                  layouts_text(static_cast<std::uint64_t>(options.simulations)), fall_text(found)));
}

// Of places, where incidents share them: distances of 0 between incidents say nothing.
std::string index_text(const FoundPattern& found, const Theme& theme) {
  const bool of_places = found.neighbours.repeated_pct > 0.0;
  const auto& index = of_places ? found.neighbours.places : found.neighbours.points;
  const std::string what = of_places ? "places with " + theme.noun : theme.noun;
  if (!std::isfinite(index.ratio)) return "";
  const auto& chance = of_places ? found.of_places : found.of_points;
  const std::string near = report::decimal_text(index.mean_m, 0);
  const std::string ratio = report::decimal_text(index.ratio, 3);
  if (!chance) {
    return fmt::format(
        "{} are {} m from the nearest other on average (nearest-neighbour index R {}).\n",
        capitalised(what), near, ratio);
  }
  const char* finding =
      !(chance->p_value <= 0.05)      ? "are no closer together than chance alone would put them"
      : index.mean_m < chance->mean_m ? "are closer together than chance alone would put them"
                                      : "are further apart than chance alone would put them";
  return fmt::format(
      "{} {}: {} m to the nearest other on average, where random layouts {} have {} m; chance "
      "alone "
      "does as much {} ({}; nearest-neighbour index R {}, over {} km²).\n",
      capitalised(what), finding, near, fall_text(found), report::decimal_text(chance->mean_m, 0),
      report::chance_words(chance->p_value), report::p_words(chance->p_value), ratio,
      report::decimal_text(found.region.area_m2 * 1e-6, 1));
}

std::string repeats_text(const FoundPattern& found, const Theme& theme) {
  const auto& n = found.neighbours;
  if (n.repeated_pct == 0.0) return "";
  return fmt::format(
      "{}% of the {} share their place with another, because they were moved to the same map point "
      "or happened again there: read the row of places, not that of incidents.\n",
      report::decimal_text(n.repeated_pct, 1), theme.noun);
}

// "50 to 750 m and 900 m": runs of the distances that are marked.
std::string distances_text(const std::vector<double>& radius_m, const std::vector<bool>& marked) {
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (!marked[i]) continue;
    const std::size_t first = i;
    while (i + 1 < marked.size() && marked[i + 1]) ++i;
    const std::string from = report::decimal_text(radius_m[first], 0);
    runs.push_back(first == i ? from : from + " to " + report::decimal_text(radius_m[i], 0));
  }
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == runs.size() ? " and " : ", ") + runs[i];
  }
  return text + " m";
}

// Where L lies above, or below, all random layouts.
std::string envelope_text(const FoundPattern& found, const Theme& theme,
                          const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  std::vector<bool> above;
  std::vector<bool> below;
  for (std::size_t i = 0; i < k.l_m.size(); ++i) {
    above.push_back(k.l_m[i] > k.upper_m[i]);
    below.push_back(k.l_m[i] < k.lower_m[i]);
  }
  const bool many = std::ranges::find(above, true) != above.end();
  const bool few = std::ranges::find(below, true) != below.end();
  const std::string last = report::decimal_text(k.radius_m.back(), 0);
  std::string finding =
      fmt::format("as many others nearby as random layouts do, at every distance up to {} m", last);
  if (many) {
    finding =
        "more others within " + distances_text(k.radius_m, above) + " than any random layout has";
  }
  if (few) {
    finding = (many ? finding + ", and fewer within " : std::string("fewer others within ")) +
              distances_text(k.radius_m, below) + (many ? "" : " than any random layout has");
  }
  return fmt::format(
      "{} have {}; chance alone does as much {} (Ripley's L, {}, {} {}; {} up to {} m were looked "
      "at, of which the table shows every second).\n",
      options.places_only ? "Places with " + theme.noun : capitalised(theme.noun), finding,
      report::chance_words(k.p_value), report::p_words(k.p_value),
      layouts_text(static_cast<std::uint64_t>(options.simulations)), fall_text(found),
      counted(k.l_m.size(), "distance"), last);
}

std::string ripley_text(const FoundPattern& found, const Theme& theme,
                        const PatternOptions& options) {
  const geometry::Box& w = found.window;
  const double share = found.region.area_m2 / (w.width() * w.height());
  std::string text;
  if (!found.ripley.mean_m.empty()) {
    text += envelope_text(found, theme, options);
  }
  text += fmt::format(
      "How: L counts {} within each distance, of {} in the rectangle around the areas ({} km by {} "
      "km, of which the areas are {}%).\n",
      options.places_only ? "places" : "incidents", report::integer_text(found.ripley.n),
      report::decimal_text(w.width() * 1e-3, 1), report::decimal_text(w.height() * 1e-3, 1),
      report::decimal_text(100.0 * share, 0));
  if (!found.ripley.mean_m.empty()) {
    text += fmt::format(
        "By chance L is what {} {} have on average; it would be the distance itself only if the "
        "areas filled the rectangle.\n",
        layouts_text(static_cast<std::uint64_t>(options.simulations)), fall_text(found));
  }
  return text;
}

}  // namespace

Json pattern_json(const FoundPattern& found, const PatternOptions& options) {
  return {{"incidents", index_json(found.neighbours.points, found.of_points)},
          {"places", index_json(found.neighbours.places, found.of_places)},
          {"repeated_pct", found.neighbours.repeated_pct},
          {"area_km2", found.region.area_m2 * 1e-6},
          {"perimeter_km", found.region.perimeter_m * 1e-3},
          {"layouts",
           {{"on", layouts_name(found.chance.kind)},
            {"map_points", found.chance.universe > 0 ? Json(found.chance.universe) : Json()},
            {"simulations", options.simulations},
            {"why_unknown", found.chance.is_known() ? Json() : Json(found.chance.why_unknown)}}},
          {"ripley", ripley_json(found, options)}};
}

table::Layer pattern_layer(const FoundPattern& found, const Theme& theme,
                           const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  table::Layer layer;
  layer.name = "pattern_" + theme.name;
  layer.title = fmt::format("How near {} lie to each other (Ripley's K)", theme.noun);
  layer.description = fmt::format(
      "{} within the rectangle around the areas; {}.", options.places_only ? "Places" : "Incidents",
      !k.mean_m.empty() ? fmt::format("lowest and highest of {}; chance alone does as much {} ({})",
                                      layouts_text(static_cast<std::uint64_t>(options.simulations)),
                                      report::chance_words(k.p_value), report::p_words(k.p_value))
      : options.simulations == 0 ? "no random layouts were asked for"
                                 : "what chance makes cannot be known");
  layer.columns = pattern::columns(k);
  return layer;
}

report::ShownTable index_table(const FoundPattern& found) {
  report::ShownTable table{{{"Of", {"incidents", "places"}, false, "of"}}, "row"};
  const auto add = [&](const char* name, const char* heading, int drop, auto get, int decimals) {
    report::PlainColumn column{heading, {}, true, name, drop};
    for (const auto* index : {&found.neighbours.points, &found.neighbours.places}) {
      const double value = get(*index);
      column.cells.push_back(report::decimal_text(value, decimals));
    }
    table.columns.push_back(std::move(column));
  };
  using Index = NearestNeighbourIndex;
  const auto n = [](const Index& i) { return static_cast<double>(i.n); };
  add("n", "Number", 0, n, 0);
  add(
      "mean_m", "Nearest m", 0, [](const Index& i) { return i.mean_m; }, 1);
  add(
      "expected_m", "By chance m", 0, [](const Index& i) { return i.expected_m; }, 1);
  add(
      "ratio", "R", 0, [](const Index& i) { return i.ratio; }, 3);
  add(
      "z", "z", 2, [](const Index& i) { return i.z_score; }, 1);
  report::PlainColumn p{"p", {}, true, "p", 1};
  for (const auto* chance : {&found.of_points, &found.of_places}) {
    p.cells.push_back(report::decimal_text(p_of(*chance), 3));
  }
  table.columns.push_back(std::move(p));
  add(
      "ratio_donnelly", "R Donnelly", 3, [](const Index& i) { return i.ratio_donnelly; }, 3);
  add(
      "z_donnelly", "z Donnelly", 4, [](const Index& i) { return i.z_donnelly; }, 1);
  return table;
}

report::ShownTable ripley_table(const table::Layer& layer) {
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < layer.size(); i += 2) order.push_back(i);
  report::ShownTable table{{}, "distance"};
  const std::tuple<const char*, const char*, int> usual[] = {
      {"r_m", "Within m", 0},           {"l", "L m", 0},
      {"l_minus_r", "L - m", 3},        {"l_lo", "Chance lowest", 1},
      {"l_mean", "By chance", 1},       {"l_hi", "Chance highest", 0},
      {"k", "K m²", report::only_asked}};
  for (const auto& [name, heading, drop] : usual) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    table.columns.push_back(report::plain_column(*column, heading, order, 1));
    table.columns.back().name = name;
    table.columns.back().drop = drop;
  }
  return table;
}

std::string pattern_text(const FoundPattern& found, const Theme& theme,
                         const PatternOptions& options) {
  return index_text(found, theme) + repeats_text(found, theme) + sure_text(found, options) +
         ripley_text(found, theme, options);
}

}  // namespace hotward::analyses
