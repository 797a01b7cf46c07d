#include "engine/study/comparison.hpp"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"

namespace hotward {
namespace {

using table::Period;

// Months of a period of whole months; else 0.
int months_in(const Period& period) {
  if (!period.whole_months()) return 0;
  return static_cast<int>((table::month_of(period.last) - table::month_of(period.first)).count()) +
         1;
}

// A leap year is a day longer, and as many months are as many.
bool as_long(const Period& a, const Period& b) {
  if (months_in(a) > 0 && months_in(a) == months_in(b)) return true;
  return std::abs(a.days() - b.days()) <= 1;
}

}  // namespace

std::optional<Period> dates_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto first = table::parse_period(text.substr(0, dots));
  if (dots == std::string::npos || !first) return first;
  const auto last = table::parse_period(text.substr(dots + 2));
  if (!last || last->last < first->first) return {};
  return Period{first->first, last->last};
}

Result<std::optional<Period>> comparison_of(const Period& period, const std::string& compare) {
  const std::string word = folded(compare);  // "Last year" as "last-year"
  if (word == "none") return std::optional<Period>{};
  if (word.empty() || word == folded("last-year")) {
    return std::optional(table::same_days_before(period));
  }
  if (word == "previous") return std::optional(table::previous(period));
  const auto dates = dates_of(compare);
  if (!dates) {
    return fail(ErrorCode::usage,
                fmt::format("--compare {}: write last-year, previous, none, or dates such as "
                            "2018-04..2018-09",
                            compare));
  }
  if (dates->last >= period.first) {
    return fail(ErrorCode::usage, fmt::format("--compare {}: it must end before {} begins", compare,
                                              table::to_string(period)));
  }
  if (!as_long(*dates, period)) {
    return fail(
        ErrorCode::usage,
        fmt::format("--compare {}: {} and {} are not as long as each other, so their counts "
                    "cannot be compared",
                    compare, table::to_string(*dates), table::to_string(period)));
  }
  return dates;
}

bool other_season(const Period& period, const Period& before) {
  const int months = months_in(period);
  if (months > 0 && months % 12 == 0 && months_in(before) == months) return false;
  const std::chrono::year_month_day a{period.first};
  const std::chrono::year_month_day b{before.first};
  // A day's difference is a leap year's.
  return a.month() != b.month() || std::abs(static_cast<int>(static_cast<unsigned>(a.day())) -
                                            static_cast<int>(static_cast<unsigned>(b.day()))) > 1;
}

}  // namespace hotward
