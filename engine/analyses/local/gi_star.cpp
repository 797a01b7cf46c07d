#include "engine/analyses/local/gi_star.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "engine/analyses/local/caution_words.hpp"
#include "engine/analyses/local/gi_lookup.hpp"
#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/cell_month_rows.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::GiStar;

Examined examined_rates(const Sites& sites, const std::vector<std::int64_t>& counts,
                        const Theme& theme) {
  const std::string unit = "per 1,000 " + sites.population_label;
  Examined examined{"rate_1k", theme.noun + " " + unit, unit, false, {}};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const double people = sites.population[i];
    examined.values.push_back(people > 0.0 ? 1000.0 * static_cast<double>(counts[i]) / people
                                           : undefined);
  }
  return examined;
}

// @param counts  one per site: the theme's or, where some are hidden, what stands for them
Result<Examined> examined(const Study& study, const Theme& theme, const Sites& sites,
                          const std::vector<std::int64_t>& counts, const GiStarOptions& options) {
  if (!study.areas_read.value.name.empty()) {
    if (options.rate) return fail(ErrorCode::usage, "--rate and --value: give one of them");
    return examined_column(study, sites);
  }
  if (!options.rate) {
    Examined all = examined_counts(sites, theme);
    all.values.assign(counts.begin(), counts.end());
    return all;
  }
  if (sites.grid) {
    return fail(ErrorCode::usage, "--rate: cells have no population; leave out --cell or --rate");
  }
  if (!has_population(study.areas())) {
    return fail(ErrorCode::usage, "--rate: " + no_population_text(study.areas()));
  }
  return examined_rates(sites, counts, theme);
}

std::string description(const Study& study, const Sites& sites, const GiStar& gi, bool mid_p) {
  std::string text = fmt::format(
      "A spot and its neighbours together have more, or less, than chance alone would bring; the "
      "rest may be chance. Getis-Ord Gi* over {}, {}. p: {}{}; q and classes corrected over the "
      "map ({}).",
      sites_text(sites), sites.neighbours.description, autocorrelation::describe(gi.evidence),
      mid_p ? ", mid-p" : "", autocorrelation::name(gi.adjustment));
  for (const auto& caution : gi.cautions) text += " Note: " + caution_words(caution, sites) + ".";
  const std::string& caveat = study.areas().caveat;
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
  json["cautions"] = cautions_json(gi.cautions, sites);
  return json;
}

// Hot before cold, the most certain first.
std::vector<std::size_t> shown_sites(const GiStar& gi) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < gi.bin.size(); ++i) {
    if (gi.bin[i] != 0 && gi.bin[i] != table::null_integer) order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (gi.bin[a] != gi.bin[b]) return gi.bin[a] > gi.bin[b];
    return gi.q_value[a] < gi.q_value[b];
  });
  return order;
}

report::ShownTable spots_table(const Sites& sites, const GiStar& gi,
                               const std::vector<table::Column>& columns) {
  return local_table(sites, columns, shown_sites(gi),
                     {{"gi_bin", class_heading, 0},
                      {"count", "Count", 0},
                      {"value", "Value", 2},
                      {"gi_z", "z", 2, 1},
                      {"gi_p", "p", 4, 3},
                      {"gi_q", "q", 4, 2}},
                     report::gi_bin_categories());
}

// "River and Twydall (95%), Luton (90%)", the surest first.
std::string by_level(const Sites& sites, const GiStar& gi, int sign) {
  std::string text;
  for (const int level : {3, 2, 1}) {
    const auto of_level =
        sites_where(sites, [&](std::size_t i) { return gi.bin[i] == sign * level; });
    if (of_level.empty()) continue;
    constexpr const char* percent[] = {"", "90%", "95%", "99%"};
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", sites_words(sites, of_level),
                        percent[level]);
  }
  return text;
}

// What stands in the middle of "more … than chance would bring".
std::string amount_words(const Examined& examined, bool high) {
  if (examined.counts || examined.what == "rate_1k") {
    return fmt::format("{} {}", high ? "more" : "fewer", examined.words);
  }
  return fmt::format("{} {}", high ? "higher" : "lower", examined.words);
}

std::string spots_text(const Sites& sites, const Examined& examined, const GiStar& gi, int sign) {
  const std::string spots = by_level(sites, gi, sign);
  if (spots.empty()) return "";
  return fmt::format(
      "{} spots: {}. They and their neighbours together have {} than chance alone would bring.\n",
      sign > 0 ? "Hot" : "Cold", spots, amount_words(examined, sign > 0));
}

// What the percentages mean, which the correction decides.
std::string level_words(autocorrelation::Adjustment adjustment) {
  switch (adjustment) {
    case autocorrelation::Adjustment::bonferroni:
      return "in 100 maps made by chance, about 1 has even one spot at 99%; at 95% about 5, at 90% "
             "10";
    case autocorrelation::Adjustment::none:
      return "chance alone marks about 1 place in 100 at 99%; at 95% about 5, at 90% about 10";
    default:
      return "of 100 spots marked at 99%, about 1 may be there by chance; at 95% about 5, at 90% "
             "10";
  }
}

std::string gi_star_text(const Sites& sites, const Examined& examined, const GiStar& gi) {
  std::string text = spots_text(sites, examined, gi, 1) + spots_text(sites, examined, gi, -1);
  const std::string all = counted_sites(sites, examined);
  if (text.empty()) {
    text = fmt::format(
        "No hot and no cold spot among {}: the differences from one neighbourhood to the next are "
        "no larger than chance alone would make them.\n",
        all);
    text += report::how_sure(
        "that none was found does not prove that there is none: where there are few incidents a "
        "real one can be missed");
  } else {
    text += report::how_sure(level_words(gi.adjustment));
  }
  return text + fmt::format(
                    "How: Getis-Ord Gi* of {} over {}, {}; p {}; corrected over the map "
                    "({}).\n",
                    examined.words, all, sites.neighbours.description,
                    autocorrelation::describe(gi.evidence), autocorrelation::name(gi.adjustment));
}

// Sums over neighbours would disclose how hidden counts lie beside the others, so of them the
// classes alone are shown; where the areas' own values are examined they are no counts.
Disclosures gi_star_discloses(const Study& study) {
  const bool counts = study.areas_read.value.name.empty();
  const Discloses of_one = counts ? Discloses::of_count : Discloses::nothing;
  const Discloses of_many = counts ? Discloses::of_many : Discloses::nothing;
  return {{"area_code", Discloses::nothing},
          {"area_name", Discloses::nothing},
          {"cell_id", Discloses::nothing},
          {"beahiv", Discloses::nothing},
          {"count", Discloses::count},
          {"value", of_one},
          {"gi_z", of_many},
          {"gi_p", of_many},
          {"gi_q", of_many},
          {"gi_bin", Discloses::nothing},
          {"gi_p_upper", of_many},
          {"gi_p_lower", of_many},
          {"gi_mid_p", of_many}};
}

// Which sites' counts are hidden; empty where none is to be.
HiddenFlags hidden_sites(const Study& study, const Theme& theme, const Sites& sites,
                         const JointPlan* plan) {
  if (!study.is_public) return {};
  if (plan != nullptr) return plan->cells;
  return sites.grid ? hidden_counts(study, sites.ids, sites.counts)
                    : hidden_areas(study, theme).counts;
}

// Of a map on which nothing happened: no value of any test.
GiStar no_test(const Examined& examined, const GiStarOptions& options) {
  const std::size_t n = examined.values.size();
  GiStar gi;
  gi.values = examined.values;
  for (auto* values :
       {&gi.z_score, &gi.p_value, &gi.p_upper, &gi.p_lower, &gi.mid_p, &gi.q_value}) {
    values->assign(n, undefined);
  }
  gi.bin.assign(n, table::null_integer);
  gi.adjustment = options.test.correction;
  return gi;
}

Result<GiStar> tested(const Study& study, const Sites& sites, const Examined& examined,
                      const GiStarOptions& options) {
  const auto sizes = sizes_for_caution(sites, examined);
  return autocorrelation::gi_star(examined.values, weights::with_self(sites.neighbours.links),
                                  {.null = null_options(options.test, sites, study.provenance.seed),
                                   .adjustment = options.test.correction,
                                   .mid_p = options.mid_p,
                                   .area_km2 = sizes});
}

parameter::List parameters(GiStarOptions& options) {
  parameter::List list;
  list.append(parameters(options.sites));
  list.heading("What is examined");
  list.flag("rate", options.rate, "Examine incidents per 1,000 people in place of counts");
  list.append(parameters(options.test));
  list.heading("Significance");
  list.flag("mid-p", options.mid_p,
            "Correct and class the mid-p: nearer to its level on sparse maps, at times above it");
  list.heading("Output");
  list.path(
          "lookup", options.lookup,
          "Table to write of the answer by number of neighbours and sum, for a join in a database")
      .as("FILE")
      .unrecorded();
  list.append(by_month_parameter(options.by_month, [&cells = options.sites] {
    return cells.cell_m.has_value() || cells.side_m.has_value();
  }));
  return list;
}

}  // namespace

Result<Findings> gi_star_findings(const Study& study, const Theme& theme, const Sites& sites,
                                  const GiStarOptions& options, const JointPlan* plan) {
  HOTWARD_EXPECTS(plan == nullptr || (sites.grid && sites.size() == plan->cells.size()));
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  const HiddenFlags is_hidden = hidden_sites(study, theme, sites, plan);
  const auto hidden = static_cast<std::size_t>(std::ranges::count(is_hidden, 1));
  const std::vector<std::int64_t> counts =
      hidden == 0 ? sites.counts : counts_to_examine(sites.ids, sites.counts, is_hidden);
  const auto what = examined(study, theme, sites, counts, options);
  if (!what) return fail(what.error());
  const bool nothing = is_of_nothing(study, sites);
  const auto gi =
      nothing ? Result<GiStar>(no_test(*what, options)) : tested(study, sites, *what, options);
  if (!gi) return fail(gi.error());

  std::vector<table::Column> columns = examined_columns(sites, theme, *what);
  for (table::Column& column : autocorrelation::columns(*gi)) {
    if (column.name != "count") columns.push_back(std::move(column));
  }
  const Disclosures discloses = gi_star_discloses(study);
  if (hidden != 0) hide(columns, discloses, is_hidden);
  const bool by_averages = hidden != 0 && study.areas_read.value.name.empty();
  Findings findings;
  findings.key = "gi_star";
  findings.summary = gi_star_json(sites, *what, *gi, options.mid_p);
  if (hidden == 0) findings.tables.push_back(spots_table(sites, *gi, columns));
  if (nothing) {
    findings.no_answer = nothing_text(study, theme, "there are no hot or cold spots to find");
  }
  findings.text = nothing ? findings.no_answer
                          : gi_star_text(sites, *what, *gi) +
                                draws_text(gi->evidence, gi->adjustment, gi->p_value);
  if (hidden != 0) {
    findings.text +=
        "No table is shown: some of its counts are hidden. The "
        "layer (-o) has each one's class.\n";
  }
  if (by_averages) {
    findings.text +=
        "Each hidden count was taken as the average of all that are hidden, so that no class tells "
        "one: near them, classes can differ from those of the full counts.\n";
  }
  warn_of_cautions(gi->cautions, sites, findings);
  table::Layer layer = site_layer(study, theme, sites, "gi_star",
                                  "Hot and cold spots of " + theme.noun, std::move(columns));
  layer.style_qml = gi_bin_style(sites, layer.columns);
  layer.description = description(study, sites, *gi, options.mid_p);
  if (by_averages) layer.description += " Each hidden count was taken as the average of them.";
  findings.layers.push_back(std::move(layer));
  if (!options.lookup.empty()) {
    if (const auto added = add_lookup(options.lookup, sites, *what, *gi, findings); !added) {
      return fail(added.error());
    }
  }
  findings.discloses = discloses;
  if (study.is_public) mark_public(findings, hidden);
  return findings;
}

Analysis gi_star() {
  auto options = std::make_shared<GiStarOptions>();
  return {
      .name = "gi-star",
      .question = "Where do high values gather? Hot and cold spots (Getis-Ord Gi*)",
      .examples = {"hotward gi-star police/ --type asb --cell 150m -o hot.gpkg",
                   "hotward gi-star police/ --type burglary --areas lsoa.gpkg --population "
                   "people.csv --rate "
                   "-o hot.geojson",
                   "hotward gi-star police/ --weights rook --bridges --write-weights wards.gal"},
      .parameters = parameters(*options),
      .takes_value = true,
      .in_run = InRun{50, "testing cells for hot spots", "hot cells",
                      "Hot cells: where busy cells stand together"},
      .prepare = [options](StudyRequest&, const OutputRequest&) -> Result<void> {
        if (const auto ok = check(options->test); !ok) return ok;
        return check(options->sites);
      },
      .other_outputs =
          [options] {
            auto others = weights_output(options->sites);
            if (!options->lookup.empty()) others.push_back({"lookup", options->lookup});
            if (!options->by_month.empty()) others.push_back({"by-month", options->by_month});
            return others;
          },
      .run = [options](const Task& task) -> Result<Findings> {
        auto sites = sites_of(task, options->sites);
        if (!sites) return fail(sites.error());
        auto findings = gi_star_findings(task.study, task.theme, *sites, *options, task.plan);
        const bool people_in_vain = task.is_alone && !task.request.areas.population.empty();
        if (findings && people_in_vain && !options->rate) {
          findings->warn_of_number(
              "--population is not used: counts are examined; --rate examines incidents per 1,000 "
              "people");
        }
        if (findings && !options->by_month.empty()) {
          add_output(*findings, by_month_output(options->by_month, task.study, task.theme,
                                                sites->grid, std::move(sites->site_of_place)));
        }
        if (findings) add_weights_output(*findings, std::move(*sites), options->sites.weights);
        return findings;
      }};
}

}  // namespace hotward::analyses
