// Check faults: what in a file would change an answer, and what else is worth knowing.
#pragma once

#include "engine/analyses/check/check.hpp"

namespace hotward::analyses {

/// Fills faults and notes from all that was found before.
/// @param areas_named  the user named the areas, so that rows outside them are judged
void add_faults(const Study& study, bool areas_named, Quality& found);

}  // namespace hotward::analyses
