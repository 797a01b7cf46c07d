// Power: if what is done works, how likely is it that the counts will show it?
//
// Before anything is done: the target has t incidents in a period, its controls c, and after it the
// target has t (1 - e), the controls c again. The four counts are drawn R times by the negative
// binomial law with variance phi times the mean (gamma-mixed Poisson; Poisson's for phi = 1), and
//   power(e) = the share of the draws in which relative_effect has p <= alpha
// power(0) is how often the test finds what is not there: close to alpha, where it is to be relied
// on. The least detectable effect is the smallest whole percentage e with power(e) >= wanted.
//
// The closed form, for counts large enough to be normal on the scale of logarithms:
//   SE(e)    = sqrt(phi (1/t + 1/(t (1 - e)) + 2/c))       delta = -ln(1 - e)
//   power(e) = Phi(delta/SE - z) + Phi(-delta/SE - z),     z = Phi^-1(1 - alpha/2)
// Drawn and computed power lie within 2 points of each other for 60 phi incidents and more; below
// that the draws are to be believed.
//
// Sources:
//   Gelman, Carlin (2014), Beyond power calculations: assessing type S (sign) and type M
//     (magnitude) errors, Perspectives on Psychological Science 9(6), 641-651.
//     doi:10.1177/1745691614551642. Why power is worth knowing before.
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman and Hall, 6.2.3.
//     Gamma-mixed counts whose variance is in proportion to the mean.
//
// Draws depend on the seed, the effect and the draw's number. Time: O(draws); an effect is found
// with seven times as many.
#pragma once

#include <cstdint>

#include "engine/core/random.hpp"

namespace hotward::evaluation {

inline constexpr Stream power_stream = stream_of("power");

struct PowerDesign {
  double target = 0.0;   ///< t: incidents to be expected in a period, above 0
  double control = 0.0;  ///< c, above 0
  double phi = 1.0;      ///< at least 1
  double alpha = 0.05;   ///< two-sided, inside (0, 1)
};

struct PowerDraws {
  std::uint64_t seed = 1;
  std::uint32_t draws = 4000;  ///< R, at least 1: half a point's standard error at 90%
};

/// @param effect  e, from 0 to below 1
///
/// Example:
///   const PowerDesign design{.target = 800, .control = 800};
///   const double at_20 = power_formula(design, 0.20);  // 0.86: six of seven
[[nodiscard]] double power_formula(const PowerDesign& design, double effect);

/// By drawing; `effect` is rounded to a whole percentage.
[[nodiscard]] double power_drawn(const PowerDesign& design, double effect,
                                 const PowerDraws& draws = {});

/// The smallest whole percentage, as a share, that has at least the power that is wanted, by
/// drawing; NaN where not even 99% has.
[[nodiscard]] double least_detectable(const PowerDesign& design, double wanted = 0.8,
                                      const PowerDraws& draws = {});

}  // namespace hotward::evaluation
