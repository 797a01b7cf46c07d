// Tolerance of relative risk: two samples of one law over a square of 3 km. Which share of the map
// is called raised or lowered?
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/density/tolerance.hpp"

namespace hotward::calibration {
namespace {

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

struct Marked {
  Often raised_95, lowered_95, raised_99, lowered_99;
};

Marked marked(std::size_t n, std::size_t m, std::uint32_t deals, std::uint32_t maps) {
  const auto frame = density::frame_over(geometry::Box{{0, 0}, {3000, 3000}}, 150.0);
  Marked result;
  for (std::uint32_t k = 0; k < maps; ++k) {
    const Sample one = sample(n, 1, k);
    const Sample zero = sample(m, 2, k);
    density::RelativeRiskOptions options;
    options.contrast = density::Contrast::log_ratio;
    options.kde.bandwidth_m = 500.0;
    options.permutations = deals;
    const auto risk = sure(
        density::relative_risk({one.at, one.weights}, {zero.at, zero.weights}, *frame, options));
    const double tested = density::tested_km2(risk, *frame);
    double raised[2] = {0.0, 0.0};
    double lowered[2] = {0.0, 0.0};
    for (const auto& set : density::tolerance_sets(risk, *frame)) {
      (set.raised() ? raised : lowered)[set.level_pct > 96.0 ? 1 : 0] += set.area_km2;
    }
    result.raised_95.add(raised[0], tested);
    result.lowered_95.add(lowered[0], tested);
    result.raised_99.add(raised[1], tested);
    result.lowered_99.add(lowered[1], tested);
  }
  return result;
}

}  // namespace

void calibrate_tolerance(const Plan& plan) {
  fmt::print(
      "{} pairs of samples of one law a row, {} of the last two; kernel of 500 m. Due: 2.5% and "
      "0.5%.\n\n| incidents | beside | p from | raised 95% | lowered 95% | raised 99% | lowered "
      "99% |\n|---|---|---|---|---|---|---|\n",
      plan.maps(200), plan.maps(50));
  for (const auto& sizes :
       {std::pair(500, 500), std::pair(300, 3000), std::pair(3000, 300), std::pair(5000, 30000)}) {
    const int n = sizes.first;
    const int m = sizes.second;
    for (const std::uint32_t deals : {0U, 199U}) {
      const std::string from = deals > 0 ? "199 deals" : "the normal law";
      plan.row(fmt::format("tolerance, {} beside {}, {}", n, m, from), [&] {
        const Marked r = marked(static_cast<std::size_t>(n), static_cast<std::size_t>(m), deals,
                                plan.maps(m > 5000 ? 50 : 200));
        const bool fair = deals > 0;  // what the program takes where samples are unlike in size
        const auto of = [fair](const Often& often, double p) {
          return fair ? often.due(0.8 * p, 1.2 * p) : often.text();
        };
        fmt::print("| {} | {} | {} | {} | {} | {} | {} |\n", n, m, from, of(r.raised_95, 0.025),
                   of(r.lowered_95, 0.025), of(r.raised_99, 0.005), of(r.lowered_99, 0.005));
      });
    }
  }
}

}  // namespace hotward::calibration
