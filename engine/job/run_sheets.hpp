// Run's sheets: which maps are printed, one a sheet, with their titles and the names beside them.
#pragma once

#include <string>
#include <vector>

#include "engine/job/run_all.hpp"
#include "engine/report/project.hpp"

namespace hotward::job {

/// What every title ends with: ", Medway, April 2021 to March 2022", as far as it is known.
/// @param place  where the areas lie; may be empty
[[nodiscard]] std::string where_and_when(const Study& study, const std::string& place);

/// Of a theme the sheets of numbers, rates, changes, hot spots, density and clusters, where it has
/// them.
/// @param names  the layer of names and boundaries, which lies over what is no map of areas
/// @param end    of each title, where_and_when
[[nodiscard]] std::vector<report::Sheet> sheets_of(const Study& study, const ThemeAnswer& answer,
                                                   const report::ProjectLayer& names,
                                                   const std::string& end);

}  // namespace hotward::job
