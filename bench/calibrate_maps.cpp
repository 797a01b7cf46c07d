// Maps of counts whose areas are all alike: how often do statistics of neighbours find something?
//
// The table of gi-star.md: 40 x 40 cells of independent Poisson counts, queen neighbours and the
// cell itself, the total null. Every cell called hot is a false alarm; a test that tells the truth
// calls its level's share.
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/autocorrelation/general_g.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/methods/autocorrelation/global_geary.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "engine/weights/contiguity.hpp"
#include "engine/weights/grid_contiguity.hpp"

namespace hotward::calibration {
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

/// Shares of cells called hot.
struct Calls {
  Often normal;
  Often exact;
  Often mid;
};

Calls calls(double mean, double level, double z_bound, std::uint32_t maps) {
  std::vector<weights::GridCell> cells;
  for (std::int32_t r = 0; r < side; ++r) {
    for (std::int32_t c = 0; c < side; ++c) cells.push_back({r, c});
  }
  const auto weights =
      weights::with_self(weights::grid_contiguity(cells, weights::GridKind::square_queen));
  Calls result;
  for (std::uint32_t map = 0; map < maps; ++map) {
    const auto g = sure(autocorrelation::gi_star(poisson_map(mean, map), weights));
    double normal = 0.0;
    double exact = 0.0;
    double mid = 0.0;
    for (std::size_t i = 0; i < cell_count; ++i) {
      const double seen = g.p_upper[i] + g.p_lower[i] - 1.0;
      normal += g.z_score[i] > z_bound ? 1.0 : 0.0;
      exact += g.p_upper[i] <= level ? 1.0 : 0.0;
      mid += g.p_upper[i] - seen / 2 <= level ? 1.0 : 0.0;
    }
    result.normal.add(normal, cell_count);
    result.exact.add(exact, cell_count);
    result.mid.add(mid, cell_count);
  }
  return result;
}

struct Found {
  Often moran, geary, general_g;
  Often local, local_map;  // sites of p <= 0.05; maps with a site of q <= 0.05
  Often gi, gi_map;
};

void add_sites(const std::vector<double>& p, const std::vector<double>& q, Often& sites,
               Often& maps) {
  double low = 0.0;
  bool any = false;
  for (std::size_t i = 0; i < p.size(); ++i) {
    low += p[i] <= 0.05;
    any = any || q[i] <= 0.05;
  }
  sites.add(low, static_cast<double>(p.size()));
  maps.add(any);
}

Found found_on(const Region& region, const weights::SpatialWeights& neighbours, const Law& law,
               std::uint32_t maps) {
  using namespace autocorrelation;
  const auto with_self = weights::with_self(neighbours);
  Found found;
  for (std::uint32_t number = 0; number < maps; ++number) {
    const CountMap map = count_map(region, law, number);
    const std::vector<double> counts(map.now.begin(), map.now.end());
    const GlobalOptions options{.permutations = 199, .seed = number + 1};
    found.moran.add(sure(global_moran(counts, neighbours, options)).p_permutations <= 0.05);
    found.geary.add(sure(global_geary(counts, neighbours, options)).p_permutations <= 0.05);
    found.general_g.add(sure(general_g(counts, neighbours, options)).p_permutations <= 0.05);
    LocalMoranOptions local;
    local.null.permutations = 999;
    local.null.seed = number + 1;
    const auto moran = sure(local_moran(counts, neighbours, local));
    add_sites(moran.p_value, moran.q_value, found.local, found.local_map);
    GiOptions gi;
    gi.null.permutations = 999;
    gi.null.seed = number + 1;
    const auto hot = sure(gi_star(counts, with_self, gi));
    add_sites(hot.p_value, hot.q_value, found.gi, found.gi_map);
  }
  return found;
}

}  // namespace

void calibrate_maps(const Plan& plan) {
  const std::uint32_t maps = plan.maps(200);
  fmt::print(
      "{} maps a row of 1,900 incidents in areas alike, with neighbours by contiguity. Whole map: "
      "p ≤ 5% by 199 permutations. Sites: p ≤ 5%, one at a time; any: maps with a site of q ≤ 5%."
      "\n\n| areas | φ | Moran | Geary | General G | local Moran, sites | any | Gi*, sites | any "
      "|\n|---|---|---|---|---|---|---|---|---|\n",
      maps);
  for (const Region& region : plan.regions) {
    const auto neighbours = weights::contiguity(region.shapes);
    for (const double phi : {1.0, 3.0}) {
      plan.row(fmt::format("maps, {}, φ {}", region.name, phi), [&] {
        const Found f = found_on(region, neighbours, {1900.0, phi, false, false}, maps);
        fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", region.name, phi,
                   f.moran.level(0.05), f.geary.level(0.05), f.general_g.level(0.05),
                   f.local.at_most(0.05), f.local_map.at_most(0.05), f.gi.at_most(0.05),
                   f.gi_map.at_most(0.05));
      });
    }
  }
}

void calibrate_gi_star(std::uint32_t maps) {
  fmt::print("{} maps of {} × {} cells for each row, seed 1.\n\n", maps, side, side);
  fmt::print("| mean per cell | level | normal z | exact p | mid-p |\n|---|---|---|---|---|\n");
  for (const auto& [level, z_bound] : {std::pair(0.05, 1.644854), std::pair(0.005, 2.575829)}) {
    for (const double mean : {0.02, 0.1, 0.5, 2.0}) {
      const auto c = calls(mean, level, z_bound, maps);
      fmt::print("| {} | {} % | {} | {} | {} |\n", mean, 100 * level, c.normal.text(2),
                 c.exact.text(2), c.mid.text(2));
    }
  }
}

}  // namespace hotward::calibration
