#include "engine/document/words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::document {
namespace {

constexpr const char* month_names[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

std::string day_words(table::Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{} {}", static_cast<unsigned>(date.day()), month_words(table::month_of(day)));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Dates within these are parts of a name: "2019-04-kent-street.csv".
bool is_of_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '/';
}

// Of the month or day at the front, in digits; 0 where there is none.
std::size_t date_length(std::string_view text) {
  constexpr std::string_view pattern = "dddd-dd-dd";
  constexpr std::size_t month = 7;
  std::size_t at = 0;
  while (at < std::min(text.size(), pattern.size()) &&
         (pattern[at] == 'd' ? is_digit(text[at]) : text[at] == pattern[at])) {
    ++at;
  }
  const std::size_t length = at == pattern.size() ? at : at >= month ? month : 0;
  return text.size() > length && is_of_name(text[length]) ? 0 : length;
}

std::string words_at_front(std::string_view text) {
  const std::size_t length = date_length(text);
  const auto at = length > 0 ? table::parse_period(text.substr(0, length)) : std::nullopt;
  if (!at) return "";
  return at->first == at->last ? day_words(at->first) : month_words(table::month_of(at->first));
}

}  // namespace

std::string month_words(table::Month month) {
  return fmt::format("{} {}", month_names[static_cast<unsigned>(month.month()) - 1],
                     static_cast<int>(month.year()));
}

std::string period_words(const table::Period& period) {
  const bool whole = period.whole_months();
  const auto words = [whole](table::Day day) {
    return whole ? month_words(table::month_of(day)) : day_words(day);
  };
  const std::string first = words(period.first);
  const std::string last = words(period.last);
  return first == last ? first : first + " to " + last;
}

std::string period_words(const std::string& period) {
  constexpr std::string_view between = " to ";
  const std::size_t at = period.find(between);
  const auto first = table::parse_period(std::string_view(period).substr(0, at));
  const auto last = at == std::string::npos
                        ? first
                        : table::parse_period(std::string_view(period).substr(at + between.size()));
  return first && last ? period_words(table::Period{first->first, last->last}) : period;
}

std::string dates_in_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string words = out.empty() || !is_of_name(out.back()) ? words_at_front(text) : "";
    const std::size_t taken = words.empty() ? 1 : date_length(text);
    out += words.empty() ? std::string(text.substr(0, 1)) : words;
    text.remove_prefix(taken);
  }
  return out;
}

const Json& part_of(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

double real_of(const Json& object, const char* key) {
  const Json& value = part_of(object, key);
  return value.is_number() ? value.get<double>() : undefined;
}

std::string text_of(const Json& object, const char* key) {
  const Json& value = part_of(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string whole_text(double count) { return report::decimal_text(count, 0); }

}  // namespace hotward::document
