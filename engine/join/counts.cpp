#include "engine/join/counts.hpp"

#include <algorithm>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"

namespace hotward::join {
namespace {

using table::Day;
using table::Minute;

struct DayRange {
  Day first;
  Day last;
  bool empty = true;
};

// Of the incidents that have a time.
DayRange days(const table::CodedColumn<Minute>& minutes) {
  Minute low = INT32_MAX;
  Minute high = table::no_time;
  for (const Minute m : minutes) {
    if (m == table::no_time) continue;
    low = std::min(low, m);
    high = std::max(high, m);
  }
  if (high == table::no_time) return {};
  return {table::day_of(low), table::day_of(high), false};
}

// A group per day, looked up per incident: civil dates cost 20 times as much as a look-up.
Groups by_day(const DayRange& range, std::vector<std::uint16_t> group_of_day, std::size_t count) {
  Groups groups;
  groups.count = count;
  groups.by_day = true;
  groups.first_day = range.first;
  groups.of_day = std::move(group_of_day);
  return groups;
}

int months_between(table::Month from, table::Month to) {
  return static_cast<int>((to - from).count());
}

}  // namespace

std::vector<std::uint64_t> Counts::of_group(std::size_t group) const {
  std::vector<std::uint64_t> column(areas);
  for (std::size_t a = 0; a < areas; ++a) column[a] = at(a, group);
  return column;
}

std::vector<std::uint64_t> Counts::of_area(std::size_t area) const {
  const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(area * groups);
  return {begin, begin + static_cast<std::ptrdiff_t>(groups)};
}

std::uint64_t Counts::group_total(std::size_t group) const {
  std::uint64_t total = 0;
  for (std::size_t a = 0; a < areas; ++a) total += at(a, group);
  return total;
}

Counts count(const table::Places& places, const AreaJoin& join, std::size_t areas) {
  HOTWARD_EXPECTS(join.area.size() == places.size());
  Counts counts{areas, 1, std::vector<std::uint64_t>(areas), std::vector<std::uint64_t>(1)};
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::int32_t area = join.area[i];
    HOTWARD_EXPECTS(area < static_cast<std::int64_t>(areas));
    (area < 0 ? counts.outside[0] : counts.cells[static_cast<std::size_t>(area)]) +=
        places.incidents[i];
  }
  return counts;
}

Counts count(const table::Incidents& incidents, const AreaJoin& join, std::size_t areas,
             const Groups& groups) {
  HOTWARD_EXPECTS(join.area.size() == incidents.places.size());
  HOTWARD_EXPECTS(std::ranges::all_of(
      join.area, [&](std::int32_t a) { return a < static_cast<std::int64_t>(areas); }));
  const std::size_t n = groups.count;
  // Row 0 is outside, row a + 1 area a; one table per part of the incidents, added afterwards.
  const std::size_t parts = incidents.size() < 65536 ? 1 : thread_count();
  std::vector<std::vector<std::uint64_t>> tables(parts);
  parallel_for(parts, [&](std::size_t p) {
    std::vector<std::uint64_t> cells((areas + 1) * n);
    const std::size_t end = incidents.size() * (p + 1) / parts;
    for (std::size_t i = incidents.size() * p / parts; i < end; ++i) {
      const std::uint16_t group = groups.of(incidents, i);
      if (group == no_group) continue;
      HOTWARD_EXPECTS(group < n);
      ++cells[static_cast<std::size_t>(join.area[incidents.place[i]] + 1) * n + group];
    }
    tables[p] = std::move(cells);
  });
  Counts counts{areas, n, std::vector<std::uint64_t>(areas * n), std::vector<std::uint64_t>(n)};
  for (const auto& cells : tables) {
    for (std::size_t g = 0; g < n; ++g) counts.outside[g] += cells[g];
    for (std::size_t i = 0; i < counts.cells.size(); ++i) counts.cells[i] += cells[n + i];
  }
  return counts;
}

Groups groups_by_type(const table::Incidents& incidents) {
  Groups groups;
  if (incidents.types.size() == 0) return groups;
  HOTWARD_EXPECTS(incidents.type.size() == incidents.size());
  HOTWARD_EXPECTS(incidents.types.size() < no_group);
  groups.of_type.resize(incidents.types.size());
  std::iota(groups.of_type.begin(), groups.of_type.end(), std::uint16_t{0});
  groups.count = groups.types = groups.of_type.size();
  return groups;
}

Groups groups_by_period(const table::Incidents& incidents, std::span<const table::Period> periods) {
  HOTWARD_EXPECTS(periods.size() < no_group);
  const DayRange range = days(incidents.minute);
  std::vector<std::uint16_t> group_of_day;
  for (Day day = range.first; !range.empty && day <= range.last; day += std::chrono::days{1}) {
    const auto holds = [&](const table::Period& p) { return p.first <= day && day <= p.last; };
    const auto found = std::ranges::find_if(periods, holds);
    group_of_day.push_back(
        found == periods.end() ? no_group : static_cast<std::uint16_t>(found - periods.begin()));
  }
  return by_day(range, std::move(group_of_day), periods.size());
}

MonthGroups groups_by_month(const table::Incidents& incidents) {
  MonthGroups result;
  const DayRange range = days(incidents.minute);
  std::vector<std::uint16_t> group_of_day;
  if (!range.empty) {
    const table::Month first = table::month_of(range.first);
    const int count =
        std::min(months_between(first, table::month_of(range.last)) + 1, no_group - 1);
    for (int m = 0; m < count; ++m) result.months.push_back(first + std::chrono::months{m});
    for (Day day = range.first; day <= range.last; day += std::chrono::days{1}) {
      const int m = months_between(first, table::month_of(day));
      group_of_day.push_back(m < count ? static_cast<std::uint16_t>(m) : no_group);
    }
  }
  result.groups = by_day(range, std::move(group_of_day), result.months.size());
  return result;
}

Groups crossed(const Groups& days, const Groups& types) {
  HOTWARD_EXPECTS(days.by_day && days.of_type.empty() && !types.by_day);
  HOTWARD_EXPECTS(days.count * types.count < no_group);
  Groups groups = days;
  groups.of_type = types.of_type;
  groups.types = types.count;
  groups.count = days.count * types.count;
  return groups;
}

}  // namespace hotward::join
