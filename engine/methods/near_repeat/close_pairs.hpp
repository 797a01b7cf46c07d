// Close pairs: which two incidents lie how near to each other, by bands of distance?
//
//   band s:  ends[s - 1] <= d < ends[s], the first from 0        half-open, so no pair is in two
//   euclid     d = sqrt(dx^2 + dy^2)
//   manhattan  d = |dx| + |dy|, along streets that run north and east
//
// Only pairs nearer than the last end are found, by a grid of squares as wide: never all n^2.
//
// Errors: bad_value for a map more than 2^33 squares wide; usage where more than most_pairs lie
// that near, which would take minutes and gigabytes to permute.
// Time: O(n + candidates), of which pi / 9 or more are pairs where points lie evenly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::near_repeat {

enum class Metric : std::uint8_t { euclid, manhattan };

inline constexpr Names<Metric, 2> metric_names{
    {{Metric::euclid, "euclid"}, {Metric::manhattan, "manhattan"}}};

inline constexpr std::size_t most_pairs = std::size_t{1} << 25U;

struct ClosePair {
  std::uint32_t a;
  std::uint32_t b;  ///< above a
};

/// The pairs of each band.
using ClosePairs = std::vector<std::vector<ClosePair>>;

[[nodiscard]] double distance_m(const geometry::Point& a, const geometry::Point& b, Metric metric);

/// Example:
///   const std::vector<double> ends_m = {1, 100};
///   const auto pairs = close_pairs(at, ends_m, Metric::euclid);
///   const std::size_t at_one_place = (*pairs)[0].size();  // 1: incidents 0 and 1
///
/// @param ends_m  above 0, ascending, at least one
[[nodiscard]] Result<ClosePairs> close_pairs(std::span<const geometry::Point> at,
                                             std::span<const double> ends_m, Metric metric);

}  // namespace hotward::near_repeat
