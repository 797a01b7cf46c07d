// Lacking: what an analysis needs of the data and does not find, and which option would give it.
#pragma once

#include <string>

#include "engine/study/study.hpp"

namespace hotward {

/// Behind "the incidents": "have no dates (--time names their column)" or, where a column is called
/// like dates and cannot be read as such, why not.
[[nodiscard]] std::string no_dates_text(const Study& study);

/// True where at least one area has a population above 0, so that there can be a rate.
[[nodiscard]] bool has_population(const table::Areas& areas);

/// Why there is no rate and what gives one: "no area has a population above 0 (pop of people.csv)",
/// or that the areas have no such column and which option names one.
[[nodiscard]] std::string no_population_text(const table::Areas& areas);

}  // namespace hotward
