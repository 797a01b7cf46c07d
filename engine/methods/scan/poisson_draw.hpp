// The expected counts of the Poisson scans, in space and in space-time: checked, and drawn from.
// Only for this room's files.
#pragma once

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_problem.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

/// Makes `measure` the expected counts, scaled so that they add up to the cases exactly; sets the
/// likelihood.
/// @param given  whether they are the user's own, and must add up but for rounding
/// @return bad_value where they do not, or where there are cases and none is expected.
[[nodiscard]] Result<void> set_expected(ScanProblem& problem, std::vector<double> expected,
                                        const ScanSites& sites, bool given,
                                        const ScanOptions& options);

/// Each case falls into a site and period in proportion to the measure. From 100,000 cases on, and
/// 8 for each site and period, they are drawn by cells (multinomial_draw.hpp): one law, other
/// numbers.
/// @param phi  above 1, the rate of each site and period is a gamma variate first, so that counts
///             vary phi times as much as Poisson's: Dirichlet's multinomial law, given the total
[[nodiscard]] MakeDraw multinomial_maps(const ScanProblem& problem, std::uint64_t seed,
                                        double phi = 1.0);

}  // namespace hotward::scan
