#include "engine/study/month_table.hpp"

#include <algorithm>
#include <numeric>

#include "engine/study/comparable.hpp"
#include "engine/study/month_breaks.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

using table::Day;
using table::Month;
using table::Period;

// The part of a period over which there are data, where days are known (comparable.hpp).
Period part_with_data(const Study& study, Period period) {
  const auto span = days_with_data(study, period);
  if (!span) return period;
  return {std::max(period.first, span->first), std::min(period.last, span->last)};
}

std::vector<CountedMonth> months_of(const Study& study, const Period& period) {
  const Period counted = part_with_data(study, period);
  std::vector<CountedMonth> months;
  const Month last = table::month_of(period.last);
  for (Month m = table::month_of(period.first); m <= last; m = table::next(m)) {
    CountedMonth one{m};
    const Period within{std::max(counted.first, table::first_day(m)),
                        std::min(counted.last, table::last_day(m))};
    one.missing = within.last < within.first || is_missing(study.completeness, m);
    one.days = one.missing ? 0 : within.days();
    one.whole = !one.missing && within == Period{table::first_day(m), table::last_day(m)};
    months.push_back(one);
  }
  return months;
}

constexpr std::size_t no_place = SIZE_MAX;

// The theme's types by name, and the place of each code among them; no_place for those of others.
std::vector<std::size_t> order_types(const table::Dictionary& names, const Theme& theme,
                                     std::vector<std::string>& types) {
  std::vector<std::size_t> codes;
  for (std::size_t code = 0; code < names.size(); ++code) {
    if (theme.types[code] != 0) codes.push_back(code);
  }
  std::ranges::sort(codes, {}, [&](std::size_t code) { return names.texts()[code]; });
  std::vector<std::size_t> place(std::max<std::size_t>(names.size(), 1), no_place);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string& name = names.texts()[codes[i]];
    types.push_back(name.empty() ? "(no type)" : name);
    place[codes[i]] = i;
  }
  if (names.size() == 0) place[0] = 0;
  if (types.empty()) types.push_back(theme.title);  // none of the rows is of it, or has any
  return place;
}

std::int64_t sum(const std::uint32_t* first, std::size_t number) {
  return std::accumulate(first, first + number, std::int64_t{0});
}

// Behind the table's months stands one more, for incidents without a date, and behind that a single
// cell for those in no count. They are added there instead of being skipped: the processor cannot
// predict which incident lies outside all areas, and its wrong guesses took half of the time.
void count_cells(const Study& study, const std::vector<std::size_t>& place, const Period& period,
                 MonthTable& result) {
  const table::Incidents& incidents = study.incidents();
  const std::size_t of_month = result.types.size() * result.areas;
  const std::size_t in_table = result.months.size() * of_month;
  const std::size_t no_cell = in_table + of_month;
  const auto month_of =
      incidents.minute.answers([&, first = result.months.front().month](table::Minute minute) {
        const std::int64_t month = month_after(first, minute, period);
        if (month == undated) return in_table;
        return month < 0 ? no_cell : static_cast<std::size_t>(month) * of_month;
      });
  const auto cells_of = [&](std::size_t type) {
    return type == no_place ? no_cell : type * result.areas;
  };
  const auto type_of =
      incidents.type.answers([&](std::uint16_t code) { return cells_of(place[code]); });
  const bool is_typed = !incidents.type.empty();
  const std::size_t untyped = cells_of(place[0]);
  constexpr std::uint64_t beyond_cells = UINT64_MAX >> 8U;  // what an area below 0 becomes
  result.cells.assign(no_cell + 1, 0);
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const auto area = static_cast<std::uint64_t>(study.join.area[incidents.place[i]]);
    const std::size_t cell =
        month_of[i] + (is_typed ? type_of[i] : untyped) + (area & beyond_cells);
    ++result.cells[std::min(cell, no_cell)];
  }
  result.undated = static_cast<std::uint64_t>(sum(result.cells.data() + in_table, of_month));
  result.cells.resize(in_table);
}

}  // namespace

std::int64_t MonthTable::count(std::size_t month, std::size_t type, std::size_t area) const {
  if (lacking[month * areas + area] != 0) return table::null_integer;
  return cells[(month * types.size() + type) * areas + area];
}

std::int64_t MonthTable::of_type(std::size_t month, std::size_t type) const {
  if (months[month].missing) return table::null_integer;
  return sum(cells.data() + (month * types.size() + type) * areas, areas);
}

std::int64_t MonthTable::of_area(std::size_t month, std::size_t area) const {
  if (lacking[month * areas + area] != 0) return table::null_integer;
  std::int64_t all = 0;
  for (std::size_t type = 0; type < types.size(); ++type) all += count(month, type, area);
  return all;
}

std::int64_t MonthTable::total(std::size_t month) const {
  if (months[month].missing) return table::null_integer;
  return sum(cells.data() + month * types.size() * areas, types.size() * areas);
}

std::int64_t month_after(Month first, table::Minute minute, const Period& period) {
  if (minute == table::no_time) return undated;
  return period.holds(minute) ? (table::month_of(minute) - first).count() : other_period;
}

std::optional<Period> months_held(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  std::optional<Period> span = incidents.seen.span;
  const bool by_month = incidents.precision == table::TimePrecision::month;
  for (const ForceMonths& force : study.completeness.forces) {
    if (force.held.empty() || !(force.by_file || by_month)) continue;
    const Period held{table::first_day(*force.held.begin()), table::last_day(*force.held.rbegin())};
    span = span ? Period{std::min(span->first, held.first), std::max(span->last, held.last)} : held;
  }
  return span;
}

std::optional<Period> months_counted(const Study& study) {
  if (study.asked && study.period == study.asked) return study.asked;
  std::optional<Period> span = months_held(study);
  if (span && study.asked) {
    span->first = std::max(span->first, study.asked->first);
    span->last = std::min(span->last, study.asked->last);
  }
  return span;
}

MonthTable month_table(const Study& study, const Theme& theme, const Period& period) {
  const table::Incidents& incidents = study.incidents();
  MonthTable result;
  result.months = months_of(study, period);
  result.areas = study.areas().size();
  const std::vector<std::size_t> place = order_types(incidents.types, theme, result.types);
  count_cells(study, place, period, result);
  const AreaMonths complete(study);
  for (const CountedMonth& month : result.months) {
    for (std::size_t area = 0; area < result.areas; ++area) {
      const bool empty =
          month.missing && month.days == 0 && !is_missing(study.completeness, month.month);
      result.lacking.push_back(empty || complete.lacks(area, month.month) ? 1 : 0);
    }
  }
  return result;
}

std::set<Month> broken_months(const Study& study, const Theme& theme) {
  std::set<Month> months;
  const auto classes = table::classify(study.incidents().types);
  for (const bool crime : {true, false}) {
    bool held = false;
    for (std::size_t code = 0; code < classes.size(); ++code) {
      held = held ||
             (theme.types[code] != 0 && (crime ? classes[code].is_crime : classes[code].is_asb));
    }
    if (!held) continue;
    const std::vector<Month> found = months_that_break(study, crime);
    months.insert(found.begin(), found.end());
  }
  return months;
}

}  // namespace hotward
