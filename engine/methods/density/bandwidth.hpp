// Bandwidth: how far should an incident's weight reach? Four rules, each by its name.
//
//   nrd         per axis  h = 4 x 1.06 min(sd, IQR / 1.34) n^(-1/5); the mean of both axes. The
//               normal reference rule, a kernel four standard deviations wide. (A program that
//               takes mean(h_x, h_y) in a language whose mean averages its first argument alone
//               uses the x axis only.)
//   scott       per axis  sigma = sd n^(-1/6); the root of the mean of both squares
//   diggle      the h that minimises the estimated mean square error of a uniform kernel's surface,
//                 M(h) = (1 / lambda - 2 K(h)) / (pi h^2) + J(h) / (pi h^2)^2
//                 J(h) = integral from 0 to 2 h of A(s, h) dK(s)
//               lambda places per area, K Ripley's function with the isotropic correction, A the
//               area that two discs of radius h share at a distance s; sigma = h / 2
//   likelihood  the sigma that maximises sum_i log f_(-i)(x_i): how well the other places foretell
//               each place, f a Gaussian surface divided by e(x_i), its mass in the window
//
// nrd and scott are about incidents (n of them, weighted moments and quantiles). The two
// cross-validations are about places, each once: incidents that were snapped to one point would
// draw any cross-validation to a bandwidth of 0.
//
// A rule answers for both axes and as one number for a given kernel: nrd's h is that number for the
// kernels that end at h, and a quarter of it for the Gaussian; the other rules speak of standard
// deviations, which kernels that end turn into an h that smooths alike (kernel.hpp).
//
// Sources:
//   Venables, Ripley (2002), Modern Applied Statistics with S, 4th ed., Springer.
//     doi:10.1007/978-0-387-21706-2. nrd as bandwidth.nrd computes it.
//   Scott (1992), Multivariate Density Estimation, Wiley. doi:10.1002/9780470316849. scott.
//   Berman, Diggle (1989), Estimating weighted integrals of the second-order intensity of a spatial
//     point process, Journal of the Royal Statistical Society B 51(1), 81-92.
//     doi:10.1111/j.2517-6161.1989.tb01750.x. M(h).
//   Loader (1999), Local Regression and Likelihood, Springer. doi:10.1007/b98858. The likelihood.
//   Ripley (1976), The second-order analysis of stationary point processes, Journal of Applied
//     Probability 13(2), 255-266. doi:10.2307/3212829. K and its correction.
//
// Edges: all incidents on one point, or on one upright or level line for nrd, scott: see below. The
// cross-validations look between the smallest distance of two places and half the window's diagonal
// (likelihood), or up to a sixteenth of its shorter side (diggle), and say so where the
// best is at an end.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

enum class BandwidthRule { nrd, scott, diggle, likelihood };

/// "nrd", "scott", "diggle", "likelihood"
[[nodiscard]] std::string rule_name(BandwidthRule rule);
[[nodiscard]] std::optional<BandwidthRule> rule_named(std::string_view name);

struct AxisBandwidths {
  double x_m = 0.0;
  double y_m = 0.0;
};

/// Both: too_few_sites below 2 incidents; constant_values where an axis has no spread (nrd: no
/// spread and no interquartile range; where only the range is 0, the standard deviation is used).
/// Time: O(places log places).
[[nodiscard]] Result<AxisBandwidths> nrd_bandwidths(const Places& places);
[[nodiscard]] Result<AxisBandwidths> scott_sigmas(const Places& places);

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
[[nodiscard]] Result<CrossValidation> likelihood_validation(
    std::span<const geometry::Point> places, const geometry::Box& window,
    std::span<const double> candidates = {});

struct Bandwidth {
  double bandwidth_m = 0.0;  ///< for the kernel asked for
  AxisBandwidths axes;       ///< what the rule says of each axis; equal for cross-validations
  std::vector<std::string> cautions;
};

/// @param window  the study area's bounds
[[nodiscard]] Result<Bandwidth> bandwidth_by_rule(BandwidthRule rule, const Places& places,
                                                  const geometry::Box& window, Kernel kernel);

}  // namespace hotward::density
