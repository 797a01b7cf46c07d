#include "engine/analyses/scan/scan_periods.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "engine/study/lacking.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using table::Month;
using table::Period;

constexpr int most_periods = 60;  // of the finer units; a map of more says no more

// What was asked for; where an end is open, as far as the data go, whatever types they are of.
Period whole_of(const Study& study, const std::set<Month>& held, bool by_month) {
  Period whole = *study.period;
  if (const auto& span = study.incidents().seen.span) {
    whole = {std::min(whole.first, span->first), std::max(whole.last, span->last)};
  }
  if (by_month && !held.empty()) {
    whole = {std::min(whole.first, table::first_day(*held.begin())),
             std::max(whole.last, table::last_day(*held.rbegin()))};
  }
  if (study.asked) {
    whole = {std::max(whole.first, study.asked->first), std::min(whole.last, study.asked->last)};
  }
  return whole;
}

void cut_into_months(const Period& whole, const std::set<Month>& held, ScanPeriods& time) {
  for (Month m = table::month_of(whole.first); m <= table::month_of(whole.last);
       m = table::next(m)) {
    if (!held.contains(m)) {
      time.left_out.push_back(m);
      continue;
    }
    time.periods.push_back(
        {std::max(table::first_day(m), whole.first), std::min(table::last_day(m), whole.last)});
  }
}

// Twelve that follow each other make a year; behind a month that lacks they are counted anew.
void join_into_years(ScanPeriods& time) {
  std::vector<Period> years;
  int months = 0;
  for (const Period& month : time.periods) {
    const bool follows =
        months % 12 != 0 && years.back().last + std::chrono::days{1} == month.first;
    if (follows) {
      years.back().last = month.last;
    } else {
      years.push_back(month);
      months = 0;
    }
    ++months;
  }
  time.periods = std::move(years);
}

void cut_into_days(const Period& whole, int length, ScanPeriods& time) {
  for (table::Day day = whole.first; day <= whole.last; day += std::chrono::days{length}) {
    time.periods.push_back({day, std::min(day + std::chrono::days{length - 1}, whole.last)});
  }
}

// Each stretch between two months that lack by itself: a week that reached into one would be short
// of what happened there.
void cut_around_holes(const Study& study, const Period& whole, int length, ScanPeriods& time) {
  table::Day begin = whole.first;
  for (Month m = table::month_of(whole.first); m <= table::month_of(whole.last);
       m = table::next(m)) {
    if (!study.completeness.lacks(m)) continue;
    time.left_out.push_back(m);
    const Period before{begin, table::first_day(m) - std::chrono::days{1}};
    if (before.first <= before.last) cut_into_days(before, length, time);
    begin = table::last_day(m) + std::chrono::days{1};
  }
  if (begin <= whole.last) cut_into_days({begin, whole.last}, length, time);
}

TimeUnit unit_of(const Period& whole) {
  if (whole.days() <= most_periods) return TimeUnit::day;
  return whole.days() <= 7 * most_periods ? TimeUnit::week : TimeUnit::month;
}

// How many periods an amount is; nothing where its unit does not fit the periods'.
std::optional<double> periods_in(const TimeSpan& amount, const ScanPeriods& time) {
  if (amount.unit == "%") return 0.01 * amount.value * static_cast<double>(time.periods.size());
  if (time.unit == TimeUnit::month) {
    if (amount.unit == "year") return 12.0 * amount.value;
    return amount.unit == "month" ? std::optional(amount.value) : std::nullopt;
  }
  if (time.unit == TimeUnit::year) {
    if (amount.unit == "month") return amount.value / 12.0;
    return amount.unit == "year" ? std::optional(amount.value) : std::nullopt;
  }
  const double days = time.unit == TimeUnit::week ? 7.0 : 1.0;
  if (amount.unit == "d") return amount.value / days;
  if (amount.unit == "w") return 7.0 * amount.value / days;
  return {};
}

}  // namespace

Result<TimeSpan> parse_time_span(const std::string& text) {
  double value = 0.0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || !std::isfinite(value) || value < 0.0) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' is no stretch of time: write 3months, 4w, 10d or 25%", text));
  }
  std::string unit(end, last);
  if (unit == "months" || unit == "mo") unit = "month";
  if (unit == "years" || unit == "y") unit = "year";
  if (unit.empty()) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' has no unit: write 3months, 4w, 10d or 25%", text));
  }
  return TimeSpan{value, unit};
}

std::string time_span_text(const TimeSpan& span) {
  return fmt::format("{}{}{}", span.value, span.unit,
                     span.unit == "month" || span.unit == "year" ? "s" : "");
}

std::optional<std::size_t> ScanPeriods::find(table::Minute minute) const {
  if (minute == table::no_time) return {};
  const auto after = std::ranges::upper_bound(periods, table::day_of(minute), {}, &Period::first);
  if (after == periods.begin() || !std::prev(after)->holds(minute)) return {};
  return static_cast<std::size_t>(after - periods.begin()) - 1;
}

std::vector<std::uint32_t> ScanPeriods::breaks() const {
  std::vector<std::uint32_t> found;
  for (std::size_t k = 1; k < periods.size(); ++k) {
    if (periods[k - 1].last + std::chrono::days{1} != periods[k].first) {
      found.push_back(static_cast<std::uint32_t>(k));
    }
  }
  return found;
}

std::vector<double> ScanPeriods::lengths() const {
  std::vector<double> days;
  for (const Period& period : periods) days.push_back(period.days());
  return days;
}

Result<ScanPeriods> scan_periods(const Study& study, TimeUnit asked) {
  const table::Incidents& incidents = study.incidents();
  if (!study.period || (incidents.minute.empty() && incidents.size() > 0)) {
    return fail(ErrorCode::no_data, "a space-time scan asks when incidents happened, and these " +
                                        no_dates_text(study));
  }
  ScanPeriods time;
  time.unit_forced = study.incidents().precision == table::TimePrecision::month;
  if (time.unit_forced && (asked == TimeUnit::day || asked == TimeUnit::week)) {
    return fail(ErrorCode::usage, fmt::format("--time-unit {}: dates are known by month only",
                                              name_of(time_unit_names, asked)));
  }
  time.unit = asked;
  if (time.unit_forced && asked != TimeUnit::year) time.unit = TimeUnit::month;
  const std::set<Month> held = study.completeness.held_by_all();
  const Period whole = whole_of(study, held, time.unit_forced);
  if (time.unit == TimeUnit::by_data) time.unit = unit_of(whole);
  if (time.unit == TimeUnit::month || time.unit == TimeUnit::year) {
    cut_into_months(whole, held, time);
    if (time.unit == TimeUnit::year) join_into_years(time);
  } else {
    cut_around_holes(study, whole, time.unit == TimeUnit::week ? 7 : 1, time);
  }
  if (time.periods.empty()) {
    return fail(ErrorCode::no_data,
                "a space-time scan needs months that every force has, and there is none");
  }
  return time;
}

Result<std::uint32_t> max_window(const std::optional<TimeSpan>& longest, const ScanPeriods& time) {
  if (!longest) return 0U;
  const std::string text = time_span_text(*longest);
  const auto periods = periods_in(*longest, time);
  if (!periods) {
    return fail(ErrorCode::usage,
                fmt::format("--max-window '{}': time is cut into {}s here: write 3{} or 25%", text,
                            name_of(time_unit_names, time.unit),
                            time.unit == TimeUnit::year    ? "years"
                            : time.unit == TimeUnit::month ? "months"
                            : time.unit == TimeUnit::week  ? "w"
                                                           : "d"));
  }
  // A share of the time may come out a rounding below a whole period.
  const double whole = std::floor(*periods + 1e-9);
  if (whole < 1.0 || whole > 1e6) {
    return fail(ErrorCode::usage,
                fmt::format("--max-window '{}' is {} {}s; a window has at least one", text,
                            whole < 1.0 ? "less than one of" : "too many of",
                            name_of(time_unit_names, time.unit)));
  }
  return static_cast<std::uint32_t>(whole);
}

}  // namespace hotward::analyses
