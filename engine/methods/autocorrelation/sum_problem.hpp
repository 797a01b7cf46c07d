// Sum problem: what the ways of counting neighbour sums share: exact laws (neighbour_sum.cpp),
// permutations for each site (sum_permutations.hpp) and shared ones (shared_draws.hpp). Only for
// this room's files.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>

#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/stats/finite_population_sum.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

inline constexpr stats::Tails untested = {undefined, undefined, undefined};

/// The values, the links and the null that all ways of counting share.
struct SumProblem {
  std::span<const double> values;
  const weights::SpatialWeights& weights;
  const NullOptions& options;

  [[nodiscard]] bool conditional() const { return options.null == Null::conditional; }
  [[nodiscard]] bool skips(std::size_t i, weights::Site j) const { return conditional() && j == i; }
  /// Items drawn for site i, and how many there are to draw from.
  [[nodiscard]] std::uint32_t draws(std::size_t i) const {
    const auto sites = weights.neighbours(i);
    const auto k = static_cast<std::uint32_t>(sites.size());
    return conditional() ? k - (has(i) ? 1U : 0U) : k;
  }
  [[nodiscard]] std::uint32_t population() const {
    return static_cast<std::uint32_t>(values.size()) - (conditional() ? 1U : 0U);
  }
  /// No draw can differ from what was seen.
  [[nodiscard]] bool is_settled(std::size_t i) const {
    return draws(i) == 0 || (draws(i) == population() && weights.row(i).equal_weights());
  }

 private:
  [[nodiscard]] bool has(std::size_t i) const {
    return weights.weight(i, static_cast<weights::Site>(i)) > 0.0;
  }
};

/// Below what difference two sums of weighted centred values are one.
[[nodiscard]] inline double tie_tolerance(std::span<const double> values, double weight_sum) {
  return 16.0 * value_rounding(values) * weight_sum;
}

}  // namespace hotward::autocorrelation
