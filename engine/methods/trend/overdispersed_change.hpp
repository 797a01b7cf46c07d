// Overdispersed change: did a count change by more than months usually vary?
//
//   log RR = ln(O1/t1) - ln(O0/t0)      SE = sqrt(phi (1/O1 + 1/O0))      T = log RR / SE
//
// with phi of the seasonal line, and p and limits by Student's law with phi's degrees of freedom.
// The exact test of two Poisson counts (stats/rate_ratio.hpp) takes phi for 1. Where months vary
// more than that, it calls chance a change far too often: docs/methods/trend.md has the measured
// levels of both.
//
// Source:
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman and Hall, 6.2.
//
// Edges: one count of 0 has no logarithm, and so no limits; its p is of
//   T = (O1 - n q) / sqrt(phi n q (1 - q)),  n = O1 + O0,  q = t1 / (t1 + t0)
// by the same law. Of two counts of 0 all is NaN. Time: O(1).
#pragma once

#include "engine/stats/rate_ratio.hpp"

namespace hotward::trend {

struct OverdispersedChange {
  stats::Interval ratio;  ///< of the rates, now over then
  double p_value;         ///< two-sided, of equal rates
};

/// Example:
///   const auto found = overdispersed_change({60, 365.0}, {40, 365.0}, 3.0, 11.0);
///   const bool is_sure = found.p_value <= 0.05;  // false: months that vary so make as much of it
///
/// @param phi      at least 1. @param degrees  of freedom that phi has, above 0
/// @param level    the interval's coverage, inside (0, 1)
[[nodiscard]] OverdispersedChange overdispersed_change(const stats::ExposedCount& now,
                                                       const stats::ExposedCount& then, double phi,
                                                       double degrees, double level = 0.95);

}  // namespace hotward::trend
