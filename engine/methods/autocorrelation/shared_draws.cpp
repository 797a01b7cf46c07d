#include "engine/methods/autocorrelation/shared_draws.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::autocorrelation {
namespace {

using weights::Site;

constexpr std::size_t shared_chunk = 4096;

/// R draws of the same number of distinct sites, what their values add up to, and who is in them.
class DrawTable {
 public:
  DrawTable(std::span<const double> centred, std::uint32_t width, const NullOptions& options)
      : centred_(centred), width_(width), count_(options.permutations) {
    sites_.resize(std::size_t{count_} * width_);
    stats::DistinctDraws draws(static_cast<std::uint32_t>(centred.size()), width_);
    for (std::uint32_t r = 0; r < count_; ++r) {
      // The unit is beyond any site's: shared draws are nobody's own.
      draws.draw({options.seed, UINT32_MAX, r},
                 std::span(sites_).subspan(std::size_t{r} * width_, width_));
    }
    index_members();
  }

  /// Sums of the first k sites of each draw, unsorted and sorted.
  struct Sums {
    std::vector<double> by_draw;
    std::vector<double> sorted;
  };

  /// By k, for those that are asked: from one to the next each draw takes in a few more sites, for
  /// where there are hundreds of different k each anew would cost more than all the rest.
  [[nodiscard]] std::vector<Sums> sums(std::span<const std::uint32_t> asked) const {
    std::vector<std::uint32_t> numbers(asked.begin(), asked.end());
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<Sums> result(numbers.back() + std::size_t{1});
    std::vector<double> running(count_, 0.0);
    std::uint32_t taken = 0;
    for (const std::uint32_t k : numbers) {
      for (std::uint32_t r = 0; r < count_; ++r) {
        if (r % shared_chunk == 0) stats::heed_stop();
        for (std::uint32_t j = taken; j < k; ++j) running[r] += centred_[at(r, j)];
      }
      taken = k;
      result[k].by_draw = running;
    }
    parallel_for(numbers.size(), [&](std::size_t i) {
      Sums& sums = result[numbers[i]];
      sums.sorted = sums.by_draw;
      std::ranges::sort(sums.sorted);
    });
    return result;
  }

  struct Place {
    std::uint32_t draw;
    std::uint32_t position;
  };
  /// Where a site stands in the draws.
  [[nodiscard]] std::span<const Place> places(std::size_t site) const {
    return {places_.data() + starts_[site], starts_[site + 1] - starts_[site]};
  }
  [[nodiscard]] Site at(std::uint32_t draw, std::uint32_t position) const {
    return sites_[std::size_t{draw} * width_ + position];
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  void index_members() {
    starts_.assign(centred_.size() + 1, 0);
    for (const Site site : sites_) ++starts_[site + 1];
    for (std::size_t i = 0; i < centred_.size(); ++i) starts_[i + 1] += starts_[i];
    places_.resize(sites_.size());
    auto next = starts_;
    for (std::uint32_t r = 0; r < count_; ++r) {
      if (r % shared_chunk == 0) stats::heed_stop();
      for (std::uint32_t j = 0; j < width_; ++j) places_[next[at(r, j)]++] = {r, j};
    }
  }

  std::span<const double> centred_;
  std::uint32_t width_;
  std::uint32_t count_;
  std::vector<Site> sites_;
  std::vector<std::size_t> starts_;
  std::vector<Place> places_;
};

struct Seen {
  std::size_t site;
  std::uint32_t draws;  // k
  double sum;
  double tolerance;
};

/// Draws whose sum is at least, and at most, what was seen.
std::pair<std::int64_t, std::int64_t> rank(const DrawTable& table, const DrawTable::Sums& sums,
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
  const DrawTable table(centred, width, problem.options);
  const std::vector<DrawTable::Sums> sums = table.sums(draws);

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
