#include "engine/methods/scan/steps.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/methods/scan/thresholds.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace steps_test {

// A walk of one map, whose counts are its base and up to `reach` more or fewer.
struct Map {
  std::vector<std::int32_t> above;
  std::vector<std::uint8_t> reach;
};

Map random_map(Random& random, std::uint32_t sites, std::uint32_t most) {
  Map map;
  for (std::uint32_t site = 0; site < sites; ++site) {
    map.reach.push_back(static_cast<std::uint8_t>(random.below(most + 1)));
    const auto width = 2U * map.reach.back() + 1;
    map.above.push_back(static_cast<std::int32_t>(random.below(width)) - map.reach.back());
  }
  return map;
}

Steps all_sites(const Thresholds& thresholds, Random& random, std::uint32_t sites) {
  Steps steps;
  for (std::uint32_t site = 0; site < sites; ++site) {
    steps.site.push_back(site);
    steps.measure.push_back(20.0 * (site + 1));
    steps.base.push_back(20 * static_cast<std::int32_t>(site + 1));
    steps.bin.push_back(random.below(4) == 0 ? thresholds.no_bin()
                                             : thresholds.bin(steps.measure.back()));
  }
  return steps;
}

TEST_CASE("add_groups: a group that no sum passes has no step that one passes", "[brute]") {
  constexpr std::uint32_t sites = 4002;
  const Likelihood likelihood({Model::poisson, Rates::both, 40.0 * sites, 40.0 * sites, 2});
  const Thresholds thresholds(likelihood);
  Random random(8, Stream::test);
  std::size_t passed_over = 0;
  std::size_t looked_into = 0;
  std::size_t needed = 0;
  for (int round = 0; round < 60; ++round) {
    const Map map = random_map(random, sites, 12);
    Steps steps = all_sites(thresholds, random, sites);
    add_groups(steps, map.reach, thresholds.no_bin());
    REQUIRE(steps.group.size() == 1000);  // two steps are left over
    ThresholdTable table;
    thresholds.fill(0.1 * round, table);
    std::int32_t sum = 0;
    for (std::size_t g = 0; g < steps.group.size(); ++g) {
      bool any = false;
      for (std::size_t k = g * Group::steps; k < (g + 1) * Group::steps; ++k) {
        sum += map.above[k];
        any |= sum + steps.base[k] >= table.high[steps.bin[k]];
        any |= sum + steps.base[k] <= table.low[steps.bin[k]];
      }
      const Group& group = steps.group[g];
      const bool may = sum >= table.high[group.high_bin] - group.high_base ||
                       sum <= table.low[group.low_bin] - group.low_base;
      if (any && !may) FAIL("a step passes within group " << g << " of round " << round);
      (may ? looked_into : passed_over) += 1;
      needed += any ? 1U : 0U;
    }
  }
  // Not merely by looking into each: most are passed over, and of those looked into some need it.
  INFO(passed_over << " passed over, " << looked_into << " looked into, " << needed << " needed");
  CHECK(passed_over > looked_into);
  CHECK(needed > looked_into / 20);
}

TEST_CASE("add_groups: four counts fit a byte while their reach adds up to 127", "[edge]") {
  Steps steps{{0, 1, 2, 3}, {0, 0, 0, 0}, {1, 2, 3, 4}, {1, 2, 3, 4}, {}, 1.0};
  add_groups(steps, std::vector<std::uint8_t>{40, 40, 40, 7}, 9);
  CHECK(steps.group.at(0).fits);
  add_groups(steps, std::vector<std::uint8_t>{40, 40, 40, 8}, 9);
  CHECK_FALSE(steps.group.at(0).fits);
}

TEST_CASE("add_groups: a group that closes no zone asks for what no sum reaches", "[edge]") {
  const Likelihood likelihood({Model::poisson, Rates::both, 4000.0, 4000.0, 2});
  const Thresholds thresholds(likelihood);
  const std::uint16_t none = thresholds.no_bin();
  Steps steps{{0, 1, 2, 3}, {none, none, none, none}, {1, 2, 3, 4}, {1, 2, 3, 4}, {}, 1.0};
  add_groups(steps, std::vector<std::uint8_t>{9, 9, 9, 9}, none);
  ThresholdTable table;
  thresholds.fill(0.0, table);
  const Group& group = steps.group.at(0);
  CHECK(table.high[group.high_bin] - group.high_base > 4000);
  CHECK(table.low[group.low_bin] - group.low_base < -4000);
}

}  // namespace steps_test
}  // namespace hotward::scan
