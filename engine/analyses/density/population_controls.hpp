// Population controls: the people of the study's areas, as controls of a density surface.
//
// Each area's people are spread evenly over the cells whose centre lies in it (even_spread.hpp),
// and so smoothed like the incidents. An area without a known population, be it empty in the table,
// is no part of the study then: its incidents have nobody to stand beside, so both surfaces end at
// its border, as at any other border of the study area. An area with a population of 0 stays:
// nobody is expected to meet an incident in it, and its cells mostly lie below the floor.
#pragma once

#include "engine/analyses/density/controls.hpp"

namespace hotward::analyses {

/// The people of the study's areas over the cells of --cell. For the public, areas are left out
/// only where the number of incidents left out, or used, is no small one.
/// @return usage where the areas have no population; no_data where no area has one above 0, no
///         incident lies in an area with one, or what is left out is too little to be published;
///         errors as frame_of.
[[nodiscard]] Result<Controls> population_controls(const Study& study, const Theme& theme,
                                                   const DensityOptions& options);

}  // namespace hotward::analyses
