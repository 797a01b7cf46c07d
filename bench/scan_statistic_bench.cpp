// The Poisson scan of a country: 7,681 areas, circles up to half the population, 999 random maps.
// Expected growth: with the square of the areas, and with the maps.
//
//   bench 1 thread:  scan_statistic_bench --benchmark_filter=/10000/
// The CPU column counts the calling thread; process_time, used here, counts all of them.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "tests/support/threads.hpp"

namespace hotward::scan {
namespace {

/// Areas on a shaken grid with one cluster of relative risk 2 about its middle.
struct Map {
  std::vector<geometry::Point> at;
  std::vector<std::string> codes;
  std::vector<double> population;
  std::vector<std::int64_t> cases;

  Map(std::uint32_t areas, std::uint32_t incidents) {
    Random random(1, Stream::test);
    const auto side = static_cast<std::uint32_t>(std::ceil(std::sqrt(areas)));
    std::vector<double> risk;
    double total = 0.0;
    for (std::uint32_t i = 0; i < areas; ++i) {
      at.push_back(
          {1000.0 * (i % side + random.uniform()), 1000.0 * (i / side + random.uniform())});
      codes.push_back("A" + std::to_string(1000000 + i));
      population.push_back(5000.0 + 5000.0 * random.uniform());
      const double middle = 500.0 * side;
      const bool inside = std::hypot(at[i].x - middle, at[i].y - middle) < 4000.0;
      risk.push_back(population[i] * (inside ? 2.0 : 1.0));
      total += risk.back();
    }
    cases.assign(areas, 0);
    for (std::uint32_t k = 0; k < incidents; ++k) {
      double x = random.uniform() * total;
      std::uint32_t i = 0;
      while (i + 1 < areas && x > risk[i]) x -= risk[i++];
      ++cases[i];
    }
  }
};

void poisson(benchmark::State& state) {
  set_thread_count(static_cast<unsigned>(state.range(3)));
  const Map map(static_cast<std::uint32_t>(state.range(0)),
                static_cast<std::uint32_t>(state.range(1)));
  ScanOptions options;
  options.replications = static_cast<std::uint32_t>(state.range(2));
  for (auto _ : state) {
    const auto result = poisson_scan({{map.at, map.codes}, map.cases, map.population}, options);
    state.counters["llr"] = result->clusters.front().llr;
    state.counters["p"] = result->clusters.front().p;
  }
}

BENCHMARK(poisson)
    ->ArgNames({"areas", "incidents", "maps", "threads"})
    ->Args({281, 552, 999, 1})
    ->Args({1921, 10000, 999, 1})
    ->Args({7681, 10000, 999, 1})
    ->Args({7681, 10000, 999, 2})
    ->Args({7681, 10000, 0, 1})
    ->Args({7681, 100000, 999, 1})
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hotward::scan
