#include "engine/study/break_words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/months.hpp"

namespace hotward {

std::string group_words(const std::string& group) {
  if (group == "asb") return "ASB";
  return group == "all" ? "the total" : group;
}

std::string size_words(double change_pct) {
  constexpr double most_pct = 900.0;
  if (change_pct > most_pct) return "over 900% more";
  return report::decimal_text(std::abs(change_pct), 0) + (change_pct < 0.0 ? "% fewer" : "% more");
}

std::string misfit_words(const std::string& group, const std::vector<table::Month>& months) {
  return fmt::format("{} of {} does not fit the months around it", group_words(group),
                     months_text(months));
}

std::string uneven_words(const std::string& group, std::size_t broken, std::size_t months) {
  return fmt::format(
      "{} is too uneven to say which months are at fault: {} of {} do not fit those around them, "
      "and any change may be one of the record",
      group_words(group), broken, counted(months, "month"));
}

}  // namespace hotward
