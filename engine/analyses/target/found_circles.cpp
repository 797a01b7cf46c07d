#include "engine/analyses/target/found_circles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/methods/targeting/circle_placement.hpp"
#include "engine/methods/targeting/turned_placement.hpp"

namespace hotward::analyses {
namespace {

// True where the place lies within, or no further than that from it.
bool lies_within(const CircleSettings& asked, const FoundCircle& one, const geometry::Point& at,
                 double further_m) {
  if (asked.form == Form::circle) {
    return geometry::distance(at, one.centre) <= asked.radius_m + further_m + 1e-6;
  }
  const targeting::TurnedPolygon polygon{one.centre, one.angle_rad};
  return targeting::holds(polygon, asked.turned(), asked.width_m + 2.0 * further_m, at);
}

// Which circle each place lies in, or whose ring; -1 where it lies in none.
std::vector<std::int32_t> circle_of_place(const table::Places& places,
                                          const std::vector<FoundCircle>& circles,
                                          const CircleSettings& asked, bool ring) {
  std::vector<std::int32_t> of(places.size(), -1);
  for (std::size_t p = 0; p < places.size(); ++p) {
    for (std::size_t c = 0; c < circles.size() && of[p] < 0; ++c) {
      const bool inside = lies_within(asked, circles[c], places.at[p], 0.0);
      const bool around =
          ring && !inside && lies_within(asked, circles[c], places.at[p], asked.buffer_m);
      if (ring ? around : inside) of[p] = static_cast<std::int32_t>(c);
    }
  }
  return of;
}

// The area with most of its incidents, the first by code of several.
void name_areas(const Study& study, const CountedIncidents& counted, FoundCircles& found) {
  std::vector<std::map<std::int32_t, std::int64_t>> within(found.circles.size());
  for (const std::uint32_t i : counted.incidents) {
    const std::uint32_t place = study.incidents().place[i];
    const std::int32_t circle = counted.site_of_place[place];
    if (circle >= 0) ++within[static_cast<std::size_t>(circle)][study.join.area[place]];
  }
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  for (std::size_t c = 0; c < within.size(); ++c) {
    const auto most =
        std::ranges::max_element(within[c], {}, [](const auto& one) { return one.second; });
    if (most != within[c].end()) {
      found.circles[c].area = labels[static_cast<std::size_t>(most->first)];
    }
  }
}

// Those of the incidents that lie in a circle, or in the ring around it.
CountedIncidents within(const Study& study, const FoundSites& sites, const FoundCircles& found,
                        const CircleSettings& asked, bool ring) {
  CountedIncidents counted = sites.counted;
  counted.site_of_place = circle_of_place(study.incidents().places, found.circles, asked, ring);
  std::erase_if(counted.incidents, [&](std::uint32_t i) {
    return counted.site_of_place[study.incidents().place[i]] < 0;
  });
  return counted;
}

void describe(const Study& study, const FoundSites& sites, const TargetSettings& settings,
              FoundCircles& found) {
  const CircleSettings& asked = *settings.circles;
  const CountedIncidents inside = within(study, sites, found, asked, false);
  name_areas(study, inside, found);
  const std::vector<std::string> streets = streets_of(study, inside, found.circles.size());
  const double most = asked.most_year ? in_months(*asked.most_year, sites)
                                      : std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < found.circles.size(); ++c) {
    found.circles[c].streets = streets[c];
    found.circles[c].over = static_cast<double>(found.circles[c].count) > most;
  }
  if (asked.buffer_m <= 0.0) return;
  const CountedIncidents ring = within(study, sites, found, asked, true);
  for (const std::uint32_t i : ring.incidents) {
    const std::int32_t circle = ring.site_of_place[study.incidents().place[i]];
    ++found.circles[static_cast<std::size_t>(circle)].around;
  }
}

double least_of(const CircleSettings& asked, const FoundSites& sites) {
  return asked.least_year ? in_months(*asked.least_year, sites) : 0.0;
}

Result<FoundCircles> round_ones(const std::vector<geometry::Point>& at,
                                const std::vector<double>& weight, const CircleSettings& asked,
                                const FoundSites& sites) {
  const auto placed = targeting::place_circles(at, weight,
                                               {.radius_m = asked.radius_m,
                                                .circles = asked.circles,
                                                .apart_m = asked.apart_m,
                                                .least = least_of(asked, sites)});
  if (!placed) return fail(placed.error());
  FoundCircles circles;
  for (const targeting::PlacedCircle& one : placed->circles) {
    circles.circles.push_back({.centre = one.centre, .count = std::llround(one.captured)});
  }
  circles.captured = std::llround(placed->captured);
  circles.bound = placed->bound;
  circles.gap_pct = placed->gap_pct();
  return circles;
}

Result<FoundCircles> turned_ones(const std::vector<geometry::Point>& at,
                                 const std::vector<double>& weight, const CircleSettings& asked,
                                 const FoundSites& sites) {
  const auto placed = targeting::place_turned(at, weight,
                                              {.shape = asked.turned(),
                                               .width_m = asked.width_m,
                                               .number = asked.circles,
                                               .apart_m = asked.apart_m,
                                               .least = least_of(asked, sites)});
  if (!placed) return fail(placed.error());
  FoundCircles forms;
  for (const targeting::TurnedPolygon& one : placed->polygons) {
    forms.circles.push_back(
        {.centre = one.centre, .angle_rad = one.angle_rad, .count = std::llround(one.captured)});
  }
  forms.captured = std::llround(placed->captured);
  forms.bound = placed->bound;
  forms.gap_pct = placed->gap_pct();
  return forms;
}

}  // namespace

double in_months(double a_year, const FoundSites& sites) {
  const double months = sites.counted.months > 0 ? static_cast<double>(sites.counted.months) : 12.0;
  return a_year * months / 12.0;
}

Result<FoundCircles> find_circles(const Study& study, const FoundSites& found,
                                  const TargetSettings& settings) {
  const CircleSettings& asked = *settings.circles;
  std::map<std::uint32_t, double> held;
  for (const std::uint32_t i : found.counted.incidents) held[study.incidents().place[i]] += 1.0;
  std::vector<geometry::Point> at;
  std::vector<double> weight;
  for (const auto& [place, count] : held) {
    at.push_back(study.incidents().places.at[place]);
    weight.push_back(count);
  }
  auto circles = asked.form == Form::circle ? round_ones(at, weight, asked, found)
                                            : turned_ones(at, weight, asked, found);
  if (!circles) return fail(circles.error());
  describe(study, found, settings, *circles);
  return circles;
}

}  // namespace hotward::analyses
