// counts: how many incidents of each group lie in each area?
//
// A group is whatever incidents are divided by: the period it falls in (current, previous),
// its type, its month, or a crossing of two of them. Every incident has one group number or none;
// one without is not counted.
//
//   n(a, g) = number of incidents whose place lies in area a and whose group is g
//
// Incidents outside all areas are counted by group too, so sum_a n(a, g) + outside(g) is the number
// of incidents of group g, always. Counts are whole numbers: no number of threads changes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/join/area_join.hpp"
#include "engine/table/incidents.hpp"
#include "engine/table/period.hpp"

namespace hotward::join {

/// A group number that counts nowhere.
inline constexpr std::uint16_t no_group = 0xFFFF;

/// The group of each incident, told by the day on which it began, by its type, or by both. Group
/// numbers are below `count`.
struct Groups {
  std::size_t count = 1;
  bool by_day = false;  ///< an incident without a time, or beyond of_day, has no group
  table::Day first_day{};
  std::vector<std::uint16_t> of_day;   ///< from first_day on: a group, or no_group
  std::vector<std::uint16_t> of_type;  ///< by code; empty: the type plays no part
  std::size_t types = 1;               ///< of_type's groups, side by side in each of of_day's

  /// Time: O(1).
  [[nodiscard]] std::uint16_t of(const table::Incidents& incidents, std::size_t incident) const {
    std::size_t group = 0;
    if (by_day) {
      const table::Minute minute =
          incidents.minute.empty() ? table::no_time : incidents.minute[incident];
      if (minute == table::no_time) return no_group;
      const auto day = static_cast<std::size_t>((table::day_of(minute) - first_day).count());
      if (day >= of_day.size() || of_day[day] == no_group) return no_group;
      group = of_day[day] * types;
    }
    if (!of_type.empty()) group += of_type[incidents.type[incident]];
    return static_cast<std::uint16_t>(group);
  }
};

struct Counts {
  std::size_t areas = 0;
  std::size_t groups = 0;
  std::vector<std::uint64_t> cells;    ///< areas × groups, an area's groups side by side
  std::vector<std::uint64_t> outside;  ///< per group

  [[nodiscard]] std::uint64_t at(std::size_t area, std::size_t group) const {
    return cells[area * groups + group];
  }
  /// One number per area, for a column or a statistic.
  [[nodiscard]] std::vector<std::uint64_t> of_group(std::size_t group) const;
  [[nodiscard]] std::vector<std::uint64_t> of_area(std::size_t area) const;
  [[nodiscard]] std::uint64_t group_total(std::size_t group) const;  ///< without outside
};

/// All incidents, one group. Time: O(places).
[[nodiscard]] Counts count(const table::Places& places, const AreaJoin& join, std::size_t areas);

/// Time: O(incidents + threads × areas × groups), some 2 ns an incident.
[[nodiscard]] Counts count(const table::Incidents& incidents, const AreaJoin& join,
                           std::size_t areas, const Groups& groups);

/// Group = code of the type in incidents.types. Incidents without types: all in one group.
[[nodiscard]] Groups groups_by_type(const table::Incidents& incidents);

/// Group = index of the first of `periods` that holds the incident's time; none where none does, or
/// where the incident has no time. For a ranking: {current, previous}.
[[nodiscard]] Groups groups_by_period(const table::Incidents& incidents,
                                      std::span<const table::Period> periods);

struct MonthGroups {
  std::vector<table::Month> months;  ///< every month from the first to the last, empty ones too
  Groups groups;
};

/// Group = months since the first month that an incident falls in. More than 65,534 months (a year
/// misread by thousands) are cut: what falls beyond has no group.
[[nodiscard]] MonthGroups groups_by_month(const table::Incidents& incidents);

/// Group = g × types.count + h for an incident of group g in days and h in types; none where either
/// is none.
/// @param days   by day alone
/// @param types  by type alone; days.count × types.count is below 65,535
[[nodiscard]] Groups crossed(const Groups& days, const Groups& types);

}  // namespace hotward::join
