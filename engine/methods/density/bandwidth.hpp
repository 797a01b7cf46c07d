// Bandwidth: how far should an incident's weight reach? Four rules, each by its name.
//
//   nrd         per axis  h = 4 x 1.06 min(sd, IQR / 1.34) n^(-1/5); the mean of both axes. The
//               normal reference rule, a kernel four standard deviations wide. (A program that
//               takes mean(h_x, h_y) in a language whose mean averages its first argument alone
//               uses the x axis only.)
//   scott       per axis  sigma = sd n^(-1/6); the root of the mean of both squares
//   diggle      cross-validation of a uniform kernel's mean square error (cross_validation.hpp)
//   likelihood  cross-validation of a Gaussian's likelihood (cross_validation.hpp)
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
//
// Edges: all incidents on one point, or on one upright or level line for nrd, scott: see below. A
// cross-validation whose best candidate is the first or the last gets a caution.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/methods/density/cross_validation.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

enum class BandwidthRule { nrd, scott, diggle, likelihood };

/// As users choose them.
inline constexpr Names<BandwidthRule, 4> rule_names = {{{BandwidthRule::nrd, "nrd"},
                                                        {BandwidthRule::scott, "scott"},
                                                        {BandwidthRule::diggle, "diggle"},
                                                        {BandwidthRule::likelihood, "likelihood"}}};

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

struct Bandwidth {
  double bandwidth_m = 0.0;  ///< for the kernel asked for
  AxisBandwidths axes;       ///< what the rule gives for each axis; equal for cross-validations
  std::vector<std::string> cautions;
};

/// @param window  the study area's bounds
///
/// Example:
///   const auto chosen =
///       bandwidth_by_rule(BandwidthRule::scott, {at, incidents}, window, Kernel::quartic);
///   const double bandwidth_m = chosen->bandwidth_m;
[[nodiscard]] Result<Bandwidth> bandwidth_by_rule(BandwidthRule rule, const Places& places,
                                                  const geometry::Box& window, Kernel kernel);

}  // namespace hotward::density
