// How unequal are independent counts that all have one Poisson mean? Their Gini coefficient, which
// is what chance alone makes of places that are all alike.
//
//   G0(mean) = E|X - Y| / (2 mean) = e^(-2 mean) (I0(2 mean) + I1(2 mean))
//
// I0 and I1 are modified Bessel functions. Above 2 mean = 500, where they overflow before long,
// both are made by their asymptotic series, whose eighth term is below 1e-17 there.
//
// Sources:
//   Ramasubban (1958), The mean difference and the mean deviation of some discontinuous
//     distributions, Biometrika 45(3-4), 549-556. doi:10.1093/biomet/45.3-4.549
//   Abramowitz, Stegun (1964), Handbook of Mathematical Functions, National Bureau of Standards.
//     9.7.1: the series.
//
// Edges: 1 for a mean of 0, its limit; 0 for an infinite one; NaN in, NaN out. Time: O(1).
#pragma once

namespace hotward::stats {

/// @param mean  at least 0
/// @return from 0 to 1
///
/// Example:
///   const double by_chance = poisson_gini(1.0);  // 0.52 at one incident a place
[[nodiscard]] double poisson_gini(double mean);

}  // namespace hotward::stats
