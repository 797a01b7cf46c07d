#include "engine/methods/density/kernel.hpp"

#include <cmath>
#include <numbers>

#include "tests/support/catch.hpp"

namespace hotward::density {
namespace kernel_test {

constexpr Kernel kernels[] = {Kernel::quartic, Kernel::triweight, Kernel::epanechnikov,
                              Kernel::uniform, Kernel::conic,     Kernel::gaussian};

// The integral over the plane of f(d), by Simpson's rule in rings out to `reach`.
template <class F>
double over_plane(double reach, const F& f) {
  constexpr int steps = 20'000;
  const double step = reach / steps;
  double sum = 0.0;
  for (int i = 0; i <= steps; ++i) {
    const double d = i * step;
    sum += (i == 0 || i == steps ? 1.0
            : i % 2 == 0         ? 2.0
                                 : 4.0) *
           f(d) * 2.0 * std::numbers::pi * d;
  }
  return sum * step / 3.0;
}

// Simpson's rule is exact to 1e-12 here; 6 standard deviations leave out e^-18 = 1.5e-8 of a
// Gaussian. SpatialKDE 0.8.2 and older QGIS hold 7.25 with their scaled quartic.
TEST_CASE("kernel_density: every kernel has a mass of one", "[oracle]") {
  for (const Kernel kernel : kernels) {
    for (const double h : {1.0, 300.0}) {
      INFO(kernel_name(kernel) << ", h " << h);
      const double mass = over_plane(kernel_reach_m(kernel, h),
                                     [&](double d) { return kernel_density(kernel, d, h); });
      CHECK(std::abs(mass - 1.0) < 1e-6);
    }
  }
}

TEST_CASE("kernel_spread: the standard deviation along an axis", "[oracle]") {
  for (const Kernel kernel : kernels) {
    INFO(kernel_name(kernel));
    const double h = 40.0;
    const double variance = over_plane(kernel_reach_m(kernel, h), [&](double d) {
      return 0.5 * d * d * kernel_density(kernel, d, h);
    });
    CHECK(std::abs(std::sqrt(variance) / h / kernel_spread(kernel) - 1.0) < 1e-6);
    CHECK(std::abs(bandwidth_of_sigma(kernel, std::sqrt(variance)) / h - 1.0) < 1e-6);
  }
  CHECK(std::abs(bandwidth_of_sigma(Kernel::quartic, 100.0) - 282.842712474619) < 1e-9);
}

TEST_CASE("kernel_roughness: the integral of the square", "[oracle]") {
  for (const Kernel kernel : kernels) {
    INFO(kernel_name(kernel));
    const double h = 7.0;
    const double roughness = over_plane(kernel_reach_m(kernel, h), [&](double d) {
      return kernel_density(kernel, d, h) * kernel_density(kernel, d, h);
    });
    CHECK(std::abs(roughness * h * h / kernel_roughness(kernel) - 1.0) < 1e-6);
  }
}

TEST_CASE("kernel_density: nothing beyond the bandwidth", "[edge]") {
  for (const Kernel kernel : kernels) {
    if (kernel == Kernel::gaussian) continue;
    CHECK(kernel_density(kernel, 300.001, 300.0) == 0.0);
    CHECK(kernel_named(kernel_name(kernel)) == kernel);
  }
  CHECK_FALSE(kernel_named("biweight2").has_value());
}

}  // namespace kernel_test
}  // namespace hotward::density
