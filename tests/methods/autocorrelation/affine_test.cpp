// A map and its affine images: no statistic here knows the unit or the zero of its values, so none
// of its p-values may.
#include <cmath>
#include <string>
#include <vector>

#include "engine/methods/autocorrelation/general_g.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/methods/autocorrelation/global_geary.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "tests/methods/autocorrelation/maps.hpp"

namespace hotward::autocorrelation {
namespace affine_test {

struct Image {
  double zero;
  double unit;
};

std::vector<double> image(const std::vector<double>& values, const Image& of) {
  std::vector<double> result;
  for (const double x : values) result.push_back(of.zero + of.unit * x);
  return result;
}

/// All p-values of a map, permutations alone.
std::vector<std::vector<double>> p_values(const std::vector<double>& values,
                                          const weights::SpatialWeights& links, Draws draws) {
  const auto null = [&](Null which) {
    return NullOptions{
        .null = which, .counting = Counting::permutations, .draws = draws, .permutations = 199};
  };
  const auto gi = gi_star(values, weights::with_self(links), {.null = null(Null::total)});
  const auto moran = local_moran(values, links, {.null = null(Null::conditional)});
  const auto geary = local_geary(values, links, {.permutations = 199, .draws = draws});
  const auto i = global_moran(values, links, {.permutations = 199});
  const auto c = global_geary(values, links, {.permutations = 199});
  REQUIRE(gi);
  REQUIRE(moran);
  REQUIRE(geary);
  REQUIRE(i);
  REQUIRE(c);
  return {gi->p_value, moran->p_value, geary->p_value, {i->p_permutations}, {c->p_permutations}};
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && !(std::isnan(a[i]) && std::isnan(b[i]))) return false;
  }
  return a.size() == b.size();
}

// Counts have many ties; the images' sums round, each in its way.
TEST_CASE("permutation p-values: a map and its affine images agree", "[property]") {
  const auto draws = GENERATE(Draws::independent, Draws::shared);
  const auto rows = GENERATE(false, true);
  const auto links = rows ? weights::row_standardized(grid(9)) : grid(9);
  for (std::uint32_t map = 0; map < 6; ++map) {
    const auto counts = poisson_values(81, 1.5, 500 + map);
    const auto expected = p_values(counts, links, draws);
    for (const Image of : {Image{1000.0, 0.1}, Image{-1000.0, 0.1}, Image{1e6, 0.1},
                           Image{0.0, 0.1}, Image{0.1, 1.0 / 3.0}, Image{1e200, 1e199},
                           Image{0.0, 1e-300}, Image{7.0, -0.1}, Image{1000.1, -1e-3}}) {
      INFO("map " << map << ", " << of.zero << " + " << of.unit << " x");
      const auto p = p_values(image(counts, of), links, draws);
      for (std::size_t k = 0; k < p.size(); ++k) {
        INFO("statistic " << k);
        CHECK(same(p[k], expected[k]));
      }
    }
  }
}

// The general G has a zero, and no unit.
TEST_CASE("general_g: a map in other units agrees", "[property]") {
  const auto counts = poisson_values(81, 1.5, 510);
  const auto expected = general_g(counts, grid(9), {.permutations = 199});
  REQUIRE(expected);
  for (const double unit : {0.1, 1.0 / 3.0, 1e199, 1e-300}) {
    const auto g = general_g(image(counts, {0.0, unit}), grid(9), {.permutations = 199});
    REQUIRE(g);
    INFO("unit " << unit);
    CHECK(g->p_permutations == expected->p_permutations);
  }
}

}  // namespace affine_test
}  // namespace hotward::autocorrelation
