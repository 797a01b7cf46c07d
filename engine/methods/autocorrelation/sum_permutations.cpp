#include "engine/methods/autocorrelation/sum_permutations.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::autocorrelation {
namespace {

using weights::Site;

// Sites per task: enough work to hand out, little enough to share evenly.
constexpr std::size_t chunk = 256;

struct Counts {
  std::uint32_t at_least = 0;
  std::uint32_t at_most = 0;
};

stats::Tails tails(const Counts& counts, std::uint32_t permutations) {
  return {stats::pseudo_p_value(counts.at_least, permutations),
          stats::pseudo_p_value(counts.at_most, permutations),
          stats::pseudo_p_value(counts.at_least + counts.at_most - permutations, permutations)};
}

/// The values that draws for one site are taken from, by position.
class Pool {
 public:
  Pool(std::span<const double> values, std::size_t site, bool without_site)
      : values_(values.data()), site_(without_site ? site : values.size()) {}
  [[nodiscard]] double operator[](std::uint32_t drawn) const {
    return values_[drawn + (drawn >= site_ ? 1U : 0U)];
  }

 private:
  const double* values_;
  std::size_t site_;
};

/// Room for one site's draws, kept from site to site by a thread.
struct Room {
  std::vector<double> weights;
  std::vector<std::uint32_t> drawn;
};

Counts count_draws(const SumProblem& problem, std::span<const double> centred, std::size_t i,
                   double tolerance) {
  const weights::Row row = problem.weights.row(i);
  const bool equal = row.equal_weights();
  Room room;
  double seen = 0.0;
  for (const auto [site, weight] : row) {
    if (problem.skips(i, site)) continue;
    seen += equal ? centred[site] : weight * centred[site];
    room.weights.push_back(weight);
  }
  room.drawn.resize(room.weights.size());
  stats::DistinctDraws draws(problem.population(), problem.draws(i));
  const Pool pool(centred, i, problem.conditional());
  Counts counts;
  for (std::uint32_t r = 0; r < problem.options.permutations; ++r) {
    draws.draw({problem.options.seed, static_cast<std::uint32_t>(i), r}, room.drawn);
    double sum = 0.0;
    if (equal) {
      for (const std::uint32_t d : room.drawn) sum += pool[d];
    } else {
      for (std::size_t k = 0; k < room.drawn.size(); ++k) {
        sum += room.weights[k] * pool[room.drawn[k]];
      }
    }
    counts.at_least += sum >= seen - tolerance ? 1U : 0U;
    counts.at_most += sum <= seen + tolerance ? 1U : 0U;
  }
  return counts;
}

}  // namespace

std::vector<stats::Tails> independent_tails(const SumProblem& problem) {
  const std::size_t n = problem.values.size();
  const auto centred = stats::centred(problem.values);
  const double per_weight = tie_tolerance(problem.values, 1.0);
  std::vector<stats::Tails> result(n, untested);
  parallel_for((n + chunk - 1) / chunk, random_maps, [&](std::size_t c) {
    for (std::size_t i = c * chunk; i < std::min(n, (c + 1) * chunk); ++i) {
      if (problem.is_settled(i)) continue;
      double weight_sum = 0.0;
      const weights::Row row = problem.weights.row(i);
      for (const auto [site, weight] : row) weight_sum += weight;
      if (row.equal_weights()) weight_sum = static_cast<double>(row.size());
      result[i] = tails(count_draws(problem, centred, i, per_weight * weight_sum),
                        problem.options.permutations);
    }
  });
  return result;
}

}  // namespace hotward::autocorrelation
