#include "engine/analyses/concentration/found.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "engine/methods/concentration/burstiness.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using concentration::PlaceMonth;

// Where and in which month each incident was; of those without a time none.
std::vector<PlaceMonth> by_month(const Task& task, const UniversePlaces& places) {
  const table::Incidents& incidents = task.study.incidents();
  std::vector<PlaceMonth> result;
  std::map<table::Month, std::uint32_t> months;
  std::unordered_map<std::int64_t, std::uint32_t> month_of_day;  // the calendar is asked once a day
  const Selection selection(task.study, task.theme);
  for (std::uint32_t i = 0; i < incidents.minute.size(); ++i) {
    const std::int64_t place = places.place_of[incidents.place[i]];
    if (place < 0 || incidents.minute[i] == table::no_time) continue;
    if (!selection.holds(i)) continue;
    const table::Day day = table::day_of(incidents.minute[i]);
    const auto [known, is_new] = month_of_day.try_emplace(day.time_since_epoch().count(), 0);
    if (is_new) {
      const auto next = static_cast<std::uint32_t>(months.size());
      known->second = months.try_emplace(table::month_of(day), next).first->second;
    }
    result.push_back({static_cast<std::uint32_t>(place), known->second});
  }
  return result;
}

// The densest places first, until they hold half.
void find_smallest_area(FoundConcentration& found) {
  const UniversePlaces& places = found.places;
  if (places.area_km2.empty()) return;
  found.all_km2 = std::accumulate(places.area_km2.begin(), places.area_km2.end(), 0.0);
  std::vector<std::size_t> order(places.counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto density = [&](std::size_t i) {
    return static_cast<double>(places.counts[i]) / places.area_km2[i];
  };
  std::ranges::stable_sort(order, std::ranges::greater{}, density);
  found.half_km2 = 0.0;
  std::int64_t held = 0;
  for (const std::size_t i : order) {
    if (2 * held >= found.figures.incidents) break;
    held += places.counts[i];
    found.half_km2 += places.area_km2[i];
    ++found.half_places;
  }
}

}  // namespace

Result<FoundConcentration> find_concentration(const Task& task,
                                              const ConcentrationSettings& settings) {
  auto places = places_of(settings.universe, settings.within_m, task);
  if (!places) return fail(places.error());
  FoundConcentration found;
  found.places = std::move(*places);
  const auto incidents =
      std::accumulate(found.places.counts.begin(), found.places.counts.end(), std::int64_t{0});
  if (incidents < least_incidents) {
    found.figures.incidents = incidents;
    found.figures.places = static_cast<std::int64_t>(found.places.counts.size());
    return found;
  }
  found.is_asked = settings.dispersion.has_value();
  found.burstiness = settings.dispersion ? *settings.dispersion
                                         : concentration::burstiness(by_month(task, found.places));
  concentration::ConcentrationOptions options;
  options.seen = found.places.seen;
  options.draws = found.draws = settings.simulations;
  options.seed = task.context.seed;
  if (!std::isnan(found.burstiness)) options.dispersion = std::max(1.0, found.burstiness);
  auto figures = concentration::measure(found.places.counts, options);
  if (!figures) return fail(figures.error());
  found.figures = std::move(*figures);
  if (!found.figures.bursts) {
    found.no_bursts = options.dispersion ? "places with so few incidents each cannot vary so much"
                                         : "that needs two places and two months with incidents";
  }
  find_smallest_area(found);
  return found;
}

}  // namespace hotward::analyses
