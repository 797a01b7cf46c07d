#include "engine/methods/autocorrelation/caution.hpp"

#include <algorithm>
#include <vector>

#include "engine/methods/autocorrelation/gi_star.hpp"
#include "tests/methods/autocorrelation/maps.hpp"

namespace hotward::autocorrelation {
namespace caution_test {

const weights::SpatialWeights star = weights::with_self(six_links);

bool warns(const GiStar& g, CautionKind kind) {
  return std::ranges::count(g.cautions, kind, &Caution::kind) == 1;
}

TEST_CASE("cautions: speak of few sites, zeros, areas, parts", "[edge]") {
  const auto g = gi_star(six_values, star, {.area_km2 = std::vector<double>{1, 1, 1, 1, 1, 4.1}});
  REQUIRE(g);
  CHECK(warns(*g, CautionKind::few_sites));
  CHECK(warns(*g, CautionKind::unequal_areas));
  CHECK_FALSE(warns(*g, CautionKind::mostly_zero));
  CHECK(g->cautions[0].text == "only 6 sites: under 30, few p-values can be small");

  std::vector<double> sparse(100, 0.0);
  sparse[17] = 1.0;
  const auto s = gi_star(sparse, weights::with_self(grid(10)));
  REQUIRE(s);
  CHECK(warns(*s, CautionKind::mostly_zero));
  CHECK_FALSE(warns(*s, CautionKind::few_sites));

  const auto split = weights::binary({{1}, {0}, {3}, {2}, {}});
  const std::vector<double> values = {1, 2, 3, 4, 5};
  const auto p = gi_star(values, weights::with_self(split));
  REQUIRE(p);
  CHECK(warns(*p, CautionKind::parts));
  CHECK(warns(*p, CautionKind::islands));
  CHECK(warns(*p, CautionKind::few_neighbours));
}

}  // namespace caution_test
}  // namespace hotward::autocorrelation
