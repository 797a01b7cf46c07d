#include "engine/io/csv/date_form.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

// A reading of all dates of the column, and the days from the first to the last.
struct Reading {
  DateForm form;
  table::Day first_text;
  std::int64_t span_days;
};

std::string read_as(const std::vector<std::string>& texts, const Reading& reading) {
  return fmt::format("'{}' is read as {}", texts.front(), day_in_words(reading.first_text));
}

// Nothing where more than one date in ten cannot be read so.
std::optional<Reading> reading_of(const std::vector<std::string>& texts, const DateForm& form) {
  std::vector<table::Day> days;
  for (const std::string& text : texts) {
    if (const auto time = parse_time(text, form)) days.push_back(table::day_of(time->minute));
  }
  const auto first = parse_time(texts.front(), form);
  if (!first || 10 * days.size() < 9 * texts.size()) return {};
  const auto [least, most] = std::minmax_element(days.begin(), days.end());
  return Reading{form, table::day_of(first->minute), (*most - *least).count() + 1};
}

std::vector<Reading> readings_of(const std::vector<std::string>& texts, const DateForm& known,
                                 bool order_is_known) {
  std::vector<Reading> found;
  const auto add = [&](DateOrder order, ShortYear where) {
    DateForm form = known;
    form.order = order;
    form.short_year = where;
    if (const auto reading = reading_of(texts, form)) found.push_back(*reading);
  };
  if (order_is_known) {
    add(known.order, ShortYear::last);
  } else {
    add(DateOrder::day_first, ShortYear::last);
    add(DateOrder::month_first, ShortYear::last);
    add(known.order, ShortYear::first);
  }
  return found;
}

// Where the same dates are read, as 01/01/20 is with the day first and the month first, nothing
// is open.
bool are_one(const std::vector<std::string>& texts, const Reading& a, const Reading& b) {
  return std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return parse_time(text, a.form) == parse_time(text, b.form);
  });
}

DateFormFound of_short_years(const std::vector<std::string>& texts, const DateForm& known,
                             bool order_is_known) {
  std::vector<Reading> readings = readings_of(texts, known, order_is_known);
  for (std::size_t i = 1; i < readings.size();) {
    const bool same = are_one(texts, readings[i - 1], readings[i]);
    if (same) readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(i));
    if (!same) ++i;
  }
  DateFormFound found{known, {}, {}};
  if (readings.empty()) return found;
  std::stable_sort(readings.begin(), readings.end(),
                   [](const Reading& a, const Reading& b) { return a.span_days < b.span_days; });
  constexpr std::int64_t plainly = 3;
  const auto differ_in_year = [&](const Reading& other) {
    return other.form.short_year != readings.front().form.short_year &&
           plainly * readings.front().span_days <= other.span_days;
  };
  if (std::all_of(readings.begin() + 1, readings.end(), differ_in_year)) {
    found.form = readings.front().form;
    found.said =
        read_as(texts, readings.front()) + ": two digits of a year are taken for 1970 to 2069";
    return found;
  }
  const auto other = std::find_if_not(readings.begin() + 1, readings.end(), differ_in_year);
  const auto differing = std::find_if(texts.begin(), texts.end(), [&](const std::string& text) {
    return parse_time(text, readings.front().form) != parse_time(text, other->form);
  });
  const auto words = [&](const Reading& reading) {
    const auto time = parse_time(*differing, reading.form);
    return time ? day_in_words(table::day_of(time->minute)) : std::string("no date");
  };
  found.refused = fmt::format(
      "'{}' could be {} or {}; write years with four digits, or say --date-order day-first or "
      "--date-order month-first",
      *differing, words(readings.front()), words(*other));
  return found;
}

// Of days alone an export made in summer has 11 p.m. of the day before.
bool are_midnights_of_uk(const std::vector<std::string>& texts, Epoch epoch) {
  constexpr std::int64_t day_s = 86400;
  bool any_off = false;
  for (const std::string& text : texts) {
    const std::int64_t seconds = *epoch_seconds(text, epoch);
    if ((seconds + uk_clock_ahead_s(seconds)) % day_s != 0) return false;
    any_off = any_off || seconds % day_s != 0;
  }
  return any_off;
}

std::optional<DateFormFound> of_epoch(const std::vector<std::string>& texts,
                                      const DateForm& known) {
  for (const Epoch epoch : {Epoch::seconds, Epoch::milliseconds}) {
    const bool all = std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return epoch_seconds(text, epoch).has_value();
    });
    if (!all) continue;
    DateFormFound found{known, {}, {}};
    found.form.epoch = epoch;
    found.form.epoch_of_uk = are_midnights_of_uk(texts, epoch);
    const auto first = parse_time(texts.front(), found.form);
    found.said = fmt::format(
        "'{}' is read as {}: {} since 1970, by {}", texts.front(),
        day_in_words(table::day_of(first->minute)),
        epoch == Epoch::seconds ? "seconds" : "milliseconds",
        found.form.epoch_of_uk ? "the United Kingdom's clock, of which all are midnights" : "UTC");
    return found;
  }
  return {};
}

}  // namespace

DateFormFound date_form_of(std::span<const std::string> texts, DateForm form, bool order_is_known) {
  std::vector<std::string> known;
  std::vector<std::string> with_short_year;
  for (const std::string& text : texts) {
    if (is_unknown(text) || is_placeholder_date(text)) continue;
    known.emplace_back(trimmed(text));
    if (has_short_year(text)) with_short_year.push_back(known.back());
  }
  if (known.empty()) return {form, {}, {}};
  if (auto found = of_epoch(known, form)) return std::move(*found);
  if (with_short_year.empty()) return {form, {}, {}};
  return of_short_years(with_short_year, form, order_is_known);
}

}  // namespace hotward::io
