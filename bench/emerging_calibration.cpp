// Emerging calibration: how often a pattern is named where nothing emerges.
//
//   emerging_calibration [cubes]     400 cubes a row by default; two Markdown tables to stdout
//
// A cube is 30 x 30 hexagons and 24 months of independent Poisson counts. First the mean is the
// same in all cells: any pattern is a false alarm, and maps with one are counted. Then it differs
// from cell to cell, but not in time: cells called new, intensifying or diminishing are counted.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "engine/methods/autocorrelation/space_time_gi.hpp"
#include "engine/methods/trend/emerging_pattern.hpp"
#include "engine/methods/trend/mann_kendall.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "engine/table/column.hpp"
#include "engine/weights/grid_contiguity.hpp"

namespace hotward {
namespace {

using autocorrelation::TimeWindow;
using trend::Pattern;

constexpr std::int32_t side = 30;
constexpr std::size_t cell_count = std::size_t{side} * side;
constexpr std::size_t months = 24;
constexpr double days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

weights::SpatialWeights hexagons() {
  std::vector<weights::GridCell> cells;
  for (std::int32_t r = 0; r < side; ++r) {
    for (std::int32_t c = 0; c < side; ++c) cells.push_back({r, c});
  }
  return weights::grid_contiguity(cells, weights::GridKind::hexagon_rows);
}

// Gamma of shape 0.3: a tenth of the cells has half of all.
double risk(double mean, bool differs, Random& random) {
  constexpr double shape = 0.3;
  return differs ? mean * stats::gamma_draw(random, shape) / shape : mean;
}

autocorrelation::Cube cube_of(double mean, bool differs, std::uint32_t number) {
  Random random(1, stream_of("emerging_calibration"), number,
                static_cast<std::uint32_t>(1000 * mean) + (differs ? 1U << 20 : 0U));
  autocorrelation::Cube cube{cell_count, {}, {}};
  for (std::size_t t = 0; t < months; ++t) cube.days.push_back(days[t % 12]);
  cube.counts.resize(cell_count * months);
  for (std::size_t i = 0; i < cell_count; ++i) {
    const double a_day = risk(mean, differs, random) / 30.4375;
    for (std::size_t t = 0; t < months; ++t) {
      const stats::PoissonDraw draw(a_day * cube.days[t]);
      cube.counts[cube.bin(t, i)] = draw(random);
    }
  }
  return cube;
}

std::map<Pattern, std::size_t> patterns(const autocorrelation::Cube& cube,
                                        const weights::SpatialWeights& neighbours,
                                        TimeWindow window) {
  const auto gi = autocorrelation::space_time_gi(cube, neighbours, {.window = window});
  if (!gi) {
    std::fprintf(stderr, "emerging_calibration: %s\n", gi.error().message.c_str());
    std::exit(1);
  }
  std::map<Pattern, std::size_t> found;
  for (std::size_t i = 0; i < cell_count; ++i) {
    std::vector<std::int8_t> signs;
    std::vector<double> strength;
    for (std::size_t t = 0; t < months; ++t) {
      const std::int64_t bin = gi->bin[cube.bin(t, i)];
      signs.push_back(static_cast<std::int8_t>(bin >= 2 ? 1 : bin <= -2 ? -1 : 0));
      strength.push_back(gi->own_z[cube.bin(t, i)]);
    }
    const trend::MannKendall rises = trend::mann_kendall(strength);
    ++found[trend::emerging_pattern(signs, rises.p_value > 0.05 ? 0 : rises.s > 0 ? 1 : -1)];
  }
  return found;
}

void same_risk(const weights::SpatialWeights& neighbours, std::uint32_t cubes) {
  std::printf("| incidents a cell and month | step | neighbourhood | cube |\n|---|---|---|---|\n");
  for (const double mean : {0.02, 0.1, 0.5, 2.0, 10.0}) {
    std::string row = fmt::format("| {}", mean);
    for (const auto& [window, name] : autocorrelation::time_window_names) {
      std::size_t with_any = 0;
      for (std::uint32_t n = 0; n < cubes; ++n) {
        const auto found = patterns(cube_of(mean, false, n), neighbours, window);
        if (found.size() > 1 || !found.contains(Pattern::none)) ++with_any;
      }
      row += fmt::format(" | {:.1f}%", 100.0 * static_cast<double>(with_any) / cubes);
    }
    std::printf("%s |\n", row.c_str());
  }
}

void different_risk(const weights::SpatialWeights& neighbours, std::uint32_t cubes) {
  std::printf(
      "\n| incidents a cell and month | window | persistent | new | intensifying | diminishing |\n"
      "|---|---|---|---|---|---|\n");
  for (const double mean : {0.1, 0.5, 2.0}) {
    for (const auto& [window, name] : autocorrelation::time_window_names) {
      std::map<Pattern, std::size_t> all;
      for (std::uint32_t n = 0; n < cubes; ++n) {
        for (const auto& [pattern, cells] : patterns(cube_of(mean, true, n), neighbours, window)) {
          all[pattern] += cells;
        }
      }
      const auto share = [&](Pattern hot, Pattern cold) {
        return 100.0 * static_cast<double>(all[hot] + all[cold]) /
               (static_cast<double>(cubes) * static_cast<double>(cell_count));
      };
      std::printf("%s\n",
                  fmt::format("| {} | {} | {:.2f}% | {:.2f}% | {:.2f}% | {:.2f}% |", mean, name,
                              share(Pattern::persistent_hot, Pattern::persistent_cold),
                              share(Pattern::new_hot, Pattern::new_cold),
                              share(Pattern::intensifying_hot, Pattern::intensifying_cold),
                              share(Pattern::diminishing_hot, Pattern::diminishing_cold))
                      .c_str());
    }
  }
}

}  // namespace
}  // namespace hotward

int main(int argc, char** argv) {
  const auto cubes = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 400);
  if (cubes == 0) return 1;
  const hotward::weights::SpatialWeights neighbours = hotward::hexagons();
  hotward::same_risk(neighbours, cubes);
  hotward::different_risk(neighbours, std::max(1U, cubes / 10));
  return 0;
}
