// Shared draws: the p-value of each site's neighbour sum from one table of R draws that all sites
// use. Only for this room's files; neighbour_sum.hpp defines what is tested.
//
// Only for this room's files.
#pragma once

#include <vector>

#include "engine/methods/autocorrelation/sum_problem.hpp"
#include "engine/stats/finite_population_sum.hpp"

namespace hotward::autocorrelation {

/// @param problem  weights equal within each row
/// @return one per site; NaN where no draw can differ.
/// Time: O(R k log R + sites log R) for rows of at most k links. Memory: O(R k).
[[nodiscard]] std::vector<stats::Tails> shared_tails(const SumProblem& problem);

}  // namespace hotward::autocorrelation
