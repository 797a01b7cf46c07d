#include "engine/methods/density/relative_risk.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "tests/methods/density/sample.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::density {
namespace relative_risk_test {

using geometry::Point;

// `extra` more within 200 m of the middle.
Sample sample(std::size_t n, std::uint32_t seed, std::size_t extra = 0) {
  Random random(seed, Stream::test, 5);
  Sample s;
  for (std::size_t i = 0; i < n; ++i) {
    s.at.push_back({3000.0 * random.uniform(), 3000.0 * random.uniform()});
  }
  for (std::size_t i = 0; i < extra; ++i) {
    s.at.push_back({1300.0 + 400.0 * random.uniform(), 1300.0 + 400.0 * random.uniform()});
  }
  s.weights.assign(s.at.size(), 1.0);
  return s;
}

Frame frame() { return *frame_over(box, 100.0); }

TEST_CASE("relative_risk: exchanging the samples turns the sign", "[property]") {
  const Sample a = sample(300, 1, 60);
  const Sample b = sample(200, 2);
  for (const bool shares : {true, false}) {
    RelativeRiskOptions options;
    options.contrast = Contrast::log_ratio;
    options.shares = shares;
    options.kde.bandwidth_m = 500.0;
    const auto one = relative_risk(a.places(), b.places(), frame(), options);
    const auto other = relative_risk(b.places(), a.places(), frame(), options);
    REQUIRE(one);
    REQUIRE(other);
    for (std::size_t i = 0; i < one->value.size(); ++i) {
      REQUIRE(std::abs(one->value[i] + other->value[i]) < 1e-12);
      REQUIRE(std::abs(one->z_score[i] + other->z_score[i]) < 1e-9);
      REQUIRE(std::abs(one->p_upper[i] + other->p_upper[i] - 1.0) < 1e-9);
    }
  }
}

TEST_CASE("relative_risk: a sample beside itself, and beside twice itself", "[property]") {
  Sample a = sample(300, 1, 60);
  const Sample b = a;
  for (double& w : a.weights) w = 2.0;
  RelativeRiskOptions options;
  options.kde.bandwidth_m = 500.0;
  const auto shares = relative_risk(a.places(), b.places(), frame(), options);
  options.shares = false;
  const auto amounts = relative_risk(a.places(), b.places(), frame(), options);
  options.contrast = Contrast::difference;
  const auto difference = relative_risk(a.places(), b.places(), frame(), options);
  REQUIRE(shares);
  REQUIRE(amounts);
  REQUIRE(difference);
  const auto surface = kernel_density_surface(b.places(), frame(), options.kde);
  for (std::size_t i = 0; i < shares->value.size(); ++i) {
    CHECK(std::abs(shares->value[i] - 1.0) < 1e-12);
    CHECK(std::abs(amounts->value[i] - 2.0) < 1e-12);
    CHECK(std::abs(difference->value[i] - surface->per_km2[i]) < 1e-9);
  }
  CHECK(shares->incidents == 720.0);
  CHECK(shares->against == 360.0);
}

// The z of one cell by hand: 400 against 100 incidents, quartic, R = 9 / (5 pi).
TEST_CASE("relative_risk: the asymptotic z by its formula", "[oracle]") {
  const Sample a = sample(300, 3, 100);
  const Sample b = sample(100, 4);
  RelativeRiskOptions options;
  options.kde = {Kernel::quartic, 600.0, EdgeCorrection::none};
  const auto risk = relative_risk(a.places(), b.places(), frame(), options);
  REQUIRE(risk);
  const auto one = kernel_density_surface(a.places(), frame(), options.kde);
  const auto zero = kernel_density_surface(b.places(), frame(), options.kde);
  const std::size_t cell = 15 * 30 + 15;
  const double f1 = one->per_km2[cell] * 1e-6 / one->mass;
  const double f0 = zero->per_km2[cell] * 1e-6 / zero->mass;
  const double pooled = (one->per_km2[cell] + zero->per_km2[cell]) * 1e-6 / 500.0;
  const double variance =
      9.0 / (5.0 * 3.14159265358979324) / (600.0 * 600.0) * (1.0 / 400 + 1.0 / 100) / pooled;
  CHECK(std::abs(risk->value[cell] - f1 / f0) < 1e-12);
  CHECK(std::abs(risk->z_score[cell] - std::log(f1 / f0) / std::sqrt(variance)) < 1e-9);
  CHECK(risk->p_upper[cell] < 0.001);
}

TEST_CASE("relative_risk: no value below the floor", "[edge]") {
  Sample a = sample(200, 1);
  Sample b = sample(200, 2);
  // Nothing of b in the west.
  std::erase_if(b.at, [](const Point& p) { return p.x < 1000.0; });
  b.weights.assign(b.at.size(), 1.0);
  RelativeRiskOptions options;
  const auto risk = relative_risk(a.places(), b.places(), frame(), options);
  REQUIRE(risk);
  CHECK(risk->below_floor >= 6 * 30);
  CHECK(std::isnan(risk->value[15 * 30 + 2]));
  CHECK(std::isnan(risk->p_upper[15 * 30 + 2]));
  CHECK_FALSE(std::isnan(risk->value[15 * 30 + 25]));
  const auto count = static_cast<std::size_t>(
      std::ranges::count_if(risk->value, [](double v) { return std::isnan(v); }));
  CHECK(count == risk->below_floor);
}

// The same p, about, from deals and from the normal: where some dozens lie under a kernel they
// differ by the Monte-Carlo error of 199 deals, 0.035, and a few hundredths of asymptotics.
TEST_CASE("relative_risk: permutations and asymptotics agree in the middle", "[statistical]") {
  const Sample a = sample(600, 7, 30);
  const Sample b = sample(600, 8);
  RelativeRiskOptions options;
  options.kde.bandwidth_m = 800.0;
  const auto normal = relative_risk(a.places(), b.places(), frame(), options);
  options.permutations = 199;
  const auto dealt = relative_risk(a.places(), b.places(), frame(), options);
  REQUIRE(normal);
  REQUIRE(dealt);
  double sum = 0.0;
  std::size_t cells = 0;
  for (std::size_t r = 9; r < 21; ++r) {
    for (std::size_t c = 9; c < 21; ++c) {
      sum += std::abs(normal->p_upper[r * 30 + c] - dealt->p_upper[r * 30 + c]);
      ++cells;
      CHECK(dealt->p_upper[r * 30 + c] >= 1.0 / 200.0);
    }
  }
  INFO("mean difference " << sum / static_cast<double>(cells));
  CHECK(sum / static_cast<double>(cells) < 0.05);
  set_thread_count(1);
  const auto again = relative_risk(a.places(), b.places(), frame(), options);
  set_thread_count(0);
  REQUIRE(again);
  CHECK(again->p_upper == dealt->p_upper);
}

// So that NaN is like NaN.
std::vector<std::uint64_t> bits_of(const std::vector<double>& values) {
  std::vector<std::uint64_t> bits;
  for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

Sample shuffled(const Sample& from, std::uint32_t seed) {
  Random random(seed, Stream::test, 6);
  Sample result = from;
  for (std::size_t i = result.at.size(); i > 1; --i) {
    const std::size_t other = random.below(static_cast<std::uint32_t>(i));
    std::swap(result.at[i - 1], result.at[other]);
    std::swap(result.weights[i - 1], result.weights[other]);
  }
  return result;
}

TEST_CASE("relative_risk: the order of places is of no consequence", "[property]") {
  // Some places are in both samples, some twice in one.
  Sample a = sample(60, 9);
  Sample b = sample(60, 10);
  std::copy_n(a.at.begin(), 20, b.at.begin());
  std::copy_n(b.at.begin(), 10, b.at.begin() + 30);
  for (std::size_t i = 0; i < b.weights.size(); ++i) b.weights[i] = static_cast<double>(1 + i % 3);
  RelativeRiskOptions options;
  options.kde.bandwidth_m = 700.0;
  options.permutations = 19;
  options.controls = GENERATE(ControlKind::sample, ControlKind::amounts);
  if (options.controls == ControlKind::amounts) {
    for (double& w : b.weights) w *= 0.1;
  }
  const auto risk = relative_risk(a.places(), b.places(), frame(), options);
  REQUIRE(risk);
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Sample other_a = shuffled(a, seed);
    const Sample other_b = shuffled(b, seed);
    const auto again = relative_risk(other_a.places(), other_b.places(), frame(), options);
    REQUIRE(again);
    CHECK(bits_of(again->p_upper) == bits_of(risk->p_upper));
    CHECK(bits_of(again->value) == bits_of(risk->value));
  }
}

TEST_CASE("relative_risk: says why it cannot", "[error]") {
  const Sample a = sample(20, 1);
  RelativeRiskOptions options;
  options.floor = -1.0;
  CHECK(relative_risk(a.places(), a.places(), frame(), options).error().code == ErrorCode::usage);
  options.floor = 0.0;
  options.shares = false;
  options.permutations = 9;
  CHECK(relative_risk(a.places(), a.places(), frame(), options).error().code == ErrorCode::usage);
  CHECK(relative_risk(a.places(), Places{}, frame(), {}).error().code == ErrorCode::no_data);
}

}  // namespace relative_risk_test
}  // namespace hotward::density
