#include "engine/methods/near_repeat/knox.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <limits>
#include <numeric>

#include "engine/core/work.hpp"
#include "engine/methods/near_repeat/knox_chance.hpp"
#include "tests/methods/near_repeat/incidents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::near_repeat {
namespace knox_test {

using Table = std::vector<std::uint64_t>;

// 970 burglaries: x, y, day.
Made chicago() {
  Made made;
  for (const auto& row : read_rows(shared_path("oracle/near_repeat/chicago_be_month1.csv"))) {
    made.at.push_back({std::strtod(row[0].c_str(), nullptr), std::strtod(row[1].c_str(), nullptr)});
    made.when.push_back(table::minute_of(table::parse_period(row[2])->first));
  }
  return made;
}

// All pairs, by the definition.
Table all_pairs(const Made& made, const KnoxOptions& options) {
  const std::size_t lags = options.time_ends_days.size() + 1;
  Table counts((options.space_ends_m.size() + 1) * lags, 0);
  for (std::size_t i = 0; i < made.at.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double dx = std::abs(made.at[i].x - made.at[j].x);
      const double dy = std::abs(made.at[i].y - made.at[j].y);
      const double d = options.metric == Metric::manhattan ? dx + dy : std::sqrt(dx * dx + dy * dy);
      const double days = std::abs(made.when[i] - made.when[j]) / 1440.0;
      std::size_t s = 0;
      while (s < options.space_ends_m.size() && d >= options.space_ends_m[s]) ++s;
      std::size_t t = 0;
      while (t + 1 < lags && days >= options.time_ends_days[t]) ++t;
      ++counts[s * lags + t];
    }
  }
  return counts;
}

TEST_CASE("knox: the table of 970 Chicago burglaries", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/near_repeat/chicago_be_month1.csv");
  const Made made = chicago();
  REQUIRE(made.at.size() == 970);
  const auto a = knox(made.input(), {.space_ends_m = {1, 100, 200, 300},
                                     .time_ends_days = {7, 14, 21},
                                     .metric = Metric::manhattan,
                                     .permutations = 0});
  REQUIRE(a);
  CHECK(a->table == Table{28,     5,      5,     2,   //
                          44,     13,     8,     4,   //
                          97,     56,     19,    16,  //
                          77,     67,     45,    20,  //
                          182194, 146149, 95237, 45879});
  CHECK(a->pairs == 469965);
  const auto b = knox(made.input(), {.space_ends_m = {1, 101, 201, 301},
                                     .time_ends_days = {8, 15, 22},
                                     .metric = Metric::manhattan,
                                     .permutations = 0});
  REQUIRE(b);
  CHECK(b->table == Table{29,     4,      5,     2,   //
                          45,     15,     7,     2,   //
                          106,    48,     21,    13,  //
                          88,     64,     46,    15,  //
                          206611, 138108, 88321, 36415});
}

TEST_CASE("knox: a pair on the edge of its bands belongs to the bands above", "[oracle]") {
  const Made made{{{0, 0}, {0, 100}}, {0, 3 * 1440}};
  const auto k = knox(made.input(), {.space_ends_m = {100, 200}, .time_ends_days = {3, 6}});
  REQUIRE(k);
  CHECK(k->table == Table{0, 0, 0, 0, 1, 0, 0, 0, 0});
}

TEST_CASE("knox: counts what all pairs by the definition give", "[brute]") {
  for (std::uint32_t map = 0; map < 60; ++map) {
    const Made made = without_repeats(2 + 7 * (map % 20), 900.0, 40, map);
    const KnoxOptions options{.space_ends_m = {1, 50, 100, 250},
                              .time_ends_days = {1, 7, 14, 20},
                              .metric = map % 2 == 0 ? Metric::euclid : Metric::manhattan,
                              .permutations = 0};
    const auto k = knox(made.input(), options);
    REQUIRE(k);
    const Table expected = all_pairs(made, options);
    CHECK(k->table == expected);
    CHECK(std::accumulate(k->table.begin(), k->table.end(), std::uint64_t{0}) == k->pairs);
    for (std::size_t s = 0; s < 4; ++s) {
      for (std::size_t t = 0; t < 4; ++t) {
        CHECK(k->band(s, t).observed == expected[s * 5 + t]);
        std::uint64_t within = 0;
        for (std::size_t u = 0; u <= s; ++u) {
          for (std::size_t v = 0; v <= t; ++v) within += expected[u * 5 + v];
        }
        CHECK(k->within[s * 4 + t].observed == within);
      }
    }
  }
}

// All 720 orders of six times, each with the table of its pairs.
TEST_CASE("knox: mean and variance are those of every permutation there is", "[brute]") {
  for (std::uint32_t map = 0; map < 12; ++map) {
    Made made = without_repeats(2 + map % 5, 200.0, 10, map);
    const KnoxOptions options{
        .space_ends_m = {60, 120}, .time_ends_days = {2, 5}, .permutations = 0};
    const auto k = knox(made.input(), options);
    REQUIRE(k);
    std::vector<std::size_t> order(made.at.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<double> sum(4, 0.0);
    std::vector<double> squares(4, 0.0);
    double orders = 0.0;
    const auto when = made.when;
    do {
      for (std::size_t i = 0; i < order.size(); ++i) made.when[i] = when[order[i]];
      const Table counts = all_pairs(made, options);
      for (std::size_t c = 0; c < 4; ++c) {
        const auto x = static_cast<double>(counts[(c / 2) * 3 + c % 2]);
        sum[c] += x;
        squares[c] += x * x;
      }
      ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    for (std::size_t c = 0; c < 4; ++c) {
      const double mean = sum[c] / orders;
      INFO("map " << map << " cell " << c);
      CHECK(std::abs(k->bands[c].expected - mean) <= 1e-12 * (1 + mean));
      CHECK(std::abs(k->bands[c].sd -
                     std::sqrt(std::max(0.0, squares[c] / orders - mean * mean))) <= 1e-6);
    }
  }
}

TEST_CASE("knox: permutations scatter as the exact mean and variance say", "[statistical]") {
  const Made made = without_repeats(400, 2000.0, 90, 1);
  const auto k =
      knox(made.input(),
           {.space_ends_m = {1, 100, 200}, .time_ends_days = {7, 14}, .permutations = 1999});
  REQUIRE(k);
  for (const auto* cells : {&k->bands, &k->within}) {
    for (const KnoxCell& cell : *cells) {
      CHECK(std::abs(cell.mean - cell.expected) <= 5.0 * cell.sd / std::sqrt(1999.0));
      CHECK(std::abs(cell.median - cell.expected) <= 1.0 + cell.sd);
      CHECK(cell.p >= 1.0 / 2000.0);
      CHECK(cell.p <= 1.0);
    }
  }
}

TEST_CASE("knox: a repeat a week later is found and flagged", "[edge]") {
  Made made = without_repeats(200, 3000.0, 360, 2);
  for (std::size_t i = 0; i < 40; ++i) {
    made.at.push_back({made.at[i].x + 30.0, made.at[i].y});
    made.when.push_back(made.when[i] + 3 * 1440);
  }
  const auto k = knox(made.input(), {.space_ends_m = {1, 100}, .time_ends_days = {7, 14}});
  REQUIRE(k);
  CHECK(k->band(1, 0).observed >= 40);
  CHECK(k->band(1, 0).ratio > 2.0);
  CHECK(k->band(1, 0).p == 0.001);
  CHECK(k->band(1, 0).flagged);
  CHECK(k->within[2].flagged);
  CHECK(!k->band(0, 0).flagged);
}

bool alike(const Knox& a, const Knox& b) {
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  for (std::size_t c = 0; c < a.bands.size(); ++c) {
    const KnoxCell& x = a.bands[c];
    const KnoxCell& y = b.bands[c];
    if (x.observed != y.observed || !same(x.expected, y.expected) || !same(x.sd, y.sd) ||
        !same(x.mean, y.mean) || !same(x.p, y.p)) {
      return false;
    }
  }
  return a.table == b.table;
}

TEST_CASE("knox: neither rows, nor moves, nor threads change anything", "[property]") {
  const KnoxOptions options{
      .space_ends_m = {1, 100, 200}, .time_ends_days = {7, 14}, .permutations = 99};
  for (std::uint32_t map = 0; map < 5; ++map) {
    const Made made = without_repeats(150, 1500.0, 120, map);
    const auto k = knox(made.input(), options);
    REQUIRE(k);
    CHECK(alike(*k, *knox(backwards(made).input(), options)));
    Made moved = made;
    for (auto& p : moved.at) p = {p.x - 1000.0, p.y + 4096.0};
    CHECK(alike(*k, *knox(moved.input(), options)));
    Made later = made;
    for (auto& minute : later.when) minute -= 26'000'000;
    CHECK(alike(*k, *knox(later.input(), options)));
    const WorkScope one({.threads = 1});
    CHECK(alike(*k, *knox(made.input(), options)));
    KnoxOptions other = options;
    other.seed = 2;
    CHECK(!alike(*k, *knox(made.input(), other)));
  }
}

TEST_CASE("knox: where nothing varies nothing is found", "[edge]") {
  Made one_day = without_repeats(60, 300.0, 1, 3);
  Made one_place = without_repeats(60, 300.0, 90, 3);
  std::ranges::fill(one_place.at, geometry::Point{575000, 168000});
  for (const Made& made : {one_day, one_place}) {
    const auto k = knox(made.input(), {.space_ends_m = {1, 100}, .time_ends_days = {7, 14}});
    REQUIRE(k);
    for (const KnoxCell& cell : k->bands) {
      CHECK(static_cast<double>(cell.observed) == Approx(cell.expected));
      CHECK(cell.sd == 0.0);
      CHECK(std::isnan(cell.z));
      CHECK(cell.p == 1.0);
      CHECK(!cell.flagged);
    }
  }
  const auto none =
      knox(one_day.input(), {.space_ends_m = {1}, .time_ends_days = {7}, .permutations = 0});
  REQUIRE(none);
  CHECK(std::isnan(none->bands[0].p));
  CHECK(!none->bands[0].flagged);
}

TEST_CASE("knox: what cannot be asked is refused", "[error]") {
  const auto code = [](const Made& made, std::vector<double> space, std::vector<double> time) {
    const auto k = knox(made.input(), {.space_ends_m = space, .time_ends_days = time});
    REQUIRE(!k);
    return k.error().code;
  };
  const Made two{{{0, 0}, {1, 1}}, {0, 0}};
  CHECK(code({{{0, 0}}, {0}}, {1}, {1}) == ErrorCode::too_few_sites);
  CHECK(code({}, {1}, {1}) == ErrorCode::too_few_sites);
  CHECK(code(two, {}, {1}) == ErrorCode::usage);
  CHECK(code(two, {1}, {}) == ErrorCode::usage);
  CHECK(code(two, {0, 1}, {1}) == ErrorCode::usage);
  CHECK(code(two, {1}, {7, 7}) == ErrorCode::usage);
  CHECK(code(two, {1, std::nan("")}, {7}) == ErrorCode::usage);
  CHECK(code({{{0, 0}, {std::nan(""), 1}}, {0, 0}}, {1}, {1}) == ErrorCode::bad_value);
  CHECK(code({{{0, 0}, {1, 1}}, {0, table::no_time}}, {1}, {1}) == ErrorCode::bad_value);
  CHECK(code({{{0, 0}, {1, 1}}, {-2'000'000'000, 2'000'000'000}}, {1}, {1}) ==
        ErrorCode::bad_value);
  Made stack;
  stack.at.assign(8'300, {0, 0});
  stack.when.assign(8'300, 0);
  CHECK(code(stack, {1}, {1}) == ErrorCode::usage);
}

TEST_CASE("knox: 10,000 incidents and 999 permutations in a second of processor time", "[.speed]") {
  const Made made = without_repeats(10'000, 12'000.0, 365, 4);
  const KnoxOptions options{.space_ends_m = {1, 100, 200, 300, 400},
                            .time_ends_days = {7, 14, 21, 28}};
  const std::clock_t begun = std::clock();
  const auto k = knox(made.input(), options);
  const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  REQUIRE(k);
  std::uint64_t near = 0;
  for (std::size_t s = 0; s < 5; ++s) {
    for (std::size_t t = 0; t < 5; ++t) near += k->table[s * 5 + t];
  }
  WARN(near << " near pairs, " << seconds << " s of processor time");
  CHECK(seconds < 1.0);
}

}  // namespace knox_test
}  // namespace hotward::near_repeat
