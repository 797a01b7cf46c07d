#include "engine/methods/ranking/ranking.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/close.hpp"
#include "tests/support/shared.hpp"

namespace hotward::ranking {
namespace ranking_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Ranks = std::vector<std::int64_t>;
using Order = std::vector<std::size_t>;

TEST_CASE("ranking: 1, 2, 2, 4, ties by code", "[oracle]") {
  const auto r = rank_by(std::vector<double>{7, 9, 3, 7}, std::vector<std::int64_t>{7, 9, 3, 7},
                         std::vector<std::string>{"d", "c", "b", "a"});
  CHECK(r.rank == Ranks{2, 1, 4, 2});
  CHECK(r.order == Order{1, 3, 0, 2});
  // Of 26: 9, 16, 23, 26 in the order of the list. Division rounds once: half a unit of 100.
  check_close(r.share_pct, {700 / 26., 900 / 26., 300 / 26., 700 / 26.}, 1.5e-14);
  check_close(r.cum_pct, {2300 / 26., 900 / 26., 100.0, 1600 / 26.}, 1.5e-14);
}

TEST_CASE("ranking: by a rate, shares of the counts", "[oracle]") {
  const auto r = rank_by(std::vector<double>{1.5, 20.0}, std::vector<std::int64_t>{30, 10},
                         std::vector<std::string>{"large", "small"});
  CHECK(r.rank == Ranks{2, 1});
  check_close(r.cum_pct, {100.0, 25.0}, 0.0);
}

// The five wards with most incidents of Medway, October 2018 to February 2019: 6,139 of 12,971.
TEST_CASE("ranking: Medway's wards", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/medway/ward_counts_2018-10_2019-02.csv");
  const auto rows = read_rows(shared_path("oracle/medway/ward_counts_2018-10_2019-02.csv"));
  REQUIRE(rows.size() == 23);
  std::vector<double> values;
  std::vector<std::int64_t> counts;
  std::vector<std::string> codes;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    counts.push_back(std::stoll(rows[i][14]));
    values.push_back(static_cast<double>(counts.back()));
    codes.push_back(rows[i][19]);
  }
  const auto r = rank_by(values, counts, codes);
  const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  // The file is listed by falling totals, so its line is the rank where no total appears twice;
  // Strood Rural and Peninsula both have 463.
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto line = static_cast<std::int64_t>(i) + 1;
    CHECK(r.rank[i] == (line == 11 ? 10 : line));
  }
  const auto five = counts[0] + counts[1] + counts[2] + counts[3] + counts[4];
  check_close({r.cum_pct[r.order[4]]},
              {100.0 * static_cast<double>(five) / static_cast<double>(total)}, 1e-12);
  CHECK(areas_holding(r, r.cum_pct[r.order[4]]) == 5);
}

TEST_CASE("ranking: as by counting those above", "[brute]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  std::vector<double> values(60);
  std::vector<std::int64_t> counts;
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = random.below(10) == 0 ? nan : random.below(15);
    counts.push_back(random.below(50));
    codes.push_back(std::to_string(1000 - i));
  }
  const auto r = rank_by(values, counts, codes);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::int64_t above = 0;
    for (const double x : values) {
      above += std::isnan(values[i]) ? !std::isnan(x) : x > values[i];
    }
    CHECK(r.rank[i] == above + 1);
  }
}

TEST_CASE("ranking: the order of the input does not matter", "[property]") {
  const std::vector<double> values = {5, nan, 5, 8, 1};
  const std::vector<std::int64_t> counts = {5, 2, 5, 8, 1};
  const std::vector<std::string> codes = {"e", "d", "c", "b", "a"};
  const auto r = rank_by(values, counts, codes);
  const auto back = rank_by(std::vector<double>(values.rbegin(), values.rend()),
                            std::vector<std::int64_t>(counts.rbegin(), counts.rend()),
                            std::vector<std::string>(codes.rbegin(), codes.rend()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(back.rank[values.size() - 1 - i] == r.rank[i]);
    CHECK(back.cum_pct[values.size() - 1 - i] == r.cum_pct[i]);
  }
}

TEST_CASE("ranking: the last cumulative share is 100", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 1);
  std::vector<std::int64_t> counts(7681);
  std::vector<std::string> codes(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = random.below(300);
    codes[i] = std::to_string(i);
  }
  const auto r = rank_by(std::vector<double>(counts.begin(), counts.end()), counts, codes);
  CHECK(r.cum_pct[r.order.back()] == 100.0);
}

TEST_CASE("ranking: undefined values stand last and share a rank", "[edge]") {
  const auto r =
      rank_by(std::vector<double>{nan, 4, nan, -0.0, 0.0}, std::vector<std::int64_t>{6, 4, 0, 0, 0},
              std::vector<std::string>{"z", "y", "x", "w", "v"});
  CHECK(r.rank == Ranks{4, 1, 4, 2, 2});
  CHECK(r.order == Order{1, 4, 3, 2, 0});
  CHECK(r.cum_pct[0] == 100.0);
}

TEST_CASE("ranking: nothing counted, no areas", "[edge]") {
  const auto none = rank_by(std::vector<double>{0, 0}, std::vector<std::int64_t>{0, 0},
                            std::vector<std::string>{"a", "b"});
  CHECK(none.rank == Ranks{1, 1});
  CHECK(std::isnan(none.share_pct[0]));
  CHECK(std::isnan(none.cum_pct[1]));
  CHECK(areas_holding(none, 50.0) == 0);
  CHECK(rank_by({}, {}, {}).rank.empty());
}

TEST_CASE("areas_holding: the least number that reaches it", "[edge]") {
  const auto r = rank_by(std::vector<double>{50, 30, 20}, std::vector<std::int64_t>{50, 30, 20},
                         std::vector<std::string>{"a", "b", "c"});
  CHECK(areas_holding(r, 0.0) == 0);
  CHECK(areas_holding(r, 50.0) == 1);
  CHECK(areas_holding(r, 50.1) == 2);
  CHECK(areas_holding(r, 80.0) == 2);
  CHECK(areas_holding(r, 100.0) == 3);
}

TEST_CASE("columns: rank, share_pct, cum_pct", "[property]") {
  const auto c = columns(
      rank_by(std::vector<double>{1}, std::vector<std::int64_t>{1}, std::vector<std::string>{"a"}));
  REQUIRE(c.size() == 3);
  CHECK(c[0].name == "rank");
  CHECK(c[1].name == "share_pct");
  CHECK(c[2].name == "cum_pct");
  for (const auto& column : c) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 1);
  }
}

}  // namespace ranking_test
}  // namespace hotward::ranking
