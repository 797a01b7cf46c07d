#include "engine/table/period.hpp"

#include <charconv>

#include <fmt/format.h>

namespace hotward::table {
namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

int months_between(Month first, Month last) { return static_cast<int>((last - first).count()); }

}  // namespace

Minute minute_of(Day day) {
  return static_cast<Minute>(day.time_since_epoch().count()) * minutes_per_day;
}

Day day_of(Minute minute) { return floor<days>(sys_time<minutes>{minutes{minute}}); }

Month month_of(Day day) {
  const year_month_day date{day};
  return date.year() / date.month();
}

Month month_of(Minute minute) { return month_of(day_of(minute)); }

Day first_day(Month month) { return month / 1; }

Day last_day(Month month) { return month / last; }

bool Period::whole_months() const {
  return first == first_day(month_of(first)) && last == last_day(month_of(last));
}

Period previous(const Period& period) {
  const Day before = period.first - days{1};
  if (!period.whole_months()) return {period.first - days{period.days()}, before};
  const int length = months_between(month_of(period.first), month_of(period.last)) + 1;
  return {first_day(month_of(period.first) - months{length}), before};
}

Period same_days_before(const Period& period) {
  const auto back = [](Day day, years by) {
    const year_month_day date{day};
    const year_month_day shifted = date - by;
    return shifted.ok() ? Day{shifted} : last_day(shifted.year() / shifted.month());
  };
  for (years by{1};; ++by) {
    Period before{back(period.first, by), back(period.last, by)};
    if (period.whole_months()) before.last = last_day(month_of(before.last));
    if (before.last < period.first) return before;
  }
}

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() != 7 && text.size() != 10) return {};
  if (text[4] != '-' || (text.size() == 10 && text[7] != '-')) return {};
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  if (!y || !m) return {};
  const Month month = year{*y} / std::chrono::month{static_cast<unsigned>(*m)};
  if (!month.ok()) return {};
  if (text.size() == 7) return Period{first_day(month), last_day(month)};
  const auto d = digits(text.substr(8, 2));
  if (!d) return {};
  const year_month_day date = month / std::chrono::day{static_cast<unsigned>(*d)};
  if (!date.ok()) return {};
  return Period{Day{date}, Day{date}};
}

std::string to_string(Month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()));
}

std::string to_string(Day day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_string(const Period& period) {
  const bool months = period.whole_months();
  const std::string from = months ? to_string(month_of(period.first)) : to_string(period.first);
  const std::string to = months ? to_string(month_of(period.last)) : to_string(period.last);
  return from == to ? from : from + " to " + to;
}

}  // namespace hotward::table
