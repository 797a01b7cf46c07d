#include "engine/stats/ranking_overlap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace ranking_overlap_test {

using List = std::vector<std::uint64_t>;

// The formula as it is printed, with sets.
double plain_overlap(List a, List b, double p) {
  if (a.size() > b.size()) std::swap(a, b);
  const auto shared = [&](std::size_t d) {
    const auto head = [d](const List& list) {
      return std::set<std::uint64_t>(
          list.begin(), list.begin() + static_cast<std::ptrdiff_t>(std::min(d, list.size())));
    };
    const auto x = head(a);
    const auto y = head(b);
    return static_cast<double>(
        std::ranges::count_if(x, [&](std::uint64_t i) { return y.contains(i); }));
  };
  const auto s = static_cast<double>(a.size());
  const auto l = static_cast<double>(b.size());
  double sum = 0.0;
  for (std::size_t i = 1; i <= b.size(); ++i) {
    const auto d = static_cast<double>(i);
    sum += shared(i) / d * std::pow(p, d);
    if (i > a.size()) sum += shared(a.size()) * (d - s) / (s * d) * std::pow(p, d);
  }
  const double ends = (shared(b.size()) - shared(a.size())) / l + shared(a.size()) / s;
  return (1.0 - p) / p * sum + ends * std::pow(p, l);
}

List some_of(std::uint64_t items, std::size_t length, Random& random) {
  List all(items);
  std::iota(all.begin(), all.end(), std::uint64_t{0});
  for (std::size_t i = all.size(); i > 1; --i) {
    std::swap(all[i - 1], all[static_cast<std::size_t>(random.uniform() * static_cast<double>(i))]);
  }
  all.resize(length);
  return all;
}

// Worked out by hand: X = 1 1 2 of 7 3 9 and 7 9 4.
TEST_CASE("rank_biased_overlap: three places by hand", "[oracle]") {
  const double p = 0.9;
  const double by_hand = 2.0 / 3.0 * p * p * p + (1 - p) * (1.0 + p / 2 + 2.0 / 3.0 * p * p);
  CHECK(std::abs(rank_biased_overlap(List{7, 3, 9}, List{7, 9, 4}, p) - by_hand) < 1e-12);
}

TEST_CASE("rank_biased_overlap: the printed formula, any lengths", "[brute]") {
  Random random(3, Stream::test);
  for (int i = 0; i < 400; ++i) {
    const auto length = [&] { return 1 + static_cast<std::size_t>(random.uniform() * 29.0); };
    const List a = some_of(30, length(), random);
    const List b = some_of(30, length(), random);
    for (const double p : {0.7, 0.8, 0.9}) {
      const double found = rank_biased_overlap(a, b, p);
      REQUIRE(std::abs(found - plain_overlap(a, b, p)) < 1e-12);
      REQUIRE(found == rank_biased_overlap(b, a, p));
      REQUIRE((found >= 0.0 && found <= 1.0 + 1e-12));
    }
  }
}

TEST_CASE("rank_biased_overlap: the same lists 1, strangers 0", "[property]") {
  Random random(4, Stream::test);
  for (const std::size_t length : {1U, 2U, 17U, 60U}) {
    const List a = some_of(60, length, random);
    List strangers = a;
    for (std::uint64_t& item : strangers) item += 1000;
    for (const double p : {0.1, 0.7, 0.99}) {
      CHECK(std::abs(rank_biased_overlap(a, a, p) - 1.0) < 1e-12);
      CHECK(rank_biased_overlap(a, strangers, p) == 0.0);
    }
  }
  CHECK(std::isnan(rank_biased_overlap(List{}, List{}, 0.9)));
  CHECK(rank_biased_overlap(List{}, List{1}, 0.9) == 0.0);
}

// The source names 86 % for the first ten places and 0.9.
TEST_CASE("rank_biased_weight: what the first ten places carry", "[oracle]") {
  CHECK(std::abs(rank_biased_weight(10, 0.9) - 0.8556) < 5e-5);
  CHECK(std::abs(rank_biased_weight(10, 0.7) - 0.9937) < 5e-5);
  CHECK(rank_biased_weight(0, 0.9) == 0.0);
}

TEST_CASE("f1_at: the first k as sets", "[oracle]") {
  const List a = {1, 2, 3, 4};
  const List b = {2, 1, 9, 8, 3};
  CHECK(f1_at(a, b, 2) == 1.0);
  CHECK(std::abs(f1_at(a, b, 3) - 2.0 / 3.0) < 1e-12);
  CHECK(std::abs(f1_at(a, b, 50) - 6.0 / 9.0) < 1e-12);
  CHECK(std::isnan(f1_at(List{}, List{}, 3)));
}

}  // namespace ranking_overlap_test
}  // namespace hotward::stats
