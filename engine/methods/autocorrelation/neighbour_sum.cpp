#include "engine/methods/autocorrelation/neighbour_sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/methods/autocorrelation/shared_draws.hpp"
#include "engine/methods/autocorrelation/sum_permutations.hpp"

namespace hotward::autocorrelation {
namespace {

// Sums of up to 2^20 whole numbers below 2^32 stay exact in a double and in 64 bits.
constexpr double largest_whole = 0x1.0p32;

std::optional<std::vector<std::int64_t>> whole_numbers(std::span<const double> values) {
  std::vector<std::int64_t> result;
  result.reserve(values.size());
  for (const double x : values) {
    if (std::abs(x) > largest_whole || x != std::floor(x)) return std::nullopt;
    result.push_back(static_cast<std::int64_t>(x));
  }
  return result;
}

std::uint32_t most_draws(const SumProblem& problem) {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < problem.values.size(); ++i) most = std::max(most, problem.draws(i));
  return most;
}

double law_cost(const SumProblem& problem, std::span<const std::int64_t> whole) {
  const auto population = stats::value_counts(whole);
  const std::uint32_t draws = most_draws(problem);
  return problem.conditional() ? stats::leave_one_out_cost(population, draws)
                               : stats::finite_population_cost(population, draws);
}

bool weights_are_equal(const weights::SpatialWeights& weights) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    if (!weights.row(i).equal_weights()) return false;
  }
  return true;
}

/// Why the test cannot be exact; empty where it can.
std::string obstacle(const SumProblem& problem,
                     const std::optional<std::vector<std::int64_t>>& whole) {
  if (!whole) return "values are not whole numbers";
  if (!weights_are_equal(problem.weights)) return "weights differ within a row";
  const double cost = law_cost(problem, *whole);
  if (cost > problem.options.exact_budget) {
    return fmt::format("the law of the sums takes {:.1e} multiplications, the budget is {:.1e}",
                       cost, problem.options.exact_budget);
  }
  return {};
}

std::vector<stats::Tails> exact_tails(const SumProblem& problem,
                                      std::span<const std::int64_t> whole) {
  const auto population = stats::value_counts(whole);
  const std::size_t n = whole.size();
  std::vector<stats::Tails> result(n, untested);
  const auto fill = [&](std::size_t i, const stats::FinitePopulationSum& law) {
    if (problem.is_settled(i)) return;
    std::int64_t sum = 0;
    for (const weights::Site j : problem.weights.neighbours(i)) {
      if (!problem.skips(i, j)) sum += whole[j];
    }
    result[i] = law.tails(problem.draws(i), sum);
  };
  if (!problem.conditional()) {
    const stats::FinitePopulationSum law(population, most_draws(problem));
    for (std::size_t i = 0; i < n; ++i) fill(i, law);
    return result;
  }
  // Sites in order of their value: those of one value stand together and share its law.
  std::vector<weights::Site> by_value(n);
  for (std::size_t i = 0; i < n; ++i) by_value[i] = static_cast<weights::Site>(i);
  std::ranges::stable_sort(by_value, {}, [&](weights::Site i) { return whole[i]; });
  std::vector<std::size_t> first(population.size() + 1, 0);
  for (std::size_t v = 0; v < population.size(); ++v) {
    first[v + 1] = first[v] + static_cast<std::size_t>(population[v].count);
  }
  stats::leave_one_out(population, most_draws(problem),
                       [&](std::size_t v, const stats::FinitePopulationSum& law) {
                         for (std::size_t s = first[v]; s < first[v + 1]; ++s) {
                           fill(by_value[s], law);
                         }
                       });
  return result;
}

}  // namespace

Result<NeighbourSumTest> neighbour_sum_test(std::span<const double> values,
                                            const weights::SpatialWeights& weights,
                                            const NullOptions& options) {
  HOTWARD_EXPECTS(values.size() == weights.site_count());
  HOTWARD_EXPECTS(std::ranges::all_of(values, [](double x) { return std::isfinite(x); }));
  if (values.empty()) return NeighbourSumTest{{}, {options.null, true}};
  const SumProblem problem{values, weights, options};
  if (options.counting != Counting::permutations) {
    const auto whole = whole_numbers(values);
    const std::string why_not = obstacle(problem, whole);
    if (why_not.empty())
      return NeighbourSumTest{exact_tails(problem, *whole), {options.null, true}};
    if (options.counting == Counting::exact) {
      return fail(ErrorCode::bad_value, "no exact p-values: " + why_not);
    }
  }
  if (options.permutations < 1) {
    return fail(ErrorCode::bad_value, "p-values by permutations need at least 1 permutation");
  }
  const bool shared = options.draws == Draws::shared && weights_are_equal(weights);
  Evidence evidence{options.null, false, shared ? Draws::shared : Draws::independent,
                    options.permutations, options.seed};
  return NeighbourSumTest{shared ? shared_tails(problem) : independent_tails(problem), evidence};
}

std::string describe(const Evidence& evidence) {
  const std::string null = evidence.null == Null::total ? "total" : "conditional";
  if (evidence.exact) return fmt::format("exact, {} randomisation", null);
  return fmt::format("{} {} permutation{}{}, seed {}", evidence.permutations, null,
                     evidence.permutations == 1 ? "" : "s",
                     evidence.draws == Draws::shared ? " shared by all" : "", evidence.seed);
}

}  // namespace hotward::autocorrelation
