#include "engine/analyses/density/population_controls.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/join/even_spread.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/stats/robust.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

struct Known {
  LeftOut left_out;            // 1 where the population is not known; empty where all are
  std::vector<double> people;  // 0 there
  std::vector<double> side_m;  // square roots of the areas of the others
  std::size_t nobody = 0;      // areas with a population of 0
  std::int64_t incidents_used = 0;
  std::int64_t incidents_out = 0;

  [[nodiscard]] std::size_t areas_out() const { return people.size() - side_m.size(); }
};

Known known_of(const Study& study, const Theme& theme) {
  const table::Areas& areas = study.areas();
  const std::vector<std::int64_t> incidents = incidents_in_areas(study, theme);
  Known known;
  known.left_out.assign(areas.size(), 0);
  for (std::size_t a = 0; a < areas.size(); ++a) {
    const bool unknown = std::isnan(areas.population[a]);
    known.left_out[a] = unknown ? 1 : 0;
    known.people.push_back(unknown ? 0.0 : areas.population[a]);
    (unknown ? known.incidents_out : known.incidents_used) += incidents[a];
    if (unknown) continue;
    known.side_m.push_back(std::sqrt(geometry::area_m2(areas.shapes[a])));
    if (areas.population[a] == 0.0) ++known.nobody;
  }
  if (known.areas_out() == 0) known.left_out.clear();
  return known;
}

Result<void> check_known(const Study& study, const Theme& theme, const Known& known) {
  if (std::ranges::all_of(known.people, [](double people) { return people <= 0.0; })) {
    return fail(ErrorCode::no_data, "--against population: " + no_population_text(study.areas()));
  }
  if (known.incidents_used == 0 && known.incidents_out > 0) {
    return fail(ErrorCode::no_data,
                fmt::format("--against population: no {} lie in an area with a population ({})",
                            theme.noun, study.areas().population_source));
  }
  const auto discloses = [](std::int64_t n) { return n > 0 && n < disclosure::least_shown; };
  if (study.is_public && (discloses(known.incidents_out) || discloses(known.incidents_used))) {
    return fail(ErrorCode::no_data,
                fmt::format("--public: fewer than {} {} lie in the areas {} a population, and "
                            "leaving areas out would tell how many",
                            disclosure::least_shown, theme.noun,
                            discloses(known.incidents_out) ? "without" : "with"));
  }
  return {};
}

std::string areas_text(std::size_t count) {
  return count == 1 ? "one area" : fmt::format("{} areas", count);
}

std::string have(std::size_t count, std::size_t of) {
  return fmt::format("{} of {} {}", count, counted(of, "area"), count == 1 ? "has" : "have");
}

std::vector<std::string> cautions_of(const Known& known, const table::Areas& areas) {
  const std::size_t all = known.people.size();
  std::vector<std::string> cautions = {fmt::format(
      "--against population: {0} ({1}) were spread evenly within {2}, parks and docks like "
      "streets; points with {0} on them are better, as --against FILE:COLUMN",
      areas.population_label, areas.population_source, areas_text(known.side_m.size()))};
  if (known.areas_out() > 0) {
    cautions.push_back(
        fmt::format("--against population: {} no population and {} left out, with {}",
                    have(known.areas_out(), all), known.areas_out() == 1 ? "is" : "are",
                    report::counted_noun(known.incidents_out, "incidents")));
  }
  if (known.nobody > 0) {
    cautions.push_back(fmt::format(
        "--against population: {} a population of 0: incidents there are compared with nobody",
        have(known.nobody, all)));
  }
  return cautions;
}

// Each area's people at the centres of the cells within.
WeightedPlaces people_in_cells(const Study& study, const Known& known,
                               const density::Frame& frame) {
  std::vector<geometry::Point> centres;
  for (std::size_t cell = 0; cell < frame.size(); ++cell) {
    if (frame.inside_m2[cell] > 0.0) centres.push_back(frame.centre(cell));
  }
  auto spread = join::spread_evenly(study.areas().shapes, known.people, centres);
  return {std::move(spread.at), std::move(spread.amounts)};
}

}  // namespace

Result<Controls> population_controls(const Study& study, const Theme& theme,
                                     const DensityOptions& options) {
  const table::Areas& areas = study.areas();
  if (areas.population.empty()) {
    return fail(ErrorCode::usage, "--against population: " + no_population_text(areas));
  }
  Known known = known_of(study, theme);
  if (const auto ok = check_known(study, theme, known); !ok) return fail(ok.error());
  const auto frame = frame_of(study, options, known.left_out);
  if (!frame) return fail(frame.error());
  Controls controls;
  controls.are_incidents = false;
  controls.are_amounts = true;
  controls.unit = " " + areas.population_label;
  controls.name = fmt::format("{} ({}), spread evenly within {}", areas.population_label,
                              areas.population_source, areas_text(known.side_m.size()));
  controls.places = people_in_cells(study, known, *frame);
  controls.area_side_m = stats::median(known.side_m);
  controls.cautions = cautions_of(known, areas);
  // All but the first, which says how the population was spread.
  controls.weighty.assign(controls.cautions.begin() + 1, controls.cautions.end());
  controls.figures = {{"kind", "population"},
                      {"name", areas.population_source},
                      {"amount", std::accumulate(known.people.begin(), known.people.end(), 0.0)},
                      {"areas", known.side_m.size()},
                      {"median_side_m", controls.area_side_m},
                      {"areas_left_out", known.areas_out()},
                      {"incidents_left_out", known.incidents_out}};
  controls.left_out = std::move(known.left_out);
  return controls;
}

}  // namespace hotward::analyses
