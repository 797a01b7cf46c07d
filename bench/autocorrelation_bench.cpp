// How the local statistics grow from 10³ to 10⁶ sites: square grids, queen neighbours.
//
// Expected: weights, exact G* and shared draws linear in sites (a sort of the p-values, n log n, is
// the steepest part); independent draws linear in sites × permutations.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/core/random.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "engine/weights/k_nearest.hpp"

namespace hotward {
namespace {

using autocorrelation::Counting;
using autocorrelation::Draws;
using autocorrelation::Null;

std::vector<weights::GridCell> cells(std::int32_t side) {
  std::vector<weights::GridCell> result;
  for (std::int32_t r = 0; r < side; ++r) {
    for (std::int32_t c = 0; c < side; ++c) result.push_back({r, c});
  }
  return result;
}

std::int32_t side_of(const benchmark::State& state) {
  return static_cast<std::int32_t>(state.range(0));
}

/// Poisson counts with a mean of 1 per cell.
std::vector<double> counts(std::size_t n) {
  Random random(1, Stream::test, 50);
  const double stop = std::exp(-1.0);
  std::vector<double> result(n, 0.0);
  for (double& x : result) {
    for (double product = random.uniform(); product > stop; product *= random.uniform()) x += 1.0;
  }
  return result;
}

std::vector<double> normals(std::size_t n) {
  Random random(1, Stream::test, 51);
  std::vector<double> result(n);
  for (double& x : result) x = random.normal();
  return result;
}

void require(bool fine) {
  if (!fine) std::abort();
}

void count_sites(benchmark::State& state, std::size_t n) {
  state.counters["sites"] = static_cast<double>(n);
  state.SetItemsProcessed(static_cast<std::int64_t>(n) * state.iterations());
}

void grid_weights(benchmark::State& state) {
  const auto grid = cells(side_of(state));
  for (auto _ : state) {
    auto w = weights::grid_contiguity(grid, weights::GridKind::square_queen);
    benchmark::DoNotOptimize(w);
  }
  count_sites(state, grid.size());
}

void near_weights(benchmark::State& state) {
  std::vector<geometry::Point> points;
  Random random(1, Stream::test, 52);
  const auto n = static_cast<std::size_t>(state.range(0) * state.range(0));
  for (std::size_t i = 0; i < n; ++i) points.push_back({random.uniform(), random.uniform()});
  for (auto _ : state) {
    auto w = weights::k_nearest(points, 8);
    benchmark::DoNotOptimize(w);
  }
  count_sites(state, n);
}

/// Weights included, as a command would build them.
void gi_star_exact(benchmark::State& state, Null null) {
  const auto grid = cells(side_of(state));
  const auto values = counts(grid.size());
  for (auto _ : state) {
    const auto w = weights::grid_contiguity(grid, weights::GridKind::square_queen);
    auto g = autocorrelation::gi_star(values, weights::with_self(w),
                                      {.null = {.null = null, .counting = Counting::exact}});
    require(g.has_value());
    benchmark::DoNotOptimize(g);
  }
  count_sites(state, grid.size());
}

void local_moran(benchmark::State& state, Draws draws, std::uint32_t permutations) {
  const auto grid = cells(side_of(state));
  const auto values = normals(grid.size());
  for (auto _ : state) {
    const auto w = weights::grid_contiguity(grid, weights::GridKind::square_queen);
    auto m = autocorrelation::local_moran(values, weights::row_standardized(w),
                                          {.null = {.null = Null::conditional,
                                                    .counting = Counting::permutations,
                                                    .draws = draws,
                                                    .permutations = permutations}});
    require(m.has_value());
    benchmark::DoNotOptimize(m);
  }
  count_sites(state, grid.size());
}

void global_moran(benchmark::State& state) {
  const auto grid = cells(side_of(state));
  const auto values = normals(grid.size());
  const auto w = weights::grid_contiguity(grid, weights::GridKind::square_queen);
  for (auto _ : state) {
    auto i = autocorrelation::global_moran(values, w, {.permutations = 99});
    require(i.has_value());
    benchmark::DoNotOptimize(i);
  }
  count_sites(state, grid.size());
}

constexpr auto ms = benchmark::kMillisecond;

// Sides of 32, 100, 316, 500, 1000: 10³, 10⁴, 10⁵, 2.5 × 10⁵, 10⁶ sites.
#define HOTWARD_SIDES \
  ->Arg(32)->Arg(100)->Arg(316)->Arg(500)->Arg(1000)->Unit(ms)->MeasureProcessCPUTime()

BENCHMARK(grid_weights) HOTWARD_SIDES;
BENCHMARK(near_weights) HOTWARD_SIDES;
BENCHMARK_CAPTURE(gi_star_exact, total, Null::total) HOTWARD_SIDES;
BENCHMARK_CAPTURE(gi_star_exact, conditional, Null::conditional) HOTWARD_SIDES;
BENCHMARK_CAPTURE(local_moran, shared_999, Draws::shared, 999) HOTWARD_SIDES;
BENCHMARK_CAPTURE(local_moran, shared_9999, Draws::shared, 9999) HOTWARD_SIDES;
BENCHMARK_CAPTURE(local_moran, independent_999, Draws::independent, 999)
    ->Arg(32)
    ->Arg(100)
    ->Arg(316)
    ->Unit(ms)
    ->MeasureProcessCPUTime();
BENCHMARK(global_moran)->Arg(32)->Arg(100)->Arg(316)->Unit(ms)->MeasureProcessCPUTime();

}  // namespace
}  // namespace hotward
