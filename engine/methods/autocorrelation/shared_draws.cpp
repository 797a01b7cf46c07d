#include "engine/methods/autocorrelation/shared_draws.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/methods/autocorrelation/draw_table.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::autocorrelation {
namespace {

using weights::Site;

constexpr std::size_t shared_chunk = 4096;

/// Sums of the first k sites of each draw, unsorted and sorted.
struct Sums {
  std::vector<double> by_draw;
  std::vector<double> sorted;
};

std::vector<Sums> sorted_sums(const DrawTable& table, std::span<const double> centred,
                              std::span<const std::uint32_t> asked) {
  auto by_draw = table.sums(centred, asked);
  std::vector<Sums> result(by_draw.size());
  parallel_for(result.size(), [&](std::size_t k) {
    result[k].by_draw = std::move(by_draw[k]);
    result[k].sorted = result[k].by_draw;
    std::ranges::sort(result[k].sorted);
  });
  return result;
}

struct Seen {
  std::size_t site;
  std::uint32_t draws;  // k
  double sum;
  double tolerance;
};

/// Draws whose sum is at least, and at most, what was seen.
std::pair<std::int64_t, std::int64_t> rank(const DrawTable& table, const Sums& sums,
                                           const Seen& seen, bool conditional,
                                           std::span<const double> centred) {
  const double low = seen.sum - seen.tolerance;
  const double high = seen.sum + seen.tolerance;
  const auto& sorted = sums.sorted;
  std::int64_t at_least = sorted.end() - std::ranges::lower_bound(sorted, low);
  std::int64_t at_most = std::ranges::upper_bound(sorted, high) - sorted.begin();
  if (!conditional) return {at_least, at_most};
  for (const auto [draw, position] : table.places(seen.site)) {
    if (position >= seen.draws) continue;
    const double with = sums.by_draw[draw];
    const double without = with - centred[seen.site] + centred[table.at(draw, seen.draws)];
    at_least += (without >= low ? 1 : 0) - (with >= low ? 1 : 0);
    at_most += (without <= high ? 1 : 0) - (with <= high ? 1 : 0);
  }
  return {at_least, at_most};
}

}  // namespace

std::vector<stats::Tails> shared_tails(const SumProblem& problem) {
  const std::size_t n = problem.values.size();
  const auto centred = stats::centred(problem.values);
  const double per_site = tie_tolerance(problem.values, 1.0);

  std::vector<std::uint32_t> draws(n);
  for (std::size_t i = 0; i < n; ++i) draws[i] = problem.draws(i);
  const std::uint32_t most = std::ranges::max(draws);
  const auto width = std::min(static_cast<std::uint32_t>(n), most + 1);
  const DrawTable table(n, width, problem.options.permutations, problem.options.seed);
  const std::vector<Sums> sums = sorted_sums(table, centred, draws);

  const std::uint32_t permutations = table.count();
  std::vector<stats::Tails> result(n, untested);
  parallel_for((n + shared_chunk - 1) / shared_chunk, random_maps, [&](std::size_t c) {
    for (std::size_t i = c * shared_chunk; i < std::min(n, (c + 1) * shared_chunk); ++i) {
      if (problem.is_settled(i)) continue;
      Seen seen{i, draws[i], 0.0, per_site * (draws[i] + 2.0)};
      for (const Site j : problem.weights.neighbours(i)) {
        if (!problem.skips(i, j)) seen.sum += centred[j];
      }
      const auto [at_least, at_most] =
          rank(table, sums[seen.draws], seen, problem.conditional(), centred);
      const auto p = [&](std::int64_t count) {
        return stats::pseudo_p_value(static_cast<std::uint32_t>(count), permutations);
      };
      result[i] = {p(at_least), p(at_most), p(at_least + at_most - permutations)};
    }
  });
  return result;
}

}  // namespace hotward::autocorrelation
