// Cylinder scan: the largest statistic of random maps over zones and windows of time together.
// Only for this room's files.
//
// For each zone the maps' counts are summed by period, and their running sums over time give any
// window by one subtraction, for all maps of a block at once.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/scan/lane_maps.hpp"
#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

/// @return one per map. interrupted where the user stops it.
[[nodiscard]] Result<std::vector<double>> cylinder_maxima(const ScanProblem& problem,
                                                          const LaneMaps& maps);

}  // namespace hotward::scan
