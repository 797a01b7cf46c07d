#include "tools/parts/gi_star_part.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"
#include "engine/report/style.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

using autocorrelation::GiStar;

Examined examined_rates(const Sites& sites, const Theme& theme) {
  const std::string unit = "per 1,000 " + sites.population_label;
  Examined examined{"rate_1k", theme.noun + " " + unit, unit, false, {}};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const double people = sites.population[i];
    examined.values.push_back(people > 0.0 ? 1000.0 * static_cast<double>(sites.counts[i]) / people
                                           : undefined);
  }
  return examined;
}

Result<Examined> examined(const Study& study, const Theme& theme, const Sites& sites,
                          const GiStarOptions& options) {
  if (!study.areas.value.name.empty()) {
    if (options.rate) return fail(ErrorCode::usage, "--rate and --value: give one of them");
    return examined_column(study, sites);
  }
  if (!options.rate) return examined_counts(sites, theme);
  if (sites.grid) {
    return fail(ErrorCode::usage, "--rate: cells have no population; leave out --cell or --rate");
  }
  if (sites.population.empty()) {
    return fail(ErrorCode::usage, "--rate needs a population: give it with --population");
  }
  return examined_rates(sites, theme);
}

std::string description(const Study& study, const Sites& sites, const GiStar& gi, bool mid_p) {
  std::string text = fmt::format(
      "Getis-Ord Gi* over {}, {}. p: {}{}; q and classes corrected over the map ({}).",
      sites_text(sites), sites.neighbours.description, autocorrelation::describe(gi.evidence),
      mid_p ? ", mid-p" : "", autocorrelation::name(gi.adjustment));
  for (const auto& caution : gi.cautions) text += " Mind: " + caution.text + ".";
  const std::string& caveat = study.areas.areas.caveat;
  return caveat.empty() ? text : text + " " + caveat;
}

std::string gi_bin_style(const Sites& sites, const std::vector<table::Column>& columns) {
  return report::categorised(columns,
                             {.column = "gi_bin",
                              .categories = report::gi_bin_categories(),
                              .outlined = !sites.grid,
                              .tip_columns = {label_column(sites), "count", "gi_z", "gi_q"}});
}

Json gi_star_json(const Sites& sites, const Examined& examined, const GiStar& gi, bool mid_p) {
  Json json = sites_json(sites, examined);
  json.update(evidence_json(gi.evidence, gi.adjustment));
  json["mid_p"] = mid_p;
  const auto of_bin = [&](std::int64_t bin) { return std::ranges::count(gi.bin, bin); };
  json["hot_99"] = of_bin(3);
  json["hot_95"] = of_bin(2);
  json["hot_90"] = of_bin(1);
  json["cold_90"] = of_bin(-1);
  json["cold_95"] = of_bin(-2);
  json["cold_99"] = of_bin(-3);
  json["weights"] = weights_json(sites);
  json["cautions"] = cautions_json(gi.cautions);
  return json;
}

// Hot before cold, the most certain first.
std::vector<std::size_t> shown_sites(const GiStar& gi) {
  constexpr std::size_t most = 10;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < gi.bin.size(); ++i) {
    if (gi.bin[i] != 0 && gi.bin[i] != table::null_integer) order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (gi.bin[a] != gi.bin[b]) return gi.bin[a] > gi.bin[b];
    return gi.q_value[a] < gi.q_value[b];
  });
  if (order.size() > most) order.resize(most);
  return order;
}

std::string spots_table(const Sites& sites, const GiStar& gi,
                        const std::vector<table::Column>& columns) {
  const auto order = shown_sites(gi);
  return local_table(sites, columns, order,
                     {{"count", "Count", 0},
                      {"value", "Value", 2},
                      {"gi_z", "z", 2},
                      {"gi_p", "p", 4},
                      {"gi_q", "q", 4},
                      {"gi_bin", "Class", 0}});
}

std::string gi_star_text(const Sites& sites, const Examined& examined, const GiStar& gi) {
  const auto of_bin = [&](std::int64_t bin) {
    return report::integer_text(std::ranges::count(gi.bin, bin));
  };
  return fmt::format(
      "Gi* of {} over {} {}, {}.\n"
      "Hot: {} at 99%, {} at 95%, {} at 90%. Cold: {} at 99%, {} at 95%, {} at 90%.\n"
      "p: {}; corrected over the map ({}).\n",
      examined.words, report::integer_text(static_cast<std::int64_t>(sites.size())),
      sites_text(sites), sites.neighbours.description, of_bin(3), of_bin(2), of_bin(1), of_bin(-3),
      of_bin(-2), of_bin(-1), autocorrelation::describe(gi.evidence),
      autocorrelation::name(gi.adjustment));
}

// Sums over neighbours would give a hidden count away, so of them the classes alone are shown;
// where the areas' own values are examined they are no counts.
std::size_t hide_small(const Study& study, const Theme& theme, const Sites& sites,
                       std::vector<table::Column>& columns) {
  const HiddenFlags hidden =
      sites.grid ? hidden_counts(sites.ids, sites.counts) : hidden_areas(study, theme).counts;
  hide(columns, {"count"}, hidden);
  const auto count = static_cast<std::size_t>(std::ranges::count(hidden, 1));
  if (count == 0 || !study.areas.value.name.empty()) return count;
  hide(columns, {"value"}, hidden);
  hide_all(columns, {"gi_z", "gi_p", "gi_q", "gi_p_upper", "gi_p_lower", "gi_mid_p"});
  return count;
}

}  // namespace

void add(CommandLine& line, GiStarOptions& options) {
  add(line, options.sites);
  line.flag("--rate", options.rate, "Examine incidents per 1,000 people in place of counts")
      .group("What is examined");
  add(line, options.test);
  line.flag("--mid-p", options.mid_p,
            "Correct and class the mid-p: nearer to its level on sparse maps, at times above it")
      .group("Significance");
}

Result<Part> gi_star_part(const Study& study, const Theme& theme, const Sites& sites,
                          const GiStarOptions& options) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  const auto what = examined(study, theme, sites, options);
  if (!what) return fail(what.error());
  const auto sizes = sizes_for_caution(sites, *what);
  const auto gi =
      autocorrelation::gi_star(what->values, weights::with_self(sites.neighbours.links),
                               {.null = null_options(options.test, sites, study.provenance.seed),
                                .adjustment = options.test.correction,
                                .mid_p = options.mid_p,
                                .area_km2 = sizes});
  if (!gi) return fail(gi.error());

  std::vector<table::Column> columns = examined_columns(sites, theme, *what);
  for (table::Column& column : autocorrelation::columns(*gi)) {
    if (column.name != "count") columns.push_back(std::move(column));
  }
  const std::size_t hidden = study.is_public ? hide_small(study, theme, sites, columns) : 0;
  Part part;
  part.key = "gi_star";
  part.summary = gi_star_json(sites, *what, *gi, options.mid_p);
  if (hidden == 0) part.table = spots_table(sites, *gi, columns);
  part.text = gi_star_text(sites, *what, *gi);
  part.warnings = caution_texts("Gi*", gi->cautions, sites);
  table::Layer layer = site_layer(study, theme, sites, "gi_star",
                                  "Hot and cold spots of " + theme.noun, std::move(columns));
  layer.style_qml = gi_bin_style(sites, layer.columns);
  layer.description = description(study, sites, *gi, options.mid_p);
  part.layers.push_back(std::move(layer));
  if (study.is_public) mark_public(part, hidden);
  return part;
}

Result<Part> gi_star_part(const Study& study, const Theme& theme, const GiStarOptions& options) {
  const auto sites = make_sites(study, theme, options.sites);
  if (!sites) return fail(sites.error());
  return gi_star_part(study, theme, *sites, options);
}

}  // namespace hotward::tools
