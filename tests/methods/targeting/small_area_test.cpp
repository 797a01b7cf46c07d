#include "engine/methods/targeting/small_area.hpp"

#include <bit>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::targeting {
namespace small_area_test {

using weights::Site;
using Sites = std::vector<Site>;

/// A map, its values and its limits.
struct Map {
  std::vector<double> value;
  std::vector<std::string> codes;
  std::vector<Sites> near;
  std::vector<Limit> limits;
  std::size_t most_sites = 0;

  [[nodiscard]] Result<std::vector<SmallArea>> search(std::size_t groups = 1, double overlap = 0.5,
                                                      double most_work = 4e8) const {
    const weights::SpatialWeights links = weights::binary(near);
    return small_areas({value, codes, links, limits}, groups, overlap, {most_sites, most_work});
  }
};

double uniform(std::mt19937& draw) {
  return std::uniform_real_distribution<double>(0.0, 1.0)(draw);
}

// Points in a square, linked where they are near: like areas that touch, some of them islands.
Map random_map(std::mt19937& draw, std::size_t sites, bool whole) {
  Map map;
  std::vector<double> x, y;
  for (std::size_t i = 0; i < sites; ++i) {
    x.push_back(uniform(draw));
    y.push_back(uniform(draw));
    const double value = 20.0 * uniform(draw) * uniform(draw);
    map.value.push_back(whole ? std::floor(value) : value);
    map.codes.push_back(fmt::format("E{:03}", i));
  }
  const double reach = 1.0 / std::sqrt(static_cast<double>(sites)) * 1.3;
  map.near.resize(sites);
  for (std::size_t i = 0; i < sites; ++i) {
    for (std::size_t j = 0; j < sites; ++j) {
      if (i != j && std::hypot(x[i] - x[j], y[i] - y[j]) < reach) {
        map.near[i].push_back(static_cast<Site>(j));
      }
    }
  }
  return map;
}

Limit random_limit(std::mt19937& draw, std::size_t sites) {
  Limit limit{{}, std::floor(300.0 + 2500.0 * uniform(draw))};
  for (std::size_t i = 0; i < sites; ++i) {
    limit.cost.push_back(std::floor(200.0 + 900.0 * uniform(draw)));
  }
  if (uniform(draw) < 0.3) limit.cost[0] = undefined;
  return limit;
}

bool is_connected(const Map& map, unsigned group) {
  unsigned met = group & (~group + 1U);
  for (unsigned before = 0; before != met;) {
    before = met;
    for (std::size_t i = 0; i < map.near.size(); ++i) {
      if ((met >> i & 1U) == 0U) continue;
      for (const Site j : map.near[i]) met |= group & (1U << j);
    }
  }
  return met == group;
}

bool is_within(const Map& map, unsigned group, std::size_t most_sites) {
  const auto size = static_cast<std::size_t>(std::popcount(group));
  if (most_sites > 0 && size > most_sites) return false;
  return std::ranges::all_of(map.limits, [&](const Limit& limit) {
    double sum = 0.0;
    for (std::size_t i = 0; i < map.near.size(); ++i) {
      if ((group >> i & 1U) != 0U) sum += limit.cost[i];
    }
    return sum <= limit.most;  // false for NaN
  });
}

double value_of(const Map& map, unsigned group) {
  double sum = 0.0;
  for (std::size_t i = 0; i < map.value.size(); ++i) {
    if ((group >> i & 1U) != 0U) sum += map.value[i];
  }
  return sum;
}

unsigned bits_of(const Sites& sites) {
  unsigned bits = 0;
  for (const Site i : sites) bits |= 1U << i;
  return bits;
}

// Every subset of the areas. Below 0 where none is within the limits.
double best_of_all(const Map& map, const std::vector<unsigned>& before, double overlap) {
  double best = -1.0;
  for (unsigned group = 1; group < (1U << map.value.size()); ++group) {
    const double value = value_of(map, group);
    if (value <= best || !is_within(map, group, map.most_sites)) continue;
    const bool differs = std::ranges::all_of(before, [&](unsigned other) {
      return std::popcount(group & other) <= std::floor(overlap * std::popcount(other) + 1e-9);
    });
    if (differs && is_connected(map, group)) best = value;
  }
  return best;
}

TEST_CASE("small_area: equals the best of all subsets on 200 random maps", "[oracle]") {
  std::mt19937 draw(20260401);
  int limited = 0;
  for (std::size_t map_number = 0; map_number < 200; ++map_number) {
    CAPTURE(map_number);
    const std::size_t sites = 4 + map_number % 11;
    Map map = random_map(draw, sites, map_number % 3 != 0);
    map.most_sites = map_number % 4 == 0 ? 0 : 1 + map_number % 6;
    for (std::size_t limit = 0; limit < map_number % 3; ++limit) {
      map.limits.push_back(random_limit(draw, sites));
    }
    const double best = best_of_all(map, {}, 0.0);
    const auto found = map.search();
    REQUIRE(found.has_value() == (best >= 0.0));
    if (!found) continue;
    const SmallArea& group = found->front();
    CHECK(group.captured == Approx(best).margin(1e-9));
    CHECK(group.bound == Approx(best).margin(1e-9));
    CHECK(group.is_exact());
    const unsigned bits = bits_of(group.sites);
    CHECK(is_within(map, bits, map.most_sites));
    CHECK(is_connected(map, bits));
    CHECK(value_of(map, bits) == Approx(best).margin(1e-9));
    limited += best < value_of(map, (1U << sites) - 1U) ? 1 : 0;
  }
  CHECK(limited > 150);
}

TEST_CASE("small_areas: each is the best that shares so little with those before it", "[oracle]") {
  std::mt19937 draw(7);
  for (std::size_t map_number = 0; map_number < 60; ++map_number) {
    CAPTURE(map_number);
    Map map = random_map(draw, 11, true);
    map.most_sites = 4;
    const double overlap = map_number % 2 == 0 ? 0.5 : 0.0;
    const auto found = map.search(3, overlap);
    REQUIRE(found);
    std::vector<unsigned> before;
    for (const SmallArea& group : *found) {
      const unsigned bits = bits_of(group.sites);
      CHECK(group.captured == best_of_all(map, before, overlap));
      for (const unsigned other : before) {
        CHECK(std::popcount(bits & other) <= std::floor(overlap * std::popcount(other)));
      }
      before.push_back(bits);
    }
    if (found->size() < 3) CHECK(best_of_all(map, before, overlap) <= 0.0);
  }
}

// All connected sets of at most `most` areas, by brute recursion.
void grow_all(const Map& map, Sites& group, std::vector<int>& mark, std::size_t most,
              double& best) {
  double sum = 0.0;
  for (const Site i : group) sum += map.value[i];
  best = std::max(best, sum);
  if (group.size() == most) return;
  Sites barred;
  for (std::size_t k = 0; k < group.size(); ++k) {
    for (const Site j : map.near[group[k]]) {
      if (mark[j] != 0 || j < group.front()) continue;
      mark[j] = 1;
      group.push_back(j);
      grow_all(map, group, mark, most, best);
      group.pop_back();
      barred.push_back(j);  // in all groups after it is out
    }
  }
  for (const Site j : barred) mark[j] = 0;
}

TEST_CASE("small_area: equals all connected sets of six on maps of sixty areas", "[oracle]") {
  std::mt19937 draw(11);
  for (std::size_t map_number = 0; map_number < 4; ++map_number) {
    Map map = random_map(draw, 60, true);
    map.most_sites = 6;
    double best = 0.0;
    std::vector<int> mark(60, 0);
    for (Site root = 0; root < 60; ++root) {
      Sites group = {root};
      mark[root] = 1;
      grow_all(map, group, mark, 6, best);
      mark[root] = 0;
    }
    const auto found = map.search();
    REQUIRE(found);
    CHECK(found->front().captured == best);
    CHECK(found->front().is_exact());
  }
}

TEST_CASE("small_area: a search that is cut short still bounds the best", "[property]") {
  std::mt19937 draw(3);
  int cut = 0;
  for (std::size_t map_number = 0; map_number < 30; ++map_number) {
    Map map = random_map(draw, 14, map_number % 2 == 0);
    map.limits.push_back(random_limit(draw, 14));
    map.limits.back().cost[0] = 500.0;
    const double best = best_of_all(map, {}, 0.0);
    for (const double work : {1.0, 300.0, 3000.0}) {
      const auto found = map.search(1, 0.5, work);
      REQUIRE(found);
      const SmallArea& group = found->front();
      CHECK(group.captured <= best + 1e-9);
      CHECK(group.bound >= best - 1e-9);
      CHECK(group.gap_pct() >= 0.0);
      CHECK(is_within(map, bits_of(group.sites), 0));
      cut += group.is_exact() ? 0 : 1;
    }
  }
  CHECK(cut > 10);
}

TEST_CASE("small_area: the same group for any order of the areas and number of threads",
          "[property]") {
  std::mt19937 draw(5);
  for (std::size_t map_number = 0; map_number < 10; ++map_number) {
    Map map = random_map(draw, 40, true);
    for (double& value : map.value) value = std::floor(value / 6.0);  // many equals
    map.most_sites = 7;
    const auto one = map.search(2);
    REQUIRE(one);
    Sites order(40);
    std::iota(order.begin(), order.end(), Site{0});
    std::ranges::shuffle(order, draw);
    Map moved;
    moved.most_sites = 7;
    moved.near.resize(40);
    for (std::size_t k = 0; k < 40; ++k) {
      moved.value.push_back(map.value[order[k]]);
      moved.codes.push_back(map.codes[order[k]]);
      for (const Site j : map.near[order[k]]) {
        moved.near[k].push_back(static_cast<Site>(std::ranges::find(order, j) - order.begin()));
      }
    }
    set_thread_count(4);
    const auto other = moved.search(2);
    set_thread_count(0);
    REQUIRE(other);
    REQUIRE(other->size() == one->size());
    for (std::size_t g = 0; g < one->size(); ++g) {
      std::vector<std::string> here, there;
      for (const Site i : (*one)[g].sites) here.push_back(map.codes[i]);
      for (const Site i : (*other)[g].sites) there.push_back(moved.codes[i]);
      std::ranges::sort(there);
      CHECK(here == there);
      CHECK((*one)[g].states == (*other)[g].states);
    }
  }
}

TEST_CASE("small_area: areas that cannot be, that join others, and that add nothing", "[edge]") {
  Map chain{{5, 0, 4, 0}, {"a", "b", "c", "d"}, {{1}, {0, 2}, {1, 3}, {2}}, {}, 4};
  auto found = chain.search();
  REQUIRE(found);
  // b joins a and c; d adds nothing.
  CHECK(found->front().sites == Sites{0, 1, 2});
  chain.limits = {{{1, undefined, 1, 1}, 3}};
  found = chain.search();
  REQUIRE(found);
  CHECK(found->front().sites == Sites{0});
  chain.limits = {{{9, 9, 9, 9}, 3}};
  CHECK_FALSE(chain.search());
  CHECK(chain.search().error().code == ErrorCode::no_data);
  chain.limits = {{{0, 0, 0, 1}, 0}};
  found = chain.search();
  REQUIRE(found);
  CHECK(found->front().captured == 9.0);
  chain.limits.clear();
  chain.value = {0, 0, 0, 0};
  found = chain.search(3);
  REQUIRE(found);
  CHECK(found->size() == 1);
  CHECK(found->front().captured == 0.0);
}

}  // namespace small_area_test
}  // namespace hotward::targeting
