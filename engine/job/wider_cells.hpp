// Wider cells: over a whole country the usual cells are too many, and `run` takes wider ones.
#pragma once

#include <vector>

#include "engine/job/run_all.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {

/// Widens the cells of the grids and of the density where those that nobody asked to be otherwise
/// are more than a grid may have; says so among the study's warnings. Cells that were asked for
/// stay, and are refused by the analyses.
/// @param analyses  of `options`
void widen_cells(RunOptions& options, std::vector<Analysis>& analyses, Study& study);

}  // namespace hotward::job
