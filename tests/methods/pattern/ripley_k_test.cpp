#include "engine/methods/pattern/ripley_k.hpp"

#include <cmath>
#include <numbers>

#include "engine/core/parallel.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/threads.hpp"

namespace hotward::pattern {
namespace ripley_k_test {

using geometry::Box;
using geometry::Point;
using Edge = RipleyOptions::Edge;

const Box medway{{566000.0, 158000.0}, {590000.0, 177000.0}};

std::vector<Point> read_points() {
  const auto rows = read_rows(shared_path("oracle/programs/pts1560.csv"));
  std::vector<Point> at;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    at.push_back(
        {std::strtod(rows[r][1].c_str(), nullptr), std::strtod(rows[r][2].c_str(), nullptr)});
  }
  return at;
}

// spatstat.explore 3.0-6, Kest on the 1,518 points inside the window, repeats among them: columns
// r, theo, un, border, iso, trans, L_iso.
TEST_CASE("ripley_k: four corrections as spatstat has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/ripleyK.csv");
  const auto rows = read_rows(shared_path("oracle/programs/ripleyK.csv"));
  const auto at = read_points();
  std::vector<double> radii;
  for (std::size_t r = 1; r < rows.size(); ++r)
    radii.push_back(std::strtod(rows[r][0].c_str(), nullptr));
  const std::vector<std::pair<Edge, std::size_t>> columns = {
      {Edge::none, 2}, {Edge::border, 3}, {Edge::isotropic, 4}, {Edge::translation, 5}};
  for (const auto& [edge, column] : columns) {
    const auto k = ripley_k(at, {}, {.window = medway, .radius_m = radii, .edge = edge});
    REQUIRE(k);
    CHECK(k->n == 1518);
    CHECK(k->outside == 42);
    for (std::size_t r = 0; r < radii.size(); ++r) {
      const double theirs = std::strtod(rows[r + 1][column].c_str(), nullptr);
      INFO("column " << column << ", r " << radii[r] << ": " << k->k_m2[r] << ", spatstat "
                     << theirs);
      // Sums of some 10^5 terms, each good to a few units in the last place.
      CHECK(std::abs(k->k_m2[r] - theirs) <= 1e-11 * theirs);
      if (edge != Edge::isotropic) continue;
      CHECK(std::abs(k->l_m[r] - std::strtod(rows[r + 1][6].c_str(), nullptr)) <= 1e-8);
    }
  }
}

// Two points near a corner: the share of either's circle that lies inside, counted on 10^6 of its
// points, is good to a few millionths, and so is K.
TEST_CASE("ripley_k: isotropic shares near a corner", "[brute]") {
  const Box window{{0.0, 0.0}, {1000.0, 800.0}};
  const std::vector<std::vector<Point>> pairs = {{{10.0, 20.0}, {60.0, 20.0}},
                                                 {{990.0, 5.0}, {900.0, 80.0}},
                                                 {{30.0, 795.0}, {40.0, 700.0}},
                                                 {{0.0, 0.0}, {3.0, 4.0}}};
  for (const auto& at : pairs) {
    const double away = geometry::distance(at[0], at[1]);
    double weights = 0.0;
    for (const Point& p : at) {
      int inside = 0;
      for (int i = 0; i < 1000000; ++i) {
        const double turn = 2.0 * std::numbers::pi * (i + 0.5) / 1e6;
        inside +=
            window.contains({p.x + away * std::cos(turn), p.y + away * std::sin(turn)}) ? 1 : 0;
      }
      weights += 1e6 / inside;
    }
    const auto k = ripley_k(at, {}, {.window = window, .radius_m = {away}});
    REQUIRE(k);
    CHECK(std::abs(k->k_m2[0] / (800000.0 / 2.0 * weights) - 1.0) <= 2e-5);
  }
}

TEST_CASE("ripley_k: repeats left out, K begins at 0", "[property]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/pts1560.csv");
  const auto k = ripley_k(read_points(), {},
                          {.window = medway, .radius_m = {0.0, 500.0}, .places_only = true});
  REQUIRE(k);
  CHECK(k->n == 1458);
  CHECK(k->k_m2[0] == 0.0);
}

TEST_CASE("ripley_k: counts at a place are repeated points", "[property]") {
  for (const HardMap& map : hard_maps(8, 120)) {
    Random random(8, Stream::test, 9);
    std::vector<std::uint32_t> counts;
    std::vector<Point> repeated;
    for (const Point& p : map.at) {
      counts.push_back(1 + random.below(3));
      repeated.insert(repeated.end(), counts.back(), p);
    }
    const RipleyOptions options{.window = {{574000.0, 167000.0}, {577000.0, 170000.0}},
                                .radius_m = {0.0, 10.0, 50.0, 200.0, 600.0}};
    const auto one = ripley_k(map.at, counts, options);
    const auto other = ripley_k(repeated, {}, options);
    INFO(map.name);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->k_m2 == other->k_m2);
  }
}

TEST_CASE("ripley_k: order and threads change nothing", "[property]") {
  for (const HardMap& map : hard_maps(9, 700)) {
    const RipleyOptions options{.window = {{574000.0, 167000.0}, {577000.0, 170000.0}},
                                .radius_m = {10.0, 50.0, 200.0, 600.0},
                                .simulations = 3};
    std::vector<Point> mixed;
    for (const std::uint32_t i : shuffled_order(7, map.at.size())) mixed.push_back(map.at[i]);
    set_thread_count(1);
    const auto one = ripley_k(map.at, {}, options);
    set_thread_count(4);
    const auto other = ripley_k(mixed, {}, options);
    set_thread_count(0);
    INFO(map.name);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->k_m2 == other->k_m2);
    CHECK(one->lower_m == other->lower_m);
    CHECK(one->upper_m == other->upper_m);
  }
}

// An even pattern is one of R + 1 alike: the chance of p <= 0.05 is 1/20. Of 100 patterns at most
// 5 + 3 sqrt(100 * 0.05 * 0.95) = 11 may lie there.
TEST_CASE("ripley_k: chance alone is seldom significant", "[statistical]") {
  int small = 0;
  for (std::uint32_t run = 0; run < 100; ++run) {
    Random random(200, Stream::test, run);
    std::vector<Point> at;
    for (int i = 0; i < 60; ++i)
      at.push_back({1000.0 * random.uniform(), 1000.0 * random.uniform()});
    const Box window{{0.0, 0.0}, {1000.0, 1000.0}};
    const auto k = ripley_k(at, {},
                            {.window = window,
                             .radius_m = radii_m(usual_radius_m(window), 10),
                             .simulations = 19,
                             .seed = run});
    REQUIRE(k);
    small += k->p_value <= 0.05 ? 1 : 0;
  }
  CHECK(small <= 11);
  CHECK(small >= 1);
}

TEST_CASE("ripley_k: gathered points lie above the envelope, spread ones below", "[statistical]") {
  const Box window{{0.0, 0.0}, {1000.0, 1000.0}};
  std::vector<Point> lattice, blob;
  Random random(4, Stream::test);
  for (int i = 0; i < 100; ++i) {
    lattice.push_back({50.0 + 100.0 * (i % 10), 50.0 + 100.0 * (i / 10)});
    blob.push_back({500.0 + 50.0 * random.normal(), 500.0 + 50.0 * random.normal()});
  }
  const RipleyOptions options{.window = window, .radius_m = {60.0, 90.0}, .simulations = 39};
  const auto gathered = ripley_k(blob, {}, options);
  const auto spread = ripley_k(lattice, {}, options);
  REQUIRE(gathered);
  REQUIRE(spread);
  CHECK(gathered->l_m[0] > gathered->upper_m[0]);
  CHECK(spread->l_m[1] < spread->lower_m[1]);
  CHECK(gathered->p_value == 1.0 / 40.0);
}

TEST_CASE("ripley_k: says why it cannot answer", "[error]") {
  const Box window{{0.0, 0.0}, {100.0, 100.0}};
  const std::vector<Point> at = {{1.0, 1.0}, {2.0, 2.0}};
  const auto error = [](const std::vector<Point>& points, const RipleyOptions& options) {
    const auto k = ripley_k(points, {}, options);
    REQUIRE_FALSE(k);
    return k.error();
  };
  CHECK(error({}, {.window = window, .radius_m = {1.0}}).code == ErrorCode::too_few_sites);
  CHECK(error({{1.0, 1.0}}, {.window = window, .radius_m = {1.0}}).code ==
        ErrorCode::too_few_sites);
  CHECK(error({{1.0, 1.0}, {500.0, 1.0}}, {.window = window, .radius_m = {1.0}}).message ==
        "Ripley's K needs 2 points in its window, got 1");
  CHECK(error(at, {.window = {}, .radius_m = {1.0}}).message ==
        "the window of Ripley's K has no area");
  CHECK(error(at, {.window = window, .radius_m = {2.0, 1.0}}).code == ErrorCode::usage);
  CHECK(error(at, {.window = window, .radius_m = {51.0}}).code == ErrorCode::usage);
  CHECK(error(at, {.window = window, .radius_m = {}}).code == ErrorCode::usage);
}

}  // namespace ripley_k_test
}  // namespace hotward::pattern
