#include "engine/study/change_bound.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/report/number_text.hpp"

namespace hotward {
namespace {

// A type of which no row has a position is in no dictionary; what was asked for it may belong to.
bool belongs(const Study& study, const Theme& theme, const std::string& type) {
  const std::vector<std::string>& names = study.incidents().types.texts();
  const auto found = std::ranges::find(names, type);
  if (found == names.end()) return true;
  const auto code = static_cast<std::size_t>(found - names.begin());
  return code < theme.types.size() && theme.types[code] != 0;
}

std::int64_t unplaced_in(const Study& study, const Theme& theme, const table::Period& period) {
  std::int64_t unplaced = 0;
  for (const auto& [kind, counts] : study.incidents().by_month.rows) {
    const bool touched =
        table::month_of(period.first) <= kind.month && kind.month <= table::month_of(period.last);
    if (!touched || !counts.wanted || !belongs(study, theme, kind.type)) continue;
    unplaced += static_cast<std::int64_t>(counts.unplaced);
  }
  return unplaced;
}

std::int64_t placed_in(const Study& study, const Theme& theme, std::size_t part) {
  std::int64_t sum = 0;
  for (std::size_t type = 0; type < study.types && type < theme.types.size(); ++type) {
    if (theme.types[type] == 0) continue;
    for (std::size_t area = 0; area < study.areas().size(); ++area) {
      sum += study.count(area, type, part);
    }
  }
  return sum;
}

double change_pct(std::int64_t now, std::int64_t then) {
  if (then == 0) return undefined;
  return 100.0 * static_cast<double>(now - then) / static_cast<double>(then);
}

}  // namespace

std::optional<ChangeBound> change_bound(const Study& study, const Theme& theme) {
  if (!study.unlike_coordinates || !study.comparison || study.is_public) return {};
  ChangeBound bound;
  bound.count = placed_in(study, theme, 0);
  bound.prev = placed_in(study, theme, 1);
  const std::int64_t before = bound.prev + unplaced_in(study, theme, *study.comparison);
  if (before == 0) return {};
  bound.lower_pct = change_pct(bound.count, before);
  bound.upper_pct = change_pct(bound.count + unplaced_in(study, theme, *study.period), bound.prev);
  return bound;
}

std::string change_bound_text(const Study& study, const Theme& theme) {
  const auto bound = change_bound(study, theme);
  if (!bound) return "";
  const std::string lower = report::signed_text(bound->lower_pct, 1) + "%";
  const std::string upper = report::signed_text(bound->upper_pct, 1) + "%";
  return fmt::format(
      "Wherever the incidents without coordinates lie, the change of all areas together since {} "
      "is {} {}.\n",
      table::to_string(*study.comparison), std::isnan(bound->upper_pct) ? "at least" : "between",
      std::isnan(bound->upper_pct) ? lower : fmt::format("{} and {}", lower, upper));
}

}  // namespace hotward
