// Sum permutations: the p-value of each site's neighbour sum from R draws of its own. Only for this
// room's files; neighbour_sum.hpp defines what is tested.
//
// Only for this room's files.
#pragma once

#include <vector>

#include "engine/methods/autocorrelation/sum_problem.hpp"
#include "engine/stats/finite_population_sum.hpp"

namespace hotward::autocorrelation {

/// @return one per site; NaN where no draw can differ. Sites draw apart, each a function of (seed,
///         site, replicate). Time: O(R links), parallel over sites.
[[nodiscard]] std::vector<stats::Tails> independent_tails(const SumProblem& problem);

}  // namespace hotward::autocorrelation
