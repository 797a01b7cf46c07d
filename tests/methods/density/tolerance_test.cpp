#include "engine/methods/density/tolerance.hpp"

#include <cmath>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "tests/methods/density/sample.hpp"
#include "tests/support/catch.hpp"

namespace hotward::density {
namespace tolerance_test {

using geometry::Location;
using geometry::Point;

// `extra` more within 200 m of the middle.
Sample sample(std::size_t n, std::uint32_t seed, std::size_t extra = 0) {
  Random random(seed, Stream::test, 6);
  Sample s;
  for (std::size_t i = 0; i < n + extra; ++i) {
    const double low = i < n ? 0.0 : 1300.0;
    const double width = i < n ? 3000.0 : 400.0;
    const double x = low + width * random.uniform();
    s.at.push_back({x, low + width * random.uniform()});
  }
  s.weights.assign(s.at.size(), 1.0);
  return s;
}

RelativeRisk risk_of(const Sample& a, const Sample& b, const Frame& frame,
                     std::uint32_t permutations = 0) {
  RelativeRiskOptions options;
  options.contrast = Contrast::log_ratio;
  options.kde.bandwidth_m = 500.0;
  options.permutations = permutations;
  return *relative_risk(a.places(), b.places(), frame, options);
}

const ToleranceSet& set_of(const std::vector<ToleranceSet>& sets, int bin) {
  for (const ToleranceSet& set : sets) {
    if (set.bin == bin) return set;
  }
  FAIL("no set of bin " << bin);
  return sets.front();
}

TEST_CASE("tolerance_sets: a planted gathering is raised, and only that far", "[property]") {
  const Frame frame = *frame_over(box, 100.0);
  const auto sets = tolerance_sets(risk_of(sample(600, 1, 120), sample(600, 2), frame), frame);
  REQUIRE(sets.size() == 4);
  CHECK(geometry::locate(Point{1450, 1450}, set_of(sets, 2).shape) == Location::inside);
  CHECK(geometry::locate(Point{250, 250}, set_of(sets, 2).shape) == Location::outside);
  CHECK(set_of(sets, 2).extreme_log > std::log(2.0));
  CHECK(set_of(sets, 2).area_km2 <= set_of(sets, 1).area_km2);
  CHECK(set_of(sets, -2).area_km2 <= set_of(sets, -1).area_km2);
}

// By plain counting, from p alone, with and without permutations.
TEST_CASE("tolerance_sets: hold the cells with a small p, and no other", "[brute]") {
  const std::uint32_t permutations = GENERATE(0U, 99U);
  const Frame frame = *frame_over(box, 150.0);
  const auto risk = risk_of(sample(300, 3, 60), sample(300, 4), frame, permutations);
  for (const ToleranceSet& set : tolerance_sets(risk, frame)) {
    double area = 0.0;
    for (std::size_t i = 0; i < frame.size(); ++i) {
      const double p = set.raised() ? risk.p_upper[i] : risk.p_lower[i];
      const bool in = p <= (1.0 - set.level_pct / 100.0) / 2.0 + 1e-12;
      INFO("bin " << set.bin << " cell " << i << " p " << p);
      CHECK((geometry::locate(frame.centre(i), set.shape) == Location::inside) == in);
      if (in) area += frame.inside_m2[i] * 1e-6;
    }
    CHECK(std::abs(area - set.area_km2) < 1e-9);
  }
}

TEST_CASE("tolerance_sets: exchanging the samples exchanges raised and lowered", "[property]") {
  const Frame frame = *frame_over(box, 150.0);
  const Sample a = sample(300, 5, 60);
  const Sample b = sample(200, 6);
  const auto sets = tolerance_sets(risk_of(a, b, frame), frame);
  const auto turned = tolerance_sets(risk_of(b, a, frame), frame);
  for (const int bin : {1, 2, -1, -2}) {
    CHECK(std::abs(set_of(sets, bin).area_km2 - set_of(turned, -bin).area_km2) < 1e-9);
    CHECK(std::abs(set_of(sets, bin).extreme_log + set_of(turned, -bin).extreme_log) < 1e-9);
  }
}

// 40 pairs of samples of one law: the mean share marked at 95% on one side is 2.5% but for the
// normal approximation and the error of 40 maps, each of which is a handful of blobs.
TEST_CASE("tolerance_sets: chance alone marks about what it says", "[statistical]") {
  const Frame frame = *frame_over(box, 150.0);
  double raised = 0.0;
  double lowered = 0.0;
  double tested = 0.0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const auto risk = risk_of(sample(500, 100 + seed), sample(500, 200 + seed), frame);
    const auto sets = tolerance_sets(risk, frame);
    raised += set_of(sets, 1).area_km2;
    lowered += set_of(sets, -1).area_km2;
    tested += tested_km2(risk, frame);
  }
  INFO("raised " << raised / tested << ", lowered " << lowered / tested);
  CHECK(raised / tested > 0.01);
  CHECK(raised / tested < 0.05);
  CHECK(lowered / tested > 0.01);
  CHECK(lowered / tested < 0.05);
}

// 300 beside 3,000 of one law, 30 pairs with 199 deals: each level marks on each side what it says,
// within the error of 30 maps of some blobs each (a third of it, in other seeds).
TEST_CASE("tolerance_sets: hold their levels between samples of unlike size", "[statistical]") {
  const Frame frame = *frame_over(box, 200.0);
  double marked[4] = {0.0, 0.0, 0.0, 0.0};
  double tested = 0.0;
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    const auto risk = risk_of(sample(300, 300 + seed), sample(3000, 400 + seed), frame, 199);
    const auto sets = tolerance_sets(risk, frame);
    int k = 0;
    for (const int bin : {1, -1, 2, -2}) marked[k++] += set_of(sets, bin).area_km2;
    tested += tested_km2(risk, frame);
  }
  for (double& share : marked) share /= tested;
  INFO("95%: raised " << marked[0] << ", lowered " << marked[1] << "; 99%: raised " << marked[2]
                      << ", lowered " << marked[3]);
  CHECK(marked[0] > 0.012);
  CHECK(marked[0] < 0.04);
  CHECK(marked[1] > 0.012);
  CHECK(marked[1] < 0.04);
  CHECK(marked[2] < 0.012);
  CHECK(marked[3] < 0.012);
}

TEST_CASE("tolerance_sets: a sample beside itself is nowhere beyond chance", "[edge]") {
  const Frame frame = *frame_over(box, 100.0);
  const Sample a = sample(200, 7);
  for (const ToleranceSet& set : tolerance_sets(risk_of(a, a, frame), frame)) {
    CHECK(set.shape.empty());
    CHECK(set.area_km2 == 0.0);
    CHECK(set.extreme_log == 0.0);
  }
}

TEST_CASE("tolerance columns: a row for each set, names that a .dbf keeps", "[property]") {
  const Frame frame = *frame_over(box, 150.0);
  const auto sets = tolerance_sets(risk_of(sample(300, 3, 60), sample(300, 4), frame), frame);
  for (const table::Column& column : columns(sets)) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == sets.size());
  }
  CHECK(std::get<table::Column::Reals>(columns(sets)[3].values)[3] ==
        std::exp(set_of(sets, 2).extreme_log));
}

}  // namespace tolerance_test
}  // namespace hotward::density
