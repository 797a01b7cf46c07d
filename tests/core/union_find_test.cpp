#include "engine/core/union_find.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace union_find_test {

TEST_CASE("UnionFind: every set goes by its lowest member, whatever the order", "[brute]") {
  Random random(1, Stream::test, 7);
  constexpr std::uint32_t size = 60;
  UnionFind sets(size);
  std::vector<std::uint32_t> lowest(size);
  for (std::uint32_t i = 0; i < size; ++i) lowest[i] = i;
  for (int joined = 0; joined < 50; ++joined) {
    const auto a = static_cast<std::uint32_t>(random.below(size));
    const auto b = static_cast<std::uint32_t>(random.below(size));
    CHECK(sets.unite(a, b) == (lowest[a] != lowest[b]));
    const auto [low, high] = std::minmax(lowest[a], lowest[b]);
    std::ranges::replace(lowest, std::uint32_t{high}, std::uint32_t{low});
    for (std::uint32_t i = 0; i < size; ++i) CHECK(sets.find(i) == lowest[i]);
  }
}

TEST_CASE("UnionFind: what is added stands alone", "[edge]") {
  UnionFind sets(2);
  sets.unite(0, 1);
  sets.grow(2);
  CHECK(sets.find(1) == 0);
  CHECK(sets.find(2) == 2);
  CHECK(sets.find(3) == 3);
  sets.unite(3, 1);
  CHECK(sets.find(3) == 0);
}

}  // namespace union_find_test
}  // namespace hotward
