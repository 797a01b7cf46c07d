// Truth under the null: on maps without any pattern, how often does each p-value fall below its
// level?
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/methods/autocorrelation/gi_star.hpp"
#include "tests/methods/autocorrelation/maps.hpp"

namespace hotward::autocorrelation {
namespace calibration_test {

/// A share of sites per map, averaged over maps, with the standard error between maps.
struct Share {
  double mean = 0.0;
  double error = 0.0;
};

Share share(const std::vector<double>& of_map) {
  const auto n = static_cast<double>(of_map.size());
  double mean = 0.0;
  for (const double s : of_map) mean += s / n;
  double square = 0.0;
  for (const double s : of_map) square += (s - mean) * (s - mean);
  return {mean, std::sqrt(square / (n - 1) / n)};
}

struct Rejections {
  Share normal;
  Share exact;
  Share mid;
};

Rejections rejections(double mean, double level, double z_bound) {
  const auto weights = weights::with_self(grid(40));
  std::vector<double> normal;
  std::vector<double> exact;
  std::vector<double> mid;
  for (std::uint32_t map = 0; map < 120; ++map) {
    const auto g = gi_star(poisson_values(1600, mean, 1000 + map), weights);
    REQUIRE(g);
    double counts[3] = {0.0, 0.0, 0.0};
    for (std::size_t i = 0; i < 1600; ++i) {
      const double exactly = g->p_upper[i] + g->p_lower[i] - 1.0;
      counts[0] += g->z_score[i] > z_bound ? 1.0 : 0.0;
      counts[1] += g->p_upper[i] <= level ? 1.0 : 0.0;
      counts[2] += g->p_upper[i] - exactly / 2 <= level ? 1.0 : 0.0;
    }
    normal.push_back(counts[0] / 1600);
    exact.push_back(counts[1] / 1600);
    mid.push_back(counts[2] / 1600);
  }
  return {share(normal), share(exact), share(mid)};
}

// 4 standard errors between maps; the seeds are fixed, so this passes always or never.
TEST_CASE("gi_star: exact p never rejects above its level without a pattern", "[statistical]") {
  const double mean = GENERATE(0.02, 0.1, 0.5, 2.0);
  INFO("mean " << mean);
  for (const auto& [level, z_bound] : {std::pair(0.05, 1.645), std::pair(0.005, 2.576)}) {
    const auto r = rejections(mean, level, z_bound);
    INFO("level " << level << " exact " << r.exact.mean << " mid " << r.mid.mean << " normal "
                  << r.normal.mean);
    CHECK(r.exact.mean <= level + 4 * r.exact.error);
    if (mean >= 0.5) {
      CHECK(r.mid.mean >= 0.8 * level - 4 * r.mid.error);
      CHECK(r.mid.mean <= 1.2 * level + 4 * r.mid.error);
    }
    // The normal approximation rejects too often, at a mean of 0.02 by far.
    CHECK(r.normal.mean > level);
    if (mean < 0.05 && level > 0.01) CHECK(r.normal.mean > 2 * level);
  }
}

/// A site is truly hot where its neighbourhood holds a planted cell.
std::vector<bool> truly_hot(const weights::SpatialWeights& weights,
                            const std::vector<bool>& planted) {
  std::vector<bool> result(planted.size(), false);
  for (std::size_t i = 0; i < planted.size(); ++i) {
    for (const auto j : weights.neighbours(i)) result[i] = result[i] || planted[j];
  }
  return result;
}

TEST_CASE("gi_star: Benjamini-Hochberg holds the false discovery rate", "[statistical]") {
  const bool mid_p = GENERATE(false, true);
  const auto weights = weights::with_self(grid(30));
  std::vector<double> false_share;
  double found = 0.0;
  for (std::uint32_t map = 0; map < 100; ++map) {
    auto values = poisson_values(900, 0.5, 2000 + map);
    Random random(map, Stream::test, 49);
    std::vector<bool> planted(900, false);
    for (int spot = 0; spot < 5; ++spot) {
      const std::uint32_t corner = 30 * (1 + random.below(27)) + 1 + random.below(27);
      for (const std::uint32_t cell : {corner, corner + 1, corner + 30, corner + 31}) {
        if (!planted[cell]) values[cell] += poisson_draw(random, 4.0);
        planted[cell] = true;
      }
    }
    const auto truth = truly_hot(weights, planted);
    const auto g = gi_star(values, weights, {.mid_p = mid_p});
    REQUIRE(g);
    double discoveries = 0.0;
    double mistakes = 0.0;
    for (std::size_t i = 0; i < 900; ++i) {
      if (g->q_value[i] > 0.10) continue;
      discoveries += 1.0;
      mistakes += truth[i] ? 0.0 : 1.0;
    }
    false_share.push_back(discoveries > 0.0 ? mistakes / discoveries : 0.0);
    found += discoveries;
  }
  const auto fdr = share(false_share);
  INFO("false discovery rate " << fdr.mean << " +- " << fdr.error << ", found " << found);
  CHECK(found > 1000);
  CHECK(fdr.mean <= 0.10 + 4 * fdr.error);
}

}  // namespace calibration_test
}  // namespace hotward::autocorrelation
