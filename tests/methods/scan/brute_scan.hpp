// The plain scan: every zone of every centre by its definition, one map at a time. The judge of the
// fast one.
#pragma once

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

inline double brute_term(double a, double b) {
  return a > 0.0 ? a * (std::log(a) - std::log(b)) : 0.0;
}

/// The likelihood ratio, written out once more.
inline double brute_llr(const LikelihoodTerms& terms, double c, double m) {
  const double C = terms.cases;
  const double M = terms.measure;
  const bool high = c * M > m * C;
  const bool low = c * M < m * C;
  if (!high && !low) return 0.0;
  if (high && (terms.rates == Rates::low || c < static_cast<double>(terms.min_cases))) return 0.0;
  if (low && terms.rates == Rates::high) return 0.0;
  if (terms.model == Model::poisson) {
    const double e = C * m / M;
    return brute_term(c, e) + brute_term(C - c, C - e);
  }
  return brute_term(c, m) + brute_term(m - c, m) + brute_term(C - c, M - m) +
         brute_term(M - m - (C - c), M - m) - brute_term(C, M) - brute_term(M - C, M);
}

/// All different zones of the problem: which sites, under which penalty.
inline std::vector<std::pair<std::vector<std::uint32_t>, double>> brute_zones(
    const ScanProblem& problem) {
  std::vector<std::pair<std::vector<std::uint32_t>, double>> zones;
  for (const auto& centre : problem.centres) {
    for (const Layout& layout : problem.layouts) {
      std::vector<double> d;
      for (const auto& at : problem.at) d.push_back(distance_sq(layout, centre, at));
      for (const double reach : std::set<double>(d.begin(), d.end())) {
        std::vector<std::uint32_t> zone;
        double weight = 0.0;
        bool whole = true;
        for (std::uint32_t i = 0; i < d.size(); ++i) {
          if (d[i] <= reach * (1 + 1e-9)) {
            zone.push_back(i);
            weight += problem.weight[i];
            whole &= d[i] <= reach;  // else a hair farther counts as equally far
          }
        }
        if (whole && weight <= problem.largest_weight * (1 + 1e-12)) {
          zones.emplace_back(std::move(zone), layout.penalty);
        }
      }
    }
  }
  return zones;
}

/// The largest statistic of one map.
inline double brute_maximum(const ScanProblem& problem, std::span<const std::int32_t> cases) {
  double best = 0.0;
  for (const auto& [zone, penalty] : brute_zones(problem)) {
    for (const Window& w : problem.windows) {
      double c = 0.0;
      double m = 0.0;
      for (const std::uint32_t i : zone) {
        for (std::size_t t = w.first; t <= w.last; ++t) {
          c += cases[i * problem.periods + t];
          m += problem.measure[i * problem.periods + t];
        }
      }
      best = std::max(best, penalty * brute_llr(problem.likelihood.terms(), c, m));
    }
  }
  return best;
}

}  // namespace hotward::scan
