#include "engine/study/cell_months.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "engine/report/chance_words.hpp"
#include "engine/study/comparable.hpp"

namespace hotward {
namespace {

bool is_of_theme(const Study& study, const Theme& theme, std::size_t incident) {
  const table::Incidents& incidents = study.incidents();
  const std::size_t type = incidents.type.empty() ? 0 : incidents.type[incident];
  return type >= theme.types.size() || theme.types[type] != 0;
}

std::vector<std::int32_t> areas_of(const Study& study, const geometry::Grid& grid) {
  table::Places centres;
  for (const geometry::Cell& cell : grid.cells()) {
    centres.at.push_back(grid.lattice().centre(cell));
    centres.incidents.push_back(1);
  }
  // A cell reaches into some area, so none is further than the cell is wide.
  const double reach_m = 2.0 * grid.lattice().cell_m();
  return join::area_join(centres, study.areas(), {.nearest_m = reach_m}).area;
}

void count_incidents(const Study& study, const Theme& theme, const table::Period& period,
                     const std::vector<std::int32_t>& cell_of_place, CellMonths& table) {
  const table::Incidents& incidents = study.incidents();
  const auto month_of = incidents.minute.answers(
      [&](table::Minute minute) { return month_after(table.months.front(), minute, period); });
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    if (!is_of_theme(study, theme, i)) continue;
    const std::int32_t cell = cell_of_place[incidents.place[i]];
    const std::int64_t month = month_of[i];
    if (month == undated) {
      table.undated += cell < 0 ? 0U : 1U;
      continue;
    }
    if (month < 0) continue;
    if (cell < 0) {
      ++table.left_out;
      continue;
    }
    ++table
          .counts[static_cast<std::size_t>(month) * table.cells() + static_cast<std::size_t>(cell)];
    ++table.counted;
  }
}

// Takes away the counts that mean nothing.
void take_away(const Study& study, const MonthTable& areas,
               const std::vector<std::int32_t>& cell_of_place, CellMonths& table) {
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const auto lacks = [&](std::int32_t area) {
      return area >= 0 && areas.lacking[m * areas.areas + static_cast<std::size_t>(area)] != 0;
    };
    std::int64_t* const counts = table.counts.data() + m * table.cells();
    for (std::size_t cell = 0; cell < table.cells(); ++cell) {
      if (lacks(table.area[cell])) counts[cell] = table::null_integer;
    }
    for (std::size_t place = 0; place < cell_of_place.size(); ++place) {
      const std::int32_t cell = cell_of_place[place];
      if (cell >= 0 && lacks(study.join.area[place])) {
        counts[static_cast<std::size_t>(cell)] = table::null_integer;
      }
    }
  }
}

void find_whole(const Study& study, const table::Period& asked, CellMonths& table) {
  const table::Period held = days_with_data(study, asked).value_or(asked);
  const std::set<table::Month> in_part = months_held_in_part(study);
  const table::Day first = std::max(held.first, asked.first);
  const table::Day last = std::min(held.last, asked.last);
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const auto counts = std::span(table.counts).subspan(m * table.cells(), table.cells());
    const bool some = std::ranges::any_of(
        counts, [](std::int64_t count) { return count != table::null_integer; });
    const bool all_days = first <= table::first_day(table.months[m]) &&
                          table::last_day(table.months[m]) <= last &&
                          !in_part.contains(table.months[m]);
    table.whole.push_back(some && all_days ? 1 : 0);
  }
}

}  // namespace

Result<CellMonths> cell_months(const Study& study, const Theme& theme, const CellOptions& options) {
  const auto period = months_counted(study);
  if (!period) {
    return fail(ErrorCode::no_data, "the incidents have no dates, so they have no months");
  }
  auto cells = count_cells(study, theme, options);
  if (!cells) return fail(cells.error());
  const MonthTable areas = month_table(study, theme, *period);
  CellMonths table{
      .grid = std::move(cells->grid), .months = {}, .whole = {}, .counts = {}, .area = {}};
  for (const CountedMonth& one : areas.months) table.months.push_back(one.month);
  table.counts.assign(table.months.size() * table.cells(), 0);
  table.area = areas_of(study, *table.grid);
  count_incidents(study, theme, *period, cells->counts.cell, table);
  take_away(study, areas, cells->counts.cell, table);
  find_whole(study, *period, table);
  return table;
}

std::string areas_of_cells(const Study& study, const CellMonths& table,
                           const std::vector<std::size_t>& cells) {
  constexpr std::size_t most_names = 6;
  std::map<std::int32_t, std::size_t> number;
  for (const std::size_t cell : cells) {
    if (table.area[cell] >= 0) ++number[table.area[cell]];
  }
  std::vector<std::pair<std::int32_t, std::size_t>> order(number.begin(), number.end());
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [](const auto& area) { return area.second; });
  const std::vector<std::string> names = table::distinct_names(study.areas());
  std::vector<std::string> words;
  for (const auto& [area, of_it] : order) words.push_back(names[static_cast<std::size_t>(area)]);
  return report::list_words(words, most_names);
}

}  // namespace hotward
