// How fast incidents find their area: projection, look-up, join and counts.
//
// Expected growth: every benchmark is linear in its points, so `per_item` should stay level from
// 10^3 to 10^6, but for the first points, which pay for the grid (build) or for the cells of the
// projection (about 40 µs each). What grows is the share of memory that is in no cache.
//
//   locate_bench --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
//
// Areas are made by code (tests/support/patchwork.hpp): 25 of 600 vertices, like a borough's wards
// in full resolution, and 7,744 of 100 vertices, like the wards of England.
#include <benchmark/benchmark.h>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/join/counts.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/threads.hpp"

namespace hotward {
namespace {

using geometry::MultiPolygon;
using geometry::Point;

struct Map {
  std::vector<MultiPolygon> areas;
  double side_m = 0.0;
};

const Map& map_of(std::int64_t areas) {
  static const Map borough{Patchwork({.columns = 5, .rows = 5, .points_per_side = 150}).areas(),
                           10000.0};
  static const Map england{
      Patchwork({.columns = 88, .rows = 88, .points_per_side = 24, .cell_m = 5000.0}).areas(),
      440000.0};
  return areas < 100 ? borough : england;
}

std::vector<Point> points_on(const Map& map, std::int64_t count) {
  Random random(1, Stream::test);
  std::vector<Point> points(static_cast<std::size_t>(count));
  for (Point& p : points) {
    p = {560000.0 + map.side_m * random.uniform(), 150000.0 + map.side_m * random.uniform()};
  }
  return points;
}

void per_item(benchmark::State& state, std::int64_t items) {
  state.SetItemsProcessed(state.iterations() * items);
  state.counters["per_item"] =
      benchmark::Counter(static_cast<double>(items), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

void grid_build(benchmark::State& state) {
  const Map& map = map_of(state.range(0));
  for (auto _ : state) {
    const index::PolygonGrid grid(map.areas);
    state.counters["MB"] = static_cast<double>(grid.bytes()) / 1e6;
    state.counters["boundary_share"] = grid.boundary_share();
  }
}
BENCHMARK(grid_build)->ArgName("areas")->Arg(25)->Arg(7744)->Unit(benchmark::kMillisecond);

// One thread: what a point costs.
void grid_locate(benchmark::State& state) {
  const Map& map = map_of(state.range(0));
  const index::PolygonGrid grid(map.areas);
  const auto points = points_on(map, state.range(1));
  std::vector<std::int32_t> areas(points.size());
  set_thread_count(1);
  for (auto _ : state) {
    grid.locate(points, areas);
    benchmark::DoNotOptimize(areas.data());
  }
  set_thread_count(0);
  per_item(state, state.range(1));
}
BENCHMARK(grid_locate)
    ->ArgNames({"areas", "points"})
    ->ArgsProduct({{25, 7744}, {1000, 100000, 1000000}});

// Grid and look-up, all threads: what a command pays.
void area_join(benchmark::State& state) {
  const Map& map = map_of(state.range(0));
  table::Areas areas;
  areas.shapes = map.areas;
  for (std::size_t a = 0; a < map.areas.size(); ++a) {
    areas.codes.push_back("E" + std::to_string(10000000 + a));
  }
  table::Places places;
  places.at = points_on(map, state.range(1));
  places.incidents.assign(places.at.size(), 1);
  for (auto _ : state) benchmark::DoNotOptimize(join::area_join(places, areas));
  per_item(state, state.range(1));
}
BENCHMARK(area_join)
    ->ArgNames({"areas", "points"})
    ->ArgsProduct({{25, 7744}, {1000, 100000, 1000000}})
    ->Unit(benchmark::kMillisecond);

struct Degrees {
  std::vector<double> lon;
  std::vector<double> lat;
};

Degrees kent(std::int64_t count) {
  Random random(2, Stream::test);
  Degrees at;
  for (std::int64_t i = 0; i < count; ++i) {
    at.lon.push_back(0.03 + 1.42 * random.uniform());
    at.lat.push_back(50.9 + 0.6 * random.uniform());
  }
  return at;
}

// One thread, cells known from the first round on.
void project(benchmark::State& state) {
  const auto grid = geometry::ToNationalGrid::from("EPSG:4326");
  const Degrees at = kent(state.range(0));
  std::vector<Point> out(at.lon.size());
  set_thread_count(1);
  for (auto _ : state) {
    grid->project(at.lon, at.lat, out);
    benchmark::DoNotOptimize(out.data());
  }
  set_thread_count(0);
  per_item(state, state.range(0));
}
BENCHMARK(project)->ArgName("points")->Arg(1000)->Arg(100000)->Arg(1000000);

// The same by PROJ, point by point.
void project_plain(benchmark::State& state) {
  const auto grid = geometry::ToNationalGrid::from("EPSG:4326");
  const geometry::InterpolatedOperation proj(
      {.definition = grid->operation().definition, .domain = {}});
  const Degrees at = kent(state.range(0));
  std::vector<Point> out(at.lon.size());
  for (auto _ : state) {
    proj.apply_plain(at.lon, at.lat, out);
    benchmark::DoNotOptimize(out.data());
  }
  per_item(state, state.range(0));
}
BENCHMARK(project_plain)->ArgName("points")->Arg(1000)->Arg(100000);

// Incidents on 2,500 places, 25 areas, 14 types; one thread.
void count_by_type(benchmark::State& state) {
  table::Incidents incidents;
  join::AreaJoin joined;
  Random random(3, Stream::test);
  incidents.places.at.resize(2500);
  for (std::int32_t p = 0; p < 2500; ++p) joined.area.push_back(p % 26 - 1);
  for (int t = 0; t < 14; ++t) incidents.types.code(std::to_string(t));
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    incidents.place.push_back(random.below(2500));
    incidents.type.push_back(static_cast<std::uint16_t>(random.below(14)));
  }
  const join::Groups groups = join::groups_by_type(incidents);
  set_thread_count(1);
  for (auto _ : state) benchmark::DoNotOptimize(join::count(incidents, joined, 25, groups));
  set_thread_count(0);
  per_item(state, state.range(0));
}
BENCHMARK(count_by_type)->ArgName("incidents")->Arg(1000)->Arg(100000)->Arg(1000000);

}  // namespace
}  // namespace hotward
