// Scans over 144 squares, and tolerance of relative risk over a square of 3 km.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/methods/density/tolerance.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward {
namespace {

constexpr int side = 12;

struct Squares {
  std::vector<geometry::Point> at;
  std::vector<std::string> codes;
  std::vector<double> people = std::vector<double>(side * side, 1000.0);

  Squares() {
    for (int i = 0; i < side * side; ++i) {
      at.push_back({1000.0 * (i % side), 1000.0 * (i / side)});
      codes.push_back(fmt::format("A{:03}", i));
    }
  }
};

// Share of maps with a group of p <= 0.05. risk: of nine squares in the middle.
double found(double mean, double phi, double assumed, double risk, std::uint32_t maps) {
  const Squares squares;
  double result = 0.0;
  for (std::uint32_t map = 0; map < maps; ++map) {
    Random random(1, stream_of("calibration of scans"), static_cast<std::uint32_t>(10 * phi), map);
    std::vector<std::int64_t> cases;
    for (int i = 0; i < side * side; ++i) {
      const bool in = i % side >= 5 && i % side <= 7 && i / side >= 5 && i / side <= 7;
      cases.push_back(overdispersed_count(random, in ? mean * risk : mean, phi));
    }
    const auto scan = scan::poisson_scan(
        {.sites = {squares.at, squares.codes}, .cases = cases, .population = squares.people},
        {.replications = 199, .seed = map + 1, .phi = assumed});
    const bool is_found = scan && !scan->clusters.empty() && scan->clusters.front().p <= 0.05;
    result += (is_found ? 100.0 : 0.0) / maps;
  }
  return result;
}

struct Sample {
  std::vector<geometry::Point> at;
  std::vector<double> weights;
};

Sample sample(std::size_t n, std::uint32_t unit, std::uint32_t number) {
  Random random(1, stream_of("calibration of tolerance"), unit, number);
  Sample s;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = 3000.0 * random.uniform();
    s.at.push_back({x, 3000.0 * random.uniform()});
  }
  s.weights.assign(n, 1.0);
  return s;
}

}  // namespace

void calibrate_scans(std::uint32_t maps) {
  fmt::print(
      "{} maps of 144 areas a row, p ≤ 0.05 by 199 random maps.\n\n| incidents per area | φ | "
      "none, "
      "`poisson` | none, φ known | 9 areas × 1.5 | × 2 | × 3 |\n|---|---|---|---|---|---|---|\n",
      maps);
  for (const double mean : {2.0, 10.0, 40.0}) {
    for (const double phi : {1.0, 2.0, 3.0, 5.0}) {
      fmt::print("| {} | {} | {:.0f}% | {:.0f}% | {:.0f}% | {:.0f}% | {:.0f}% |\n", mean, phi,
                 found(mean, phi, 1.0, 1.0, maps), found(mean, phi, phi, 1.0, maps),
                 found(mean, phi, phi, 1.5, maps / 2), found(mean, phi, phi, 2.0, maps / 2),
                 found(mean, phi, phi, 3.0, maps / 2));
    }
  }
}

void calibrate_tolerance(std::uint32_t maps) {
  const geometry::Box box{{0, 0}, {3000, 3000}};
  const auto frame = density::frame_over(box, 150.0);
  fmt::print(
      "{} pairs of samples of one law a row; kernel of 500 m.\n\n| incidents | beside | p from | "
      "raised "
      "95% | lowered 95% | raised 99% | lowered 99% |\n|---|---|---|---|---|---|---|\n",
      maps);
  for (const auto& [n, m] : {std::pair(500, 500), std::pair(300, 3000), std::pair(3000, 300)}) {
    for (const std::uint32_t deals : {0U, 199U}) {
      double marked[4] = {0, 0, 0, 0};
      double tested = 0.0;
      for (std::uint32_t k = 0; k < maps; ++k) {
        const Sample one = sample(static_cast<std::size_t>(n), 1, k);
        const Sample zero = sample(static_cast<std::size_t>(m), 2, k);
        density::RelativeRiskOptions options;
        options.contrast = density::Contrast::log_ratio;
        options.kde.bandwidth_m = 500.0;
        options.permutations = deals;
        const auto risk =
            density::relative_risk({one.at, one.weights}, {zero.at, zero.weights}, *frame, options);
        if (!risk) continue;
        for (const auto& set : density::tolerance_sets(*risk, *frame)) {
          marked[(set.raised() ? 0 : 1) + (set.level_pct > 96.0 ? 2 : 0)] += set.area_km2;
        }
        tested += density::tested_km2(*risk, *frame);
      }
      fmt::print("| {} | {} | {} | {:.1f}% | {:.1f}% | {:.2f}% | {:.2f}% |\n", n, m,
                 deals == 0 ? "the normal law" : "199 deals", 100 * marked[0] / tested,
                 100 * marked[1] / tested, 100 * marked[2] / tested, 100 * marked[3] / tested);
    }
  }
}

}  // namespace hotward
