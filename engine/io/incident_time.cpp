#include "engine/io/incident_time.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string>

#include "engine/io/field_text.hpp"

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

// "PM" behind an hour of a clock of twelve hours; an hour of 24 stays. Nothing where it is
// malformed.
std::optional<int> hour_of_24(int hour, Reader& reader) {
  while (reader.take(' ')) {
  }
  const std::string half = reader.word();
  if (half.empty() || half == "z") return hour;
  if ((half != "am" && half != "pm") || hour < 1 || hour > 12) return {};
  return hour % 12 + (half == "pm" ? 12 : 0);
}

// Minutes of the day behind a date: " 23:59", "T23:59:59.999Z", " 1:05 PM", " 23:30:00+01". Nothing
// where it is malformed.
std::optional<int> time_of_day(Reader& reader) {
  if (reader.take_one_of("T ") == 0) return {};
  while (reader.take(' ')) {
  }
  const int hour = reader.number(1, 2);
  if (hour < 0 || hour > 23 || !reader.take(':')) return {};
  const int minute = reader.number(2, 2);
  if (minute < 0 || minute > 59) return {};
  if (reader.take(':')) {
    const int second = reader.number(2, 2);
    if (second < 0 || second > 60) return {};
    if (reader.take('.') && reader.number(1, 9) < 0) return {};
  }
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

std::optional<IncidentTime> finish(int year, int month, int day, Reader& reader) {
  using namespace std::chrono;
  if (year < 1900 || year > 2199 || month < 0 || day < 0) return {};
  const year_month_day date = std::chrono::year{year} /
                              std::chrono::month(static_cast<unsigned>(month)) /
                              std::chrono::day(static_cast<unsigned>(day));
  if (!date.ok()) return {};
  // What databases write for "not known".
  if (year == 1900 && month == 1 && day == 1) return {};
  const table::Minute midnight = table::minute_of(table::Day{date});
  if (reader.at_end()) return IncidentTime{midnight, TimePrecision::day};
  const auto minutes = time_of_day(reader);
  if (!minutes) return {};
  return IncidentTime{midnight + *minutes, TimePrecision::minute};
}

std::optional<IncidentTime> whole_month(int year, int month) {
  Reader nothing("");
  auto first = finish(year, month, 1, nothing);
  if (first) first->precision = TimePrecision::month;
  return first;
}

std::optional<IncidentTime> year_first(std::string_view text) {
  Reader reader(text);
  const int year = reader.number(4, 4);
  const char separator = reader.take_one_of("-/");
  if (separator == 0) return {};
  const int month = reader.number(2, 2);
  if (reader.at_end()) return whole_month(year, month);
  if (!reader.take(separator)) return {};
  return finish(year, month, reader.number(2, 2), reader);
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

// Four digits, or two for the years from 1970 to 2069, as Excel and Oracle print them.
int year_behind(Reader& reader) {
  const int two = reader.number(2, 2);
  const int more = reader.number(0, 2);
  if (two < 0) return -1;
  if (more == 0 && reader.last_count() == 0) return two + (two < 70 ? 2000 : 1900);
  return reader.last_count() == 2 ? 100 * two + more : -1;
}

// "01-JAN-2020 10:30", "1 Jan 2020", "Jan-20", "January 2020".
std::optional<IncidentTime> with_month_named(std::string_view text) {
  Reader reader(text);
  const int day = reader.number(1, 2);
  if (day >= 0 && reader.take_one_of("- /") == 0) return {};
  const int month = month_named(reader.word());
  if (month == 0 || reader.take_one_of("- /") == 0) return {};
  const int year = year_behind(reader);
  if (day >= 0) return finish(year, month, day, reader);
  return reader.at_end() ? whole_month(year, month) : std::nullopt;
}

// Days since 1899-12-30, as Excel keeps a date whose format was lost: 43831 is 2020-01-01. Only
// those from 1990 to 2099: a date in any other form holds a sign that parts it.
std::optional<IncidentTime> excel_serial(std::string_view text) {
  const auto serial = parse_number(text);
  if (text.size() < 5 || text[0] < '3' || text[0] > '7') return {};
  if (!serial || !(*serial >= 32874.0 && *serial < 73051.0)) return {};
  const double days = std::floor(*serial);
  const table::Minute midnight = table::minute_of(table::Day{
      std::chrono::year_month_day{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} +
                                  std::chrono::days{static_cast<int>(days)}}});
  if (*serial == days) return IncidentTime{midnight, TimePrecision::day};
  const auto minutes = static_cast<table::Minute>(std::floor((*serial - days) * 1440.0 + 0.5 / 60));
  return IncidentTime{midnight + minutes, TimePrecision::minute};
}

std::optional<IncidentTime> year_last(std::string_view text, DateOrder order) {
  Reader reader(text);
  const int first = reader.number(1, 2);
  const char separator = reader.take_one_of("/-.");
  if (separator == 0) return {};
  const int second = reader.number(1, 2);
  if (!reader.take(separator)) return {};
  const int year = reader.number(4, 4);
  return order == DateOrder::day_first ? finish(year, second, first, reader)
                                       : finish(year, first, second, reader);
}

// The fourth sign tells the two forms apart: 2019-04-30, 30/04/2019, 1/4/2019.
bool has_year_first(std::string_view text) {
  return text.size() > 4 && (text[4] == '-' || text[4] == '/') && text[1] != text[4] &&
         text[2] != text[4];
}

}  // namespace

OrderShown order_shown(std::string_view text) {
  text = trimmed(text);
  if (has_year_first(text)) return OrderShown::nothing;
  const auto day_first = year_last(text, DateOrder::day_first);
  const auto month_first = year_last(text, DateOrder::month_first);
  if (day_first == month_first) return OrderShown::nothing;  // or neither
  if (day_first && month_first) return OrderShown::either;
  return day_first ? OrderShown::day_first : OrderShown::month_first;
}

bool is_placeholder_date(std::string_view text) {
  text = trimmed(text);
  std::string date(text.substr(0, std::min(text.find_first_of(" T"), text.size())));
  for (char& c : date) {
    if (c == '/' || c == '.') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  constexpr std::array placeholders = {
      "9999-12-31", "31-12-9999", "12-31-9999",  "31-dec-9999", "2999-12-31",
      "31-12-2999", "1900-01-01", "01-01-1900",  "1-1-1900",    "01-jan-1900",
      "1899-12-30", "30-12-1899", "1899-12-31",  "31-12-1899",  "0001-01-01",
      "01-01-0001", "1-1-0001",   "01-jan-0001", "0000-00-00",  "00-00-0000",
      "2958465",    "0"};
  return std::find(placeholders.begin(), placeholders.end(), date) != placeholders.end();
}

std::optional<IncidentTime> parse_time(std::string_view text, DateOrder order) {
  text = trimmed(text);
  if (const auto read = has_year_first(text) ? year_first(text) : year_last(text, order)) {
    return read;
  }
  if (const auto read = with_month_named(text)) return read;
  return excel_serial(text);
}

}  // namespace hotward::io
