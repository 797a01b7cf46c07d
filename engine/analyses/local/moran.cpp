#include "engine/analyses/local/moran.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/local/caution_words.hpp"
#include "engine/analyses/local/moran_words.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/eb_rates.hpp"
#include "engine/methods/autocorrelation/general_g.hpp"
#include "engine/methods/autocorrelation/global_geary.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "engine/report/style.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

using Convention = autocorrelation::LocalMoranOptions::Convention;

/// What is examined, and the same without the standardisation, which takes values below 0.
struct Values {
  Examined examined;
  std::vector<double> plain;
};

Result<Values> standardized_rates(const Sites& sites, const Theme& theme) {
  const std::vector<double> counts(sites.counts.begin(), sites.counts.end());
  auto rates = autocorrelation::eb_rates(counts, sites.population);
  if (!rates) return fail(rates.error());
  Values values;
  values.examined = {"eb_rate",
                     fmt::format("{} per {}, standardised by empirical Bayes", theme.noun,
                                 table::one_of(sites.population_label)),
                     "1", false, std::move(rates->standardized)};
  values.plain = std::move(rates->rate);
  return values;
}

Result<Values> values_of(const Study& study, const Theme& theme, const Sites& sites,
                         const MoranOptions& options) {
  Values values;
  if (!study.areas_read.value.name.empty()) {
    if (options.raw) return fail(ErrorCode::usage, "--raw and --value: give one of them");
    auto column = examined_column(study, sites);
    if (!column) return fail(column.error());
    values.examined = std::move(*column);
  } else if (!options.raw && !sites.population.empty() && sites.counted > 0) {
    if (!has_population(study.areas())) {
      return fail(ErrorCode::no_data,
                  no_population_text(study.areas()) + "; --raw examines counts");
    }
    return standardized_rates(sites, theme);
  } else {
    values.examined = examined_counts(sites, theme);
  }
  values.plain = values.examined.values;
  return values;
}

Result<MoranAnswer> computed(const Sites& sites, const Values& values, const MoranOptions& options,
                             std::uint64_t seed) {
  const auto links = weights::without_self(sites.neighbours.links);
  const auto rows = weights::row_standardized(links);
  const auto& examined = values.examined.values;
  const autocorrelation::GlobalOptions global{
      map_permutations(options.test.permutations, examined, rows), seed};
  const auto sizes = sizes_for_caution(sites, values.examined);

  const auto moran = autocorrelation::global_moran(examined, rows, global);
  if (!moran) return fail(moran.error());
  const auto geary = autocorrelation::global_geary(examined, rows, global);
  if (!geary) return fail(geary.error());
  auto local = autocorrelation::local_moran(examined, rows,
                                            {.null = null_options(options.test, sites, seed),
                                             .convention = options.convention,
                                             .adjustment = options.test.correction,
                                             .area_km2 = sizes});
  if (!local) return fail(local.error());
  auto differences = autocorrelation::local_geary(examined, rows,
                                                  {.permutations = options.test.permutations,
                                                   .seed = seed,
                                                   .adjustment = options.test.correction,
                                                   .draws = draws_for(options.test, sites)});
  if (!differences) return fail(differences.error());
  MoranAnswer answer{*moran, *geary, {}, "", std::move(*local), std::move(*differences)};
  if (const auto general = autocorrelation::general_g(values.plain, links, global)) {
    answer.general = *general;
  } else {
    answer.no_general = general.error().message;
  }
  return answer;
}

// Of a map on which nothing happened: no value of any statistic.
MoranAnswer no_test(const Sites& sites, const MoranOptions& options) {
  const std::vector<double> none(sites.size(), undefined);
  const autocorrelation::GlobalStatistic test{undefined, undefined, undefined, undefined, undefined,
                                              undefined, undefined, undefined, undefined};
  MoranAnswer answer{test, test, {}, "", {}, {}};
  auto& local = answer.local;
  for (auto* values : {&local.statistic, &local.expected, &local.variance, &local.z_score,
                       &local.p_value, &local.p_upper, &local.p_lower, &local.q_value}) {
    *values = none;
  }
  local.quadrant.assign(sites.size(), autocorrelation::Quadrant::none);
  local.convention = options.convention;
  local.adjustment = options.test.correction;
  auto& differences = answer.differences;
  for (auto* values : {&differences.statistic, &differences.expected, &differences.variance,
                       &differences.z_score, &differences.p_value, &differences.q_value}) {
    *values = none;
  }
  return answer;
}

std::string description(const Study& study, const Sites& sites, const Examined& examined,
                        const MoranAnswer& answer) {
  std::string text = fmt::format(
      "High among high: a place has much and so have its neighbours, more than chance alone would "
      "bring; the rest may be chance. Local Moran's I of {} over {}, {}, rows standardised. p: "
      "{}; q and quadrants corrected over "
      "the map ({}). I divides by the {}.",
      examined.words, sites_text(sites), sites.neighbours.description,
      autocorrelation::describe(answer.local.evidence),
      autocorrelation::name(answer.local.adjustment),
      answer.local.convention == Convention::geoda ? "sample variance, as GeoDa does"
                                                   : "population variance");
  for (const auto& caution : answer.local.cautions) {
    text += " Note: " + caution_words(caution, sites) + ".";
  }
  const std::string& caveat = study.areas().caveat;
  return caveat.empty() ? text : text + " " + caveat;
}

std::string quadrant_style(const Sites& sites, const std::vector<table::Column>& columns) {
  return report::categorised(
      columns, {.column = "quadrant",
                .categories = report::quadrant_categories(),
                .outlined = !sites.grid,
                .tip_columns = {label_column(sites), "count", "moran_i", "moran_q", "quadrant"}});
}

parameter::List parameters(MoranOptions& options) {
  parameter::List list;
  list.append(parameters(options.sites));
  list.heading("What is examined");
  list.flag("raw", options.raw,
            "Examine counts, though a population is known and rates could be standardised");
  list.append(parameters(options.test));
  list.heading("Significance");
  list.choice("convention", options.convention, autocorrelation::convention_names,
              "Local I by the population variance or, as GeoDa does it, by the sample variance")
      .as("WHOSE");
  return list;
}

}  // namespace

std::uint32_t map_permutations(std::uint32_t asked, std::span<const double> values,
                               const weights::SpatialWeights& weights) {
  constexpr double budget = 1e8;  // links looked at; three statistics take some 3 CPU seconds
  constexpr double least = 99;
  const auto sites = static_cast<double>(values.size());
  const auto links = static_cast<double>(weights.link_count());
  // Counts that are mostly 0 are laid out by the others alone (pair_sums.hpp), at random places.
  const double others = sites - static_cast<double>(std::ranges::count(values, 0.0));
  const double cost = 2.0 * others <= sites ? 4.0 * others * (1.0 + links / sites) : sites + links;
  const double allowed = std::floor(budget / std::max(1.0, cost));
  if (allowed < std::min<double>(least, asked)) return 0;
  return std::min(
      {asked, most_global_permutations, static_cast<std::uint32_t>(std::min(allowed, 1e9))});
}

Result<Findings> moran_findings(const Study& study, const Theme& theme, const Sites& sites,
                                const MoranOptions& options) {
  const auto values = values_of(study, theme, sites, options);
  if (!values) return fail(values.error());
  const bool nothing = is_of_nothing(study, sites);
  const auto answer = nothing ? Result<MoranAnswer>(no_test(sites, options))
                              : computed(sites, *values, options, study.provenance.seed);
  if (!answer) return fail(answer.error());

  std::vector<table::Column> columns = examined_columns(sites, theme, values->examined);
  for (table::Column& column : autocorrelation::columns(answer->local)) {
    columns.push_back(std::move(column));
  }
  for (table::Column& column : autocorrelation::columns(answer->differences)) {
    columns.push_back(std::move(column));
  }
  Findings findings;
  findings.key = "moran";
  findings.summary = moran_json(sites, values->examined, *answer);
  findings.tables.push_back(moran_table(sites, answer->local, columns));
  if (nothing) {
    findings.no_answer =
        nothing_text(study, theme, "there is nothing to compare between neighbouring areas");
  }
  findings.text = nothing ? findings.no_answer
                          : moran_text(sites, values->examined, *answer) +
                                draws_text(answer->local.evidence, answer->local.adjustment,
                                           answer->local.p_value);
  warn_of_cautions(answer->local.cautions, sites, findings);
  if (!answer->general && !nothing) {
    findings.warnings.push_back("A third measure of the whole map is left out: " +
                                answer->no_general);
  }
  table::Layer layer = site_layer(study, theme, sites, "moran",
                                  fmt::format("{} high or low among their neighbours: {}",
                                              sites.grid ? "Cells" : "Areas", theme.noun),
                                  std::move(columns));
  layer.style_qml = quadrant_style(sites, layer.columns);
  layer.description = description(study, sites, values->examined, *answer);
  findings.layers.push_back(std::move(layer));
  return findings;
}

Analysis moran() {
  auto options = std::make_shared<MoranOptions>();
  return {
      .name = "moran",
      .question = "Are areas with high values next to each other, and where?",
      .examples =
          {"hotward moran police/ --type asb --areas wards.gpkg --bridges -o moran.gpkg",
           "hotward moran police/ --type burglary --cell 200m -o moran.geojson",
           "hotward moran police/ --areas lsoa.gpkg --population people.csv --convention geoda"},
      .parameters = parameters(*options),
      .takes_value = true,
      .in_run = InRun{70, "comparing neighbouring areas", "neighbouring areas",
                      "Neighbouring areas: how alike they are"},
      .hides_small_counts = false,
      .prepare = [options](StudyRequest&, const OutputRequest&) -> Result<void> {
        if (const auto ok = check(options->test); !ok) return ok;
        return check(options->sites);
      },
      .other_outputs = [options] { return weights_output(options->sites); },
      .run = [options](const Task& task) -> Result<Findings> {
        auto sites = sites_of(task, options->sites);
        if (!sites) return fail(sites.error());
        auto findings = moran_findings(task.study, task.theme, *sites, *options);
        if (findings) add_weights_output(*findings, std::move(*sites), options->sites.weights);
        return findings;
      }};
}

}  // namespace hotward::analyses
