// Intervals: between which limits may the true count, or the true proportion, reasonably lie?
//
// For a count O, z the normal quantile of 1 - alpha/2 and alpha = 1 - level:
//   exact (Garwood)   L = chi2(alpha/2; 2 O) / 2           U = chi2(1 - alpha/2; 2 O + 2) / 2
//   Byar              L = O (1 - 1/(9 O) - z / (3 sqrt O))^3
//                     U = (O+1) (1 - 1/(9 (O+1)) + z / (3 sqrt(O+1)))^3
// For x successes among n:
//   Wilson            (2 x + z^2 -+ z sqrt(z^2 + 4 x (1 - x/n))) / (2 (n + z^2))
//
// Sources:
//   Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28(3-4), 437-442.
//     doi:10.1093/biomet/28.3-4.437
//   Breslow, Day (1987), Statistical Methods in Cancer Research, volume II, IARC Scientific
//     Publications 82. Byar's approximation.
//   Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of
//     the American Statistical Association 22(158), 209-212. doi:10.1080/01621459.1927.10502953
// The rule "exact below 10, Byar from 10 on" is that of PHEindicatormethods (UK Health Security
// Agency). Different here: Byar's lower limit is never below 0, where its formula can be.
//
// Edges: NaN in, NaN out. Time: O(1).
#pragma once

namespace hotward::stats {

struct Interval {
  double lower;
  double upper;
};

/// @param count  at least 0
/// @param level  the interval's coverage, inside (0, 1): 0.95, 0.998
/// @return Garwood's limits; the lower is 0 for a count of 0.
[[nodiscard]] Interval poisson_exact(double count, double level);

/// Byar's approximation; the lower limit is 0 for a count of 0.
[[nodiscard]] Interval poisson_byar(double count, double level);

/// Exact below a count of 10, Byar from there on.
///
/// Example:
///   const Interval limits = poisson_interval(4.0, 0.95);  // 1.09 … 10.24
[[nodiscard]] Interval poisson_interval(double count, double level);

/// @param successes  in [0, trials]
/// @return limits in [0, 1]; NaN where there were no trials.
[[nodiscard]] Interval wilson(double successes, double trials, double level);

}  // namespace hotward::stats
