#include "tools/parts/scan_settings.hpp"

#include <fmt/format.h>

#include "engine/io/areas/read_areas.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {
namespace {

using Model = ScanSettings::Model;

void add_model(CommandLine& line, ScanSettings& settings) {
  const char* group = "Model";
  line.choice<Model>("--model", settings.model,
                     {{"poisson", Model::poisson},
                      {"bernoulli", Model::bernoulli},
                      {"space-time", Model::space_time},
                      {"permutation", Model::permutation}},
                     "poisson (people at risk; the default where they are known), bernoulli "
                     "(against other incidents), space-time (people and dates) or permutation "
                     "(dates only)")
      .type("NAME")
      .group(group);
  line.option("--controls", settings.controls,
              "bernoulli: types or groups that the cases are compared with (repeatable; default: "
              "all other incidents)")
      .one_word()
      .type("NAME")
      .group(group);
  line.choice<scan::Rates>(
          "--rates", settings.rates,
          {{"high", scan::Rates::high}, {"low", scan::Rates::low}, {"both", scan::Rates::both}},
          "Look for more than expected, for fewer, or for both")
      .type("NAME")
      .group(group);
}

void add_zones(CommandLine& line, ScanSettings& settings) {
  const char* group = "Groups looked at";
  line.option("--cell", settings.cell, "Scan the cells of a grid of this width, not the areas")
      .type("LENGTH")
      .group(group);
  line.choice<geometry::CellShape>(
          "--cell-shape", settings.cell_shape,
          {{"hex", geometry::CellShape::hexagon}, {"square", geometry::CellShape::square}},
          "Shape of the cells: hex or square")
      .type("SHAPE")
      .group(group)
      .only_with("--cell", [&settings] { return !settings.cell.empty(); });
  line.option("--max-population", settings.max_population,
              "Largest share of the whole that a group may hold; 10% often is better to act upon")
      .type("PERCENT")
      .shows_default()
      .group(group);
  line.choice<scan::Shape>("--shape", settings.shape,
                           {{"circle", scan::Shape::circle}, {"ellipse", scan::Shape::ellipse}},
                           "Groups lie in circles, or in ellipses up to five times as long as wide")
      .type("SHAPE")
      .group(group);
  line.choice<scan::Penalty>("--penalty", settings.penalty,
                             {{"none", scan::Penalty::none},
                              {"medium", scan::Penalty::medium},
                              {"strong", scan::Penalty::strong}},
                             "How much long thin ellipses pay: none, medium or strong")
      .type("NAME")
      .group(group);
}

void add_time(CommandLine& line, ScanSettings& settings) {
  const char* group = "Time (space-time, permutation)";
  line.choice<TimeUnit>(
          "--time-unit", settings.time_unit,
          {{"day", TimeUnit::day}, {"week", TimeUnit::week}, {"month", TimeUnit::month}},
          "day, week or month (default: month on monthly data, else by the length of time)")
      .type("UNIT")
      .group(group);
  line.option("--max-window", settings.max_window,
              "Longest time of a group: 3months, 4w, 10d or 25% (default: half of the time)")
      .type("TIME")
      .group(group);
  line.flag("--prospective", settings.prospective, "Only groups that still last in the last period")
      .group(group);
}

void add_chance(CommandLine& line, ScanSettings& settings) {
  const char* group = "Chance";
  line.option("--replications", settings.replications, "Random maps to compare with; 0: no p")
      .type("N")
      .shows_default()
      .group(group);
  line.option("--early-stop", settings.early_stop,
              "Stop once N random maps have a group as strong as the first; the output says so")
      .type("N")
      .group(group);
  line.flag("--gumbel", settings.gumbel,
            "Add a p-value from the Gumbel law: finer than 1 in 1,000, but approximate")
      .group(group)
      .only_with("--replications above 0", [&settings] { return settings.replications > 0; });
}

Result<void> refuse(bool given, const char* option, const char* models) {
  if (!given) return {};
  return fail(ErrorCode::usage, fmt::format("{} is for --model {}", option, models));
}

}  // namespace

const char* name_of(Model model) {
  constexpr const char* names[] = {"", "poisson", "bernoulli", "space-time", "permutation"};
  return names[static_cast<std::size_t>(model)];
}

void add(CommandLine& line, ScanSettings& settings) {
  add_model(line, settings);
  add_zones(line, settings);
  add_time(line, settings);
  add_chance(line, settings);
}

Result<void> check(const ScanSettings& settings) {
  const bool timed = settings.timed();
  for (const auto& ok :
       {refuse(!settings.controls.empty() && settings.model != Model::bernoulli, "--controls",
               "bernoulli"),
        refuse(settings.time_unit != TimeUnit::by_data && !timed, "--time-unit",
               "space-time and permutation"),
        refuse(!settings.max_window.empty() && !timed, "--max-window",
               "space-time and permutation"),
        refuse(settings.prospective && !timed, "--prospective", "space-time and permutation")}) {
    if (!ok) return ok;
  }
  if (settings.penalty != scan::Penalty::none && settings.shape != scan::Shape::ellipse) {
    return fail(ErrorCode::usage, "--penalty is for --shape ellipse: circles pay nothing");
  }
  if (settings.early_stop > 0 && settings.early_stop >= settings.replications) {
    return fail(ErrorCode::usage, fmt::format("--early-stop {}: there are only {} random maps",
                                              settings.early_stop, settings.replications));
  }
  if (const auto options = engine_options(settings, 1); !options) return fail(options.error());
  return {};
}

Result<scan::ScanOptions> engine_options(const ScanSettings& settings, std::uint64_t seed) {
  const auto share = parse_share(settings.max_population);
  if (!share) return fail(ErrorCode::usage, "--max-population " + share.error().message);
  if (!(*share > 0.0 && *share <= 0.5)) {
    return fail(ErrorCode::usage,
                fmt::format("--max-population {}: a group may hold more than 0% and at most 50%",
                            settings.max_population));
  }
  scan::ScanOptions options;
  options.max_population = *share;
  options.shape = settings.shape;
  options.penalty = settings.penalty;
  options.rates = settings.rates;
  options.replications = settings.replications;
  options.seed = seed;
  options.gumbel = settings.gumbel;
  options.stop_after = settings.early_stop;
  return options;
}

Result<ExpectedCounts> read_expected(const AreasInput& areas, const std::string& text) {
  auto source = area_source(areas);
  if (!source) return fail(source.error());
  source->population = text;
  source->is_of_parts = true;
  auto read = io::read_areas(*source);
  if (!read) return fail(read.error().code, "--expected: " + read.error().message);
  return ExpectedCounts{std::move(read->areas.population), read->areas.population_source,
                        std::move(read->files)};
}

}  // namespace hotward::tools
