// Mann-Kendall: do the values rise, or fall, more steadily than chance would have it?
//
//   S = sum over i < j of sign(x_j - x_i)
//   Var S = [n (n-1) (2n+5) - sum over groups of t equal values of t (t-1) (2t+5)] / 18
//   z = (S - sign S) / sqrt(Var S)          p two-sided, by the normal law
//
// and Theil and Sen's slope, the median of (x_j - x_i) / (t_j - t_i): what the values rise by in a
// unit of time, whatever a few of them do.
//
// Sources:
//   Mann (1945), Nonparametric tests against trend, Econometrica 13(3), 245-259.
//     doi:10.2307/1907187
//   Kendall (1975), Rank Correlation Methods, 4th edition, Griffin. The variance with ties.
//   Sen (1968), Estimates of the regression coefficient based on Kendall's tau, Journal of the
//     American Statistical Association 63(324), 1379-1389. doi:10.1080/01621459.1968.10480934
//
// The normal law is fair from some ten values on. Values that depend on those before them, or a
// season that is cut within a year, make small p too often.
//
// Edges: fewer than 2 values: all NaN. All equal: S 0, z 0, p 1. Time: O(n^2).
#pragma once

#include <cstdint>
#include <span>

namespace hotward::trend {

struct MannKendall {
  std::int64_t s;
  double variance;
  double z_score;
  double p_value;
};

/// Example:
///   const std::vector<double> values = {5, 7, 6, 9, 12};
///   const MannKendall found = mann_kendall(values);
///   const bool rises = found.s > 0;  // true: 9 of 10 pairs rise, so S is 8
///
/// @param values  in order of time, finite
[[nodiscard]] MannKendall mann_kendall(std::span<const double> values);

/// @param times  rising, one per value. @return NaN for fewer than 2 values
[[nodiscard]] double theil_sen(std::span<const double> times, std::span<const double> values);

}  // namespace hotward::trend
