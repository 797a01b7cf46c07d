// Wider cells: over a whole country the usual cells are too many, and `run` takes wider ones.
#pragma once

#include <vector>

#include "engine/job/run_all.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {

/// Widens the cells of grid, gi-star, emerging, persistence and density where those of the usual
/// width are more than a grid may have, and says so among the study's warnings. A width that was
/// asked for stays; where it is too fine, the analysis itself refuses it.
/// @param analyses  of `options`
void widen_cells(RunOptions& options, std::vector<Analysis>& analyses, Study& study);

}  // namespace hotward::job
