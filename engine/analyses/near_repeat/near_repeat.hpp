// Near repeat: does one incident raise the risk nearby, soon after?
#pragma once

#include <cstdint>

#include "engine/methods/near_repeat/close_pairs.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct NearRepeatOptions {
  double space_band_m = 100.0;
  std::uint32_t space_bands = 4;
  double same_place_m = 1.0;  ///< nearer is the same place, a band of its own; 0: there is none
  double time_band_days = 7.0;
  std::uint32_t time_bands = 4;
  near_repeat::Metric metric = near_repeat::Metric::euclid;
  std::uint32_t permutations = 999;
};

/// Knox test of the theme's incidents in areas, the chains they make and each one's own count.
/// Layers near_repeat_<theme> (lines from each incident to the one that follows it),
/// near_repeat_points_<theme> and near_repeat_bands_<theme> (a table); key `near_repeat`.
/// @return no_data where dates are known by month only, or not at all; usage for a same place that
///         is no part of the first band; errors of the method.
[[nodiscard]] Result<Findings> near_repeat_findings(const Study& study, const Theme& theme,
                                                    const NearRepeatOptions& options,
                                                    std::uint64_t seed);

/// `near-repeat`, with its options at their defaults.
[[nodiscard]] Analysis near_repeat();

}  // namespace hotward::analyses
