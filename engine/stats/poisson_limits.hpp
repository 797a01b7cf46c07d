// Poisson limits: where E incidents are expected, which counts would be unusual?
//
//   lower   the count L for which E is the upper end of Garwood's interval:  P(X <= L | E) = a / 2
//   upper   the count U for which E is its lower end:                        P(X >= U | E) = a / 2
//
// for X ~ Poisson(E) and a = 1 - level, both carried on between whole numbers by the gamma law. So
// a count lies outside the limits of E where, and only where, its own exact interval
// (stats/intervals.hpp) leaves E out.
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

}  // namespace hotward::stats
