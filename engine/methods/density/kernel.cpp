#include "engine/methods/density/kernel.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/names.hpp"

namespace hotward::density {
namespace {

constexpr double gaussian_reach = 6.0;

// (m + 1) / pi (1 - u^2)^m: the family of all kernels but two.
double polynomial_degree(Kernel kernel) {
  if (kernel == Kernel::uniform) return 0.0;
  if (kernel == Kernel::epanechnikov) return 1.0;
  return kernel == Kernel::quartic ? 2.0 : 3.0;
}

}  // namespace

std::string kernel_name(Kernel kernel) { return std::string(name_of(kernel_names, kernel)); }

std::optional<Kernel> kernel_named(std::string_view name) { return value_of(kernel_names, name); }

double kernel_density(Kernel kernel, double distance_m, double bandwidth_m) {
  HOTWARD_EXPECTS(bandwidth_m > 0.0);
  const double u = distance_m / bandwidth_m;
  const double h_sq = bandwidth_m * bandwidth_m;
  if (kernel == Kernel::gaussian) {
    return std::exp(-0.5 * u * u) / (2.0 * std::numbers::pi * h_sq);
  }
  if (u > 1.0) return 0.0;
  if (kernel == Kernel::conic) return 3.0 * (1.0 - u) / (std::numbers::pi * h_sq);
  const double m = polynomial_degree(kernel);
  return (m + 1.0) * std::pow(1.0 - u * u, m) / (std::numbers::pi * h_sq);
}

double kernel_reach_m(Kernel kernel, double bandwidth_m) {
  return kernel == Kernel::gaussian ? gaussian_reach * bandwidth_m : bandwidth_m;
}

double kernel_spread(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 1.0;
  if (kernel == Kernel::conic) return std::sqrt(3.0 / 20.0);
  // E u^2 = 1 / (m + 2), half of it along each axis.
  return std::sqrt(0.5 / (polynomial_degree(kernel) + 2.0));
}

double bandwidth_of_sigma(Kernel kernel, double sigma_m) { return sigma_m / kernel_spread(kernel); }

double kernel_roughness(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 0.25 / std::numbers::pi;
  if (kernel == Kernel::conic) return 1.5 / std::numbers::pi;
  const double m = polynomial_degree(kernel);
  return (m + 1.0) * (m + 1.0) / ((2.0 * m + 1.0) * std::numbers::pi);
}

}  // namespace hotward::density
