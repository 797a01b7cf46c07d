// Cross-validation: with which width do the other places predict each place best?
//
//   diggle      the h that minimises the estimated mean square error of a uniform kernel's surface,
//                 M(h) = (1 / lambda - 2 K(h)) / (pi h^2) + J(h) / (pi h^2)^2
//                 J(h) = integral from 0 to 2 h of A(s, h) dK(s)
//               lambda places per area, K Ripley's function with the isotropic correction, A the
//               area that two discs of radius h share at a distance s; sigma = h / 2
//   likelihood  the sigma that maximises sum_i log f_(-i)(x_i), f a Gaussian surface of the other
//               places divided by e(x_i), its mass in the window
//
// Both are about places, each once: incidents that were snapped to one point would draw any
// cross-validation to a width of 0.
//
// Sources:
//   Berman, Diggle (1989), Estimating weighted integrals of the second-order intensity of a spatial
//     point process, Journal of the Royal Statistical Society B 51(1), 81-92.
//     doi:10.1111/j.2517-6161.1989.tb01750.x. M(h).
//   Loader (1999), Local Regression and Likelihood, Springer. doi:10.1007/b98858. The likelihood.
//   Ripley (1976), The second-order analysis of stationary point processes, Journal of Applied
//     Probability 13(2), 255-266. doi:10.2307/3212829. K and its correction.
//
// Edges: likelihood looks between the smallest distance of two places and half the window's
// diagonal, diggle up to a sixteenth of the window's shorter side; at_end marks a best candidate at
// either end.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::density {

/// More distinct places than this are refused: every pair of them is looked at.
inline constexpr std::size_t most_validated_places = 20'000;

struct CrossValidation {
  std::vector<double> sigma_m;    ///< the candidates, rising
  std::vector<double> criterion;  ///< diggle: M, to be small; likelihood: to be large; NaN: none
  std::size_t best = 0;
  bool at_end = false;  ///< the best candidate is the first or the last: there may be a better one
};

/// M at 512 steps of r from 0 to a quarter of the window's shorter side, or where that is less to
/// sqrt(1000 / (pi lambda)); candidates are those r up to half of it.
/// @param window  holds the places
/// @return too_few_sites below 2 distinct places; usage above most_validated_places; no_data where
///         a place lies outside the window. Time: O(places^2), parallel.
[[nodiscard]] Result<CrossValidation> diggle_validation(std::span<const geometry::Point> places,
                                                        const geometry::Box& window);

/// @param candidates  standard deviations, rising, above 0; empty: 64 from the smallest distance
///                    between two places to half the window's diagonal, each the same factor above
///                    the one before
/// Errors and time as above, times the candidates.
///
/// Example:
///   const auto tried = likelihood_validation(at, window);
///   const double sigma_m = tried->sigma_m[tried->best];
[[nodiscard]] Result<CrossValidation> likelihood_validation(
    std::span<const geometry::Point> places, const geometry::Box& window,
    std::span<const double> candidates = {});

}  // namespace hotward::density
