#include "engine/methods/scan/space_time_scan.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"
#include "engine/methods/scan/inference.hpp"
#include "engine/methods/scan/poisson_draw.hpp"
#include "engine/methods/scan/scan_input.hpp"

namespace hotward::scan {
namespace {

Result<std::vector<Window>> windows_of(std::size_t periods, std::span<const std::uint32_t> breaks,
                                       const SpaceTimeOptions& options) {
  if (periods < 2) {
    return fail(ErrorCode::no_data,
                fmt::format("a space-time scan needs incidents with dates in at least 2 periods, "
                            "got {}",
                            periods));
  }
  const std::size_t half = periods / 2;
  const std::size_t longest = options.max_window == 0 ? half : options.max_window;
  if (longest > half) {
    return fail(ErrorCode::usage,
                fmt::format("a window of {} periods is more than half of the {} there are", longest,
                            periods));
  }
  std::vector<Window> windows;
  for (std::size_t first = 0; first < periods; ++first) {
    const auto gap = std::ranges::upper_bound(breaks, first);
    const std::size_t end = gap == breaks.end() ? periods : *gap;
    for (std::size_t last = first; last < std::min(end, first + longest); ++last) {
      if (options.prospective && last + 1 != periods) continue;
      windows.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
    }
  }
  return windows;
}

Result<ScanProblem> begin(const SpaceTimeInput& input, const SpaceTimeOptions& options) {
  const auto windows = windows_of(input.periods, input.breaks, options);
  if (!windows) return fail(windows.error());
  auto problem = begin_problem(input.sites, {input.cases, input.periods}, options.scan);
  if (!problem) return fail(problem.error());
  problem->windows = *windows;
  return problem;
}

/// People times length of period, site by site.
std::vector<double> exposure(const SpaceTimeInput& input) {
  HOTWARD_EXPECTS(input.period_length.empty() || input.period_length.size() == input.periods);
  std::vector<double> result;
  for (const double people : input.population) {
    for (std::size_t t = 0; t < input.periods; ++t) {
      result.push_back(people * (input.period_length.empty() ? 1.0 : input.period_length[t]));
    }
  }
  return result;
}

/// Sums of each row of `periods` values.
template <class T>
std::vector<double> row_sums(std::span<const T> values, std::size_t periods) {
  std::vector<double> sums(values.size() / periods, 0.0);
  for (std::size_t k = 0; k < values.size(); ++k) {
    sums[k / periods] += static_cast<double>(values[k]);
  }
  return sums;
}

/// Deals the periods of the incidents out anew; every order is equally likely.
class Periods {
 public:
  Periods(const ScanProblem& problem, std::uint64_t seed) : periods_(problem.periods), seed_(seed) {
    for (std::size_t k = 0; k < problem.cases.size(); ++k) {
      const auto count = static_cast<std::size_t>(problem.cases[k]);
      site_.insert(site_.end(), count, static_cast<std::uint32_t>(k / periods_));
      period_.insert(period_.end(), count, static_cast<std::uint32_t>(k % periods_));
    }
  }

  void draw(std::uint32_t replicate, std::span<std::int32_t> cases) {
    Random random(seed_, scan_stream, 0, replicate);
    std::ranges::fill(cases, 0);
    shuffled_ = period_;
    for (std::size_t k = shuffled_.size(); k > 0; --k) {
      std::swap(shuffled_[k - 1], shuffled_[random.below(static_cast<std::uint32_t>(k))]);
      ++cases[site_[k - 1] * periods_ + shuffled_[k - 1]];
    }
  }

 private:
  std::size_t periods_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> site_;    // of each incident
  std::vector<std::uint32_t> period_;  // the same
  std::vector<std::uint32_t> shuffled_;
};

}  // namespace

Result<ScanResult> space_time_poisson_scan(const SpaceTimeInput& input,
                                           const SpaceTimeOptions& options) {
  HOTWARD_EXPECTS(!input.population.empty() || !input.expected.empty() || input.cases.empty());
  auto problem = begin(input, options);
  if (!problem) return fail(problem.error());
  const bool has_population = !input.population.empty();
  const bool given = !input.expected.empty();
  for (const auto& [values, what] :
       {std::pair(input.population, "population"), std::pair(input.expected, "expected count")}) {
    if (values.empty()) continue;
    if (const auto sound = check_at_risk(input.sites, values, what); !sound) {
      return fail(sound.error());
    }
  }
  problem->population = has_population ? in_order(*problem, input.population, 1)
                                       : std::vector<double>(problem->sites(), undefined);
  auto expected = given ? in_order(*problem, input.expected, input.periods)
                        : in_order(*problem, exposure(input), input.periods);
  limit_zones(*problem,
              has_population ? problem->population
                             : row_sums(std::span<const double>(expected), input.periods),
              options.scan.max_population);
  if (const auto set =
          set_expected(*problem, std::move(expected), input.sites, given, options.scan);
      !set) {
    return fail(set.error());
  }
  return scan_map(*problem, multinomial_maps(*problem, options.scan.seed, options.scan.phi),
                  options.scan);
}

Result<ScanResult> space_time_permutation_scan(const SpaceTimeInput& input,
                                               const SpaceTimeOptions& options) {
  auto problem = begin(input, options);
  if (!problem) return fail(problem.error());
  const double cases = total_cases(*problem);
  std::vector<double> of_period(input.periods, 0.0);
  for (std::size_t k = 0; k < problem->cases.size(); ++k) {
    of_period[k % input.periods] += problem->cases[k];
  }
  auto of_site = row_sums(std::span<const std::int32_t>(problem->cases), input.periods);
  for (const double c : of_site) {
    for (const double d : of_period) problem->measure.push_back(c * d / cases);
  }
  problem->population.assign(problem->sites(), undefined);
  limit_zones(*problem, std::move(of_site), options.scan.max_population);
  problem->likelihood =
      Likelihood({Model::poisson, options.scan.rates, cases, cases, options.scan.min_cases});
  const MakeDraw make_draw = [&]() -> DrawMap {
    auto periods = std::make_shared<Periods>(*problem, options.scan.seed);
    return [periods](std::uint32_t replicate, std::span<std::int32_t> counts) {
      periods->draw(replicate, counts);
    };
  };
  return scan_map(*problem, make_draw, options.scan);
}

}  // namespace hotward::scan
