#include "engine/report/period_words.hpp"

#include <array>

namespace hotward::report {
namespace {

constexpr std::array month_words = {"January",   "February", "March",    "April",
                                    "May",       "June",     "July",     "August",
                                    "September", "October",  "November", "December"};

std::string day_words(table::Day day, bool with_day) {
  const std::chrono::year_month_day date{day};
  const std::string number =
      with_day ? std::to_string(static_cast<unsigned>(date.day())) + " " : std::string();
  return number + month_words[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<int>(date.year()));
}

}  // namespace

std::string period_words(const table::Period& period) {
  const bool days = !period.whole_months();
  const std::string first = day_words(period.first, days);
  const std::string last = day_words(period.last, days);
  return first == last ? first : first + " to " + last;
}

}  // namespace hotward::report
