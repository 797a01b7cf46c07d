#include "engine/methods/scan/best_zones.hpp"

#include <algorithm>

#include "engine/core/parallel.hpp"

namespace hotward::scan {
namespace {

constexpr std::size_t centres_per_task = 32;

/// Looks through the zones of one centre after the other, with room of its own.
class Search {
 public:
  explicit Search(const ScanProblem& problem)
      : problem_(problem),
        maker_(problem.limits()),
        cases_(problem.periods + 1),
        measure_(problem.periods + 1) {}

  /// @return whether the centre has a zone at all
  bool best(std::uint32_t centre, Candidate& found) {
    bool any = false;
    found.centre = centre;
    for (std::uint32_t l = 0; l < problem_.layouts.size(); ++l) {
      maker_.make(problem_.centres[centre], problem_.layouts[l], zones_);
      any |= !zones_.site.empty();
      scan_layout(l, found);
    }
    return any;
  }

 private:
  void scan_layout(std::uint32_t layout, Candidate& found) {
    if (problem_.periods == 1) {
      scan_places(layout, found);
      return;
    }
    by_period_cases_.assign(problem_.periods, 0.0);
    by_period_measure_.assign(problem_.periods, 0.0);
    for (std::uint32_t k = 0; k < zones_.site.size(); ++k) {
      const std::size_t row = zones_.site[k] * problem_.periods;
      for (std::size_t t = 0; t < problem_.periods; ++t) {
        by_period_cases_[t] += problem_.cases[row + t];
        by_period_measure_[t] += problem_.measure[row + t];
      }
      if (zones_.closes[k] != 0) scan_windows(layout, k, found);
    }
  }

  // Without time the sums are two numbers: arrays of one period took a third of this search.
  void scan_places(std::uint32_t layout, Candidate& found) {
    double cases = 0.0;
    double measure = 0.0;
    for (std::uint32_t k = 0; k < zones_.site.size(); ++k) {
      cases += problem_.cases[zones_.site[k]];
      measure += problem_.measure[zones_.site[k]];
      if (zones_.closes[k] == 0) continue;
      compare(layout, k, problem_.windows.front(), cases, measure, found);
    }
  }

  void scan_windows(std::uint32_t layout, std::uint32_t k, Candidate& found) {
    for (std::size_t t = 0; t < problem_.periods; ++t) {
      cases_[t + 1] = cases_[t] + by_period_cases_[t];
      measure_[t + 1] = measure_[t] + by_period_measure_[t];
    }
    for (const Window& w : problem_.windows) {
      compare(layout, k, w, cases_[w.last + 1] - cases_[w.first],
              measure_[w.last + 1] - measure_[w.first], found);
    }
  }

  void compare(std::uint32_t layout, std::uint32_t k, const Window& window, double cases,
               double measure, Candidate& found) const {
    const double penalty = problem_.layouts[layout].penalty;
    if (problem_.likelihood.bound(cases, measure) * penalty <= found.statistic) return;
    const double statistic = problem_.likelihood(cases, measure) * penalty;
    // A later zone must be stronger by more than rounding: rounder and smaller ones come first.
    if (statistic <= found.statistic + 1e-9) return;
    found.layout = layout;
    found.distance_sq = zones_.distance_sq[k];
    found.sites = k + 1;
    found.window = window;
    found.statistic = statistic;
  }

  const ScanProblem& problem_;
  ZoneMaker maker_;
  NestedZones zones_;
  std::vector<double> by_period_cases_;
  std::vector<double> by_period_measure_;
  std::vector<double> cases_;    // of the periods before each
  std::vector<double> measure_;  // the same
};

}  // namespace

BestZones best_zones(const ScanProblem& problem) {
  const std::size_t centres = problem.centres.size();
  std::vector<Candidate> best(centres);
  std::vector<std::uint8_t> any(centres, 0);
  const std::size_t tasks = (centres + centres_per_task - 1) / centres_per_task;
  parallel_for(tasks, [&](std::size_t task) {
    Search search(problem);
    const std::size_t end = std::min(centres, (task + 1) * centres_per_task);
    for (std::size_t c = task * centres_per_task; c < end; ++c) {
      any[c] = search.best(static_cast<std::uint32_t>(c), best[c]) ? 1 : 0;
    }
  });
  BestZones result;
  result.any_zone = std::ranges::any_of(any, [](std::uint8_t a) { return a != 0; });
  for (const Candidate& candidate : best) {
    if (candidate.statistic > 0.0) result.candidates.push_back(candidate);
  }
  return result;
}

}  // namespace hotward::scan
