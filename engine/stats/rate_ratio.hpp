// Rate ratio: is one Poisson rate higher than another, and by what factor?
//
//   RR = (O1 / t1) / (O0 / t0)           O counts, t exposures: days, persons, person-years
//
// Exact conditional test: given n = O1 + O0, O1 is binomial with p = t1 / (t1 + t0) where the rates
// are equal. The two-sided p is the chance of all outcomes that are no likelier than O1. The
// interval is Clopper and Pearson's for that p, turned into a ratio by p / (1 - p) * t0 / t1.
//
// E-test: with T(x1, x0) = (x1/t1 - x0/t0) / sqrt(x1/t1^2 + x0/t0^2), the p-value is the chance
// of |T| >= |T(O1, O0)| for two Poisson counts at the common rate (O1 + O0) / (t1 + t0). It is less
// conservative than the exact test where counts are small.
//
// Sources:
//   Przyborowski, Wilenski (1940), Homogeneity of results in testing samples from Poisson series,
//     Biometrika 31(3-4), 313-323. The conditional test.
//   Clopper, Pearson (1934), The use of confidence or fiducial limits illustrated in the case of
//     the binomial, Biometrika 26(4), 404-413. doi:10.1093/biomet/26.4.404
//   Krishnamoorthy, Thomson (2004), A more powerful test for comparing two Poisson means, Journal
//     of Statistical Planning and Inference 119(1), 23-35. doi:10.1016/S0378-3758(02)00408-1
// Outcomes whose chance is within one part in 10^7 of that of O1 count as equally likely, as in R's
// binom.test, whose answers the tests hold.
//
// Edges: counts of 0 and 0 have no ratio: all NaN. O0 = 0 gives an infinite ratio and upper limit;
// O1 = 0 a ratio and lower limit of 0.
#pragma once

#include <cstdint>

#include "engine/stats/intervals.hpp"

namespace hotward::stats {

/// A count and what it was gathered over, in any unit as long as both sides use the same.
struct ExposedCount {
  std::int64_t count;  ///< at least 0
  double exposure;     ///< above 0, finite
};

struct RateRatio {
  double ratio;       ///< of the rates, now over then
  Interval interval;  ///< exact, of the ratio
  double p_value;     ///< two-sided, of equal rates, exact
};

/// @param level  the interval's coverage, inside (0, 1)
/// Time: O(log n) evaluations of the binomial law.
///
/// Example:
///   const RateRatio found = rate_ratio({30, 365.0}, {20, 365.0});
///   const bool certain = found.p_value < 0.05;  // no: 1.5 times as many, but so few
[[nodiscard]] RateRatio rate_ratio(const ExposedCount& now, const ExposedCount& then,
                                   double level = 0.95);

struct ETest {
  double statistic;  ///< T, close to standard normal where the rates are equal
  double p_value;    ///< two-sided
};

/// Time: O(sqrt n log n).
[[nodiscard]] ETest e_test(const ExposedCount& now, const ExposedCount& then);

}  // namespace hotward::stats
