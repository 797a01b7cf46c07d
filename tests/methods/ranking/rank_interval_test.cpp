#include "engine/methods/ranking/rank_interval.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "tests/support/close.hpp"
#include "tests/support/stopped.hpp"
#include "tests/support/threads.hpp"

namespace hotward::ranking {
namespace rank_interval_test {

using Codes = std::vector<std::string>;
using Counts = std::vector<std::int64_t>;

struct Map {
  Codes codes;
  Counts counts;
  std::vector<double> exposure;

  [[nodiscard]] Exposed view() const { return {codes, counts, exposure}; }
};

std::int64_t poisson(Random& random, double mean) {
  std::int64_t k = -1;
  for (double left = mean; left > 0.0; ++k) left += std::log(random.uniform());
  return k;
}

Map random_map(std::size_t areas, std::uint32_t seed) {
  Map map;
  Random random(seed, Stream::test);
  for (std::size_t i = 0; i < areas; ++i) {
    map.codes.push_back("E" + std::to_string(5002249 + i));
    map.counts.push_back(random.below(200));
    map.exposure.push_back(500.0 + random.below(5000));
  }
  return map;
}

// For two gamma laws of shapes a and b over exposures s and t, P(A/s > B/t) is the regularised
// incomplete beta function I_{t/(s+t)}(b, a): B / (A + B) is beta(b, a). Over 40,000 draws the
// standard error is at most 0.0025; four of them.
TEST_CASE("rank_interval: two areas, the closed form", "[oracle]") {
  struct Case {
    std::int64_t a, b;
    double s, t;
  };
  for (const Case& c :
       {Case{10, 12, 1, 1}, Case{0, 2, 1, 1}, Case{50, 20, 3, 2}, Case{300, 310, 1000, 1000}}) {
    const Map two{{"A", "B"}, {c.a, c.b}, {c.s, c.t}};
    const auto r = rank_interval(two.view(), {.seed = 7, .draws = 40'000, .top = 1});
    REQUIRE(r);
    const auto a = static_cast<double>(c.a) + 0.5;
    const auto b = static_cast<double>(c.b) + 0.5;
    const double first = stats::beta_cdf(c.t / (c.s + c.t), b, a);
    INFO(c.a << " against " << c.b << ": " << r->p_top[0] << ", expected " << first);
    CHECK(std::abs(r->p_top[0] - first) < 4 * 0.0025);
    CHECK(std::abs(r->p_top[0] + r->p_top[1] - 1.0) < 1e-12);
  }
}

// The plain way: every rank of every draw kept, counted one by one, sorted, and the quantiles read
// off. With 60 areas nearly alike, neighbouring order statistics of the ranks seldom agree.
std::uint32_t fnv(const std::string& code) {
  std::uint32_t h = 2166136261U;
  for (const char c : code) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

TEST_CASE("rank_interval: as by keeping every draw", "[brute]") {
  constexpr std::size_t n = 60;
  Map map;
  for (std::size_t i = 0; i < n; ++i) {
    map.codes.push_back("W" + std::to_string(i));
    map.counts.push_back(i == 0 ? 0 : 50 + static_cast<std::int64_t>(i % 7));
    map.exposure.push_back(100.0 + static_cast<double>(i % 3));
  }
  const int draws = GENERATE(1, 7, 40, 1000, 1500);
  const int tail = GENERATE(25, 50);  // in thousandths
  const auto r =
      rank_interval(map.view(), {.seed = 3, .draws = draws, .top = 2, .level = 1.0 - 0.002 * tail});
  REQUIRE(r);
  std::vector<std::vector<std::int64_t>> ranks(n);
  std::vector<double> in_top(n, 0.0);
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<double> theta;
    for (std::size_t i = 0; i < n; ++i) {
      Random random(3, rank_interval_stream, fnv(map.codes[i]), static_cast<std::uint32_t>(draw));
      theta.push_back(stats::gamma_draw(random, static_cast<double>(map.counts[i]) + 0.5) /
                      map.exposure[i]);
    }
    for (std::size_t i = 0; i < n; ++i) {
      const auto above = std::ranges::count_if(theta, [&](double x) { return x > theta[i]; });
      ranks[i].push_back(above + 1);
      in_top[i] += above < 2 ? 1.0 : 0.0;
    }
  }
  // The smallest rank that at least so many thousandths of the draws do not exceed.
  const auto at = [&](int thousandths) {
    return static_cast<std::size_t>(std::max(1, (draws * thousandths + 999) / 1000)) - 1;
  };
  for (std::size_t i = 0; i < n; ++i) {
    INFO("area " << i << ", draws " << draws);
    std::ranges::sort(ranks[i]);
    CHECK(r->lower[i] == ranks[i][at(tail)]);
    CHECK(r->upper[i] == ranks[i][at(1000 - tail)]);
    CHECK(r->p_top[i] == in_top[i] / draws);
  }
}

TEST_CASE("rank_interval: the order of the areas does not matter", "[property]") {
  const Map map = random_map(40, GENERATE(1U, 2U));
  const Map turned{{map.codes.rbegin(), map.codes.rend()},
                   {map.counts.rbegin(), map.counts.rend()},
                   {map.exposure.rbegin(), map.exposure.rend()}};
  auto a = rank_interval(map.view(), {.draws = 300});
  const auto b = rank_interval(turned.view(), {.draws = 300});
  REQUIRE(a);
  REQUIRE(b);
  std::ranges::reverse(a->lower);
  std::ranges::reverse(a->upper);
  std::ranges::reverse(a->p_top);
  CHECK(a->lower == b->lower);
  CHECK(a->upper == b->upper);
  CHECK(a->p_top == b->p_top);
  CHECK(a->top_share.bias == b->top_share.bias);
  CHECK(a->top_share.interval.lower == b->top_share.interval.lower);
}

TEST_CASE("rank_interval: any number of threads, the same answer", "[property]") {
  const Map map = random_map(300, 5);
  set_thread_count(1);
  const auto one = rank_interval(map.view(), {.draws = 700});
  set_thread_count(4);
  const auto four = rank_interval(map.view(), {.draws = 700});
  set_thread_count(0);
  REQUIRE(one);
  REQUIRE(four);
  CHECK(one->lower == four->lower);
  CHECK(one->upper == four->upper);
  CHECK(one->p_top == four->p_top);
  CHECK(one->top_share.bias == four->top_share.bias);
}

// "costarring" and "liquid" have the same FNV-1a hash of 32 bits (known collision). Were they to
// share their random numbers, equal counts would always tie and both be first.
TEST_CASE("rank_interval: codes with one hash have their own draws", "[property]") {
  const Map map{{"costarring", "liquid"}, {20, 20}, {1, 1}};
  const auto r = rank_interval(map.view(), {.draws = 2000, .top = 1});
  REQUIRE(r);
  CHECK(std::abs(r->p_top[0] + r->p_top[1] - 1.0) < 1e-12);
  CHECK(std::abs(r->p_top[0] - 0.5) < 4 * 0.5 / std::sqrt(2000.0));
}

TEST_CASE("rank_interval: chances of a place among the top k add up to k", "[property]") {
  const Map map = random_map(30, 9);
  const auto r = rank_interval(map.view(), {.draws = 500, .top = 5});
  REQUIRE(r);
  CHECK(std::abs(std::accumulate(r->p_top.begin(), r->p_top.end(), 0.0) - 5.0) < 1e-9);
  for (std::size_t i = 0; i < map.codes.size(); ++i) CHECK(r->lower[i] <= r->upper[i]);
}

TEST_CASE("rank_interval: another seed, other draws, another unit of exposure, the same",
          "[property]") {
  Map map = random_map(30, 11);
  const auto a = rank_interval(map.view(), {.seed = 1, .draws = 500});
  const auto b = rank_interval(map.view(), {.seed = 2, .draws = 500});
  for (double& e : map.exposure) e *= 1024.0;  // a power of two: nothing is rounded
  const auto c = rank_interval(map.view(), {.seed = 1, .draws = 500});
  REQUIRE(a);
  REQUIRE(b);
  REQUIRE(c);
  CHECK(a->p_top != b->p_top);
  CHECK(a->p_top == c->p_top);
}

TEST_CASE("rank_interval: areas without exposure have no rank", "[edge]") {
  const Map map{{"a", "b", "c"}, {5, 50, 9}, {1, 0, std::nan("")}};
  const auto r = rank_interval(map.view(), {.draws = 50});
  REQUIRE(r);
  CHECK(r->lower == Counts{1, table::null_integer, table::null_integer});
  CHECK(r->upper == Counts{1, table::null_integer, table::null_integer});
  check_close(r->p_top, {1.0, std::nan(""), std::nan("")}, 0.0);
  CHECK(r->top_share.observed == 5.0 / 64.0);
  CHECK(r->top_share.corrected == 5.0 / 64.0);
}

// Of 64 incidents 5 lie where no rate is known. The rest is as even as counts can be.
TEST_CASE("rank_interval: what the first hold if no area differs", "[edge]") {
  const Map map{{"a", "b", "c", "d"}, {20, 20, 19, 5}, {10, 20, 20, 0}};
  const auto share = [&](bool shrink) {
    const auto r = rank_interval(map.view(), {.draws = 50, .top = 1, .phi = 5.0, .shrink = shrink});
    REQUIRE(r);
    return r->top_share.if_alike;
  };
  CHECK(std::abs(share(true) - 10.0 / 50.0 * 59.0 / 64.0) < 1e-12);
  CHECK(std::isnan(share(false)));
  const Map unlike{{"a", "b", "c"}, {500, 20, 19}, {10, 20, 20}};
  const auto r = rank_interval(unlike.view(), {.draws = 50, .top = 1, .shrink = true});
  REQUIRE(r);
  CHECK(std::isnan(r->top_share.if_alike));
}

TEST_CASE("rank_interval: no exposure given ranks the counts", "[edge]") {
  const Map map{{"a", "b"}, {1000, 10}, {}};
  const auto r = rank_interval(map.view(), {.draws = 200, .top = 1});
  REQUIRE(r);
  CHECK(r->lower == Counts{1, 2});
  CHECK(r->upper == Counts{1, 2});
}

TEST_CASE("rank_interval: no areas, nothing counted", "[edge]") {
  const auto none = rank_interval(Exposed{}, {.draws = 10});
  REQUIRE(none);
  CHECK(none->lower.empty());
  CHECK(std::isnan(none->top_share.observed));
  const Map empty{{"a", "b"}, {0, 0}, {1, 1}};
  const auto zero = rank_interval(empty.view(), {.draws = 500, .top = 1});
  REQUIRE(zero);
  CHECK(std::isnan(zero->top_share.interval.upper));
  CHECK(zero->lower == Counts{1, 1});
  CHECK(zero->upper == Counts{2, 2});
}

TEST_CASE("rank_interval: stops when asked to", "[error]") {
  const Stopped stopped;
  const auto r = rank_interval(random_map(3, 1).view());
  REQUIRE_FALSE(r);
  CHECK(r.error().code == ErrorCode::interrupted);
}

// Twenty areas with true rates like Medway's wards, 200 sets of counts. A 95% interval should hold
// the true rank at least nearly as often as it says: ranks are whole numbers, so it holds more. The
// standard error of 4,000 correlated yes-or-no is at most 0.01.
TEST_CASE("rank_interval: holds the true rank", "[statistical]") {
  constexpr std::size_t areas = 20;
  int held = 0;
  for (std::uint32_t set = 0; set < 200; ++set) {
    Map map;
    Random random(1, Stream::test, 3, set);
    for (std::size_t i = 0; i < areas; ++i) {
      map.codes.push_back(std::string(1, static_cast<char>('a' + i)));
      map.counts.push_back(poisson(random, 40.0 + 12.0 * static_cast<double>(areas - i)));
      map.exposure.push_back(1.0);
    }
    const auto r = rank_interval(map.view(), {.draws = 400});
    REQUIRE(r);
    for (std::size_t i = 0; i < areas; ++i) {
      const auto truth = static_cast<std::int64_t>(i) + 1;
      held += r->lower[i] <= truth && truth <= r->upper[i] ? 1 : 0;
    }
  }
  const double share = held / (200.0 * areas);
  INFO(share);
  CHECK(share > 0.93);
}

// Thirty areas of equal true rate: five picked after the fact seem to hold more than their 5/30.
// The correction must take most of that away, and the interval hold the truth about as often as it
// says, where the uncorrected one seldom does.
TEST_CASE("rank_interval: the top share is not inflated by the picking", "[statistical]") {
  constexpr std::size_t areas = 30;
  constexpr int sets = 200;
  double observed = 0.0;
  double corrected = 0.0;
  int held = 0;
  for (std::uint32_t set = 0; set < sets; ++set) {
    Map map;
    Random random(2, Stream::test, 4, set);
    for (std::size_t i = 0; i < areas; ++i) {
      map.codes.push_back(std::to_string(i));
      map.counts.push_back(poisson(random, 60.0));
      map.exposure.push_back(1.0);
    }
    const auto r = rank_interval(map.view(), {.draws = 300});
    REQUIRE(r);
    observed += r->top_share.observed / sets;
    corrected += r->top_share.corrected / sets;
    const auto [lower, upper] = r->top_share.interval;
    held += lower <= 5.0 / 30 && 5.0 / 30 <= upper ? 1 : 0;
  }
  INFO("observed " << observed << ", corrected " << corrected << ", held " << held);
  CHECK(observed > 5.0 / 30 + 0.02);
  CHECK(std::abs(corrected - 5.0 / 30) < (observed - 5.0 / 30) / 2);
  CHECK(held > sets / 2);
}

TEST_CASE("columns: rank_lo, rank_hi, p_top5", "[property]") {
  const auto r = rank_interval(random_map(3, 1).view(), {.draws = 10});
  REQUIRE(r);
  const auto c = columns(*r);
  REQUIRE(c.size() == 3);
  CHECK(c[0].name == "rank_lo");
  CHECK(c[1].name == "rank_hi");
  CHECK(c[2].name == "p_top5");
  CHECK(c[0].meaning == "best rank in the 95% interval");
  for (const auto& column : c) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 3);
  }
}

}  // namespace rank_interval_test
}  // namespace hotward::ranking
