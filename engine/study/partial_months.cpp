#include "engine/study/partial_months.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/methods/quality/coverage.hpp"
#include "engine/study/months.hpp"

namespace hotward {
namespace {

using table::Month;
using MonthCounts = std::map<Month, std::int64_t>;

// By type; all types together under no name.
std::map<std::string, MonthCounts> rows_by_type(const Study& study, const std::string& force) {
  std::map<std::string, MonthCounts> types;
  for (const auto& [kind, counts] : study.incidents().by_month.rows) {
    if (kind.force != force || !counts.wanted) continue;
    const auto rows = static_cast<std::int64_t>(counts.placed + counts.unplaced);
    types[""][kind.month] += rows;
    if (!kind.type.empty()) types[kind.type][kind.month] += rows;
  }
  if (types.size() == 2) types.erase("");  // the one type that is asked for is named
  return types;
}

std::vector<Month> partial_in(const ForceMonths& force, const MonthCounts& rows,
                              const std::vector<Month>& months, const table::Period& period) {
  const auto found = quality::coverage(rows_by_month(force, rows, months));
  std::vector<Month> partial;
  for (std::size_t m = 0; m < months.size(); ++m) {
    const bool is_asked =
        table::first_day(months[m]) <= period.last && period.first <= table::last_day(months[m]);
    const bool is_low =
        found[m] == quality::Coverage::partial || found[m] == quality::Coverage::ended;
    if (is_asked && is_low) partial.push_back(months[m]);
  }
  return partial;
}

}  // namespace

std::vector<std::optional<std::int64_t>> rows_by_month(const ForceMonths& force,
                                                       const MonthCounts& rows,
                                                       const std::vector<Month>& months) {
  std::vector<std::optional<std::int64_t>> series;
  for (const Month& month : months) {
    const auto found = rows.find(month);
    const std::int64_t count = found == rows.end() ? 0 : found->second;
    const bool lacks = force.lacks(month) || (count == 0 && !force.held.contains(month));
    series.push_back(lacks ? std::nullopt : std::optional(count));
  }
  return series;
}

std::vector<std::string> partial_texts(const Study& study, const table::Period& period) {
  const auto counts = [&](const ForceMonths& force) { return study.completeness.counts(force); };
  if (std::ranges::count_if(study.completeness.forces, counts) < 2) return {};
  const std::set<Month> held = study.completeness.held_by_any();
  if (held.empty()) return {};
  std::vector<Month> months;
  for (Month m = *held.begin(); m <= *held.rbegin(); m = table::next(m)) months.push_back(m);
  std::vector<std::string> texts;
  for (const ForceMonths& force : study.completeness.forces) {
    if (!counts(force)) continue;
    std::vector<Month> of_all;  // is not repeated for each type
    for (const auto& [type, rows] : rows_by_type(study, force.force)) {
      std::vector<Month> partial = partial_in(force, rows, months, period);
      if (type.empty()) of_all = partial;
      std::erase_if(partial, [&](const Month& month) {
        return !type.empty() && std::ranges::find(of_all, month) != of_all.end();
      });
      if (partial.empty()) continue;
      texts.push_back(fmt::format(
          "{} has at most a fifth of its usual rows{} in {}: look whether its file is whole",
          force.force, type.empty() ? "" : " of " + type, months_text(partial)));
    }
  }
  return texts;
}

}  // namespace hotward
