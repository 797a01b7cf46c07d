// Top share: what the k highest areas hold of all incidents, with its limits.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/ranking/rate_spread.hpp"

namespace hotward::ranking {

/// An area that can be ranked.
struct Site {
  std::size_t area;
  std::uint32_t unit;  ///< names its random numbers
  double count;
  double exposure;
};

/// A value, and the site that has it; the greatest first, ties by code.
using Valued = std::pair<double, std::uint32_t>;

void sort_highest_first(std::vector<Valued>& values);

/// The k sites that were counted highest; fewer where there are fewer.
[[nodiscard]] std::vector<std::uint32_t> highest(const std::vector<Site>& sites, int top);

[[nodiscard]] RateSpread spread_of(const std::vector<Site>& sites, double phi);

/// Of the share that the highest k truly have of the incidents of all sites, given the counts.
struct ShareLaw {
  double mean;
  stats::Interval interval;
};

/// @param draws  of the share, not empty. Limits are its quantiles, as those of ranks are.
[[nodiscard]] ShareLaw share_law(std::vector<double> draws, double level);

/// Without draws: limits are those of a beta law.
[[nodiscard]] ShareLaw share_law(const std::vector<Site>& sites, const RateSpread& spread,
                                 const RankIntervalOptions& options);

// One denominator for the share, its correction and its limits: the incidents of all areas, those
// that cannot be ranked among them.

/// @param counts  of all areas. @param gain  what the picking adds to a share of the sites' own
[[nodiscard]] TopShare picked_share(const std::vector<Site>& sites,
                                    std::span<const std::int64_t> counts,
                                    const RankIntervalOptions& options, double gain);

/// What the highest k hold if no area's rate differs from another's.
[[nodiscard]] double share_if_alike(const std::vector<Site>& sites,
                                    std::span<const std::int64_t> counts,
                                    const RankIntervalOptions& options);

/// @param law  of the true share of the sites' incidents
[[nodiscard]] TopShare drawn_share(const std::vector<Site>& sites,
                                   std::span<const std::int64_t> counts,
                                   const RankIntervalOptions& options, const ShareLaw& law);

}  // namespace hotward::ranking
