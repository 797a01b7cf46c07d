#include "engine/methods/near_repeat/chains.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/methods/near_repeat/incidents.hpp"
#include "tests/support/catch.hpp"

namespace hotward::near_repeat {
namespace chains_test {

constexpr table::Minute day = 1440;

TEST_CASE("chains: who came first, who came again, who came near", "[edge]") {
  const Made made{{{0, 0}, {0, 0}, {50, 0}, {120, 0}, {5000, 0}, {0, 0}},
                  {0, 3 * day, 4 * day, 9 * day, 4 * day, 40 * day}};
  const auto c = chains(made.input(), {});
  REQUIRE(c);
  CHECK(c->role == std::vector<Role>{Role::originator, Role::repeat, Role::near_repeat,
                                     Role::near_repeat, Role::none, Role::none});
  CHECK(c->chain == std::vector<std::uint32_t>{1, 1, 1, 1, 0, 0});
  CHECK(c->follows ==
        std::vector<std::uint32_t>{Chains::nobody, 0, 1, 2, Chains::nobody, Chains::nobody});
  CHECK(c->sizes == std::vector<std::uint32_t>{4});
  CHECK(c->near == std::vector<std::uint32_t>{2, 2, 3, 1, 0, 0});
  CHECK(c->count(Role::near_repeat) == 2);
}

TEST_CASE("chains: of several on one day one is the originator, whatever the rows", "[edge]") {
  const Made made{{{10, 0}, {0, 0}, {20, 0}}, {0, 0, 0}};
  for (const bool reversed : {false, true}) {
    const Made rows = reversed ? backwards(made) : made;
    const auto c = chains(rows.input(), {});
    REQUIRE(c);
    CHECK(c->count(Role::originator) == 1);
    CHECK(c->role[1] == Role::originator);
    CHECK(c->count() == 1);
  }
}

TEST_CASE("chains: bands are half-open here, too", "[edge]") {
  const auto count = [](geometry::Point at, table::Minute when) {
    const Made made{{{0, 0}, at}, {0, when}};
    const auto c = chains(made.input(), {});
    REQUIRE(c);
    return c->count();
  };
  CHECK(count({100, 0}, 0) == 0);
  CHECK(count({99.999, 0}, 0) == 1);
  CHECK(count({0, 0}, 7 * day) == 0);
  CHECK(count({0, 0}, 7 * day - 1) == 1);
}

// With its own time kept, all orders of the others' times.
TEST_CASE("chains: an incident's own p is that of every permutation there is", "[brute]") {
  for (std::uint32_t map = 0; map < 10; ++map) {
    const Made made = without_repeats(6, 150.0, 12, map);
    const auto c = chains(made.input(), {.space_m = 80.0, .time_days = 4.0});
    REQUIRE(c);
    for (std::size_t i = 0; i < 6; ++i) {
      std::vector<std::size_t> others;
      for (std::size_t j = 0; j < 6; ++j) {
        if (j != i) others.push_back(j);
      }
      auto order = others;
      double as_many = 0.0;
      double sum = 0.0;
      double orders = 0.0;
      do {
        std::uint32_t near = 0;
        for (std::size_t k = 0; k < 5; ++k) {
          const bool close = geometry::distance(made.at[i], made.at[others[k]]) < 80.0;
          const bool soon = std::abs(made.when[i] - made.when[order[k]]) < 4 * day;
          near += close && soon ? 1U : 0U;
        }
        as_many += near >= c->near[i] ? 1.0 : 0.0;
        sum += near;
        ++orders;
      } while (std::next_permutation(order.begin(), order.end()));
      CHECK(std::abs(c->p[i] - as_many / orders) <= 1e-12);
      CHECK(std::abs(c->expected[i] - sum / orders) <= 1e-12);
      CHECK(c->q[i] >= c->p[i]);
    }
  }
}

TEST_CASE("chains: rows and moves change nothing", "[property]") {
  const Made made = without_repeats(300, 1500.0, 200, 5);
  const auto c = chains(made.input(), {});
  REQUIRE(c);
  const auto r = chains(backwards(made).input(), {});
  REQUIRE(r);
  CHECK(c->sizes == r->sizes);
  std::size_t in_chains = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    CHECK(c->role[i] == r->role[299 - i]);
    CHECK(c->chain[i] == r->chain[299 - i]);
    CHECK(c->p[i] == r->p[299 - i]);
    CHECK((c->chain[i] == 0) == (c->role[i] == Role::none));
    in_chains += c->chain[i] != 0 ? 1U : 0U;
    if (c->follows[i] != Chains::nobody) CHECK(c->chain[c->follows[i]] == c->chain[i]);
  }
  CHECK(std::accumulate(c->sizes.begin(), c->sizes.end(), std::size_t{0}) == in_chains);
  Made moved = made;
  for (auto& p : moved.at) p = {p.x + 512.0, p.y - 1024.0};
  for (auto& minute : moved.when) minute += 10 * day;
  CHECK(chains(moved.input(), {})->role == c->role);
}

TEST_CASE("chains: of few and of none", "[edge]") {
  const auto none = chains({}, {});
  REQUIRE(none);
  CHECK(none->count() == 0);
  const Made one{{{0, 0}}, {0}};
  const auto c = chains(one.input(), {});
  REQUIRE(c);
  CHECK(c->role == std::vector<Role>{Role::none});
  CHECK(c->p == std::vector<double>{1.0});
}

TEST_CASE("chains: a length or a time of nothing is refused", "[error]") {
  const Made one{{{0, 0}}, {0}};
  CHECK(chains(one.input(), {.space_m = 0.0}).error().code == ErrorCode::usage);
  CHECK(chains(one.input(), {.time_days = std::nan("")}).error().code == ErrorCode::usage);
}

}  // namespace chains_test
}  // namespace hotward::near_repeat
