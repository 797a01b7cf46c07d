// Relative risk: where is one surface high beside another? This year beside last, incidents beside
// the dwellings they could have befallen.
//
//   ratio       r(x) = f1(x) / f0(x)        log_ratio   ln r(x)        difference   f1(x) - f0(x)
//   f1, f0      surfaces with one kernel, one bandwidth and one edge correction; with `shares` each
//               over its own mass, so that r = 1 where a place has its share, whatever the totals
//   z(x)        ln r(x) / sqrt(h^-2 R v(x)),  R the kernel's roughness, the integral of its square;
//               v(x) = (1 / n1 + 1 / n0) (n1 + n0) / (f1(x) + f0(x)) for shares, f the intensities
//               v(x) = 4 / (f1(x) + f0(x)) for amounts
//   p           one-sided upper tail of z, or of the permutations: small where r is above one
//
// v is the variance under the hypothesis that r = 1 here, both samples pooled: where that holds, a
// point's count of kernel weights is the same share of each. It is good where some dozen incidents
// lie under a kernel. The permutations deal the incidents anew to the two samples, n1 and n0 of
// them: p = (M + 1) / (R + 1), M the number of R deals with r at least as large. A deal keeps n1
// and n0, so it asks about shares, and is not offered for amounts.
//
// That is for two samples. Where f0 is made of known amounts, such as people, there is one: z and
// the permutations are then those of amounts_null.hpp, and measure how far the incidents stray from
// the amounts. Amounts have a unit of their own, so only shares can be compared.
//
// A cell where f0 (for log_ratio, z and p: f0 or f1) is below the floor has no value (NaN): a ratio
// of two next to nothings is noise. The floor is a share of the surface's mean over the study area.
// Which cells have a p from deals is settled before anything is dealt, by f1 + f0, which no deal
// changes: were it by f1, the cells where it came out low would drop out, and with them most of
// what is lowered. Ratios that are as seen count on both sides.
//
// Sources:
//   Kelsall, Diggle (1995), Non-parametric estimation of spatial variation in relative risk,
//     Statistics in Medicine 14(21-22), 2335-2342. doi:10.1002/sim.4780142106. The ratio, one
//     bandwidth for both.
//   Hazelton, Davies (2009), Inference based on kernel estimates of the relative risk function in
//     geographical epidemiology, Biometrical Journal 51(1), 98-109. doi:10.1002/bimj.200810495. The
//     asymptotic tolerance contours.
//
// Time: that of two surfaces (three with amounts), and of two more for each deal, one for each
// draw.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

enum class Contrast { ratio, log_ratio, difference };

/// As users choose them.
inline constexpr Names<Contrast, 3> contrast_names = {{{Contrast::ratio, "ratio"},
                                                       {Contrast::log_ratio, "log-ratio"},
                                                       {Contrast::difference, "difference"}}};

/// What f0 is made of: incidents that might as well have fallen elsewhere, or what is known to be
/// where it is.
enum class ControlKind { sample, amounts };

inline constexpr Names<ControlKind, 2> control_names = {
    {{ControlKind::sample, "sample"}, {ControlKind::amounts, "amounts"}}};

struct RelativeRiskOptions {
  KdeOptions kde;
  Contrast contrast = Contrast::ratio;
  bool shares = true;
  ControlKind controls = ControlKind::sample;
  double floor = 0.05;             ///< of a surface's mean over the study area; >= 0
  std::uint32_t permutations = 0;  ///< deals, or draws from amounts; 0: p from z
  std::uint64_t seed = 1;
};

/// One element per cell of the frame; NaN outside the study area and below the floor.
struct RelativeRisk {
  std::vector<double> value;  ///< of the contrast; a difference per km², with `shares` of shares
  std::vector<double> z_score;
  std::vector<double> p_upper;  ///< for one cell at a time
  std::vector<double> p_lower;  ///< likewise, of a ratio as small
  double incidents = 0.0;       ///< n1
  double against = 0.0;         ///< n0, or the sum of the amounts
  std::size_t below_floor = 0;  ///< cells of the study area without a value
  RelativeRiskOptions options;
};

/// @param places   whose surface is f1; weights are whole numbers where there are permutations
/// @param against  whose surface is f0
/// @return errors as kernel_density_surface; usage for a negative floor, and for permutations or
///         amounts without `shares`.
///
/// Example:
///   const auto risk = relative_risk({at, incidents}, {at, before}, frame,
///                                   {.kde = {.bandwidth_m = 200.0}, .contrast = Contrast::ratio});
///   const double ratio = risk->value[middle];  // 1 where both have the same share
[[nodiscard]] Result<RelativeRisk> relative_risk(const Places& places, const Places& against,
                                                 const Frame& frame,
                                                 const RelativeRiskOptions& options = {});

}  // namespace hotward::density
