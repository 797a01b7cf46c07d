// Moments: where do the values lie, and how far do they spread?
//
//   m = (1/n) sum_i x_i        s^2 = (1/n) sum_i (x_i - m)^2
//
// s^2 is the population variance: its divisor is n, not n - 1.
// The variance is made in two passes with the correction for the rounding of m, so values that lie
// far from zero lose nothing.
//
// Source:
//   Chan, Golub, LeVeque (1983), Algorithms for computing the sample variance: analysis and
//     recommendations, The American Statistician 37(3), 242-247. doi:10.1080/00031305.1983.10483115
//     The corrected two-pass form.
#pragma once

#include <span>
#include <vector>

namespace hotward::stats {

struct Moments {
  double mean;
  double variance;  ///< population variance, never negative
};

/// @return NaN, NaN for no values; a NaN among the values makes both NaN. Time: O(n).
///
/// Example:
///   const Moments m = moments(values);  // of 1, 2, 3, 4: mean 2.5, variance 1.25
[[nodiscard]] Moments moments(std::span<const double> values);

/// x_i - m, in the same order. Time: O(n).
[[nodiscard]] std::vector<double> centred(std::span<const double> values);

}  // namespace hotward::stats
