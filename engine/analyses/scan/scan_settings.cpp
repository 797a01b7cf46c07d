#include "engine/analyses/scan/scan_settings.hpp"

#include <fmt/format.h>

#include "engine/study/cells.hpp"

namespace hotward::analyses {
namespace {

using Model = ScanSettings::Model;

constexpr Names<ScanUnit, 2> unit_names{
    {{ScanUnit::incident, "incident"}, {ScanUnit::bunch, "bunch"}}};

parameter::List model_parameters(ScanSettings& settings) {
  parameter::List list("Model");
  // The default depends on the data, and so has no name.
  list.choice("model", settings.model, scan_model_names,
              "poisson (people at risk; the default where they are known), bernoulli (against "
              "other incidents), space-time (people and dates) or permutation (dates only)");
  list.texts("controls", settings.controls,
             "bernoulli: types or groups that the cases are compared with (repeatable; default: "
             "all other incidents)")
      .as("NAME");
  list.choice("rates", settings.rates, scan::rates_names,
              "Look for more than expected, for fewer, or for both");
  list.choice("unit", settings.unit, unit_names,
              "What is counted: each incident, or those of one place and month once (bunch), so "
              "that repeats make no group");
  return list;
}

parameter::List zone_parameters(ScanSettings& settings) {
  parameter::List list("Groups looked at");
  list.length("cell", settings.cell_m, "Scan the cells of a grid of this width, not the areas");
  list.choice("cell-shape", settings.cell_shape, geometry::cell_shape_names,
              "Shape of the cells: square, hex (on a corner) or hex-flat (on a side)")
      .as("SHAPE")
      .needs("--cell", [&settings] { return settings.cell_m.has_value(); });
  list.share("max-population", settings.max_population,
             "Largest share of the whole that a group may hold; 10% often is better to act upon")
      .above(0.0)
      .up_to(0.5);
  list.length("max-radius", settings.max_radius_m, "Largest radius of a group, such as 2km")
      .above(0.0)
      .as("LENGTH");
  list.choice("shape", settings.shape, scan::shape_names,
              "Groups lie in circles, or in ellipses up to five times as long as wide")
      .as("SHAPE");
  list.choice("penalty", settings.penalty, scan::penalty_names,
              "How much long thin ellipses pay: none, medium or strong");
  return list;
}

parameter::List time_parameters(ScanSettings& settings) {
  parameter::List list("Time (space-time, permutation)");
  list.choice(
          "time-unit", settings.time_unit, time_unit_names,
          "day, week, month or year (default: month on monthly data, else by the length of time)")
      .as("UNIT");
  list.spec<std::optional<TimeSpan>>(
          "max-window", settings.max_window,
          [](const std::string& text) -> Result<std::optional<TimeSpan>> {
            auto span = parse_time_span(text);
            if (!span) return fail(span.error());
            return std::optional(std::move(*span));
          },
          [](const std::optional<TimeSpan>& span) { return span ? time_span_text(*span) : ""; },
          "Longest time of a group: 3months, 2years, 4w, 10d or 25% (default: half of the time)")
      .as("TIME");
  list.flag("prospective", settings.prospective, "Only groups that still last in the last period");
  return list;
}

parameter::List chance_parameters(ScanSettings& settings) {
  parameter::List list("Chance");
  list.whole("replications", settings.replications, "Random maps to compare with; 0: no p");
  list.whole("early-stop", settings.early_stop,
             "Stop once N random maps have a group as strong as the first; the output says so")
      .default_text("");
  list.flag("gumbel", settings.gumbel,
            "Add a p-value from the Gumbel law: finer than 1 in 1,000, but approximate")
      .needs("--replications above 0", [&settings] { return settings.replications > 0; });
  return list;
}

Result<void> refuse(bool given, const char* option, const char* models) {
  if (!given) return {};
  return fail(ErrorCode::usage, fmt::format("{} is for --model {}", option, models));
}

}  // namespace

parameter::List parameters(ScanSettings& settings) {
  parameter::List list = model_parameters(settings);
  list.append(zone_parameters(settings));
  list.append(time_parameters(settings));
  list.append(chance_parameters(settings));
  list.append(dispersion_parameter(settings.dispersion));
  return list;
}

Result<void> check(const ScanSettings& settings) {
  const bool timed = settings.timed();
  for (const auto& ok :
       {refuse(!settings.controls.empty() && settings.model != Model::bernoulli, "--controls",
               "bernoulli"),
        refuse(settings.time_unit != TimeUnit::by_data && !timed, "--time-unit",
               "space-time and permutation"),
        refuse(settings.max_window && !timed, "--max-window", "space-time and permutation"),
        refuse(settings.prospective && !timed, "--prospective", "space-time and permutation"),
        refuse(settings.dispersion.kind == DispersionChoice::Kind::given &&
                   !settings.knows_dispersion(),
               "--dispersion with a number", "poisson and space-time")}) {
    if (!ok) return ok;
  }
  if (settings.penalty != scan::Penalty::none && settings.shape != scan::Shape::ellipse) {
    return fail(ErrorCode::usage, "--penalty is for --shape ellipse: circles pay nothing");
  }
  if (settings.early_stop > 0 && settings.early_stop >= settings.replications) {
    return fail(ErrorCode::usage, fmt::format("--early-stop {}: there are only {} random maps",
                                              settings.early_stop, settings.replications));
  }
  return {};
}

scan::ScanOptions engine_options(const ScanSettings& settings, std::uint64_t seed) {
  scan::ScanOptions options;
  options.max_population = settings.max_population;
  options.shape = settings.shape;
  options.penalty = settings.penalty;
  options.rates = settings.rates;
  options.replications = settings.replications;
  options.seed = seed;
  options.gumbel = settings.gumbel;
  options.stop_after = settings.early_stop;
  if (settings.max_radius_m) options.max_radius_m = *settings.max_radius_m;
  return options;
}

}  // namespace hotward::analyses
