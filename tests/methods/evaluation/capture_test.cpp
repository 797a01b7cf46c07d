#include "engine/methods/evaluation/capture.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace capture_test {

// Values printed by the R package ptools for its six areas of equal size.
const std::vector<double> predicted = {8, 4, 4, 2, 1, 0};
const std::vector<double> equal_areas(6, 1.0);
const std::vector<std::int64_t> observed = {6, 7, 3, 2, 1, 0};

TEST_CASE("capture: the indices of ptools for six areas", "[oracle]") {
  const Scored sites{predicted, equal_areas, observed};
  const auto order = hottest_first(sites);
  CHECK(order == std::vector<std::uint32_t>{0, 2, 1, 3, 4, 5});  // of the fours the worse first
  const double pai[] = {1.89473684, 1.42105263, 1.6842105, 1.4210526, 1.2, 1.0};
  const double pei[] = {0.85714286, 0.69230769, 1.0, 1.0, 1.0, 1.0};
  const double calibration[] = {1.3333333, 1.3333333, 1.0, 1.0, 1.0, 1.0};
  const BestCapture best(sites);
  for (std::size_t k = 1; k <= 6; ++k) {
    const Capture found = capture(sites, order, best, k, 0.5);
    CHECK(found.pai == Approx(pai[k - 1]).epsilon(1e-7));
    CHECK(found.pei == Approx(pei[k - 1]).epsilon(1e-7));
    CHECK(found.rri_calibration == Approx(calibration[k - 1]).epsilon(1e-6));
  }
}

struct Made {
  std::vector<double> score;
  std::vector<double> area;
  std::vector<std::int64_t> later;
  std::vector<std::int64_t> earlier;
  [[nodiscard]] Scored sites() const { return {score, area, later}; }
};

Made made(std::uint32_t seed, std::size_t n) {
  Random random(1, Stream::test, seed);
  Made one;
  for (std::size_t i = 0; i < n; ++i) {
    one.score.push_back(random.below(6));
    one.area.push_back(0.5 + random.uniform());
    one.later.push_back(random.below(9));
    one.earlier.push_back(random.below(9));
  }
  return one;
}

// The most that any subset of at most this area holds; a part of one more site may be added.
double best_by_trying_all(const Made& one, double area) {
  double best = 0.0;
  const std::size_t n = one.area.size();
  for (std::uint32_t subset = 0; subset < (1U << n); ++subset) {
    double used = 0.0;
    double held = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      if ((subset >> i & 1U) == 0) continue;
      used += one.area[i];
      held += static_cast<double>(one.later[i]);
    }
    if (used > area + 1e-12) continue;
    best = std::max(best, held);
    for (std::size_t i = 0; i < n; ++i) {
      if ((subset >> i & 1U) != 0) continue;
      const double part = std::min(1.0, (area - used) / one.area[i]);
      best = std::max(best, held + part * static_cast<double>(one.later[i]));
    }
  }
  return best;
}

TEST_CASE("capture: no choice beats the best one, which trying all finds, too") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Made one = made(seed, 9);
    const Scored sites = one.sites();
    const auto order = hottest_first(sites);
    const BestCapture best(sites);
    double area = 0.0;
    for (std::size_t k = 1; k <= order.size(); ++k) {
      area += one.area[order[k - 1]];
      const Capture found = capture(sites, order, best, k, 1.0);
      CHECK(best.incidents(area) == Approx(best_by_trying_all(one, area)));
      CHECK(found.pei <= 1.0 + 1e-12);
      CHECK(found.ppai == Approx(found.pai));  // alpha 1
      CHECK(capture(sites, order, best, k, 0.0).ppai == Approx(found.hit_share));
    }
    CHECK(capture(sites, order, best, order.size(), 0.5).pai == Approx(1.0));
  }
}

TEST_CASE("capture: as many sites as fit into a share of the area, and at least one") {
  const std::vector<double> score = {5, 4, 3, 2, 1};
  const std::vector<std::int64_t> later(5, 1);
  const std::vector<double> area = {10, 20, 30, 20, 20};
  const Scored sites{score, area, later};
  const auto order = hottest_first(sites);
  CHECK(sites_within(sites, order, 0.05) == 1);
  CHECK(sites_within(sites, order, 0.299) == 1);
  CHECK(sites_within(sites, order, 0.3) == 2);
  CHECK(sites_within(sites, order, 1.0) == 5);
  const std::vector<double> thousand(1000, 0.1);
  const std::vector<std::int64_t> none(1000, 0);
  const Scored many{thousand, thousand, none};
  CHECK(sites_within(many, hottest_first(many), 0.01) == 10);
}

TEST_CASE("capture: the curve is the sum of what its sites hold") {
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    const Made one = made(seed, 40);
    const Scored sites = one.sites();
    const auto order = hottest_first(sites);
    double mean = 0.0;  // of the curve at many points: its area
    constexpr int points = 20000;
    double last = 0.0;
    for (int i = 0; i < points; ++i) {
      const double at = curve_at(sites, order, (i + 0.5) / points);
      CHECK(at >= last);
      last = at;
      mean += at / points;
    }
    CHECK(area_under_curve(sites, order) == Approx(mean).epsilon(1e-6));
    CHECK(curve_at(sites, order, 1.0) == Approx(1.0));
  }
  // Best and worst of two equal halves, one of which holds everything.
  const std::vector<double> halves = {1.0, 1.0};
  const std::vector<std::int64_t> all_in_first = {10, 0};
  const std::vector<double> right = {2.0, 1.0};
  const std::vector<double> wrong = {1.0, 2.0};
  const Scored best{right, halves, all_in_first};
  const Scored worst{wrong, halves, all_in_first};
  CHECK(area_under_curve(best, hottest_first(best)) == Approx(0.75));
  CHECK(area_under_curve(worst, hottest_first(worst)) == Approx(0.25));
}

TEST_CASE("capture: recapture compares the two periods' shares in the same sites") {
  const std::vector<std::int64_t> earlier = {10, 5, 3, 1, 1, 0};
  const Scored sites{predicted, equal_areas, observed};
  const std::vector<std::uint32_t> chosen = {0, 1};
  CHECK(rri_recapture(sites, earlier, chosen) == Approx((13.0 / 19.0) / (15.0 / 20.0)));
  CHECK(rri_recapture(sites, observed, chosen) == Approx(1.0));
  const std::vector<std::uint32_t> empty_before = {5};
  CHECK(std::isnan(rri_recapture(sites, earlier, empty_before)));
}

TEST_CASE("capture: Jaccard is by area, the same from both sides") {
  const std::vector<double> area = {1, 2, 3, 4};
  const std::vector<std::uint32_t> a = {0, 1, 2};
  const std::vector<std::uint32_t> b = {1, 2, 3};
  CHECK(jaccard(area, a, b) == Approx(5.0 / 10.0));
  CHECK(jaccard(area, b, a) == Approx(5.0 / 10.0));
  CHECK(jaccard(area, a, a) == 1.0);
  const std::vector<std::uint32_t> first = {0};
  const std::vector<std::uint32_t> last = {3};
  CHECK(jaccard(area, first, last) == 0.0);
  CHECK(std::isnan(jaccard(area, {}, {})));
}

TEST_CASE("capture: without later incidents there is nothing to be caught") {
  const std::vector<std::int64_t> none(6, 0);
  const Scored sites{predicted, equal_areas, none};
  const auto order = hottest_first(sites);
  const Capture found = capture(sites, order, BestCapture(sites), 2, 0.5);
  CHECK(found.hits == 0);
  CHECK(std::isnan(found.hit_share));
  CHECK(std::isnan(found.pai));
  CHECK(std::isnan(found.pei));
  CHECK(std::isnan(area_under_curve(sites, order)));
}

}  // namespace capture_test
}  // namespace hotward::evaluation
