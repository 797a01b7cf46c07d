// Scans: how often is a group found where there is none, and how often one that was planted?
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/methods/scan/bernoulli_scan.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "engine/methods/scan/space_time_scan.hpp"
#include "engine/stats/dispersion.hpp"
#include "engine/stats/poisson_draw.hpp"

namespace hotward::calibration {
namespace {

constexpr std::uint32_t random_maps = 99;

bool finds(const Result<scan::ScanResult>& result) {
  const auto found = sure(result);
  return !found.clusters.empty() && found.clusters.front().p <= 0.05;
}

double phi_of(const CountMap& map) {
  const auto found = stats::dispersion(map.cells, map_months);
  return found ? found->phi : 1.0;
}

// A sixteenth of the areas, at least 3: those nearest to one in the middle.
std::vector<double> planted(const Region& region, double times) {
  const geometry::Point middle{(region.box.low.x + region.box.high.x) / 2,
                               (region.box.low.y + region.box.high.y) / 2};
  const auto nearest_to = [&](geometry::Point p) {
    std::vector<std::size_t> order(region.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
      return std::hypot(region.at[i].x - p.x, region.at[i].y - p.y);
    });
    return order;
  };
  const auto order = nearest_to(region.at[nearest_to(middle).front()]);
  std::vector<double> risk(region.size(), 1.0);
  for (std::size_t k = 0; k < std::max<std::size_t>(3, region.size() / 16); ++k) {
    risk[order[k]] = times;
  }
  return risk;
}

Often found(const Region& region, const Law& law, bool as_poisson, double times,
            std::uint32_t maps) {
  const auto risk = planted(region, times);
  Often often;
  for (std::uint32_t number = 0; number < maps; ++number) {
    const CountMap map = count_map(region, law, number, risk);
    often.add(finds(scan::poisson_scan(
        {.sites = {.at = region.at, .codes = region.codes},
         .cases = map.now,
         .population = map.people},
        {.replications = random_maps, .seed = number + 1, .phi = as_poisson ? 1.0 : phi_of(map)})));
  }
  return often;
}

void print_space(const Plan& plan) {
  const std::uint32_t maps = plan.maps(400);
  const std::uint32_t fewer = plan.maps(100);
  fmt::print(
      "{} maps a row, {} where a sixteenth of the areas (3 at least) has another risk; p ≤ 0.05 by "
      "{} random maps.\n\n| areas | incidents | φ | none, `poisson` | none, `estimate` | risk × "
      "1.5 "
      "| × 2 | × 3 |\n|---|---|---|---|---|---|---|---|\n",
      maps, fewer, random_maps);
  for (const Region& region : plan.regions) {
    for (const double incidents : {300.0, 1900.0, 5600.0}) {
      for (const double phi : {1.0, 2.0, 3.0, 5.0}) {
        const Law law{incidents, phi, true, false};
        plan.row(fmt::format("scan, {}, {}, φ {}", region.name, incidents, phi), [&] {
          std::string power;
          for (const double times : {1.5, 2.0, 3.0}) {
            power += phi == 3.0 ? " | " + found(region, law, false, times, fewer).text() : " | ";
          }
          fmt::print("| {} | {} | {} | {} | {}{} |\n", region.name, incidents, phi,
                     found(region, law, true, 1.0, fewer).text(),
                     found(region, law, false, 1.0, maps).level(0.05), power);
        });
      }
    }
  }
}

// The second year, month by month; each incident `times` times.
struct Year {
  std::vector<std::int64_t> cells;
  std::vector<std::int64_t> areas;

  Year(const CountMap& map, std::int64_t times) {
    for (std::size_t k = 0; k < map.cells.size(); ++k) {
      if (k % map_months >= 12) cells.push_back(times * map.cells[k]);
    }
    for (const std::int64_t n : map.now) areas.push_back(times * n);
  }
};

struct Timed {
  Often space_time;
  Often permutation;
  Often permutation_twice;
  Often bernoulli;
  Often bernoulli_twice;
};

// The season of count_map is known, or it would be a group in time.
std::vector<double> expected_months(const CountMap& map, double cases) {
  std::vector<double> expected;
  for (const double e : map.expected) {
    for (std::size_t m = 0; m < 12; ++m) {
      expected.push_back(e * (1.0 + 0.3 * std::sin(0.5236 * static_cast<double>(m))));
    }
  }
  const double all = std::accumulate(expected.begin(), expected.end(), 0.0);
  for (double& e : expected) e *= cases / all;
  return expected;
}

void look_at(const Region& region, const CountMap& map, std::uint32_t number, Timed& timed) {
  const scan::ScanSites sites{.at = region.at, .codes = region.codes};
  scan::SpaceTimeOptions options;
  options.scan.replications = random_maps;
  options.scan.seed = number + 1;
  const Year once(map, 1);
  const Year twice(map, 2);
  const auto permutation = [&](const Year& year) {
    return finds(scan::space_time_permutation_scan(
        {.sites = sites, .cases = year.cells, .periods = 12}, options));
  };
  timed.permutation.add(permutation(once));
  timed.permutation_twice.add(permutation(twice));
  // Controls in proportion to the cases' law, so that no place has a larger share.
  Random random(1, stream_of("calibration of controls"), 0, number);
  std::vector<std::int64_t> controls;
  for (const double e : map.expected) controls.push_back(stats::PoissonDraw(3.0 * e)(random));
  const auto bernoulli = [&](const Year& year) {
    return finds(scan::bernoulli_scan({.sites = sites, .cases = year.areas, .controls = controls},
                                      options.scan));
  };
  timed.bernoulli.add(bernoulli(once));
  timed.bernoulli_twice.add(bernoulli(twice));
  options.scan.phi = phi_of(map);
  const auto cases =
      static_cast<double>(std::accumulate(once.cells.begin(), once.cells.end(), std::int64_t{0}));
  const std::vector<double> expected = expected_months(map, cases);
  timed.space_time.add(finds(scan::space_time_poisson_scan(
      {.sites = sites, .cases = once.cells, .periods = 12, .expected = expected}, options)));
}

void print_time_rows(const Region& region, double phi, std::uint32_t maps) {
  Timed timed;
  for (std::uint32_t number = 0; number < maps; ++number) {
    look_at(region, count_map(region, {1900.0, phi, true, false}, number), number, timed);
  }
  fmt::print("| space-time, `estimate` | {} | {} |\n", phi, timed.space_time.level(0.05));
  // phi of 3 is news for these two, which take each incident as independent.
  const bool fair = phi <= 1.0;
  fmt::print("| permutation | {} | {} ({}) |\n", phi,
             fair ? timed.permutation.level(0.05) : timed.permutation.text(),
             timed.permutation_twice.text());
  fmt::print("| bernoulli | {} | {} ({}) |\n", phi,
             fair ? timed.bernoulli.level(0.05) : timed.bernoulli.text(),
             timed.bernoulli_twice.text());
}

void print_times(const Region& region, const Plan& plan) {
  const std::uint32_t maps = plan.maps(200);
  fmt::print(
      "\n{}, 1,900 incidents in 12 months, {} maps a row. In brackets: each incident stands "
      "twice, as `--unit incident` counts it; `bunch` counts it once.\n\n| model | φ | a group "
      "found |\n|---|---|---|\n",
      region.name, maps);
  for (const double phi : {1.0, 3.0}) {
    plan.row(fmt::format("scan over time and with controls, φ {}", phi),
             [&] { print_time_rows(region, phi, maps); });
  }
}

}  // namespace

void calibrate_scans(const Plan& plan) {
  print_space(plan);
  print_times(plan.regions.front(), plan);
}

}  // namespace hotward::calibration
