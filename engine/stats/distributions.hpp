// Distributions: how likely is a value under the normal, Poisson, binomial, chi-square, gamma and
// beta laws, and which value has a given probability below it?
//
//   cdf(k) = P(X <= k)      sf(k) = P(X > k)      pmf(k) = P(X = k)      quantile(p): cdf(q) = p
//
// Sf is computed as itself and not as 1 - cdf: it keeps its digits where it is tiny.
//
// Source:
//   Johnson, Kotz, Kemp (1992), Univariate Discrete Distributions, 2nd edition, Wiley.
//     The relations between Poisson and gamma, binomial and beta tails.
//
// Edges: below its support a cdf is 0 and an sf 1. A quantile of 0 or 1 is the support's end. NaN
// in, NaN out. Probabilities outside [0, 1], a mean or shape below 0, are faults of the program.
// Time: O(1) each, a few hundred nanoseconds.
#pragma once

#include <cstdint>

namespace hotward::stats {

/// Example:
///   const double p = two_sided_p_value(1.96);            // 0.05
///   const double seven_or_more = poisson_sf(6, 2.5);     // P(X > 6)
[[nodiscard]] double normal_cdf(double z);
[[nodiscard]] double normal_quantile(double p);
/// P(|Z| >= |z|) for a standard normal Z.
[[nodiscard]] double two_sided_p_value(double z);

/// @param mean  at least 0
[[nodiscard]] double poisson_pmf(std::int64_t k, double mean);
[[nodiscard]] double poisson_cdf(std::int64_t k, double mean);
[[nodiscard]] double poisson_sf(std::int64_t k, double mean);

/// @param trials  at least 0
/// @param p       the chance of success in one trial, in [0, 1]
[[nodiscard]] double binomial_pmf(std::int64_t k, std::int64_t trials, double p);
[[nodiscard]] double binomial_cdf(std::int64_t k, std::int64_t trials, double p);
[[nodiscard]] double binomial_sf(std::int64_t k, std::int64_t trials, double p);

/// @param degrees  of freedom, above 0
[[nodiscard]] double chi_square_quantile(double p, double degrees);
/// @param shape  above 0; the scale is 1
[[nodiscard]] double gamma_quantile(double p, double shape);

/// The regularised incomplete beta function I_x(a, b), for x in [0, 1] and a, b above 0.
[[nodiscard]] double beta_cdf(double x, double a, double b);
[[nodiscard]] double beta_quantile(double p, double a, double b);

}  // namespace hotward::stats
