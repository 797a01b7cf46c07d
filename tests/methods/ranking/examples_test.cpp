// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cstdint>
#include <string>
#include <vector>

#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/ranking/ranking.hpp"
#include "tests/support/catch.hpp"

namespace hotward::ranking {
namespace examples_test {

const std::vector<std::int64_t> counts = {30, 12, 60};

TEST_CASE("rank_interval: the example", "[example]") {
  const std::vector<std::string> codes = {"A", "B", "C"};
  const std::vector<double> people = {2000, 1500, 3000};
  const auto ranks =
      rank_interval({.codes = codes, .counts = counts, .exposure = people}, {.top = 1});
  const double chance = ranks->p_top[2];  // that area 2 truly has the highest rate
  CHECK(chance > 0.8);
  CHECK(ranks->lower[2] == 1);
}

TEST_CASE("rank_by: the example", "[example]") {
  const std::vector<std::string> codes = {"A", "B", "C"};
  const std::vector<double> values = {30, 12, 60};
  const Ranking ranked = rank_by(values, counts, codes);
  const std::size_t hottest = ranked.order[0];  // 2: area C, which has rank 1
  CHECK(hottest == 2);
  CHECK(ranked.rank[hottest] == 1);
}

}  // namespace examples_test
}  // namespace hotward::ranking
