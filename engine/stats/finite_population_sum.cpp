#include "engine/stats/finite_population_sum.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "engine/core/check.hpp"

namespace hotward::stats {
namespace {

/// h(i; j) for all j up to `draws` and i up to j, one row per j.
class Hypergeometric {
 public:
  /// @param before  items taken in so far; the new ones are `added`
  Hypergeometric(std::int64_t before, std::int64_t added, std::size_t draws)
      : width_(draws + 1), h_(width_ * width_, 0.0) {
    h_[0] = 1.0;
    const auto all = static_cast<double>(before + added);
    for (std::size_t j = 0; j < draws && static_cast<std::int64_t>(j) < before + added; ++j) {
      const double left = all - static_cast<double>(j);
      for (std::size_t i = 0; i <= j; ++i) {
        const double chance = h_[j * width_ + i];
        // Cut at 0: a chance that rounding left where nothing is left to draw must not turn
        // negative.
        const double old_left =
            std::max(0.0, static_cast<double>(before) - static_cast<double>(j - i));
        const double new_left = std::max(0.0, static_cast<double>(added) - static_cast<double>(i));
        h_[(j + 1) * width_ + i] += chance * (old_left / left);
        h_[(j + 1) * width_ + i + 1] += chance * (new_left / left);
      }
    }
  }

  [[nodiscard]] double operator()(std::size_t i, std::size_t j) const { return h_[j * width_ + i]; }

 private:
  std::size_t width_;
  std::vector<double> h_;
};

}  // namespace

std::vector<ValueCount> value_counts(std::span<const std::int64_t> values) {
  std::vector<std::int64_t> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  std::vector<ValueCount> result;
  for (const std::int64_t value : sorted) {
    if (result.empty() || result.back().value != value) result.push_back({value, 0});
    ++result.back().count;
  }
  return result;
}

double Tails::two_sided() const { return std::min(1.0, 2.0 * std::min(upper, lower)); }

double Tails::two_sided_mid() const {
  return std::min(1.0, 2.0 * std::min(upper - exactly / 2, lower - exactly / 2));
}

FinitePopulationSum::FinitePopulationSum(std::size_t max_draws) : laws_(max_draws + 1) {
  laws_[0].probability = {1.0};
}

FinitePopulationSum::FinitePopulationSum(std::span<const ValueCount> population,
                                         std::size_t max_draws)
    : FinitePopulationSum(max_draws) {
  for (const auto& [value, count] : population) add(value, count);
  sum_tails();
}

void FinitePopulationSum::add(std::int64_t value, std::int64_t count) {
  HOTWARD_EXPECTS(count >= 0);
  if (count == 0) return;
  const std::size_t draws = laws_.size() - 1;
  const Hypergeometric h(items_, count, draws);
  items_ += count;
  std::vector<double> law;  // its room goes round between the laws
  // From many draws to few: the law of j draws is made from laws of fewer, not yet replaced.
  for (std::size_t j = draws + 1; j-- > 0;) {
    const auto most =
        static_cast<std::size_t>(std::min<std::int64_t>(count, static_cast<std::int64_t>(j)));
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    for (std::size_t i = 0; i <= most; ++i) {
      const Law& from = laws_[j - i];
      if (from.probability.empty()) continue;
      const std::int64_t start = from.first + static_cast<std::int64_t>(i) * value;
      first = std::min(first, start);
      last = std::max(last, start + static_cast<std::int64_t>(from.probability.size()) - 1);
    }
    if (first > last) continue;
    law.assign(static_cast<std::size_t>(last - first + 1), 0.0);
    for (std::size_t i = 0; i <= most; ++i) {
      const Law& from = laws_[j - i];
      const double weight = h(i, j);
      const std::int64_t start = from.first + static_cast<std::int64_t>(i) * value - first;
      double* const to = law.data() + (from.probability.empty() ? 0 : start);
      for (std::size_t k = 0; k < from.probability.size(); ++k) {
        to[k] += weight * from.probability[k];
      }
    }
    laws_[j].first = first;
    laws_[j].probability.swap(law);
  }
}

void FinitePopulationSum::sum_tails() {
  for (Law& law : laws_) {
    const std::size_t size = law.probability.size();
    law.upper.resize(size);
    law.lower.resize(size);
    double sum = 0.0;
    for (std::size_t k = 0; k < size; ++k) law.lower[k] = std::min(1.0, sum += law.probability[k]);
    sum = 0.0;
    for (std::size_t k = size; k-- > 0;) law.upper[k] = std::min(1.0, sum += law.probability[k]);
  }
}

Tails FinitePopulationSum::tails(std::size_t draws, std::int64_t sum) const {
  HOTWARD_EXPECTS(draws < laws_.size() && !laws_[draws].probability.empty());
  const Law& law = laws_[draws];
  if (sum < law.first) return {1.0, 0.0, 0.0};
  const auto k = static_cast<std::size_t>(sum - law.first);
  if (k >= law.probability.size()) return {0.0, 1.0, 0.0};
  if (!law.upper.empty()) return {law.upper[k], law.lower[k], law.probability[k]};
  // The same additions in the same order as in sum_tails.
  const auto at = law.probability.begin() + static_cast<std::ptrdiff_t>(k);
  return {std::min(1.0, std::accumulate(law.probability.rbegin(), std::reverse_iterator(at), 0.0)),
          std::min(1.0, std::accumulate(law.probability.begin(), at + 1, 0.0)), *at};
}

namespace {

/// Of taking in `count` items of a value, where sums of all draws spread over `width`.
double addition_cost(std::int64_t count, double max_draws, double width) {
  return (max_draws + 1) * (std::min(static_cast<double>(count), max_draws / 2) + 1) *
         (max_draws * width / 2 + 1);
}

}  // namespace

double finite_population_cost(std::span<const ValueCount> population, std::size_t max_draws) {
  if (population.empty()) return 0.0;
  const std::int64_t lowest = std::ranges::min(population, {}, &ValueCount::value).value;
  double total = 0.0;
  for (const auto& [value, count] : population) {
    // Values come in ascending order, so the sums are no wider yet than this one makes them.
    total +=
        addition_cost(count, static_cast<double>(max_draws), static_cast<double>(value - lowest));
  }
  return total;
}

double leave_one_out_cost(std::span<const ValueCount> population, std::size_t max_draws) {
  if (population.empty()) return 0.0;
  const auto [lowest, highest] = std::ranges::minmax(population, {}, &ValueCount::value);
  const auto width = static_cast<double>(highest.value - lowest.value);
  double total = 0.0;
  for (const auto& [value, count] : population) {
    total += addition_cost(count, static_cast<double>(max_draws), width);
  }
  return total * (std::log2(static_cast<double>(population.size())) + 1.0);
}

/// Walks the halves. `outside` is the law of all values outside [first, last).
class LeaveOneOut {
 public:
  LeaveOneOut(std::span<const ValueCount> population, const VisitLeftOut& visit)
      : population_(population), visit_(visit) {}

  void walk(FinitePopulationSum outside, std::size_t first, std::size_t last) const {
    if (last - first == 1) {
      outside.add(population_[first].value, population_[first].count - 1);
      // Summing all tails pays where many will be asked for; a single one is summed when asked.
      if (population_[first].count > 8) outside.sum_tails();
      visit_(first, outside);
      return;
    }
    const std::size_t middle = first + (last - first) / 2;
    FinitePopulationSum left = outside;
    for (std::size_t k = middle; k < last; ++k)
      left.add(population_[k].value, population_[k].count);
    walk(std::move(left), first, middle);
    for (std::size_t k = first; k < middle; ++k) {
      outside.add(population_[k].value, population_[k].count);
    }
    walk(std::move(outside), middle, last);
  }

  [[nodiscard]] static FinitePopulationSum nothing(std::size_t max_draws) {
    return FinitePopulationSum(max_draws);
  }

 private:
  std::span<const ValueCount> population_;
  const VisitLeftOut& visit_;
};

void leave_one_out(std::span<const ValueCount> population, std::size_t max_draws,
                   const VisitLeftOut& visit) {
  HOTWARD_EXPECTS(
      std::ranges::all_of(population, [](const ValueCount& v) { return v.count >= 1; }));
  if (population.empty()) return;
  LeaveOneOut(population, visit).walk(LeaveOneOut::nothing(max_draws), 0, population.size());
}

}  // namespace hotward::stats
