#include "engine/analyses/clusters/cluster_points.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/geometry/point_order.hpp"
#include "engine/study/incident_numbers.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

// Places with a selected incident, by their coordinates: an order that the input's rows cannot
// move.
std::vector<std::uint32_t> occupied(const table::Places& places,
                                    const std::vector<std::uint32_t>& incidents) {
  std::vector<geometry::Point> at;
  std::vector<std::uint32_t> place;
  for (std::uint32_t p = 0; p < places.size(); ++p) {
    if (incidents[p] == 0) continue;
    at.push_back(places.at[p]);
    place.push_back(p);
  }
  std::vector<std::uint32_t> order = geometry::ascending_order(at);
  for (std::uint32_t& i : order) i = place[i];
  return order;
}

// The selected incidents, place by place in that order, each place's by time.
std::vector<std::uint32_t> by_place_and_time(const Study& study, const Theme& theme,
                                             const std::vector<std::uint32_t>& places,
                                             const std::vector<std::uint32_t>& count) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::size_t> next(count.size(), 0);
  std::size_t total = 0;
  for (const std::uint32_t place : places) {
    next[place] = total;
    total += count[place];
  }
  std::vector<std::uint32_t> order(total);
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (selection.holds(i)) order[next[incidents.place[i]]++] = i;
  }
  auto first = order.begin();
  for (const std::uint32_t place : places) {
    const auto last = first + count[place];
    std::sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
      return incidents.minute[a] != incidents.minute[b] ? incidents.minute[a] < incidents.minute[b]
                                                        : a < b;
    });
    first = last;
  }
  return order;
}

void add_point(ClusterPoints& points, const Study& study, std::uint32_t place,
               std::uint32_t incidents) {
  points.at.push_back(study.incidents().places.at[place]);
  points.incidents.push_back(incidents);
  points.area.push_back(study.join.area[place]);
  points.place.push_back(place);
}

// One point per place; the incidents in the input's order, which nothing made of them depends on.
std::vector<std::uint32_t> place_points(const Study& study, const Theme& theme,
                                        const std::vector<std::uint32_t>& places,
                                        const std::vector<std::uint32_t>& count,
                                        ClusterPoints& points) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> number(count.size(), 0);
  points.at.reserve(places.size());
  points.incidents.reserve(places.size());
  points.area.reserve(places.size());
  points.point.reserve(incidents.size());
  for (const std::uint32_t place : places) {
    number[place] = static_cast<std::uint32_t>(points.at.size());
    add_point(points, study, place, count[place]);
  }
  std::vector<std::uint32_t> chosen;
  chosen.reserve(incidents.size());
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!selection.holds(i)) continue;
    chosen.push_back(i);
    points.point.push_back(number[incidents.place[i]]);
  }
  return chosen;
}

// One point per incident, with its time.
std::vector<std::uint32_t> timed_points(const Study& study, const Theme& theme,
                                        const std::vector<std::uint32_t>& places,
                                        const std::vector<std::uint32_t>& count,
                                        ClusterPoints& points) {
  const table::Incidents& incidents = study.incidents();
  auto chosen = by_place_and_time(study, theme, places, count);
  for (const std::uint32_t i : chosen) {
    const std::uint32_t place = incidents.place[i];
    points.point.push_back(static_cast<std::uint32_t>(points.at.size()));
    add_point(points, study, place, 1);
    points.when.push_back(incidents.minute[i]);
  }
  return chosen;
}

}  // namespace

Result<ClusterPoints> cluster_points(const Study& study, const Theme& theme,
                                     const ClusterPointsOptions& options) {
  const table::Incidents& incidents = study.incidents();
  std::optional<IncidentNumbers> weights;
  if (!options.weight_column.empty()) {
    auto kept = IncidentNumbers::of(incidents, options.weight_column,
                                    fmt::format("--weight {}", options.weight_column));
    if (!kept) return fail(kept.error());
    weights = std::move(*kept);
  }
  const std::vector<std::uint32_t> count = incidents_at_places(study, theme);
  const std::vector<std::uint32_t> places = occupied(incidents.places, count);
  ClusterPoints points;
  const bool timed = options.timed && !incidents.minute.empty();
  const auto chosen = timed ? timed_points(study, theme, places, count, points)
                            : place_points(study, theme, places, count, points);
  std::vector<double> incident_weight;
  for (const std::uint32_t i : chosen) {
    if (!incidents.type.empty()) points.type.push_back(incidents.type[i]);
    if (!incidents.minute.empty()) points.minute.push_back(incidents.minute[i]);
    if (weights) incident_weight.push_back((*weights)[i]);
  }
  if (weights) points.weight = sums_by_group(points.point, incident_weight, points.at.size());
  return points;
}

}  // namespace hotward::analyses
