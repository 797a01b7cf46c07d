#include "engine/methods/scan/secondary.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/stats/summation.hpp"

namespace hotward::scan {
namespace {

// The strongest first; among equals the zone of the fewest sites, the rounder, the smaller: a
// circle before an ellipse that holds the same.
auto order_of(const ScanProblem& problem, const Candidate& c) {
  const double shape = problem.layouts[c.layout].shape;
  return std::tuple(-std::round(c.statistic * 1e9), c.sites, shape, shape * c.distance_sq, c.centre,
                    c.layout);
}

double distance_sq_of(const ScanProblem& problem, const Candidate& c, std::uint32_t site) {
  return distance_sq(problem.layouts[c.layout], problem.centres[c.centre], problem.at[site]);
}

/// Sites of the zone, nearest first, in the problem's numbering.
std::vector<std::uint32_t> members_of(const ScanProblem& problem, const Candidate& c) {
  std::vector<std::pair<double, std::uint32_t>> near;
  for (std::uint32_t i = 0; i < problem.sites(); ++i) {
    const double d = distance_sq_of(problem, c, i);
    if (d <= c.distance_sq) near.emplace_back(d, i);
  }
  std::ranges::sort(near);
  std::vector<std::uint32_t> sites;
  for (const auto& [d, i] : near) sites.push_back(i);
  return sites;
}

/// Sums over the sites in their own order, so that a zone has the same numbers whoever found it.
void fill_numbers(const ScanProblem& problem, const Candidate& c,
                  const std::vector<std::uint32_t>& sites, Cluster& cluster) {
  stats::Sum measure;
  stats::Sum population;
  std::vector<std::uint32_t> in_order = sites;
  std::ranges::sort(in_order);
  for (const std::uint32_t i : in_order) {
    population.add(problem.population[i]);
    for (std::size_t t = c.window.first; t <= c.window.last; ++t) {
      cluster.observed += problem.cases[i * problem.periods + t];
      measure.add(problem.measure[i * problem.periods + t]);
    }
  }
  const auto observed = static_cast<double>(cluster.observed);
  cluster.llr = problem.likelihood(observed, measure.value());
  cluster.statistic = cluster.llr * problem.layouts[c.layout].penalty;
  cluster.expected = problem.likelihood.expected(measure.value());
  cluster.rr = relative_risk(observed, cluster.expected, problem.likelihood.terms().cases);
  cluster.high = observed > cluster.expected;
  cluster.population = population.value();
}

Cluster cluster_of(const ScanProblem& problem, const Candidate& c,
                   const std::vector<std::uint32_t>& sites) {
  const Layout& layout = problem.layouts[c.layout];
  Cluster cluster;
  cluster.shape = layout.shape;
  cluster.angle_deg = layout.angle_deg;
  cluster.radius_m = layout.shape * std::sqrt(c.distance_sq);
  cluster.centre = problem.centres[c.centre];
  if (problem.periods > 1) {
    cluster.start = static_cast<std::int32_t>(c.window.first);
    cluster.end = static_cast<std::int32_t>(c.window.last);
  }
  fill_numbers(problem, c, sites, cluster);
  for (const std::uint32_t i : sites) cluster.members.push_back(problem.input[i]);
  return cluster;
}

}  // namespace

std::vector<Cluster> without_overlap(const ScanProblem& problem,
                                     std::vector<Candidate> candidates) {
  std::ranges::sort(candidates, {}, [&](const Candidate& c) { return order_of(problem, c); });
  std::vector<Cluster> clusters;
  std::vector<std::uint32_t> taken;
  for (const Candidate& c : candidates) {
    const bool overlaps = std::ranges::any_of(taken, [&](std::uint32_t site) {
      return distance_sq_of(problem, c, site) <= c.distance_sq;
    });
    if (overlaps) continue;
    const auto sites = members_of(problem, c);
    clusters.push_back(cluster_of(problem, c, sites));
    clusters.back().rank = static_cast<std::int64_t>(clusters.size());
    taken.insert(taken.end(), sites.begin(), sites.end());
  }
  return clusters;
}

}  // namespace hotward::scan
