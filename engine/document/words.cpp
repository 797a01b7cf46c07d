#include "engine/document/words.hpp"

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
