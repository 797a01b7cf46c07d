#include "engine/methods/scan/bernoulli_scan.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/scan/inference.hpp"
#include "engine/methods/scan/scan_input.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::scan {
namespace {

/// Draws which individuals are the cases: the first C steps of a shuffle, undone afterwards, so
/// that every map starts from the same order.
class Labels {
 public:
  Labels(const ScanProblem& problem, std::uint64_t seed)
      : seed_(seed), cases_(static_cast<std::uint32_t>(total_cases(problem))) {
    for (std::uint32_t i = 0; i < problem.sites(); ++i) {
      site_.insert(site_.end(), static_cast<std::size_t>(problem.measure[i]), i);
    }
    partner_.resize(cases_);
  }

  void draw(std::uint32_t replicate, std::span<std::int32_t> cases) {
    Random random(seed_, scan_stream, 0, replicate);
    std::ranges::fill(cases, 0);
    const auto n = static_cast<std::uint32_t>(site_.size());
    for (std::uint32_t k = 0; k < cases_; ++k) {
      partner_[k] = k + random.below(n - k);
      std::swap(site_[k], site_[partner_[k]]);
      ++cases[site_[k]];
    }
    for (std::uint32_t k = cases_; k-- > 0;) std::swap(site_[k], site_[partner_[k]]);
  }

 private:
  std::uint64_t seed_;
  std::uint32_t cases_;
  std::vector<std::uint32_t> site_;     // of each individual
  std::vector<std::uint32_t> partner_;  // what each was exchanged with
};

}  // namespace

Result<ScanResult> bernoulli_scan(const BernoulliInput& input, const ScanOptions& options) {
  HOTWARD_EXPECTS(input.controls.size() == input.cases.size());
  auto problem = begin_problem(input.sites, {input.cases}, options);
  if (!problem) return fail(problem.error());
  const auto controls =
      begin_problem(input.sites, {input.controls, 1, "controls"}, {.min_cases = 1});
  if (!controls) return fail(controls.error());

  for (std::size_t i = 0; i < problem->sites(); ++i) {
    problem->measure.push_back(static_cast<double>(problem->cases[i]) + controls->cases[i]);
  }
  const double individuals = stats::sum(problem->measure);
  if (individuals > 2147483646.0) {
    return fail(ErrorCode::bad_value, "a scan takes at most 2147483646 cases and controls");
  }
  problem->population = problem->measure;
  limit_zones(*problem, problem->measure, options.max_population);
  problem->likelihood = Likelihood(
      {Model::bernoulli, options.rates, total_cases(*problem), individuals, options.min_cases});
  const MakeDraw make_draw = [&]() -> DrawMap {
    auto labels = std::make_shared<Labels>(*problem, options.seed);
    return [labels](std::uint32_t replicate, std::span<std::int32_t> cases) {
      labels->draw(replicate, cases);
    };
  };
  return scan_map(*problem, make_draw, options);
}

}  // namespace hotward::scan
