#include "engine/stats/distributions.hpp"

#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace distributions_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

bool agree(double actual, double expected, double relative) {
  return std::abs(actual - expected) <= relative * std::abs(expected);
}

// Digits of the standard tables: the 97.5% and 99.9% points, and P(Z <= 1.96).
TEST_CASE("normal: the values everybody knows", "[oracle]") {
  CHECK(agree(normal_quantile(0.975), 1.959963984540054, 1e-14));
  CHECK(agree(normal_quantile(0.999), 3.090232306167813, 1e-14));
  CHECK(agree(normal_quantile(1e-10), -6.361340902404056, 1e-13));
  CHECK(agree(normal_cdf(1.96), 0.9750021048517795, 1e-14));
  CHECK(normal_cdf(0.0) == 0.5);
}

TEST_CASE("normal: the quantile undoes the cdf", "[property]") {
  for (double z = -8.0; z <= 5.0; z += 0.37) {
    INFO(z);
    // Towards 1 the cdf has few digits left: an error of eps there is eps / density in z.
    const double density = std::exp(-z * z / 2.0) / 2.5066282746310002;
    CHECK(std::abs(normal_quantile(normal_cdf(z)) - z) <= 1e-13 + 3e-16 / density * (z > 0));
  }
}

TEST_CASE("two_sided_p_value: both tails, tiny ones too", "[property]") {
  for (const double z : {0.0, 0.5, 1.96, 3.0, 20.0}) {
    INFO(z);
    CHECK(agree(two_sided_p_value(z), 2.0 * normal_cdf(-z), 1e-14));
    CHECK(two_sided_p_value(-z) == two_sided_p_value(z));
  }
}

// By their definition, sums of mean^k e^-mean / k! in plain arithmetic.
TEST_CASE("poisson: cdf, sf and pmf by the definition", "[brute]") {
  const double mean = GENERATE(0.1, 1.0, 4.7, 25.0);
  double term = std::exp(-mean);
  double below = 0.0;
  for (int k = 0; k < 60; ++k) {
    INFO(mean << " " << k);
    below += term;
    CHECK(agree(poisson_pmf(k, mean), term, 1e-12));
    CHECK(std::abs(poisson_cdf(k, mean) - below) < 1e-13);
    CHECK(std::abs(poisson_cdf(k, mean) + poisson_sf(k, mean) - 1.0) < 1e-14);
    term *= mean / (k + 1);
  }
}

TEST_CASE("binomial: cdf, sf and pmf by the definition", "[brute]") {
  const double p = GENERATE(0.01, 0.3, 0.5, 0.97);
  const int trials = GENERATE(1, 7, 40);
  double term = std::pow(1.0 - p, trials);
  double below = 0.0;
  for (int k = 0; k <= trials; ++k) {
    INFO(p << " " << trials << " " << k);
    below += term;
    CHECK(agree(binomial_pmf(k, trials, p), term, 1e-11));
    CHECK(std::abs(binomial_cdf(k, trials, p) - below) < 1e-12);
    CHECK(std::abs(binomial_cdf(k, trials, p) + binomial_sf(k, trials, p) - 1.0) < 1e-14);
    term *= (trials - k) / (k + 1.0) * p / (1.0 - p);
  }
}

// Tables: chi-square 95% with 1 degree is 1.959964^2; with 2 degrees -2 ln 0.05; 10
// degrees 18.30704.
TEST_CASE("chi_square_quantile: from the tables", "[oracle]") {
  CHECK(agree(chi_square_quantile(0.95, 1.0), 1.959963984540054 * 1.959963984540054, 1e-13));
  CHECK(agree(chi_square_quantile(0.95, 2.0), -2.0 * std::log(0.05), 1e-13));
  CHECK(agree(chi_square_quantile(0.95, 10.0), 18.307038053275146, 1e-12));
}

TEST_CASE("beta: a closed form and its inverse", "[oracle]") {
  // I_x(1, b) = 1 - (1 - x)^b, I_x(a, 1) = x^a.
  CHECK(agree(beta_cdf(0.3, 1.0, 4.0), 1.0 - std::pow(0.7, 4.0), 1e-14));
  CHECK(agree(beta_cdf(0.3, 2.5, 1.0), std::pow(0.3, 2.5), 1e-14));
  CHECK(agree(beta_cdf(beta_quantile(0.025, 100.0, 151.0), 100.0, 151.0), 0.025, 1e-12));
}

TEST_CASE("distributions: beyond their support", "[edge]") {
  CHECK(poisson_cdf(-1, 2.0) == 0.0);
  CHECK(poisson_sf(-1, 2.0) == 1.0);
  CHECK(poisson_pmf(-1, 2.0) == 0.0);
  CHECK(binomial_cdf(-1, 3, 0.5) == 0.0);
  CHECK(binomial_sf(-1, 3, 0.5) == 1.0);
  CHECK(binomial_cdf(3, 3, 0.5) == 1.0);
  CHECK(binomial_sf(3, 3, 0.5) == 0.0);
  CHECK(binomial_pmf(4, 3, 0.5) == 0.0);
  CHECK(normal_quantile(0.0) == -infinity);
  CHECK(normal_quantile(1.0) == infinity);
  CHECK(gamma_quantile(0.0, 2.0) == 0.0);
  CHECK(gamma_quantile(1.0, 2.0) == infinity);
}

TEST_CASE("distributions: a mean or a chance of nought, and of one", "[edge]") {
  CHECK(poisson_pmf(0, 0.0) == 1.0);
  CHECK(poisson_pmf(1, 0.0) == 0.0);
  CHECK(poisson_cdf(0, 0.0) == 1.0);
  CHECK(poisson_sf(0, 0.0) == 0.0);
  CHECK(binomial_pmf(0, 5, 0.0) == 1.0);
  CHECK(binomial_pmf(1, 5, 0.0) == 0.0);
  CHECK(binomial_pmf(5, 5, 1.0) == 1.0);
  CHECK(binomial_pmf(4, 5, 1.0) == 0.0);
  CHECK(binomial_cdf(0, 5, 0.0) == 1.0);
  CHECK(binomial_cdf(4, 5, 1.0) == 0.0);
}

TEST_CASE("distributions: NaN in, NaN out", "[edge]") {
  for (const double x :
       {normal_cdf(nan), normal_quantile(nan), two_sided_p_value(nan), poisson_pmf(1, nan),
        poisson_cdf(1, nan), poisson_sf(1, nan), binomial_pmf(1, 2, nan), binomial_cdf(1, 2, nan),
        binomial_sf(1, 2, nan), gamma_quantile(nan, 1.0), gamma_quantile(0.5, nan),
        beta_cdf(nan, 1.0, 1.0), beta_quantile(nan, 1.0, 1.0), beta_cdf(0.5, nan, 1.0)}) {
    CHECK(std::isnan(x));
  }
}

}  // namespace distributions_test
}  // namespace hotward::stats
