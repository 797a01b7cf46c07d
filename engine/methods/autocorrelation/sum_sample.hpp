// Sum sample: what a test of neighbour sums knows of each site, shared by its ways of counting.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/neighbour_sum_test.hpp"
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

/// Below what difference two sums of k centred values are one: their order may round differently.
[[nodiscard]] inline double tie_tolerance(double largest, double weight_sum) {
  return 64.0 * std::numeric_limits<double>::epsilon() * largest * weight_sum;
}

[[nodiscard]] bool weights_are_equal(const weights::SpatialWeights& weights);

[[nodiscard]] std::vector<stats::Tails> exact_tails(const SumProblem& problem,
                                                    std::span<const std::int64_t> whole);
[[nodiscard]] std::vector<stats::Tails> independent_tails(const SumProblem& problem);
[[nodiscard]] std::vector<stats::Tails> shared_tails(const SumProblem& problem);

}  // namespace hotward::autocorrelation
