#include "engine/analyses/emerging/emerging_spots.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/study/months.hpp"
#include "engine/study/site_weights.hpp"

namespace hotward::analyses {
namespace {

// The first month of each step, rising: blocks of whole months, counted back from the last.
std::vector<std::size_t> first_months(const CellMonths& table, std::size_t months) {
  std::vector<std::size_t> firsts;
  std::size_t end = table.months.size();
  while (end >= months) {
    const std::size_t first = end - months;
    const bool whole = std::all_of(table.whole.begin() + static_cast<std::ptrdiff_t>(first),
                                   table.whole.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](std::uint8_t is_whole) { return is_whole != 0; });
    if (whole) firsts.push_back(first);
    // Before the first block that is whole the blocks may begin with any month.
    end = whole || !firsts.empty() ? first : end - 1;
  }
  std::ranges::reverse(firsts);
  return firsts;
}

// Months that are in no step.
std::vector<table::Month> months_left_out(const CellMonths& table,
                                          const std::vector<std::size_t>& firsts,
                                          std::size_t months) {
  std::vector<table::Month> left_out;
  std::size_t next = 0;
  for (const std::size_t first : firsts) {
    for (; next < first; ++next) left_out.push_back(table.months[next]);
    next = first + months;
  }
  for (; next < table.months.size(); ++next) left_out.push_back(table.months[next]);
  return left_out;
}

Result<void> check_steps(const CellMonths& table, const std::vector<std::size_t>& firsts,
                         std::uint32_t months) {
  if (firsts.size() >= trend::least_periods) return {};
  const auto whole = static_cast<std::size_t>(std::ranges::count(table.whole, 1));
  return fail(
      ErrorCode::no_data,
      fmt::format("a pattern in time needs {} periods of {}, and the data hold {}: of "
                  "{} to {}, {} whole",
                  trend::least_periods, counted(months, "month"), firsts.size(),
                  table::to_string(table.months.front()), table::to_string(table.months.back()),
                  counted(whole, "month is", "months are")));
}

void fill_cube(const std::vector<std::size_t>& firsts, std::size_t months, EmergingSpots& found) {
  const CellMonths& table = found.table;
  found.cube.sites = table.cells();
  for (const std::size_t first : firsts) {
    const std::size_t last = first + months - 1;
    const table::Period period{table::first_day(table.months[first]),
                               table::last_day(table.months[last])};
    found.steps.push_back(
        {table.months[first], table.months[last], static_cast<double>(period.days())});
    found.cube.days.push_back(found.steps.back().days);
    for (std::size_t cell = 0; cell < table.cells(); ++cell) {
      std::int64_t sum = 0;
      for (std::size_t m = first; m <= last && sum != table::null_integer; ++m) {
        const std::int64_t count = table.count(m, cell);
        sum = count == table::null_integer ? count : sum + count;
      }
      found.cube.counts.push_back(sum);
    }
  }
}

std::string why_unknown(const EmergingSpots& found, std::size_t cell) {
  std::vector<table::Month> lacking;
  for (std::size_t t = 0; t < found.steps.size(); ++t) {
    if (found.cube.counts[found.cube.bin(t, cell)] != table::null_integer) continue;
    for (table::Month m = found.steps[t].first; m <= found.steps[t].last; m = table::next(m)) {
      const auto at = static_cast<std::size_t>((m - found.table.months.front()).count());
      if (found.table.count(at, cell) == table::null_integer) lacking.push_back(m);
    }
  }
  return lacking.empty() ? std::string() : "no data of " + months_text(lacking);
}

// Of gi_star.hpp's classes, the least that is so sure.
std::int64_t least_class(Confidence confidence) {
  return confidence == Confidence::of_99 ? 3 : confidence == Confidence::of_95 ? 2 : 1;
}

void classify(std::size_t cell, Confidence confidence, EmergingSpots& found) {
  found.why_none[cell] = why_unknown(found, cell);
  if (!found.why_none[cell].empty()) return;
  const std::int64_t least_bin = least_class(confidence);
  std::vector<std::int8_t> signs;
  std::vector<double> strength;
  for (std::size_t t = 0; t < found.steps.size(); ++t) {
    const std::size_t b = found.cube.bin(t, cell);
    const std::int64_t bin = found.gi.bin[b] == table::null_integer ? 0 : found.gi.bin[b];
    signs.push_back(static_cast<std::int8_t>(bin >= least_bin ? 1 : -bin >= least_bin ? -1 : 0));
    strength.push_back(found.gi.own_z[b]);
    found.incidents[cell] += found.cube.counts[b];
  }
  found.hot_steps[cell] = std::ranges::count(signs, 1);
  found.cold_steps[cell] = std::ranges::count(signs, -1);
  // Without neighbours that differ from the whole map there is no strength to speak of.
  if (std::ranges::any_of(strength, [](double z) { return z != z; })) return;
  found.mann_kendall[cell] = trend::mann_kendall(strength);
  const trend::MannKendall& rises = found.mann_kendall[cell];
  const bool is_sure = rises.p_value <= level_of(confidence);
  found.pattern[cell] = trend::emerging_pattern(signs, !is_sure ? 0 : rises.s > 0 ? 1 : -1);
}

}  // namespace

double level_of(Confidence confidence) {
  return confidence == Confidence::of_99 ? 0.01 : confidence == Confidence::of_95 ? 0.05 : 0.10;
}

Result<EmergingSpots> find_emerging(const Study& study, const Theme& theme,
                                    const EmergingOptions& options, std::uint64_t seed) {
  auto table = cell_months(study, theme, options.cells);
  if (!table) return fail(table.error());
  const std::vector<std::size_t> firsts = first_months(*table, options.months);
  if (const auto enough = check_steps(*table, firsts, options.months); !enough) {
    return fail(enough.error());
  }
  EmergingSpots found{.table = std::move(*table)};
  found.left_out = months_left_out(found.table, firsts, options.months);
  fill_cube(firsts, options.months, found);
  const std::size_t cells = found.table.cells();
  auto gi = autocorrelation::space_time_gi(found.cube, cell_neighbours(*found.table.grid),
                                           {.window = options.window, .seed = seed});
  if (!gi) return fail(gi.error());
  found.gi = std::move(*gi);
  found.pattern.assign(cells, trend::Pattern::none);
  found.why_none.resize(cells);
  found.mann_kendall.assign(cells, {0, undefined, undefined, undefined});
  found.hot_steps.assign(cells, 0);
  found.cold_steps.assign(cells, 0);
  found.incidents.assign(cells, 0);
  parallel_for(cells, [&](std::size_t cell) { classify(cell, options.confidence, found); });
  return found;
}

}  // namespace hotward::analyses
