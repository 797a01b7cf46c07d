// Kernel: how does the weight of an incident fall off with distance?
//
//   k(d) for d <= h, 0 beyond, with u = d / h and an integral over the plane of one:
//   quartic (biweight)  3 / (pi h^2) (1 - u^2)^2        triweight  4 / (pi h^2) (1 - u^2)^3
//   epanechnikov        2 / (pi h^2) (1 - u^2)          uniform    1 / (pi h^2)
//   conic               3 / (pi h^2) (1 - u)
//   gaussian            1 / (2 pi h^2) exp(-u^2 / 2), for every d; h is its standard deviation
//
// The raw form (1 - u^2)^2 without the factor, and the factor 15 / 16 or 116 / 16 in its place, are
// found in other programs; their surfaces are no densities. Here every kernel holds a mass of one.
//
// Two kernels smooth alike where their variances agree. The variance along one axis is h^2 / 8 for
// the quartic (so h = sqrt(8) sigma), h^2 / 10, h^2 / 6, h^2 / 4, 3 h^2 / 20 and h^2 in the order
// above.
//
// Sources:
//   Silverman (1986), Density Estimation for Statistics and Data Analysis, Chapman & Hall. Kernels
//     in two dimensions and their variances.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/names.hpp"

namespace hotward::density {

enum class Kernel { quartic, triweight, epanechnikov, uniform, conic, gaussian };

/// As users choose them.
inline constexpr Names<Kernel, 6> kernel_names = {{{Kernel::quartic, "quartic"},
                                                   {Kernel::triweight, "triweight"},
                                                   {Kernel::epanechnikov, "epanechnikov"},
                                                   {Kernel::uniform, "uniform"},
                                                   {Kernel::conic, "conic"},
                                                   {Kernel::gaussian, "gaussian"}}};

/// "quartic", …
[[nodiscard]] std::string kernel_name(Kernel kernel);
[[nodiscard]] std::optional<Kernel> kernel_named(std::string_view name);

/// k(d), per m². @param bandwidth_m  h, above 0
///
/// Example:
///   const double h = bandwidth_of_sigma(Kernel::quartic, 100.0);          // sqrt(8) 100 m
///   const double per_m2 = kernel_density(Kernel::quartic, 0.0, h);        // 3 / (pi h²)
[[nodiscard]] double kernel_density(Kernel kernel, double distance_m, double bandwidth_m);

/// Where the kernel ends: h. The Gaussian has no end; a square of 6 h to each side holds all but
/// 4e-9 of its mass, and nothing is computed beyond it.
[[nodiscard]] double kernel_reach_m(Kernel kernel, double bandwidth_m);

/// The standard deviation along an axis over h: 1 / sqrt(8) for the quartic.
[[nodiscard]] double kernel_spread(Kernel kernel);

/// The bandwidth with which `kernel` smooths as much as a Gaussian of this standard deviation.
[[nodiscard]] double bandwidth_of_sigma(Kernel kernel, double sigma_m);

/// The integral of k^2 over the plane for h = 1; for other h divided by h^2.
[[nodiscard]] double kernel_roughness(Kernel kernel);

}  // namespace hotward::density
