#include "engine/analyses/repeats/repeats.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/methods/concentration/repeat_places.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/stats/multiple_testing.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using report::counted_noun;
using report::decimal_text;
using report::integer_text;

constexpr double surely = 0.05;

// Places with an incident, the busiest first. Element i of each vector is place i.
struct BusyPlaces {
  std::vector<std::uint32_t> place;  // of the study
  std::vector<std::int64_t> count;
  std::vector<double> p;
  std::vector<double> q;
  std::vector<std::string> street;
  std::int64_t incidents = 0;
  std::size_t listed = 0;  // the first so many have enough

  [[nodiscard]] std::int64_t at_listed() const {
    return std::accumulate(count.begin(), count.begin() + static_cast<std::ptrdiff_t>(listed),
                           std::int64_t{0});
  }
};

BusyPlaces busy_places(const Study& study, const Theme& theme, std::uint32_t least) {
  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme);
  BusyPlaces places;
  for (std::uint32_t p = 0; p < counts.size(); ++p) {
    if (counts[p] > 0) places.place.push_back(p);
  }
  const auto& at = study.incidents().places.at;
  std::ranges::sort(places.place, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(counts[b], at[a]) < std::tuple(counts[a], at[b]);
  });
  for (const std::uint32_t p : places.place) {
    places.count.push_back(counts[p]);
    places.incidents += counts[p];
    if (counts[p] >= least) ++places.listed;
  }
  places.p = concentration::chance_of_as_many(places.count);
  places.q = stats::benjamini_hochberg(places.p);
  places.street = place_names(study, std::span(places.place).first(places.listed));
  return places;
}

// "p576543_167890": metres east and north, the same in every run; places within a metre are told
// apart by a number.
std::vector<std::string> ids_of(const BusyPlaces& places, const Study& study) {
  std::vector<geometry::Point> at;
  for (const std::uint32_t p : places.place) at.push_back(study.incidents().places.at[p]);
  std::vector<std::size_t> order(at.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return at[i]; });
  std::map<std::string, int> times;
  std::vector<std::string> ids(at.size());
  for (const std::size_t i : order) {
    ids[i] = fmt::format("p{}_{}", std::llround(at[i].x), std::llround(at[i].y));
    if (const int time = ++times[ids[i]]; time > 1) ids[i] += fmt::format("_{}", time);
  }
  ids.resize(places.listed);
  return ids;
}

table::Layer repeats_layer(const BusyPlaces& places, const Study& study, const Theme& theme,
                           const std::string& one) {
  const table::Areas& areas = study.areas();
  table::Layer::Points points;
  table::Column::Reals shares;
  table::Column::Texts codes;
  table::Column::Texts names;
  for (std::size_t i = 0; i < places.listed; ++i) {
    points.push_back(study.incidents().places.at[places.place[i]]);
    shares.push_back(100.0 * static_cast<double>(places.count[i]) /
                     static_cast<double>(places.incidents));
    const auto area = static_cast<std::size_t>(study.join.area[places.place[i]]);
    codes.push_back(areas.codes[area]);
    names.push_back(areas.names[area]);
  }
  const auto first = [&](const auto& values) {
    return std::vector(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(places.listed));
  };
  table::Layer layer;
  layer.name = "repeats_" + theme.name;
  layer.title = fmt::format("Repeat {}s: {}", one, theme.noun);
  layer.description =
      fmt::format("Coordinates with several {}; p against chance if all {}s with any were alike.",
                  theme.noun, one);
  layer.geometry = std::move(points);
  layer.columns = {
      {"place_id", "", "metres east and north, the same in every run", ids_of(places, study)},
      {"street", "", "what most of its rows call it", places.street},
      {"count", "incidents", theme.noun, first(places.count)},
      {"share_pct", "%", "share of all in areas", std::move(shares)},
      {"p", "1", "chance of as many here, if all places with any were alike", first(places.p)},
      {"q", "1", "the same, allowing for the number of places", first(places.q)},
      {"area_code", "", "area code", std::move(codes)},
      {"area_name", "", "area", std::move(names)}};
  layer.style_qml = report::points_by_count(
      layer.columns,
      {.column = "count", .tip_columns = {"street", "count", "share_pct", "p", "area_name"}});
  return layer;
}

Json repeats_json(const BusyPlaces& places, const table::Layer& layer,
                  const RepeatsSettings& settings, bool map_points) {
  const auto& ids = std::get<table::Column::Texts>(layer.columns[0].values);
  const auto& shares = std::get<table::Column::Reals>(layer.columns[3].values);
  Json rows = Json::array();
  for (std::size_t i = 0; i < places.listed; ++i) {
    rows.push_back({{"place_id", ids[i]},
                    {"street", places.street[i]},
                    {"count", places.count[i]},
                    {"share_pct", shares[i]},
                    {"p", places.p[i]},
                    {"q", places.q[i]}});
  }
  return {{"of", map_points ? "map points" : "places"}, {"least", settings.least},
          {"all_places", places.place.size()},          {"incidents", places.incidents},
          {"at_repeats", places.at_listed()},           {"places", std::move(rows)}};
}

// "0.000" would say that chance never does it.
void show_small_p(const table::Column& column, report::PlainColumn& shown) {
  const auto& values = std::get<table::Column::Reals>(column.values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < 0.001) shown.cells[i] = "<0.001";
  }
}

report::ShownTable repeats_table(const table::Layer& layer, const std::string& one) {
  std::vector<std::size_t> order(layer.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  report::ShownTable table{{}, one};
  const std::tuple<const char*, const char*, int> usual[] = {
      {"street", "Street", 0},
      {"count", "Count", 0},
      {"share_pct", "Share %", 2},
      {"p", "p", 1},
      {"q", "q", 3},
      {"area_name", "Area", 4},
      {"place_id", "Id", report::only_asked}};
  for (const auto& [name, heading, drop] : usual) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    table.columns.push_back(report::plain_column(*column, heading, order));
    table.columns.back().name = name;
    table.columns.back().drop = drop;
    const bool is_p = column->name == "p" || column->name == "q";
    if (is_p) show_small_p(*column, table.columns.back());
  }
  return table;
}

std::string repeats_text(const BusyPlaces& places, const Theme& theme,
                         const RepeatsSettings& settings, const std::string& one) {
  if (places.listed == 0) {
    return fmt::format("No {} had {} {} or more.\n", one, settings.least, theme.noun);
  }
  const std::int64_t at = places.at_listed();
  std::string text = fmt::format(
      "{} of the {} ({}%) happened at {} that had {} or more", integer_text(at),
      counted_noun(places.incidents, theme.noun),
      decimal_text(100.0 * static_cast<double>(at) / static_cast<double>(places.incidents), 0),
      counted(places.listed, one), settings.least);
  text += fmt::format("; the busiest{} had {}.\n",
                      places.street[0].empty() ? "" : ", " + places.street[0] + ",",
                      integer_text(places.count[0]));
  const auto beyond = static_cast<std::uint64_t>(
      std::ranges::count_if(places.q, [](double q) { return q <= surely; }));
  return text + fmt::format(
                    "{} more than chance puts at one {}, if all {} with any were alike "
                    "(q ≤ {}, which allows for the number of them).\n",
                    beyond == 0 ? "None is shown to have" : counted(beyond, one) + " had", one,
                    counted(places.place.size(), one), surely);
}

std::string caution(bool map_points) {
  return map_points
             ? "These are repeat map points, not repeat victims or addresses: data.police.uk moves "
               "each incident to a map point that stands for all addresses around it, and a busy "
               "one "
               "may only have more of them.\n"
             : "A place is a coordinate: whether it is one address or many, the file does not "
               "say.\n";
}

}  // namespace

Findings repeats_findings(const Study& study, const Theme& theme, const RepeatsSettings& settings) {
  const bool map_points = has_map_points(study.incidents_read);
  const std::string one = map_points ? "map point" : "place";
  const BusyPlaces places = busy_places(study, theme, settings.least);
  Findings findings;
  findings.key = "repeats";
  findings.layers.push_back(repeats_layer(places, study, theme, one));
  findings.summary = repeats_json(places, findings.layers.front(), settings, map_points);
  if (places.incidents == 0) {
    findings.no_answer = nothing_text(study, theme, "no place saw any again");
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.tables.push_back(repeats_table(findings.layers.front(), one));
  findings.text =
      repeats_text(places, theme, settings, one) +
      report::how_sure(fmt::format(
          "of 100 {}s said to have more than chance puts there, about {} may have so by chance; "
          "that some have more addresses around them is not allowed for",
          one, decimal_text(100.0 * surely, 0))) +
      caution(map_points);
  return findings;
}

Analysis repeats() {
  auto settings = std::make_shared<RepeatsSettings>();
  parameter::List list("Repeats");
  list.whole("least", settings->least, "Incidents of a place that is listed").from_to(2, 1e9);
  return {.name = "repeats",
          .question = "Which places see it again and again?",
          .examples = {"hotward repeats police/ --type asb -o repeats.gpkg",
                       "hotward repeats cases.csv --least 5 --top 10"},
          .parameters = std::move(list),
          .in_run = InRun{15, "ranking places", "repeats", "Repeats: places that see it again"},
          .why_secret =
              "--public is not offered for repeats: it names single places, and the p of each is "
              "made of every count; places --public shows those with five incidents or more",
          .hides_small_counts = false,
          .prepare = [](StudyRequest& request, const OutputRequest& output) -> Result<void> {
            keep_place_names(request, output.is_public);
            return {};
          },
          .run = [settings](const Task& task) -> Result<Findings> {
            return repeats_findings(task.study, task.theme, *settings);
          }};
}

}  // namespace hotward::analyses
