#include "engine/analyses/evaluate/evaluated_incidents.hpp"

#include <algorithm>
#include <numeric>

namespace hotward::analyses {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;

bool counts(const Study& study, const Theme& theme, std::uint32_t incident) {
  const table::Incidents& incidents = study.incidents();
  const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[incident];
  return (type >= theme.types.size() || theme.types[type] != 0) &&
         study.join.area[incidents.place[incident]] >= 0 &&
         incidents.minute[incident] != table::no_time;
}

// One incident of the two periods: its place in the study, whether an area took it from outside,
// which period, and which month of that.
struct Counted {
  std::uint32_t place;
  bool by_nearest;
  bool is_later;
  std::size_t month;
};

std::vector<Counted> counted(const Study& study, const Theme& theme,
                             const EvaluatedPeriods& periods) {
  std::vector<Counted> all;
  const table::Incidents& incidents = study.incidents();
  const auto month_in = [](const table::Period& period, table::Minute minute) {
    return static_cast<std::size_t>(
        (table::month_of(minute) - table::month_of(period.first)).count());
  };
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!counts(study, theme, i)) continue;
    const table::Minute minute = incidents.minute[i];
    const std::uint32_t place = incidents.place[i];
    const bool by_nearest = study.join.is_by_nearest(place);
    if (periods.after.holds(minute)) {
      all.push_back({place, by_nearest, true, month_in(periods.after, minute)});
    } else if (periods.before.holds(minute)) {
      all.push_back({place, by_nearest, false, month_in(periods.before, minute)});
    }
  }
  return all;
}

std::size_t months_of(const table::Period& period) {
  return static_cast<std::size_t>(
      (table::month_of(period.last) - table::month_of(period.first)).count() + 1);
}

}  // namespace

EvaluatedIncidents evaluated_incidents(const Study& study, const Theme& theme,
                                       const EvaluatedPeriods& periods) {
  EvaluatedIncidents found;
  std::vector<Counted> all = counted(study, theme, periods);
  for (const Counted& one : all) {
    if (one.by_nearest) ++(one.is_later ? found.by_nearest_after : found.by_nearest_before);
  }
  std::erase_if(all, [](const Counted& one) { return one.by_nearest; });
  // By position, so that the order of the rows changes nothing.
  const auto& at = study.incidents().places.at;
  std::vector<std::uint32_t> used;
  for (const Counted& one : all) used.push_back(one.place);
  std::ranges::sort(used, [&](std::uint32_t a, std::uint32_t b) { return at[a] < at[b]; });
  used.erase(std::unique(used.begin(), used.end()), used.end());
  std::vector<std::uint32_t> index(at.size(), nowhere);
  for (const std::uint32_t place : used) {
    index[place] = static_cast<std::uint32_t>(found.places.at.size());
    found.places.at.push_back(at[place]);
  }
  found.before.assign(used.size(), 0);
  found.after.assign(used.size(), 0);
  found.months.assign(months_of(periods.before), AtPlaces(used.size(), 0));
  found.later_months.assign(months_of(periods.after), AtPlaces(used.size(), 0));
  for (const Counted& one : all) {
    const std::uint32_t place = index[one.place];
    ++(one.is_later ? found.after : found.before)[place];
    ++(one.is_later ? found.count_after : found.count_before);
    ++(one.is_later ? found.later_months : found.months)[one.month][place];
  }
  return found;
}

}  // namespace hotward::analyses
