#include "engine/weights/spatial_weights.hpp"

#include <cmath>
#include <vector>

#include "engine/weights/connectivity.hpp"
#include "tests/support/catch.hpp"

namespace hotward::weights {
namespace spatial_weights_test {

// 0 - 1 - 2, an island 3, and 4 - 5.
const SpatialWeights map = binary({{1}, {2, 0}, {1}, {}, {5}, {4}});

std::vector<Link> links(const SpatialWeights& w, std::size_t i) {
  std::vector<Link> result;
  for (const Link link : w.row(i)) result.push_back(link);
  return result;
}

TEST_CASE("binary: rows sorted by site, weights 1", "[property]") {
  CHECK(map.site_count() == 6);
  CHECK(map.link_count() == 6);
  CHECK(links(map, 1) == std::vector<Link>{{0, 1.0}, {2, 1.0}});
  CHECK(map.weight(1, 2) == 1.0);
  CHECK(map.weight(0, 2) == 0.0);
  CHECK(map.row(3).empty());
}

TEST_CASE("row_standardized: rows sum to 1, an island's stays empty", "[property]") {
  const auto equal = row_standardized(map);
  CHECK(links(equal, 1) == std::vector<Link>{{0, 0.5}, {2, 0.5}});
  CHECK(equal.standardized());
  CHECK(equal.row(3).empty());
  const auto unequal = row_standardized(weighted({{{1, 1.0}, {2, 3.0}}, {{0, 2.0}}, {}}));
  CHECK(links(unequal, 0) == std::vector<Link>{{1, 0.25}, {2, 0.75}});
  CHECK_FALSE(unequal.row(0).equal_weights());
  CHECK(unequal.row(1).equal_weights());
}

TEST_CASE("with_self: in its place, once, and standardised again", "[property]") {
  const auto self = with_self(map);
  CHECK(has_self(self));
  CHECK_FALSE(has_self(map));
  CHECK(links(self, 1) == std::vector<Link>{{0, 1.0}, {1, 1.0}, {2, 1.0}});
  CHECK(links(self, 3) == std::vector<Link>{{3, 1.0}});
  CHECK(links(with_self(self), 5) == links(self, 5));
  CHECK(links(with_self(row_standardized(map)), 4) == std::vector<Link>{{4, 0.5}, {5, 0.5}});
  CHECK(links(with_self(map, 2.0), 0) == std::vector<Link>{{0, 2.0}, {1, 1.0}});
}

TEST_CASE("without_self: undoes with_self, standardises again", "[property]") {
  const auto back = without_self(with_self(map));
  CHECK(back.rows().starts == map.rows().starts);
  CHECK(back.rows().sites == map.rows().sites);
  CHECK(without_self(map).rows().sites == map.rows().sites);
  const auto uneven = weighted({{{0, 5.0}, {1, 2.0}}, {{0, 3.0}}});
  CHECK(links(without_self(uneven), 0) == std::vector<Link>{{1, 2.0}});
  CHECK(links(without_self(uneven), 1) == std::vector<Link>{{0, 3.0}});
  const auto rows = without_self(row_standardized(uneven));
  CHECK(links(rows, 0) == std::vector<Link>{{1, 1.0}});
  CHECK(without_self(row_standardized(with_self(map))).weight(1, 0) == 0.5);
}

TEST_CASE("is_symmetric and symmetrized: one way, both ways", "[property]") {
  CHECK(is_symmetric(map));
  const auto one_way = binary({{1, 2}, {0}, {}});
  CHECK_FALSE(is_symmetric(one_way));
  CHECK(is_symmetric(symmetrized(one_way)));
  CHECK(links(symmetrized(one_way), 2) == std::vector<Link>{{0, 1.0}});
  CHECK_FALSE(is_symmetric(row_standardized(map)));
}

TEST_CASE("restricted_to: renumbers, drops links, standardises anew", "[property]") {
  const std::vector<Site> kept = {1, 2, 5};
  const auto part = restricted_to(row_standardized(map), kept);
  CHECK(part.site_count() == 3);
  CHECK(links(part, 0) == std::vector<Link>{{1, 1.0}});
  CHECK(part.row(2).empty());

  const auto unequal = row_standardized(weighted({{{1, 1.0}, {2, 2.0}, {3, 1.0}}, {}, {}, {}}));
  const auto rest = restricted_to(unequal, std::vector<Site>{0, 2, 3});
  // 1/2 and 1/4 of the old sum, 2/3 and 1/3 of what is left.
  CHECK(std::abs(rest.weight(0, 1) - 2.0 / 3) <= 1e-15);
  CHECK(std::abs(rest.weight(0, 2) - 1.0 / 3) <= 1e-15);
}

TEST_CASE("islands: none but oneself", "[edge]") {
  CHECK(islands(map) == std::vector<Site>{3});
  CHECK(islands(with_self(map)) == std::vector<Site>{3});
  CHECK(islands(binary(std::vector<std::vector<Site>>{})).empty());
}

TEST_CASE("components: numbered by their lowest site, links taken both ways", "[property]") {
  const auto parts = components(map);
  CHECK(parts.count == 3);
  CHECK(parts.label == std::vector<std::size_t>{0, 0, 0, 1, 2, 2});
  CHECK(parts.sizes == std::vector<std::size_t>{3, 1, 2});
  CHECK(components(binary({{}, {}, {1, 0}})).count == 1);
}

}  // namespace spatial_weights_test
}  // namespace hotward::weights
