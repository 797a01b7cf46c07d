// How fast incidents are clustered.
//
// Expected growth: DBSCAN and Nnh are linear in the points but for sorting them; `per_item` of
// DBSCAN should stay within a factor 2 from 10^3 to 10^6. HDBSCAN grows with n log n in its
// searches and with the rounds of its spanning tree, some log n of them, of which the later ask few
// places.
//
//   cluster_bench --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
//
// Points: `snapped` lie on 800 map points around 40 centres of a borough 16 km wide, but for a
// fifth anywhere in it; `distinct` are the same, each moved by some 50 m. Times are CPU seconds of
// all threads together where one thread is set, as here.
#include <cmath>

#include <benchmark/benchmark.h>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/cluster/distinct_places.hpp"
#include "engine/methods/cluster/hdbscan.hpp"
#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"
#include "tests/support/threads.hpp"

namespace hotward::cluster {
namespace {

using geometry::Point;

std::vector<Point> incidents(std::int64_t count, bool distinct) {
  Random random(1, Stream::test);
  std::vector<Point> centres(40);
  for (Point& c : centres)
    c = {2000.0 + 9000.0 * random.uniform(), 3000.0 + 9000.0 * random.uniform()};
  std::vector<Point> snaps(800);
  for (Point& s : snaps) {
    const Point& c = centres[random.below(40)];
    s = {std::round(c.x + 500.0 * random.normal()), std::round(c.y + 600.0 * random.normal())};
  }
  std::vector<Point> at;
  for (std::int64_t i = 0; i < count; ++i) {
    // The lower a map point's number, the more incidents it has.
    const double u = random.uniform();
    Point p = random.below(5) == 0 ? Point{std::round(1600000.0 * random.uniform()) / 100.0,
                                           std::round(1600000.0 * random.uniform()) / 100.0}
                                   : snaps[static_cast<std::size_t>(800.0 * u * u * u)];
    if (distinct) p = {p.x + 50.0 * random.normal(), p.y + 50.0 * random.normal()};
    at.push_back(p);
  }
  return at;
}

void per_item(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void dbscan_points(benchmark::State& state, bool distinct) {
  const auto at = incidents(state.range(0), distinct);
  set_thread_count(1);
  for (auto _ : state) {
    const auto c = dbscan({.at = at}, {.eps_m = 100.0, .min_points = 20.0});
    state.counters["clusters"] = static_cast<double>(c->count());
  }
  set_thread_count(0);
  per_item(state);
}
BENCHMARK_CAPTURE(dbscan_points, snapped, false)
    ->RangeMultiplier(10)
    ->Range(1000, 1000000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(dbscan_points, distinct, true)
    ->RangeMultiplier(10)
    ->Range(1000, 1000000)
    ->Unit(benchmark::kMillisecond);

// As the reader leaves them: each place once, with its incidents.
void dbscan_places(benchmark::State& state) {
  const auto places = distinct_places(incidents(state.range(0), false), {});
  const std::vector<std::uint32_t> counts(places.incidents.begin(), places.incidents.end());
  set_thread_count(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        dbscan({.at = places.at, .incidents = counts}, {.eps_m = 100.0, .min_points = 20.0}));
  }
  set_thread_count(0);
  per_item(state);
}
BENCHMARK(dbscan_places)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond);

void hdbscan_points(benchmark::State& state) {
  const auto at = incidents(state.range(0), true);
  set_thread_count(1);
  for (auto _ : state) {
    const auto h = hdbscan({.at = at}, {.min_cluster_size = 20, .min_points = 10});
    state.counters["clusters"] = static_cast<double>(h->clusters.count());
  }
  set_thread_count(0);
  per_item(state);
}
BENCHMARK(hdbscan_points)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond);

void nnh_points(benchmark::State& state) {
  const auto at = incidents(state.range(0), true);
  set_thread_count(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        nearest_neighbour_hierarchy({.at = at}, {.area_m2 = 256e6, .min_points = 10.0}));
  }
  set_thread_count(0);
  per_item(state);
}
BENCHMARK(nnh_points)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hotward::cluster
