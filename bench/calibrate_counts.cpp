// Counts of 22 areas like Medway's wards, 24 months each: gamma-Poisson with phi times their mean
// as variance. The last 12 months are what is told, phi is estimated from all 24 as `rank` does it.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/methods/trend/overdispersed_change.hpp"
#include "engine/stats/dispersion.hpp"
#include "engine/stats/rate_ratio.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward {
namespace {

constexpr std::size_t areas = 22;
constexpr std::size_t months = 24;
constexpr int top = 5;

struct Map {
  std::vector<std::string> codes;
  std::vector<double> people;
  std::vector<double> expected;     // of the period
  std::vector<std::int64_t> cells;  // areas x months
  std::vector<std::int64_t> now;
  std::vector<std::int64_t> before;
};

Map map_of(double incidents, double phi, double spread, std::uint32_t number) {
  Random random(1, stream_of("calibration of counts"), static_cast<std::uint32_t>(10 * phi),
                number);
  Map map;
  for (std::size_t i = 0; i < areas; ++i) {
    map.codes.push_back(fmt::format("W{:02}", i));
    map.people.push_back(spread > 0.0 ? 5000.0 + random.below(14000) : 10000.0);
    map.expected.push_back(map.people.back() * std::exp(spread * random.normal()));
  }
  const double all = std::accumulate(map.expected.begin(), map.expected.end(), 0.0);
  for (double& e : map.expected) {
    e *= incidents / all;
    std::int64_t halves[2] = {0, 0};
    for (std::size_t m = 0; m < months; ++m) {
      const double season = 1.0 + 0.3 * std::sin(0.5236 * static_cast<double>(m));
      map.cells.push_back(overdispersed_count(random, e / 12.0 * season, phi));
      halves[m / 12] += map.cells.back();
    }
    map.before.push_back(halves[0]);
    map.now.push_back(halves[1]);
  }
  return map;
}

double share_of_highest(const std::vector<double>& of, const std::vector<double>& by) {
  std::vector<std::size_t> order(areas);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return by[i]; });
  double sum = 0.0;
  for (int k = 0; k < top; ++k) sum += of[order[static_cast<std::size_t>(k)]];
  return sum / std::accumulate(of.begin(), of.end(), 0.0);
}

// Shares of areas or maps.
struct Held {
  double change = 0.0;  // p <= 0.05 where nothing changed
  double rate = 0.0;
  double rank = 0.0;
  double share = 0.0;
  double bias = 0.0;  // points of per cent
  double said = 0.0;  // P(top 5) above 0.8
  double was = 0.0;
  double number = 0.0;
};

void look_at_ranks(const Map& map, double phi, bool shrink, double maps, Held& held) {
  const auto r = ranking::rank_interval({map.codes, map.now, map.people},
                                        {.draws = 999, .top = top, .phi = phi, .shrink = shrink});
  if (!r) return;
  std::vector<double> seen, truth;
  for (std::size_t i = 0; i < areas; ++i) {
    seen.push_back(static_cast<double>(map.now[i]) / map.people[i]);
    truth.push_back(map.expected[i] / map.people[i]);
  }
  const double share = share_of_highest(map.expected, seen);
  const auto [lower, upper] = r->top_share.interval;
  held.share += (lower <= share && share <= upper ? 1.0 : 0.0) / maps;
  held.bias += 100.0 * (r->top_share.corrected - share) / maps;
  for (std::size_t i = 0; i < areas; ++i) {
    const auto above = std::ranges::count_if(truth, [&](double t) { return t > truth[i]; });
    const bool in = r->lower[i] <= above + 1 && above + 1 <= r->upper[i];
    held.rank += (in ? 1.0 : 0.0) / (maps * areas);
    if (r->p_top[i] <= 0.8) continue;
    held.said += r->p_top[i];
    held.was += above < top ? 1.0 : 0.0;
    held.number += 1.0;
  }
}

Held held_by(double incidents, double phi, double spread, bool as_poisson, std::uint32_t maps) {
  Held held;
  for (std::uint32_t number = 0; number < maps; ++number) {
    const Map map = map_of(incidents, phi, spread, number);
    const auto found = stats::dispersion(map.cells, months);
    const double assumed = as_poisson || !found ? 1.0 : found->phi;
    const double degrees = found ? std::max(1.0, found->degrees) : 1.0;
    const auto rates = rates::crude_rate(map.now, map.people, 1000.0, assumed);
    for (std::size_t i = 0; i < areas; ++i) {
      const double truth = 1000.0 * map.expected[i] / map.people[i];
      const bool in = rates.lower[i] <= truth && truth <= rates.upper[i];
      held.rate += (in ? 1.0 : 0.0) / (maps * areas);
      const stats::ExposedCount now{map.now[i], 365.0};
      const stats::ExposedCount then{map.before[i], 365.0};
      const double p = as_poisson
                           ? stats::rate_ratio(now, then).p_value
                           : trend::overdispersed_change(now, then, assumed, degrees).p_value;
      held.change += (p <= 0.05 ? 1.0 : 0.0) / (maps * areas);
    }
    look_at_ranks(map, assumed, !as_poisson, maps, held);
  }
  return held;
}

}  // namespace

void calibrate_counts(std::uint32_t maps) {
  fmt::print(
      "{} maps of 22 areas a row; `poisson` beside `estimate`.\n\n| incidents | φ | change p ≤ 5% "
      "| rate "
      "interval holds | rank interval holds | share of the top five holds | its bias, points | "
      "P(top "
      "5) above 0.8 said | and true | bias in equal areas "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n",
      maps);
  for (const double incidents : {300.0, 1900.0, 5600.0}) {
    for (const double phi : {1.0, 2.0, 3.0, 5.0}) {
      const Held a = held_by(incidents, phi, 0.5, true, maps);
      const Held b = held_by(incidents, phi, 0.5, false, maps);
      const Held c = held_by(incidents, phi, 0.0, true, maps);
      const Held d = held_by(incidents, phi, 0.0, false, maps);
      fmt::print(
          "| {} | {} | {:.0f}, {:.0f}% | {:.0f}, {:.0f}% | {:.0f}, {:.0f}% | {:.0f}, {:.0f}% | "
          "{:+.1f}, {:+.1f} | {:.2f}, {:.2f} | {:.2f}, {:.2f} | {:+.1f}, {:+.1f} |\n",
          incidents, phi, 100 * a.change, 100 * b.change, 100 * a.rate, 100 * b.rate, 100 * a.rank,
          100 * b.rank, 100 * a.share, 100 * b.share, a.bias, b.bias, a.said / a.number,
          b.said / b.number, a.was / a.number, b.was / b.number, c.bias, d.bias);
    }
  }
}

}  // namespace hotward
