#include "engine/analyses/concentration/concentration.hpp"

#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "engine/analyses/concentration/found.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

using concentration::Chance;
using concentration::Concentration;

parameter::List parameters(ConcentrationSettings& settings) {
  parameter::List list("Concentration");
  list.spec<Universe>("universe", settings.universe, parse_universe, universe_text,
                      "Among which places: occupied (those that had any), points of a data set, "
                      "hexagons of a width, or the areas")
      .file(parameter::PathKind::path_or_word)
      .as("occupied|points:FILE|cells:LENGTH|areas");
  list.length("within", settings.within_m,
              "How far from the nearest point of a data set an incident may lie to count there")
      .needs("universe points:FILE",
             [&settings] { return settings.universe.kind == Universe::Kind::points; });
  list.number("dispersion", settings.dispersion,
              "How many times as much as by chance counts vary at places that are all alike "
              "(default: as they do there from month to month)")
      .from_to(1.0, 1e6);
  list.whole("simulations", settings.simulations, "Draws for intervals and p; 0: none");
  return list;
}

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json span_json(const concentration::Span& span) { return {real(span.lower), real(span.upper)}; }

Json chance_json(const std::optional<Chance>& chance) {
  if (!chance) return Json();
  return {{"dispersion", chance->dispersion},
          {"gini", real(chance->gini)},
          {"gini_interval", span_json(chance->middle)},
          {"p", real(chance->p)}};
}

Json shares_json(const FoundConcentration& found) {
  Json shares = Json::array();
  const Concentration& figures = found.figures;
  for (const std::int64_t pct : told_pct) {
    const bool some = figures.poisson.has_value();
    const std::int64_t places = some ? concentration::places_holding(figures.classes, pct) : 0;
    const double share = static_cast<double>(pct) / 100.0;
    const auto by = [&](const std::optional<Chance>& chance) {
      return chance ? real(100.0 * concentration::places_at(chance->curve, share)) : Json();
    };
    shares.push_back({{"crime_pct", pct},
                      {"places_pct", some ? Json(100.0 * static_cast<double>(places) /
                                                 static_cast<double>(figures.places))
                                          : Json()},
                      {"places", some ? Json(places) : Json()},
                      {"chance_pct", by(figures.poisson)},
                      {"burst_pct", by(figures.bursts)}});
  }
  return shares;
}

Json concentration_json(const FoundConcentration& found, const ConcentrationSettings& settings) {
  const Concentration& figures = found.figures;
  const double null = figures.poisson ? figures.poisson->gini : undefined;
  std::int64_t empty = 0;
  for (const std::int64_t count : found.places.counts) empty += count == 0 ? 1 : 0;
  return {{"universe", universe_text(settings.universe)},
          {"places", figures.places},
          {"empty", empty},
          {"incidents", figures.incidents},
          {"left_out", found.places.left_out},
          {"gini", real(figures.gini)},
          {"gini_interval", span_json(figures.gini_interval)},
          {"gini_generalised", real(figures.generalised)},
          {"gini_unbiased", real(figures.unbiased)},
          {"gini_null", real(null)},
          {"gini_max", real(figures.greatest)},
          {"gini_adjusted", real(figures.adjusted)},
          {"gini_adjusted_interval", span_json(figures.adjusted_interval)},
          {"shares", shares_json(found)},
          {"half_km2", real(found.half_km2)},
          {"all_km2", real(found.all_km2)},
          {"burstiness", real(found.burstiness)},
          {"chance", chance_json(figures.poisson)},
          {"bursts", chance_json(figures.bursts)},
          {"simulations", settings.simulations}};
}

table::Layer lorenz_layer(const FoundConcentration& found, const Theme& theme) {
  const Concentration& figures = found.figures;
  table::Column::Integers count;
  table::Column::Integers places;
  table::Column::Reals places_pct;
  table::Column::Reals crime_pct;
  table::Column::Reals chance_pct;
  table::Column::Reals burst_pct;
  const concentration::Curve curve = concentration::curve_of(figures.classes);
  const auto at = [](const std::optional<Chance>& chance, double share) {
    return chance ? 100.0 * concentration::incidents_at(chance->curve, share) : undefined;
  };
  for (std::size_t i = 0; i < figures.classes.size(); ++i) {
    count.push_back(figures.classes[i].count);
    places.push_back(figures.classes[i].places);
    places_pct.push_back(100.0 * curve.places[i + 1]);
    crime_pct.push_back(100.0 * curve.incidents[i + 1]);
    chance_pct.push_back(at(figures.poisson, curve.places[i + 1]));
    burst_pct.push_back(at(figures.bursts, curve.places[i + 1]));
  }
  table::Layer layer;
  layer.name = "concentration_" + theme.name;
  layer.title = fmt::format("How concentrated {} are (Lorenz curve)", theme.noun);
  layer.description = fmt::format("Among {}, the busiest first.", universe_words(found, theme));
  layer.columns = {
      {"count", "incidents", theme.noun + " at each of these places", count},
      {"places", "1", "places with so many", places},
      {"places_pct", "%", "share of the places with so many or more", places_pct},
      {"crime_pct", "%", "share of the incidents at these", crime_pct},
      {"chance_pct", "%", "share that as many places hold by chance, all alike", chance_pct},
      {"burst_pct", "%", "the same, allowing for bursts", burst_pct}};
  return layer;
}

report::ShownTable shares_table(const FoundConcentration& found) {
  const Concentration& figures = found.figures;
  std::vector<report::PlainColumn> columns = {{"Incidents", {}, true, "crime_pct"},
                                              {"Places", {}, true, "places"},
                                              {"Of all", {}, true, "places_pct"},
                                              {"By chance", {}, true, "chance_pct", 1},
                                              {"With bursts", {}, true, "burst_pct", 2}};
  for (const std::int64_t pct : told_pct) {
    const std::int64_t places = concentration::places_holding(figures.classes, pct);
    const double share = static_cast<double>(pct) / 100.0;
    const auto by = [&](const std::optional<Chance>& chance) {
      return pct_text(chance ? 100.0 * concentration::places_at(chance->curve, share) : undefined);
    };
    columns[0].cells.push_back(fmt::format("{}%", pct));
    columns[1].cells.push_back(report::integer_text(places));
    columns[2].cells.push_back(
        pct_text(100.0 * static_cast<double>(places) / static_cast<double>(figures.places)));
    columns[3].cells.push_back(by(figures.poisson));
    columns[4].cells.push_back(by(figures.bursts));
  }
  return {std::move(columns), "share"};
}

}  // namespace

Result<Findings> concentration_findings(const Task& task, const ConcentrationSettings& settings) {
  const auto found = find_concentration(task, settings);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "concentration";
  findings.summary = concentration_json(*found, settings);
  findings.layers.push_back(lorenz_layer(*found, task.theme));
  if (found->places.left_out > 0) {
    findings.warn_of_number(
        fmt::format("{} {} at none of the {} and left out",
                    report::counted_noun(found->places.left_out, task.theme.noun),
                    found->places.left_out == 1 ? "is" : "are", found->places.which));
  }
  if (found->figures.incidents < least_incidents) {
    findings.no_answer = nothing_text(task.study, task.theme, "there is no concentration to tell",
                                      static_cast<std::uint64_t>(found->figures.incidents));
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.tables.push_back(shares_table(*found));
  findings.text = concentration_text(*found, task.theme);
  return findings;
}

Analysis concentration() {
  auto settings = std::make_shared<ConcentrationSettings>();
  return {.name = "concentration",
          .question = "What share of the places has what share of the incidents?",
          .examples = {"hotward concentration police/ --type asb",
                       "hotward concentration police/ --type burglary --universe cells:150m "
                       "-o burglary.csv",
                       "hotward concentration cases.csv --universe points:dwellings.gpkg"},
          .parameters = parameters(*settings),
          .in_run = InRun{81, "comparing places", "concentration",
                          "Concentration: what share of the places has how many"},
          .hides_small_counts = false,
          .run = [settings](const Task& task) { return concentration_findings(task, *settings); }};
}

}  // namespace hotward::analyses
