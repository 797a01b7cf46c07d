// Poisson limits: where E incidents are expected, which counts would be unusual?
//
//   lower   the count L for which E is the upper end of Garwood's interval:  P(X <= L | E) = a / 2
//   upper   the count U for which E is its lower end:                        P(X >= U | E) = a / 2
//
// for X ~ Poisson(E) and a = 1 - level, both carried on between whole numbers by the gamma law. So
// a count lies outside the limits of E where, and only where, its own exact interval
// (stats/intervals.hpp) leaves E out.
//
// Counts that vary phi times as much as Poisson's come in bunches, and of what sizes nobody knows.
// Two laws with that variance are asked, and the further limit of both is taken:
//   bunches of phi each     phi times the limits of E / phi
//   bunches of any size     the negative binomial law, a gamma mixture of Poisson's:
//                           P(X <= L) = I_1/phi(r, L + 1)  with r = E / (phi - 1)
// Of many bunches both agree; of a few the second has the longer tail: at E = 2 and phi = 3 it lies
// three times as often beyond the upper 99.8% limit of the first.
//
// Sources: Garwood (1936): see engine/stats/intervals.hpp. Spiegelhalter (2005): see
//   engine/methods/rates/funnel.hpp. PHEindicatormethods (UK Health Security Agency) draws the same
//   limits.
//
// Edges: where no count would be unusually low (E up to 3.69 at 95%) the lower limit is 0. Where
// nothing is expected both are 0. NaN in, NaN out. Time: O(1), a microsecond or two.
#pragma once

#include "engine/stats/intervals.hpp"

namespace hotward::stats {

/// @param expected  at least 0
/// @param level     inside (0, 1): 0.95, 0.998
///
/// Example:
///   const Interval usual = poisson_limits(20.0, 0.95);  // 11.2 … 29.7
[[nodiscard]] Interval poisson_limits(double expected, double level);

/// The same of counts that vary `phi` times as much, at least 1.
[[nodiscard]] Interval overdispersed_limits(double expected, double phi, double level);

}  // namespace hotward::stats
