#include "engine/io/incident_time.hpp"

#include <chrono>

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
    return count < least ? -1 : value;
  }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
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
};

// Minutes of the day behind a date: " 23:59", "T23:59:59.999Z". Nothing where it is malformed.
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
  if (!reader.take('Z') && reader.take_one_of("+-") != 0) {
    if (reader.number(2, 2) < 0) return {};
    reader.take(':');
    if (reader.number(2, 2) < 0) return {};
  }
  if (!reader.at_end()) return {};
  return 60 * hour + minute;
}

std::optional<IncidentTime> finish(int year, int month, int day, Reader& reader) {
  using namespace std::chrono;
  if (year < 1900 || year > 2199 || month < 0 || day < 0) return {};
  const year_month_day date = std::chrono::year{year} /
                              std::chrono::month(static_cast<unsigned>(month)) /
                              std::chrono::day(static_cast<unsigned>(day));
  if (!date.ok()) return {};
  const table::Minute midnight = table::minute_of(table::Day{date});
  if (reader.at_end()) return IncidentTime{midnight, TimePrecision::day};
  const auto minutes = time_of_day(reader);
  if (!minutes) return {};
  return IncidentTime{midnight + *minutes, TimePrecision::minute};
}

std::optional<IncidentTime> year_first(std::string_view text) {
  Reader reader(text);
  const int year = reader.number(4, 4);
  if (!reader.take('-')) return {};
  const int month = reader.number(2, 2);
  if (!reader.at_end()) {
    if (!reader.take('-')) return {};
    return finish(year, month, reader.number(2, 2), reader);
  }
  auto first = finish(year, month, 1, reader);
  if (first) first->precision = TimePrecision::month;
  return first;
}

std::optional<IncidentTime> day_first(std::string_view text) {
  Reader reader(text);
  const int day = reader.number(1, 2);
  const char separator = reader.take_one_of("/-.");
  if (separator == 0) return {};
  const int month = reader.number(1, 2);
  if (!reader.take(separator)) return {};
  return finish(reader.number(4, 4), month, day, reader);
}

}  // namespace

std::optional<IncidentTime> parse_time(std::string_view text) {
  text = trimmed(text);
  // The fourth sign tells the two orders apart: 2019-04-30, 30/04/2019, 1/4/2019.
  const bool has_year_first = text.size() > 4 && text[4] == '-' && text[1] != '-' && text[2] != '-';
  return has_year_first ? year_first(text) : day_first(text);
}

}  // namespace hotward::io
