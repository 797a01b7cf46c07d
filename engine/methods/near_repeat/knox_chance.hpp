// What chance makes of a Knox count: its exact moments, and counts of permuted times.
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/near_repeat/close_pairs.hpp"
#include "engine/methods/near_repeat/timed_points.hpp"

namespace hotward::near_repeat {

/// A graph over the incidents, as far as the moments need it.
struct Links {
  double pairs = 0.0;     ///< N
  double adjacent = 0.0;  ///< A: pairs of pairs that share an incident

  /// @param degree  of each incident: how many it is paired with
  [[nodiscard]] static Links of(std::span<const std::uint32_t> degree);
};

struct ChanceMoments {
  double mean;
  double variance;  ///< never negative
};

/// Of the number of pairs in both graphs, where one is laid over n incidents at random.
[[nodiscard]] ChanceMoments chance_moments(std::size_t n, const Links& space, const Links& time);

/// How many of each band's pairs lie within each lag, permutation by permutation: the counts of
/// replicate r begin at r × bands × lags.
/// @param ends_minute  ascending; counts are of lags below each
[[nodiscard]] std::vector<std::uint32_t> permuted_counts(const TimedPoints& points,
                                                         const ClosePairs& near,
                                                         std::span<const std::int32_t> ends_minute,
                                                         std::uint32_t permutations,
                                                         std::uint64_t seed);

}  // namespace hotward::near_repeat
