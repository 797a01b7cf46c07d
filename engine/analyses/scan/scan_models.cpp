#include "engine/analyses/scan/scan_models.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/analyses/scan/scan_people.hpp"
#include "engine/core/counted.hpp"
#include "engine/methods/rates/indirect.hpp"
#include "engine/methods/scan/bernoulli_scan.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "engine/methods/scan/space_time_scan.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/months.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

using Model = ScanSettings::Model;

constexpr const char* other_models =
    "--model permutation (incidents with dates) or --model bernoulli (one type against others)";

// A scan beside people needs them of every area: one that is left out would lie as a hole in its
// zones.
Result<void> check_people(const table::Areas& areas, std::string_view model) {
  if (!has_population(areas)) {
    return fail(ErrorCode::no_data,
                fmt::format("--model {}: {}; or give --expected, or ask what needs no people: {}",
                            model, no_population_text(areas), other_models));
  }
  std::vector<std::string> without;
  for (std::size_t i = 0; i < areas.codes.size(); ++i) {
    if (std::isnan(areas.population[i])) without.push_back(areas.codes[i]);
  }
  if (without.empty()) return {};
  return fail(
      ErrorCode::bad_value,
      fmt::format("--model {}: {} of {} {} no population in {}: {}; complete it, leave these areas "
                  "out of --areas, or ask what needs no people: {}",
                  model, without.size(), counted(areas.codes.size(), "area"),
                  without.size() == 1 ? "has" : "have", areas.population_source,
                  report::list_words(without, 5), other_models));
}

/// What people stand for in the Poisson models: one number per area.
struct AtRisk {
  std::vector<double> population;
  std::vector<double> expected;  // of all periods together
  std::string label;             // "people"
  std::string basis;
};

// People that no year tells apart need no time.
table::Period whole_period(const Study& study) {
  return study.period.value_or(table::Period{table::Day{}, table::Day{}});
}

Result<AtRisk> at_risk(const Study& study, const ScanSettings& settings, Model model) {
  const std::string_view name = name_of(scan_model_names, model);
  if (settings.cell_m) {
    return fail(ErrorCode::usage,
                fmt::format("--model {}: how many people live in the cells of a grid is not known; "
                            "leave --cell out, or ask what needs no people: {}",
                            name, other_models));
  }
  if (settings.people) {
    if (!study.period && !settings.people->years.empty()) {
      return fail(ErrorCode::no_data, "--population-by tells people by year, and the incidents " +
                                          no_dates_text(study));
    }
    const std::vector<table::Period> periods = {whole_period(study)};
    return AtRisk{rates::mean_people(*settings.people, periods),
                  {},
                  "people",
                  people_basis(*settings.people)};
  }
  const io::AreaNumbers& expected = study.areas_read.expected;
  if (!expected.counts.empty()) {
    return AtRisk{{},
                  expected.counts,
                  "expected incidents",
                  fmt::format("expected counts ({})", expected.source)};
  }
  const table::Areas& areas = study.areas();
  if (const auto ok = check_people(areas, name); !ok) return fail(ok.error());
  return AtRisk{areas.population,
                {},
                areas.population_label,
                fmt::format("{} ({})", areas.population_label, areas.population_source)};
}

// Of no incident, or of one, there is no group, and no need of a scan to say so.
bool are_enough(const Study& study, const Theme& theme, const SiteCounts& cases, FoundScan& found) {
  constexpr std::int64_t least_of_a_group = 2;
  found.result.cases = cases.total;
  if (cases.total >= least_of_a_group) return true;
  found.no_answer = nothing_text(study, theme, "there is no group of areas to find",
                                 static_cast<std::uint64_t>(cases.total));
  return false;
}

void warn_of_people(const table::PeopleTable& people, const Study& study, FoundScan& found) {
  if (!study.period) return;
  std::string warning = people_warning(people, *study.period);
  if (!warning.empty()) found.warnings.push_back(std::move(warning));
}

Result<void> poisson(const Study& study, const Theme& theme, const ScanSettings& settings,
                     FoundScan& found) {
  const auto risk = at_risk(study, settings, found.model);
  if (!risk) return fail(risk.error());
  found.basis = risk->basis;
  found.at_risk = risk->label;
  const SiteCounts cases = count_at_sites(study, theme, found.sites, nullptr, found.bunches);
  if (!are_enough(study, theme, cases, found)) return {};
  std::vector<double> expected = risk->expected;
  if (settings.people) {
    const std::vector<table::Period> periods = {whole_period(study)};
    auto of_people = expected_of_people(*settings.people, periods, cases.total);
    if (!of_people) return fail(of_people.error());
    expected = std::move(*of_people);
    warn_of_people(*settings.people, study, found);
  }
  auto result = scan::poisson_scan({.sites = found.sites.engine(),
                                    .cases = cases.counts,
                                    .population = risk->population,
                                    .expected = expected},
                                   found.options);
  if (!result) return fail(result.error());
  found.result = std::move(*result);
  return {};
}

Result<void> bernoulli(const Study& study, const Theme& theme, const ScanSettings& settings,
                       FoundScan& found) {
  const table::Dictionary& types = study.incidents().types;
  if (types.size() < 2) {
    return fail(ErrorCode::no_data,
                "--model bernoulli compares one type of incident with others, and there are no "
                "others here (--type names the cases, --controls the others)");
  }
  const auto theme_of_controls = control_theme(types, theme, settings.controls);
  if (!theme_of_controls) return fail(theme_of_controls.error());
  const SiteCounts cases = count_at_sites(study, theme, found.sites, nullptr, found.bunches);
  const SiteCounts controls =
      count_at_sites(study, *theme_of_controls, found.sites, nullptr, found.bunches);
  if (std::ranges::count(theme_of_controls->types, 1) == 0) {
    return fail(ErrorCode::no_data,
                fmt::format("--model bernoulli compares {} with other incidents, and there are "
                            "none (--type names the cases, --controls the others)",
                            theme.noun));
  }
  if (!are_enough(study, theme, cases, found)) return {};
  if (controls.total == 0) {
    Theme others = *theme_of_controls;
    if (others.noun.starts_with("all other")) others.noun.erase(0, 4);
    found.no_answer =
        nothing_text(study, others, fmt::format("the {} have nothing to stand beside", theme.noun));
    return {};
  }
  if (mixes_crime_and_asb(*theme_of_controls, types)) {
    found.warnings.emplace_back(
        "the incidents compared with are crime and ASB together; --controls chooses");
  }
  found.controls = controls.total;
  found.basis = fmt::format("{} ({})", report::counted_noun(controls.total, "controls"),
                            theme_of_controls->noun);
  auto result = scan::bernoulli_scan(
      {.sites = found.sites.engine(), .cases = cases.counts, .controls = controls.counts},
      found.options);
  if (!result) return fail(result.error());
  found.result = std::move(*result);
  return {};
}

std::vector<double> spread(const std::vector<double>& expected, const std::vector<double>& days) {
  double all = 0.0;
  for (const double d : days) all += d;
  std::vector<double> of_periods;
  for (const double e : expected) {
    for (const double d : days) of_periods.push_back(e * d / all);
  }
  return of_periods;
}

void warn_of_time(const Study& study, const SiteCounts& cases, const Theme& theme,
                  FoundScan& found) {
  const auto& months = found.time.left_out;
  if (!months.empty() && cases.left_out == 0) {
    found.warnings.push_back(fmt::format(
        "the data have nothing from {}: left out of the scan, and no group runs across the gap",
        months_text(months)));
  } else if (!months.empty()) {
    found.warnings.push_back(
        fmt::format("not every force has {}: left out of the scan, with {}, and no group runs "
                    "across the gap",
                    months_text(months), report::counted_noun(cases.left_out, theme.noun)));
  }
  for (const ForceUnlike& force : forces_unlike(study.incidents().by_month, study.completeness)) {
    found.warnings.push_back(
        fmt::format("an unlike share of the rows of {} in {} has no coordinates: a group among its "
                    "areas that begins or ends there may be that",
                    force.force, months_text(force.months)));
  }
  if (const auto unlike = months_unlike(study.incidents().by_month); !unlike.empty()) {
    found.warnings.push_back(fmt::format(
        "an unlike share of the rows of {} has no coordinates: a group that begins or ends "
        "there may be that",
        months_text(unlike)));
  }
  if (cases.undated > 0) {
    const bool one = cases.undated == 1;
    found.warnings.push_back(fmt::format("{} {} no date and {} left out of the scan",
                                         report::counted_noun(cases.undated, theme.noun),
                                         one ? "has" : "have", one ? "is" : "are"));
  }
}

Result<void> in_time(const Study& study, const Theme& theme, const ScanSettings& settings,
                     FoundScan& found) {
  auto time = scan_periods(study, settings.time_unit);
  if (!time) return fail(time.error());
  const auto longest = max_window(settings.max_window, *time);
  if (!longest) return fail(longest.error());
  found.time = std::move(*time);
  const std::size_t periods = found.time.periods.size();
  found.longest = *longest == 0 ? static_cast<std::uint32_t>(periods / 2) : *longest;
  const SiteCounts cases = count_at_sites(study, theme, found.sites, &found.time, found.bunches);
  warn_of_time(study, cases, theme, found);
  if (!are_enough(study, theme, cases, found)) return {};
  const scan::SpaceTimeOptions options{
      .scan = found.options, .max_window = *longest, .prospective = settings.prospective};
  const std::vector<std::uint32_t> breaks = found.time.breaks();
  scan::SpaceTimeInput input{
      .sites = found.sites.engine(), .cases = cases.counts, .periods = periods, .breaks = breaks};
  Result<scan::ScanResult> result;
  if (found.model == Model::permutation) {
    found.basis = "the totals of each place and of each time";
    result = scan::space_time_permutation_scan(input, options);
  } else {
    const auto risk = at_risk(study, settings, found.model);
    if (!risk) return fail(risk.error());
    found.basis = risk->basis;
    found.at_risk = risk->label;
    const std::vector<double> days = found.time.lengths();
    std::vector<double> expected = spread(risk->expected, days);
    if (settings.people) {
      auto of_people = expected_of_people(*settings.people, found.time.periods, cases.total);
      if (!of_people) return fail(of_people.error());
      expected = std::move(*of_people);
      warn_of_people(*settings.people, study, found);
    }
    input.population = risk->population;
    input.period_length = days;
    input.expected = expected;
    result = scan::space_time_poisson_scan(input, options);
  }
  if (!result) return fail(result.error());
  found.result = std::move(*result);
  return {};
}

}  // namespace

Result<Theme> control_theme(const table::Dictionary& types, const Theme& cases,
                            const std::vector<std::string>& named) {
  auto controls = theme_of_types(types, named, "controls");
  if (!controls) return fail(controls.error());
  if (named.empty() || controls->name == "incidents") controls->noun = "all other incidents";
  bool overlap = false;
  for (std::size_t t = 0; t < controls->types.size(); ++t) {
    if (cases.types[t] == 0) continue;
    overlap = overlap || controls->types[t] != 0;
    controls->types[t] = 0;
  }
  if (overlap && controls->noun != "all other incidents")
    controls->noun = "other " + controls->noun;
  return *controls;
}

Result<FoundScan> find_scan(const Study& study, const Theme& theme, const ScanSettings& settings,
                            std::uint64_t seed) {
  if (const auto ok = check(settings); !ok) return fail(ok.error());
  FoundScan found;
  found.options = engine_options(settings, seed);
  found.model = settings.model == Model::by_default ? Model::poisson : settings.model;
  found.bunches = settings.unit == ScanUnit::bunch;
  if (settings.knows_dispersion()) {
    found.dispersion = count_dispersion(study, theme, settings.dispersion);
    found.options.phi = found.dispersion->phi;
  }
  if (!study.areas_read.expected.counts.empty() && found.model != Model::poisson &&
      found.model != Model::space_time) {
    return fail(ErrorCode::usage, "--expected is for --model poisson and space-time");
  }
  // Asked before cells are made, which may take long.
  if (found.model == Model::poisson || found.model == Model::space_time) {
    if (const auto risk = at_risk(study, settings, found.model); !risk) return fail(risk.error());
  }
  auto sites = scan_sites(study, theme, settings.cell_m, settings.cell_shape);
  if (!sites) return fail(sites.error());
  found.sites = std::move(*sites);
  const auto answer = found.model == Model::poisson     ? poisson(study, theme, settings, found)
                      : found.model == Model::bernoulli ? bernoulli(study, theme, settings, found)
                                                        : in_time(study, theme, settings, found);
  if (!answer) return fail(answer.error());
  return found;
}

}  // namespace hotward::analyses
