// How fast a grid is laid and a density surface made.
//
// Expected growth: kernel_density grows with places x cells under a kernel, so per_item is level
// from 10^4 places on; below that the cells themselves (480 x 380 are cleared and summed) stand
// out. Diggle's correction looks at every kernel twice. grid_over grows with the boundary's edges
// and with the cells.
//
//   density_bench --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
//
// The surface is that of PEERS' job: 480 x 380 cells of 50 m, quartic kernel of 750 m.
#include <benchmark/benchmark.h>

#include "engine/core/random.hpp"
#include "engine/geometry/grid.hpp"
#include "engine/methods/density/isopleth.hpp"
#include "engine/methods/density/kde.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward {
namespace {

using geometry::Point;

const geometry::Box window{{566'000, 158'000}, {590'000, 177'000}};

struct Places {
  std::vector<Point> at;
  std::vector<double> weights;
};

// Four fifths of the incidents on 800 spots, one fifth each on its own.
Places places_of(std::int64_t incidents) {
  Random random(1, Stream::test);
  Places places;
  const auto point = [&] {
    return Point{window.low.x + window.width() * random.uniform(),
                 window.low.y + window.height() * random.uniform()};
  };
  for (int i = 0; i < 800; ++i) {
    places.at.push_back(point());
    places.weights.push_back(static_cast<double>(incidents) * 0.8 / 800.0);
  }
  for (std::int64_t i = 0; i < incidents / 5; ++i) {
    places.at.push_back(point());
    places.weights.push_back(1.0);
  }
  return places;
}

void kernel_density(benchmark::State& state, density::Kernel kernel, double bandwidth_m,
                    density::EdgeCorrection edge) {
  const Places places = places_of(state.range(0));
  const auto frame = density::frame_over(window, 50.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(density::kernel_density_surface({places.at, places.weights}, *frame,
                                                             {kernel, bandwidth_m, edge}));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(kernel_density, quartic_none, density::Kernel::quartic, 750.0,
                  density::EdgeCorrection::none)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(kernel_density, quartic_diggle, density::Kernel::quartic, 750.0,
                  density::EdgeCorrection::diggle)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(kernel_density, gaussian_none, density::Kernel::gaussian, 300.0,
                  density::EdgeCorrection::none)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void isopleths(benchmark::State& state) {
  const Places places = places_of(100'000);
  const auto frame = density::frame_over(window, 50.0);
  const auto surface = density::kernel_density_surface({places.at, places.weights}, *frame, {});
  const std::vector<double> shares = {50.0, 80.0, 95.0};
  for (auto _ : state) benchmark::DoNotOptimize(density::isopleths(*surface, *frame, shares));
}
BENCHMARK(isopleths)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

// 25 winding areas on 15 km x 15 km with 14,000 vertices: a borough.
void grid_over(benchmark::State& state, geometry::CellShape shape) {
  const auto areas = Patchwork({.points_per_side = 280, .cell_m = 3000.0}).areas();
  std::size_t cells = 0;
  for (auto _ : state) {
    const auto grid = geometry::grid_over(areas, {shape, static_cast<double>(state.range(0))});
    cells = grid->size();
  }
  state.counters["cells"] = static_cast<double>(cells);
}
BENCHMARK_CAPTURE(grid_over, square, geometry::CellShape::square)
    ->Arg(500)
    ->Arg(100)
    ->Arg(20)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(grid_over, hexagon, geometry::CellShape::hexagon)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace hotward
