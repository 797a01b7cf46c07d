// Amounts null: how far does a relative risk stray by chance where the incidents follow known
// amounts, such as people?
//
// The incidents are a sample, the amounts are none: a census knows them. Under the null the n
// incidents fall independently, each at place j with probability p_j = a_j / A, a_j the amount
// there and A their sum. With k_j(x) what a unit at place j gives to the surface at x, edge
// correction and all,
//
//   g(x) = sum_j p_j k_j(x)      s(x) = sum_j p_j k_j(x)^2
//   r(x) = (f1(x) / n) / (f0(x) / A) = (f1(x) / n) / g(x)
//   E r(x) = 1      Var r(x) = V(x) = (s(x) / g(x)^2 - 1) / n
//
// both exact: f1(x) is a sum of n independent values of k_j(x). Neither has a unit of amounts in
// it. Where the amounts lie densely and evenly under a kernel, s(x) tends to g(x) R / h^2 and V to
// the asymptotic variance of [hazelton2009] with n0 without bound: R / (h^2 n g(x)), less the 1 / n
// that the fixed number of incidents takes off. Where they lie on a few points half a
// kernel apart (centroids of output areas), or at the border of the study area, that limit is 0.6
// to 2.8 times V.
//
//   z(x) = (r^(2/3) - 1 + V / 9) / (2 sqrt(V) / 3)
//
// is the normal approximation: a count's power of 2/3 is nearly symmetric (Anscombe), and has a
// mean of 1 - V / 9 to the first order. ln r is not: on maps of 500 incidents, some 44 under a
// kernel, ln r / sqrt(V) marks 4 to 5% as lowered where 2.5% are due.
//
// The drawn null takes the same law as it is: p = (M + 1) / (R + 1), M the number of R draws in
// which f1(x) is at least as large as it was seen.
//
// Sources:
//   Kelsall, Diggle (1995), Non-parametric estimation of spatial variation in relative risk,
//     Statistics in Medicine 14(21-22), 2335-2342. doi:10.1002/sim.4780142106. The ratio.
//   Hazelton, Davies (2009), Inference based on kernel estimates of the relative risk function in
//     geographical epidemiology, Biometrical Journal 51(1), 98-109. doi:10.1002/bimj.200810495. The
//     asymptotic variance of two samples, of which the above is the case of one.
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman & Hall. Anscombe's
//     residuals: the power of 2/3 for counts.
//
// Edges: V is undefined (NaN) outside the study area, where no amount reaches, and where every unit
// of A gives the same, as where one place holds all: nothing there is left to chance.
// Time: that of one surface for V, and of one more for each draw.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

struct AmountsNull {
  std::vector<double> variance;  ///< V(x), per cell of the frame
};

/// @param amounts    a_j at their places; not all 0
/// @param zero       f0: their surface over the frame
/// @param incidents  n, above 0
///
/// Example:
///   const auto people = kernel_density_surface({at, residents}, frame, {.bandwidth_m = 300.0});
///   const AmountsNull null = amounts_null({at, residents}, *people, frame, 500.0);
///   const double z = amounts_z_score(2.0, null.variance[0]);  // of a risk twice the average
[[nodiscard]] AmountsNull amounts_null(const Places& amounts, const Surface& zero,
                                       const Frame& frame, double incidents);

/// z of a ratio of 0 or more; NaN where the variance is.
[[nodiscard]] double amounts_z_score(double ratio, double variance);

struct AmountDraws {
  std::uint64_t incidents = 0;  ///< n, below 2^31
  std::uint32_t draws = 0;      ///< R
  std::uint64_t seed = 1;
};

/// M, per cell. A draw is a function of the seed, its number and the amounts in their order.
/// @param seen  f1 as it was seen, with the options the draws are smoothed with
/// @return errors as kernel_density_surface; interrupted.
[[nodiscard]] Result<std::vector<std::uint32_t>> draws_as_large(const Places& amounts,
                                                                const Surface& seen,
                                                                const Frame& frame,
                                                                const AmountDraws& draws);

}  // namespace hotward::density
