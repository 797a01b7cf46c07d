#include "tools/parts/scan_periods.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace hotward::tools {
namespace {

using table::Month;
using table::Period;

constexpr int most_periods = 60;  // of the finer units; a map of more says no more

Month next(Month month) { return month + std::chrono::months{1}; }

Month month_of(table::Day day) { return table::month_of(table::minute_of(day)); }

// Months that an incident falls in, and those that police files are named after: a file without a
// row of interest is a quiet month.
std::set<Month> months_held(const Study& study) {
  std::set<Month> held;
  for (const table::Minute minute : study.read.incidents.minute) {
    if (minute != table::no_time) held.insert(table::month_of(minute));
  }
  for (const io::IncidentFile& file : study.read.files) {
    const std::string name = std::filesystem::path(file.path).filename().string();
    if (name.size() < 8 || name[7] != '-') continue;
    if (const auto month = table::parse_period(name.substr(0, 7))) {
      held.insert(month_of(month->first));
    }
  }
  return held;
}

void cut_into_months(const Study& study, ScanPeriods& time) {
  const std::set<Month> held = months_held(study);
  for (Month m = month_of(study.period->first); m <= month_of(study.period->last); m = next(m)) {
    if (!held.contains(m)) {
      time.left_out.push_back(m);
      continue;
    }
    time.periods.push_back({std::max(table::first_day(m), study.period->first),
                            std::min(table::last_day(m), study.period->last)});
  }
}

void cut_into_days(const Period& whole, int length, ScanPeriods& time) {
  for (table::Day day = whole.first; day <= whole.last; day += std::chrono::days{length}) {
    time.periods.push_back({day, std::min(day + std::chrono::days{length - 1}, whole.last)});
  }
}

TimeUnit unit_of(const Period& whole) {
  if (whole.days() <= most_periods) return TimeUnit::day;
  return whole.days() <= 7 * most_periods ? TimeUnit::week : TimeUnit::month;
}

struct Amount {
  double value = 0.0;
  std::string unit;
};

Result<Amount> amount_of(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !std::isfinite(value) || value < 0.0) {
    return fail(
        ErrorCode::usage,
        fmt::format("--max-window '{}' is no stretch of time: write 3months, 4w, 10d or 25%",
                    text));
  }
  std::string unit(end);
  if (unit == "months" || unit == "mo") unit = "month";
  if (unit.empty()) {
    return fail(ErrorCode::usage,
                fmt::format("--max-window '{}' has no unit: write 3months, 4w, 10d or 25%", text));
  }
  return Amount{value, unit};
}

// How many periods an amount is; nothing where its unit does not fit the periods'.
std::optional<double> periods_in(const Amount& amount, const ScanPeriods& time) {
  if (amount.unit == "%") return 0.01 * amount.value * static_cast<double>(time.periods.size());
  if (time.unit == TimeUnit::month) {
    return amount.unit == "month" ? std::optional(amount.value) : std::nullopt;
  }
  const double days = time.unit == TimeUnit::week ? 7.0 : 1.0;
  if (amount.unit == "d") return amount.value / days;
  if (amount.unit == "w") return 7.0 * amount.value / days;
  return {};
}

}  // namespace

const char* name_of(TimeUnit unit) {
  constexpr const char* names[] = {"", "day", "week", "month"};
  return names[static_cast<std::size_t>(unit)];
}

std::optional<std::size_t> ScanPeriods::find(table::Minute minute) const {
  if (minute == table::no_time) return {};
  const auto after = std::ranges::upper_bound(periods, table::day_of(minute), {}, &Period::first);
  if (after == periods.begin() || !std::prev(after)->holds(minute)) return {};
  return static_cast<std::size_t>(after - periods.begin()) - 1;
}

std::vector<double> ScanPeriods::lengths() const {
  std::vector<double> days;
  for (const Period& period : periods) days.push_back(period.days());
  return days;
}

Result<ScanPeriods> scan_periods(const Study& study, TimeUnit asked) {
  if (study.read.incidents.minute.empty() || !study.period) {
    return fail(ErrorCode::no_data,
                "a space-time scan asks when incidents happened, and these have no dates (--time "
                "names their column)");
  }
  ScanPeriods time;
  time.unit_forced = study.read.incidents.precision == table::TimePrecision::month;
  if (time.unit_forced && (asked == TimeUnit::day || asked == TimeUnit::week)) {
    return fail(ErrorCode::usage,
                fmt::format("--time-unit {}: dates are known by month only", name_of(asked)));
  }
  time.unit = asked;
  if (time.unit_forced) time.unit = TimeUnit::month;
  if (time.unit == TimeUnit::by_data) time.unit = unit_of(*study.period);
  if (time.unit == TimeUnit::month) {
    cut_into_months(study, time);
  } else {
    cut_into_days(*study.period, time.unit == TimeUnit::week ? 7 : 1, time);
  }
  return time;
}

Result<std::uint32_t> max_window(const std::string& text, const ScanPeriods& time) {
  if (text.empty()) return 0U;
  const auto amount = amount_of(text);
  if (!amount) return fail(amount.error());
  const auto periods = periods_in(*amount, time);
  if (!periods) {
    return fail(ErrorCode::usage,
                fmt::format("--max-window '{}': time is cut into {}s here: write 3{} or 25%", text,
                            name_of(time.unit),
                            time.unit == TimeUnit::month  ? "months"
                            : time.unit == TimeUnit::week ? "w"
                                                          : "d"));
  }
  // A share of the time may come out a rounding below a whole period.
  const double whole = std::floor(*periods + 1e-9);
  if (whole < 1.0 || whole > 1e6) {
    return fail(ErrorCode::usage,
                fmt::format("--max-window '{}' is {} {}s; a window has at least one", text,
                            whole < 1.0 ? "less than one of" : "too many of", name_of(time.unit)));
  }
  return static_cast<std::uint32_t>(whole);
}

}  // namespace hotward::tools
