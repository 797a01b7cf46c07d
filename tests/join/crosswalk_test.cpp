#include "engine/join/crosswalk.hpp"

#include <cmath>
#include <limits>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::join {
namespace crosswalk_test {

using geometry::SharedLand;

TEST_CASE("crosswalk: by hand", "[oracle]") {
  const std::vector<double> land = {100, 100};
  const std::vector<SharedLand> common = {{0, 0, 75}, {0, 1, 25}, {1, 1, 100}};
  const auto shares = shares_of(land, std::vector<double>{75, 125, 50}, common, {{}, {}});
  CHECK(shares == std::vector<Share>{{0, 0, 0.75}, {0, 1, 0.25}, {1, 1, 1.0}});
  const std::vector<double> counts = {40, 10};
  const Crosswalked found = crosswalk(counts, shares, 3);
  CHECK(found.estimate == std::vector<double>{30, 20, 0});
  CHECK(found.least == std::vector<double>{0, 10, 0});
  CHECK(found.most == std::vector<double>{40, 50, 0});
  CHECK(found.error[0] == Approx(std::sqrt(40 * 0.75 * 0.25)));
  CHECK(found.error[2] == 0.0);
  CHECK(found.outside == 0.0);
}

TEST_CASE("crosswalk: a code that leads to one area is exact, whatever the land says", "[oracle]") {
  const std::vector<double> land = {100, 100, 0};
  const std::vector<SharedLand> common = {
      {0, 0, 60}, {0, 1, 40}, {1, 0, 50}, {1, 1, 30}, {1, 2, 20}};
  // The third has no shape. The second is split between the last two of its areas.
  const auto shares = shares_of(land, std::vector<double>{110, 70, 20}, common, {{1}, {1, 2}, {0}});
  CHECK(shares ==
        std::vector<Share>{
            {0, 1, 1.0, true}, {1, 1, 0.6, false}, {1, 2, 0.4, false}, {2, 0, 1.0, true}});
}

TEST_CASE("crosswalk: a sliver is a boundary drawn differently, and land outside stays outside") {
  const std::vector<double> land = {1000, 1000};
  const std::vector<SharedLand> common = {{0, 0, 990}, {0, 1, 9}, {1, 0, 600}};
  const auto shares = shares_of(land, std::vector<double>{1590, 1000}, common, {{}, {}});
  REQUIRE(shares.size() == 2);
  CHECK(shares[0] == Share{0, 0, 1.0});
  CHECK(shares[1].part == Approx(0.6));
  const std::vector<double> counts = {10, 10};
  CHECK(crosswalk(counts, shares, 2).outside == Approx(4.0));
}

TEST_CASE("crosswalk: a hundred and twenty small areas in a large one get their shares", "[edge]") {
  constexpr std::uint32_t targets = 120;
  std::vector<SharedLand> common;
  for (std::uint32_t t = 0; t < targets; ++t) common.push_back({0, t, 10.0});
  const std::vector<double> land = {10.0 * targets};
  const std::vector<double> small(targets, 10.0);
  const auto shares = shares_of(land, small, common, {{}});
  const std::vector<double> counts = {240};
  for (const double estimate : crosswalk(counts, shares, targets).estimate) {
    CHECK(estimate == Approx(2.0));
  }
}

TEST_CASE(
    "crosswalk: a code that leads elsewhere, too, is not exact, and elsewhere alone gives "
    "nothing",
    "[edge]") {
  const std::vector<double> land = {100, 100, 0};
  const std::vector<SharedLand> common = {{0, 0, 60}, {1, 0, 100}};
  const auto shares = shares_of(land, std::vector<double>{160}, common,
                                {{0, elsewhere}, {elsewhere}, {0, elsewhere}});
  CHECK(shares == std::vector<Share>{{0, 0, 0.6, false}});
  const std::vector<double> counts = {10, 20, 30};
  CHECK(crosswalk(counts, shares, 1).outside == Approx(54.0));
}

TEST_CASE("crosswalk: a count that is not known is never a zero", "[edge]") {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Share> shares = {{0, 0, 0.5}, {0, 1, 0.5}, {1, 1, 1.0}, {2, 2, 1.0}};
  const std::vector<double> counts = {unknown, 7, 3};
  const Crosswalked found = crosswalk(counts, shares, 3);
  for (const std::size_t target : {0U, 1U}) {
    CHECK(std::isnan(found.estimate[target]));
    CHECK(std::isnan(found.least[target]));
    CHECK(std::isnan(found.most[target]));
    CHECK(std::isnan(found.error[target]));
  }
  CHECK(found.estimate[2] == 3.0);
}

TEST_CASE("crosswalk: the error is that of incidents spread evenly", "[calibration]") {
  const std::vector<double> land = {1, 1};
  const auto shares =
      shares_of(land, std::vector<double>{0.3, 1.7},
                std::vector<SharedLand>{{0, 0, 0.3}, {0, 1, 0.7}, {1, 1, 1.0}}, {{}, {}});
  const std::vector<double> counts = {200, 50};
  const Crosswalked found = crosswalk(counts, shares, 2);
  double squares = 0.0;
  constexpr int maps = 4000;
  for (std::uint32_t map = 0; map < maps; ++map) {
    Random random(2, Stream::test, map);
    int in_first = 0;
    for (int i = 0; i < 200; ++i) in_first += random.uniform() < 0.3 ? 1 : 0;
    squares += std::pow(in_first - found.estimate[0], 2.0);
  }
  CHECK(found.error[0] == Approx(std::sqrt(squares / maps)).epsilon(0.05));
  CHECK(found.error[0] == Approx(found.error[1]));
}

}  // namespace crosswalk_test
}  // namespace hotward::join
