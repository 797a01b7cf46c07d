#include "engine/io/csv/incident_time.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

using table::TimePrecision;

// Takes digits off the front of a text, never more than asked for.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }

  // Between `least` and `most` digits; -1 where there are fewer.
  int number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    while (count < most && count < text_.size() && text_[count] >= '0' && text_[count] <= '9') {
      value = 10 * value + (text_[count++] - '0');
    }
    text_.remove_prefix(count);
    count_ = count;
    return count < least ? -1 : value;
  }
  // How many digits the last number had.
  [[nodiscard]] std::size_t last_count() const { return count_; }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // Letters, made small; empty where none stands there.
  std::string word() {
    std::string letters;
    while (!text_.empty()) {
      const char c = text_.front();
      const bool capital = c >= 'A' && c <= 'Z';
      if (!capital && (c < 'a' || c > 'z')) break;
      letters += capital ? static_cast<char>(c - 'A' + 'a') : c;
      text_.remove_prefix(1);
    }
    return letters;
  }
  [[nodiscard]] bool at_digit() const {
    return !text_.empty() && text_.front() >= '0' && text_.front() <= '9';
  }
  // As many of these as stand there; false for none.
  bool skip(std::string_view allowed) {
    bool any = false;
    while (take_one_of(allowed) != 0) any = true;
    return any;
  }
  // Any one of these; 0 where none stands there.
  char take_one_of(std::string_view allowed) {
    if (text_.empty() || allowed.find(text_.front()) == std::string_view::npos) return 0;
    const char taken = text_.front();
    text_.remove_prefix(1);
    return taken;
  }

 private:
  std::string_view text_;
  std::size_t count_ = 0;
};

// "PM" or "p.m." behind an hour of a clock of twelve hours; an hour of 24 stays.
// @return nothing where it is malformed
std::optional<int> hour_of_24(int hour, Reader& reader) {
  std::string half = reader.word();
  if ((half == "a" || half == "p") && reader.take('.')) {
    half += reader.word();
    reader.take('.');
  }
  constexpr std::array of_24 = {"", "z", "utc", "gmt", "bst", "h", "hrs", "hours"};
  if (std::find(of_24.begin(), of_24.end(), half) != of_24.end()) return hour;
  if ((half != "am" && half != "pm") || hour < 1 || hour > 12) return {};
  return hour % 12 + (half == "pm" ? 12 : 0);
}

// ":30:59.999", ".30", "30" behind an hour: the minute; seconds are dropped. -1 where malformed.
int minute_behind(Reader& reader, std::size_t hour_digits) {
  const char sign = reader.take_one_of(":.");
  if (sign == 0 && hour_digits != 2) return -1;
  const int minute = reader.number(2, 2);
  if (minute > 59) return -1;
  if (sign == 0 ? !reader.at_digit() : !reader.take(sign)) return minute;
  const int second = reader.number(2, 2);
  if (second < 0 || second > 60) return -1;
  if (reader.take_one_of(".,") != 0 && reader.number(1, 9) < 0) return -1;
  return minute;
}

// Minutes of the day behind a date: " 23:59", "T23:59:59.999Z", " 1:05 PM", " 23:30:00+01", "
// 2359". Nothing where it is malformed.
std::optional<int> time_of_day(Reader& reader) {
  if (reader.take_one_of("Tt ,") == 0) return {};
  reader.skip(" ");
  const int hour = reader.number(1, 2);
  if (hour < 0 || hour > 23) return {};
  const int minute = minute_behind(reader, reader.last_count());
  if (minute < 0) return {};
  reader.skip(" ");
  if (reader.take_one_of("+-") != 0) {
    if (reader.number(2, 2) < 0) return {};
    if (reader.take(':') ? reader.number(2, 2) < 0 : !reader.at_end() && reader.number(2, 2) < 0) {
      return {};
    }
    return reader.at_end() ? std::optional(60 * hour + minute) : std::nullopt;
  }
  const auto of_24 = hour_of_24(hour, reader);
  if (!of_24 || !reader.at_end()) return {};
  return 60 * *of_24 + minute;
}

// A date as it is written, whether there is such a day or not, and what stands behind it.
struct Written {
  int year;
  int month;
  int day;  // 0: a month
  Reader rest;
};

// What databases write for "not known", beside the days no one could have meant.
bool is_placeholder(int year, int month, int day) {
  const std::array date = {year, month, day};
  constexpr std::array<std::array<int, 3>, 6> placeholders = {
      {{1, 1, 1}, {1899, 12, 30}, {1899, 12, 31}, {1900, 1, 1}, {2999, 12, 31}, {9999, 12, 31}}};
  return std::find(placeholders.begin(), placeholders.end(), date) != placeholders.end();
}

std::optional<IncidentTime> time_of(const std::optional<Written>& written) {
  using namespace std::chrono;
  if (!written) return {};
  auto [year, month, day, rest] = *written;
  const bool is_month = day == 0;
  if (year < 1900 || year > 2199 || month < 0 || day < 0) return {};
  const year_month_day date = std::chrono::year{year} /
                              std::chrono::month(static_cast<unsigned>(month)) /
                              std::chrono::day(is_month ? 1U : static_cast<unsigned>(day));
  if (!date.ok() || is_placeholder(year, month, is_month ? 1 : day)) return {};
  const table::Minute midnight = table::minute_of(table::Day{date});
  if (is_month) {
    return rest.at_end() ? std::optional(IncidentTime{midnight, TimePrecision::month})
                         : std::nullopt;
  }
  if (rest.at_end()) return IncidentTime{midnight, TimePrecision::day};
  const auto minutes = time_of_day(rest);
  if (!minutes) return {};
  return IncidentTime{midnight + *minutes, TimePrecision::minute};
}

// "Jan", "january": 1 … 12; 0 where the word is no month.
int month_named(const std::string& word) {
  constexpr std::array names = {"january",   "february", "march",    "april",
                                "may",       "june",     "july",     "august",
                                "september", "october",  "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::string_view(names[i]).starts_with(word)) return static_cast<int>(i) + 1;
  }
  return word == "sept" ? 9 : 0;
}

// A day of the month that no zero stands for: 0 means that there is none.
int day_or_fault(int day) { return day == 0 ? -1 : day; }

// "2019-04-30", "2019/4", "2019-Apr-30", "20190430", "201904".
std::optional<Written> year_first(Reader reader) {
  const int year = reader.number(4, 4);
  if (year < 0) return {};
  const char separator = reader.take_one_of("-/. ");
  if (separator == 0) {
    const int month = reader.number(2, 2);
    if (month < 0 || reader.at_end()) return Written{year, month, 0, reader};
    return Written{year, month, day_or_fault(reader.number(2, 2)), reader};
  }
  const std::string word = reader.word();
  const int month = word.empty() ? reader.number(1, 2) : month_named(word);
  if (!word.empty() && month == 0) return {};  // "2020-W03" is no month
  if (reader.at_end()) return Written{year, month, 0, reader};
  if (!reader.take(separator)) return {};
  return Written{year, month, day_or_fault(reader.number(1, 2)), reader};
}

// "30/04/2019", "30.4.2019"; "04/2019" is a month.
std::optional<Written> year_last(Reader reader, DateOrder order) {
  const int first = reader.number(1, 2);
  const char separator = reader.take_one_of("/-.");
  if (separator == 0) return {};
  Reader behind = reader;
  if (const int year = behind.number(4, 4); year >= 0) {
    return behind.at_end() ? std::optional(Written{year, first, 0, behind}) : std::nullopt;
  }
  const int second = reader.number(1, 2);
  if (!reader.take(separator)) return {};
  const int year = reader.number(4, 4);
  if (year < 0) return {};
  return order == DateOrder::day_first ? Written{year, second, day_or_fault(first), reader}
                                       : Written{year, first, day_or_fault(second), reader};
}

// Four digits, or two for the years from 1970 to 2069, as Excel and Oracle print them.
int year_behind(Reader& reader) {
  const int two = reader.number(2, 2);
  const int more = reader.number(0, 2);
  if (two < 0) return -1;
  if (more == 0 && reader.last_count() == 0) return two + (two < 70 ? 2000 : 1900);
  return reader.last_count() == 2 ? 100 * two + more : -1;
}

constexpr std::string_view parting = "- /.,";

// "st" behind 1, and the like.
std::string word_behind_ordinal(Reader& reader) {
  std::string word = reader.word();
  constexpr std::array ordinals = {"st", "nd", "rd", "th"};
  if (std::find(ordinals.begin(), ordinals.end(), word) == ordinals.end()) return word;
  reader.skip(parting);
  return reader.word();
}

// "01-JAN-2020 10:30", "1st Jan 2020", "Jan-20", "January 14, 2020", "14JAN2020".
std::optional<Written> with_month_named(Reader reader) {
  int day = reader.number(1, 2);
  reader.skip(parting);
  const int month = month_named(word_behind_ordinal(reader));
  if (month == 0) return {};
  const bool is_spaced = Reader(reader).take_one_of(" ,.") != 0;
  reader.skip(parting);
  if (day < 0) {
    Reader other = reader;
    const int number = other.number(1, 2);
    const std::string ordinal = other.word();
    if (number > 0 && (!ordinal.empty() || other.skip(parting)) && other.at_digit()) {
      day = number;
      reader = other;
    }
  }
  const int year = year_behind(reader);
  const bool in_two_digits = reader.last_count() == 0;
  if (day < 0 && in_two_digits && is_spaced) return {};  // "Jan 14" may be a day of any year
  return Written{year, month, day < 0 ? 0 : day_or_fault(day), reader};
}

// Days since 1899-12-30, as Excel keeps a date whose format was lost: 43831 is 2020-01-01. Only
// those from 1990 to 2099: a date in any other form holds a sign that parts it, or more digits.
std::optional<IncidentTime> excel_serial(std::string_view text) {
  if (text.size() < 5 || text[0] < '3' || text[0] > '7') return {};
  std::string point(text);  // where numbers have decimal commas, so have these
  std::replace(point.begin(), point.end(), ',', '.');
  const auto serial = parse_number(point);
  if (!serial || !(*serial >= 32874.0 && *serial < 73051.0)) return {};
  const double days = std::floor(*serial);
  const table::Minute midnight = table::minute_of(table::Day{
      std::chrono::year_month_day{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} +
                                  std::chrono::days{static_cast<int>(days)}}});
  if (*serial == days) return IncidentTime{midnight, TimePrecision::day};
  const auto minutes = static_cast<table::Minute>(std::floor((*serial - days) * 1440.0 + 0.5 / 60));
  return IncidentTime{midnight + minutes, TimePrecision::minute};
}

// Behind the name of a day: "Tue 14 Jan 2020", "Tuesday, 14/01/2020".
Reader behind_weekday(std::string_view text) {
  constexpr std::array names = {"monday", "tuesday",  "wednesday", "thursday",
                                "friday", "saturday", "sunday"};
  const Reader whole(text);
  Reader reader = whole;
  const std::string word = reader.word();
  const bool is_day = word.size() >= 3 && std::any_of(names.begin(), names.end(), [&](auto* name) {
                        return std::string_view(name).starts_with(word);
                      });
  if (!is_day) return whole;
  reader.skip(" ,.");
  return reader;
}

int short_year(int two) { return two + (two < 70 ? 2000 : 1900); }

// "14/01/20", "20-01-14 10:30". Nothing where another digit stands behind the two of the last.
std::optional<Written> with_short_year(Reader reader, const DateForm& form) {
  const int first = reader.number(1, 2);
  const bool is_first_short = reader.last_count() == 2;
  const char separator = reader.take_one_of("/-.");
  if (separator == 0) return {};
  const int second = reader.number(1, 2);
  if (first < 0 || second < 0 || !reader.take(separator)) return {};
  const int third = reader.number(1, 2);
  const bool is_third_short = reader.last_count() == 2;
  if (third < 0 || reader.at_digit()) return {};
  if (form.short_year == ShortYear::first) {
    if (!is_first_short) return {};
    return Written{short_year(first), second, day_or_fault(third), reader};
  }
  if (!is_third_short || form.short_year == ShortYear::none) return {};
  return form.order == DateOrder::day_first
             ? Written{short_year(third), second, day_or_fault(first), reader}
             : Written{short_year(third), first, day_or_fault(second), reader};
}

std::optional<Written> written_in(std::string_view text, const DateForm& form) {
  const Reader reader = behind_weekday(text);
  if (auto date = year_first(reader)) return date;
  if (auto date = year_last(reader, form.order)) return date;
  if (auto date = with_short_year(reader, form)) return date;
  return with_month_named(reader);
}

constexpr std::int64_t day_s = 86400;

std::optional<IncidentTime> since_1970(std::string_view text, const DateForm& form) {
  auto seconds = epoch_seconds(text, form.epoch);
  if (!seconds) return {};
  if (form.epoch_of_uk) *seconds += uk_clock_ahead_s(*seconds);
  const std::int64_t days = *seconds / day_s;
  const table::Minute midnight = table::minute_of(
      table::Day{std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}});
  if (*seconds % day_s == 0) return IncidentTime{midnight, TimePrecision::day};
  return IncidentTime{midnight + static_cast<table::Minute>(*seconds % day_s / 60),
                      TimePrecision::minute};
}

}  // namespace

OrderShown order_shown(std::string_view text) {
  const Reader reader = behind_weekday(trimmed(text));
  if (year_first(reader)) return OrderShown::nothing;
  const auto day_first = time_of(year_last(reader, DateOrder::day_first));
  const auto month_first = time_of(year_last(reader, DateOrder::month_first));
  if (day_first == month_first) return OrderShown::nothing;  // or neither
  if (day_first && month_first) return OrderShown::either;
  return day_first ? OrderShown::day_first : OrderShown::month_first;
}

bool is_placeholder_date(std::string_view text) {
  text = trimmed(text);
  // Nothing, and the last day that Excel knows, as numbers.
  if (text == "0" || text == "2958465") return true;
  for (const DateOrder order : {DateOrder::day_first, DateOrder::month_first}) {
    const auto date = written_in(text, DateForm{order, ShortYear::none, Epoch::none, false});
    if (!date) continue;
    const auto& [year, month, day, rest] = *date;
    if (is_placeholder(year, month, day) || (year == 0 && month == 0)) return true;
  }
  return false;
}

bool has_short_year(std::string_view text) {
  const Reader reader = behind_weekday(trimmed(text));
  if (year_first(reader) || year_last(reader, DateOrder::day_first)) return false;
  for (const ShortYear where : {ShortYear::last, ShortYear::first}) {
    for (const DateOrder order : {DateOrder::day_first, DateOrder::month_first}) {
      if (time_of(with_short_year(reader, {order, where, Epoch::none, false}))) return true;
    }
  }
  return false;
}

std::string day_in_words(table::Day day) {
  constexpr std::array months = {"January",   "February", "March",    "April",
                                 "May",       "June",     "July",     "August",
                                 "September", "October",  "November", "December"};
  const std::chrono::year_month_day date{day};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::optional<IncidentTime> parse_time(std::string_view text, const DateForm& form) {
  text = trimmed(text);
  if (const auto read = time_of(written_in(text, form))) return read;
  if (const auto read = since_1970(text, form)) return read;
  return excel_serial(text);
}

std::optional<IncidentTime> parse_time(std::string_view text, DateOrder order) {
  return parse_time(text, DateForm{order, ShortYear::none, Epoch::none, false});
}

}  // namespace hotward::io
