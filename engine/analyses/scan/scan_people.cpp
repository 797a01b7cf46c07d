#include "engine/analyses/scan/scan_people.hpp"

#include <chrono>

#include <fmt/format.h>

#include "engine/methods/rates/indirect.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::analyses {

Result<std::vector<double>> expected_of_people(const table::PeopleTable& people,
                                               std::span<const table::Period> periods,
                                               std::int64_t cases) {
  auto expected = rates::indirect_expected(people, periods);
  if (!expected) return expected;
  const double all = stats::sum(*expected);
  if (!(all > 0.0)) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: nobody is at risk: no area has people{}", people.source,
                            people.incidents.empty() ? "" : " in a stratum with incidents"));
  }
  for (double& e : *expected) e *= static_cast<double>(cases) / all;
  return expected;
}

std::string people_basis(const table::PeopleTable& people) {
  std::string text = "people";
  if (people.years.size() == 1) text += fmt::format(" of {}", people.years.front());
  if (people.years.size() > 1) {
    text += fmt::format(" of {} to {}", people.years.front(), people.years.back());
  }
  if (!people.strata.empty()) text += fmt::format(" by {} strata", people.strata.size());
  return fmt::format("{} ({})", text, people.source);
}

std::string people_warning(const table::PeopleTable& people, const table::Period& period) {
  if (people.years.empty()) return "";
  const auto year_of = [](table::Day day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
  };
  const int first = year_of(period.first);
  const int last = year_of(period.last);
  std::string text;
  if (first < people.years.front()) {
    text = fmt::format("{} has no people before {}: those of {} stand for {}", people.source,
                       people.years.front(), people.years.front(), first);
  }
  if (last > people.years.back()) {
    text += fmt::format("{}{} has no people after {}: those of {} stand for {}",
                        text.empty() ? "" : "; ", people.source, people.years.back(),
                        people.years.back(), last);
  }
  return text;
}

}  // namespace hotward::analyses
