#include "engine/study/lacking.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/io/incidents/incident_sample.hpp"

namespace hotward {

std::string no_dates_text(const Study& study) {
  const std::string refused = io::why_not_used(study.incidents_read.weighty);
  return refused.empty() ? "have no dates (--time names their column)"
                         : "have no dates that can be used: " + refused;
}

bool has_population(const table::Areas& areas) {
  return std::ranges::any_of(areas.population, [](double people) { return people > 0.0; });
}

std::string no_population_text(const table::Areas& areas) {
  if (!areas.population.empty()) {
    return fmt::format("no area has a population above 0 ({})", areas.population_source);
  }
  return fmt::format(
      "no population of the areas of {} is known: name a column of theirs, or a file, with "
      "--population",
      areas.source);
}

}  // namespace hotward
