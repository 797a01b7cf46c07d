// Relative effect: by what share did incidents fall more where something was done than in places
// like it?
//
//   T, C   incidents in the target and in the controls       0, 1   before and after
//
//   ratio  RR = (T1 / T0) / (C1 / C0)         0.84: 16% fewer than had it moved as the controls
//   SE     of ln RR = sqrt(phi (1/T0 + 1/T1 + 1/C0 + 1/C1))
//   z      ln RR / SE, p by the normal law
//
// Each count n is taken as n + 1/2: ln RR of small counts then has hardly any bias, and counts of 0
// have a logarithm. phi says how many times as much as Poisson's counts vary
// (stats/dispersion.hpp). Periods before and after are of one length, and so need no weight; target
// and controls may be of any size. The difference of counts (displacement.hpp) asks for controls as
// large as the target.
//
// Sources:
//   Braga, Weisburd (2022), Does hot spots policing have meaningful impacts on crime?, Journal of
//     Quantitative Criminology 38(1), 1-22. doi:10.1007/s10940-020-09481-7. The measure, and why.
//   Gart, Zweifel (1967), On the bias of various estimators of the logit and its variance,
//     Biometrika 54(1-2), 181-187. doi:10.1093/biomet/54.1-2.181. The half.
//
// Edges: none; four counts of 0 say nothing, and p is 1. Time: O(1).
#pragma once

#include "engine/methods/evaluation/displacement.hpp"
#include "engine/stats/intervals.hpp"

namespace hotward::evaluation {

struct RelativeEffect {
  double ratio = 1.0;           ///< below 1: fell more than the controls
  double standard_error = 0.0;  ///< of its logarithm
  stats::Interval interval{};
  double z = 0.0;
  double p_value = 1.0;  ///< two-sided, of no effect
};

/// @param phi    at least 1
/// @param level  the interval's coverage, inside (0, 1)
///
/// Example:
///   const auto found = relative_effect({200, 150}, {200, 200});
///   const double fewer = 1.0 - found.ratio;  // 0.25: a quarter fewer than the controls suggest
[[nodiscard]] RelativeEffect relative_effect(const BeforeAfter& target, const BeforeAfter& control,
                                             double phi = 1.0, double level = 0.95);

}  // namespace hotward::evaluation
