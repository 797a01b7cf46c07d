// Null maxima: how large does the largest statistic of a map become by chance alone?
//
// Every zone of every random map is looked at; what is spared is the arithmetic (lane_scan.hpp,
// thresholds.hpp). Memory: the counts of all maps, and the zones of some hundred centres at a time.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

/// Which random maps.
struct Replicates {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// @return the largest statistic of each map, in the order of the replicates; 0 where no zone has
///         one. The same numbers at any number of threads. interrupted where the user stops it.
/// Time: O(replicates x zones), about 0.2 nanoseconds each; with windows, times their number.
[[nodiscard]] Result<std::vector<double>> null_maxima(const ScanProblem& problem,
                                                      const MakeDraw& make_draw,
                                                      const Replicates& replicates);

}  // namespace hotward::scan
