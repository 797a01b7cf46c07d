// Null calibration: how often does what is printed hold, on maps where nothing is to be found?
//
//   null_calibration [maps]                  G* alone; 400 maps by default
//   null_calibration counts [maps]           intervals, chances and changes of counts in 22 areas
//   null_calibration scan [maps]             scans, and their power
//   null_calibration tolerance [maps]        tolerance of relative risk
//   null_calibration points AREAS [maps]     Ripley's K and nearest neighbours within areas
//
// Markdown tables to stdout: those of docs/methods/how-sure.md and gi-star.md. An error given is
// the standard error between maps.
//
// G*: each map is a 40 x 40 grid of independent Poisson counts, queen neighbours and the cell
// itself, the total null. Every cell called hot is a false alarm; a test that tells the truth calls
// its level's share.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/weights/grid_contiguity.hpp"

namespace hotward {
namespace {

constexpr std::int32_t side = 40;
constexpr std::size_t cell_count = std::size_t{side} * side;

std::vector<double> poisson_map(double mean, std::uint32_t map) {
  Random random(1, Stream{5}, map, static_cast<std::uint32_t>(1000 * mean));
  const double stop = std::exp(-mean);
  std::vector<double> values(cell_count, 0.0);
  for (double& x : values) {
    for (double product = random.uniform(); product > stop; product *= random.uniform()) x += 1.0;
  }
  return values;
}

/// Shares of cells called hot, one per map.
struct Calls {
  std::vector<double> normal;
  std::vector<double> exact;
  std::vector<double> mid;
};

std::string percent(const std::vector<double>& shares) {
  const auto n = static_cast<double>(shares.size());
  double mean = 0.0;
  for (const double s : shares) mean += s / n;
  double square = 0.0;
  for (const double s : shares) square += (s - mean) * (s - mean);
  const double error = std::sqrt(square / (n - 1) / n);
  return fmt::format("{:.2f} ± {:.2f} %", 100 * mean, 100 * error);
}

Calls calls(double mean, double level, double z_bound, std::uint32_t maps) {
  std::vector<weights::GridCell> cells;
  for (std::int32_t r = 0; r < side; ++r) {
    for (std::int32_t c = 0; c < side; ++c) cells.push_back({r, c});
  }
  const auto weights =
      weights::with_self(weights::grid_contiguity(cells, weights::GridKind::square_queen));
  Calls result;
  for (std::uint32_t map = 0; map < maps; ++map) {
    const auto g = autocorrelation::gi_star(poisson_map(mean, map), weights);
    if (!g) {
      std::fprintf(stderr, "null_calibration: %s\n", g.error().message.c_str());
      std::exit(1);
    }
    double normal = 0.0;
    double exact = 0.0;
    double mid = 0.0;
    for (std::size_t i = 0; i < cell_count; ++i) {
      const double seen = g->p_upper[i] + g->p_lower[i] - 1.0;
      normal += g->z_score[i] > z_bound ? 1.0 : 0.0;
      exact += g->p_upper[i] <= level ? 1.0 : 0.0;
      mid += g->p_upper[i] - seen / 2 <= level ? 1.0 : 0.0;
    }
    result.normal.push_back(normal / cell_count);
    result.exact.push_back(exact / cell_count);
    result.mid.push_back(mid / cell_count);
  }
  return result;
}

void print_table(std::uint32_t maps) {
  fmt::print("{} maps of {} × {} cells for each row, seed 1.\n\n", maps, side, side);
  fmt::print("| mean per cell | level | normal z | exact p | mid-p |\n|---|---|---|---|---|\n");
  for (const auto& [level, z_bound] : {std::pair(0.05, 1.644854), std::pair(0.005, 2.575829)}) {
    for (const double mean : {0.02, 0.1, 0.5, 2.0}) {
      const auto c = calls(mean, level, z_bound, maps);
      fmt::print("| {} | {} % | {} | {} | {} |\n", mean, 100 * level, percent(c.normal),
                 percent(c.exact), percent(c.mid));
    }
  }
}

}  // namespace
}  // namespace hotward

int main(int argc, char** argv) {
  const std::string part = argc > 1 ? argv[1] : "";
  const bool is_part =
      part == "counts" || part == "scan" || part == "tolerance" || part == "points";
  const int at = !is_part ? 1 : part == "points" ? 3 : 2;
  const long maps = argc > at ? std::strtol(argv[at], nullptr, 10) : 400;
  if (maps < 2 || (part == "points" && argc < 3)) {
    std::fprintf(stderr,
                 "usage: null_calibration [counts | scan | tolerance | points AREAS] "
                 "[maps, at least 2]\n");
    return 2;
  }
  const auto number = static_cast<std::uint32_t>(maps);
  if (part == "counts") {
    hotward::calibrate_counts(number);
  } else if (part == "scan") {
    hotward::calibrate_scans(number);
  } else if (part == "tolerance") {
    hotward::calibrate_tolerance(number);
  } else if (part == "points") {
    hotward::calibrate_points(number, argv[2]);
  } else {
    hotward::print_table(number);
  }
}
