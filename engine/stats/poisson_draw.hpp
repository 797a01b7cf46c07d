// PoissonDraw: one draw from Poisson's law of a mean, however large, in a few nanoseconds.
//
// Below a mean of 10 the chances are added up until they pass a uniform number (inversion). Above
// it, transformed rejection with squeeze: with U uniform in (-1/2, 1/2) and V in (0, 1),
//   us = 1/2 - |U|   b = 0.931 + 2.53 sqrt(mean)   a = -0.059 + 0.02483 b
//   k = floor((2 a / us + b) U + mean + 0.43)
// and k is taken where us >= 0.07 and V <= 0.9277 - 3.6224 / (b - 2), or where
//   ln(V (1.1239 + 1.1328 / (b - 3.4)) / (a / us^2 + b)) <= k ln mean - mean - ln k!
//
// Source:
//   Hörmann (1993), The transformed rejection method for generating Poisson random variables,
//     Insurance: Mathematics and Economics 12(1), 39-45. doi:10.1016/0167-6687(93)90997-4. PTRS.
//
// Exact but for rounding. Time: O(1), O(mean) below 10.
#pragma once

#include <cstdint>

#include "engine/core/random.hpp"

namespace hotward::stats {

/// Example:
///   const PoissonDraw draw(2.5);
///   const std::int64_t incidents = draw(random);
class PoissonDraw {
 public:
  /// @param mean  at least 0, finite, below 2^30
  explicit PoissonDraw(double mean);

  [[nodiscard]] std::int64_t operator()(Random& random) const;

 private:
  [[nodiscard]] std::int64_t by_inversion(Random& random) const;
  [[nodiscard]] std::int64_t by_rejection(Random& random) const;

  double mean_;
  double none_ = 1.0;  // exp(-mean)
  double log_mean_ = 0.0;
  double b_ = 0.0;
  double a_ = 0.0;
  double inverse_alpha_ = 0.0;
  double squeeze_ = 0.0;
};

}  // namespace hotward::stats
