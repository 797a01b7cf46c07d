#include "engine/methods/scan/inference.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/methods/scan/best_zones.hpp"
#include "engine/methods/scan/null_maxima.hpp"
#include "engine/methods/scan/secondary.hpp"

namespace hotward::scan {
namespace {

constexpr double equal_to = 1e-9;  // of the cluster's statistic

bool as_extreme(double maximum, double statistic) {
  return maximum >= statistic * (1.0 - equal_to);
}

std::uint32_t count_as_extreme(std::span<const double> maxima, double statistic) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(maxima, [&](double m) { return as_extreme(m, statistic); }));
}

/// Makes random maps until enough of them are as strong as the first cluster, in growing turns.
Result<void> simulate_until(const ScanProblem& problem, const MakeDraw& make_draw,
                            const ScanOptions& options, ScanResult& result) {
  const double strongest = result.clusters.front().statistic;
  std::uint32_t strong = 0;
  std::uint32_t turn = 64;
  while (result.null_maxima.size() < options.replications) {
    const auto done = static_cast<std::uint32_t>(result.null_maxima.size());
    const auto maxima =
        null_maxima(problem, make_draw, {done, std::min(turn, options.replications - done)});
    if (!maxima) return fail(maxima.error());
    for (const double m : *maxima) {
      result.null_maxima.push_back(m);
      if (as_extreme(m, strongest) && ++strong == options.stop_after) {
        result.stopped_early = result.null_maxima.size() < options.replications;
        if (result.stopped_early) return {};
      }
    }
    turn *= 2;
  }
  return {};
}

Result<void> simulate(const ScanProblem& problem, const MakeDraw& make_draw,
                      const ScanOptions& options, ScanResult& result) {
  if (options.stop_after > 0 && !result.clusters.empty()) {
    return simulate_until(problem, make_draw, options, result);
  }
  auto maxima = null_maxima(problem, make_draw, {0, options.replications});
  if (!maxima) return fail(maxima.error());
  result.null_maxima = std::move(*maxima);
  return {};
}

void fill_p(const ScanOptions& options, ScanResult& result) {
  const auto made = static_cast<double>(result.null_maxima.size());
  const Gumbel gumbel = gumbel_of(result.null_maxima);
  for (Cluster& cluster : result.clusters) {
    const double extreme = count_as_extreme(result.null_maxima, cluster.statistic);
    cluster.p = result.stopped_early ? extreme / made : (extreme + 1.0) / (made + 1.0);
    if (options.gumbel) cluster.p_gumbel = gumbel.upper_tail(cluster.statistic);
  }
  std::erase_if(result.clusters, [](const Cluster& c) { return c.rank > 1 && c.p >= 1.0; });
}

}  // namespace

double Gumbel::upper_tail(double x) const { return -std::expm1(-std::exp(-(x - mu) / beta)); }

Gumbel gumbel_of(std::span<const double> maxima) {
  if (maxima.size() < 2) return {undefined, undefined};
  const auto n = static_cast<double>(maxima.size());
  double mean = 0.0;
  for (const double m : maxima) mean += m / n;
  double squares = 0.0;
  for (const double m : maxima) squares += (m - mean) * (m - mean);
  const double beta = std::sqrt(squares / (n - 1.0)) * std::sqrt(6.0) / std::numbers::pi;
  if (!(beta > 0.0)) return {mean, undefined};
  return {mean - std::numbers::egamma * beta, beta};
}

Result<ScanResult> scan_map(const ScanProblem& problem, const MakeDraw& make_draw,
                            const ScanOptions& options) {
  const BestZones best = best_zones(problem);
  if (!best.any_zone) {
    return fail(ErrorCode::no_data,
                fmt::format("no group holds at most {:g}% of the whole: every area or cell "
                            "alone is larger",
                            100.0 * options.max_population));
  }
  ScanResult result;
  result.seed = options.seed;
  result.cases = static_cast<std::int64_t>(problem.likelihood.terms().cases);
  result.clusters = without_overlap(problem, best.candidates);
  if (options.replications == 0) return result;
  if (const auto done = simulate(problem, make_draw, options, result); !done) {
    return fail(done.error());
  }
  fill_p(options, result);
  return result;
}

}  // namespace hotward::scan
