#include "engine/methods/scan/scan_input.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::scan {
namespace {

constexpr std::int64_t most_cases = 2147483646;

Result<void> check_options(const ScanOptions& options) {
  if (!(options.max_population > 0.0 && options.max_population <= 0.5)) {
    return fail(ErrorCode::usage,
                fmt::format("a group may hold more than 0% and at most 50% of the whole, not {:g}%",
                            100.0 * options.max_population));
  }
  if (!(options.max_radius_m > 0.0)) {
    return fail(ErrorCode::usage, "a group's radius must be above 0");
  }
  if (!(options.phi >= 1.0) || !std::isfinite(options.phi)) {
    return fail(ErrorCode::usage,
                fmt::format("counts vary at least as much as Poisson's and not without end, got "
                            "{:g} times as much",
                            options.phi));
  }
  if (options.min_cases < 1) {
    return fail(ErrorCode::usage,
                fmt::format("a group has at least 1 incident, not {}", options.min_cases));
  }
  return {};
}

Result<void> check_counts(const ScanSites& sites, const CountsInput& counts,
                          const ScanOptions& options) {
  std::int64_t total = 0;
  for (std::size_t k = 0; k < counts.cases.size(); ++k) {
    if (counts.cases[k] < 0) {
      return fail(ErrorCode::bad_value, fmt::format("{}: {} {}", sites.codes[k / counts.periods],
                                                    counts.cases[k], counts.what));
    }
    if (counts.cases[k] > most_cases - total) {
      return fail(ErrorCode::bad_value,
                  fmt::format("a scan takes at most {} {}", most_cases, counts.what));
    }
    total += counts.cases[k];
  }
  if (total < std::max<std::int64_t>(options.min_cases, 1)) {
    return fail(ErrorCode::no_data,
                fmt::format("too few {1}: a group has at least {0}, and there are {2}",
                            options.min_cases, counts.what, total));
  }
  return {};
}

}  // namespace

Result<ScanProblem> begin_problem(const ScanSites& sites, const CountsInput& counts,
                                  const ScanOptions& options) {
  const std::size_t n = sites.at.size();
  HOTWARD_EXPECTS(sites.codes.size() == n && counts.cases.size() == n * counts.periods);
  if (n < 2) {
    return fail(ErrorCode::too_few_sites, fmt::format("a scan needs 2 areas, got {}", n));
  }
  if (const auto sound = check_options(options); !sound) return fail(sound.error());
  if (const auto sound = check_counts(sites, counts, options); !sound) return fail(sound.error());

  ScanProblem problem;
  problem.periods = counts.periods;
  problem.input.resize(n);
  std::iota(problem.input.begin(), problem.input.end(), 0U);
  std::ranges::stable_sort(problem.input, {},
                           [&](std::uint32_t i) -> const std::string& { return sites.codes[i]; });
  for (const std::uint32_t i : problem.input) {
    problem.at.push_back(sites.at[i]);
    for (std::size_t t = 0; t < counts.periods; ++t) {
      problem.cases.push_back(static_cast<std::int32_t>(counts.cases[i * counts.periods + t]));
    }
  }
  problem.centres.assign(sites.centres.begin(), sites.centres.end());
  std::ranges::sort(problem.centres);
  if (problem.centres.empty()) problem.centres = problem.at;
  problem.windows = {Window{}};
  problem.max_radius_m = options.max_radius_m;
  problem.layouts = layouts(options.shape, options.penalty);
  return problem;
}

std::vector<double> in_order(const ScanProblem& problem, std::span<const double> values,
                             std::size_t periods) {
  HOTWARD_EXPECTS(values.size() == problem.sites() * periods);
  std::vector<double> result;
  result.reserve(values.size());
  for (const std::uint32_t i : problem.input) {
    for (std::size_t t = 0; t < periods; ++t) result.push_back(values[i * periods + t]);
  }
  return result;
}

Result<void> check_at_risk(const ScanSites& sites, std::span<const double> values,
                           const char* what) {
  HOTWARD_EXPECTS(!values.empty() && values.size() % sites.codes.size() == 0);
  const std::size_t periods = values.size() / sites.codes.size();
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (std::isfinite(values[k]) && values[k] >= 0.0) continue;
    return fail(ErrorCode::bad_value,
                std::isnan(values[k])
                    ? fmt::format("{}: no {}", sites.codes[k / periods], what)
                    : fmt::format("{}: {} of {:g}", sites.codes[k / periods], what, values[k]));
  }
  if (std::ranges::all_of(values, [](double v) { return v == 0.0; })) {
    return fail(ErrorCode::no_data, fmt::format("the {} is 0 everywhere", what));
  }
  return {};
}

void limit_zones(ScanProblem& problem, std::vector<double> weight, double max_share) {
  problem.weight = std::move(weight);
  problem.largest_weight = max_share * stats::sum(problem.weight);
}

double total_cases(const ScanProblem& problem) {
  return static_cast<double>(
      std::accumulate(problem.cases.begin(), problem.cases.end(), std::int64_t{0}));
}

}  // namespace hotward::scan
