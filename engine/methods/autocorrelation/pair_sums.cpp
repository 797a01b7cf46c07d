#include "engine/methods/autocorrelation/pair_sums.hpp"

#include <algorithm>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/stats/permutation.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::size_t layout_chunk = 16;

double commonest(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  double best = sorted.front();
  std::ptrdiff_t most = 0;
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto last = std::upper_bound(first, sorted.end(), *first);
    if (last - first > most) {
      most = last - first;
      best = *first;
    }
    first = last;
  }
  return best;
}

/// The values that differ from the commonest, and where they may lie.
class FewValues {
 public:
  FewValues(std::span<const double> values, const weights::SpatialWeights& weights)
      : weights_(weights), usual_(commonest(values)), margins_(values.size(), 0.0) {
    for (const double x : values) {
      // Exact: equal values are copies of each other.
      if (x != usual_) differences_.push_back(x - usual_);
    }
  }

  [[nodiscard]] bool are_few() const { return 2 * differences_.size() <= margins_.size(); }

  void sum_margins() {
    for (std::size_t i = 0; i < margins_.size(); ++i) {
      for (const auto [j, w] : weights_.row(i)) {
        margins_[i] += w;
        margins_[j] += w;
        s0_ += w;
      }
    }
  }

  /// Layouts first … first + sums.size() - 1.
  void lay_out(PairSum which, const Layouts& layouts, std::size_t first,
               std::span<double> sums) const {
    std::vector<double> at(margins_.size(), 0.0);
    std::vector<std::uint32_t> places(differences_.size());
    stats::DistinctDraws draws(static_cast<std::uint32_t>(at.size()),
                               static_cast<std::uint32_t>(places.size()));
    for (std::size_t r = 0; r < sums.size(); ++r) {
      draws.draw({layouts.seed, layouts.unit, static_cast<std::uint32_t>(first + r)}, places);
      for (std::size_t k = 0; k < places.size(); ++k) at[places[k]] = differences_[k];
      sums[r] = sum_of(which, at, places);
      for (const std::uint32_t place : places) at[place] = 0.0;
    }
  }

 private:
  [[nodiscard]] double sum_of(PairSum which, std::span<const double> at,
                              std::span<const std::uint32_t> places) const {
    stats::Sum products;
    stats::Sum linear;
    stats::Sum square;
    for (const std::uint32_t i : places) {
      double lag = 0.0;
      for (const auto [j, w] : weights_.row(i)) lag += w * at[j];
      products.add(at[i] * lag);
      linear.add(margins_[i] * at[i]);
      square.add(margins_[i] * at[i] * at[i]);
    }
    if (which == PairSum::squared_differences) return square.value() - 2.0 * products.value();
    return products.value() + usual_ * linear.value() + usual_ * usual_ * s0_;
  }

  const weights::SpatialWeights& weights_;
  double usual_;
  double s0_ = 0.0;
  std::vector<double> margins_;
  std::vector<double> differences_;
};

}  // namespace

double pair_sum(PairSum which, std::span<const double> values,
                const weights::SpatialWeights& weights) {
  stats::Sum sum;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    double of_row = 0.0;
    if (which == PairSum::products) {
      for (const auto [j, w] : weights.row(i)) of_row += w * values[j];
      of_row *= x;
    } else {
      for (const auto [j, w] : weights.row(i)) of_row += w * (x - values[j]) * (x - values[j]);
    }
    sum.add(of_row);
  }
  return sum.value();
}

std::vector<double> pair_sums_of_layouts(PairSum which, std::span<const double> values,
                                         const weights::SpatialWeights& weights,
                                         const Layouts& layouts) {
  HOTWARD_EXPECTS(values.size() == weights.site_count() && !values.empty());
  std::vector<double> sums(layouts.count);
  FewValues few(values, weights);
  if (few.are_few()) {
    few.sum_margins();
    parallel_for((sums.size() + layout_chunk - 1) / layout_chunk, [&](std::size_t c) {
      const std::size_t first = c * layout_chunk;
      const std::size_t last = std::min(sums.size(), first + layout_chunk);
      few.lay_out(which, layouts, first, std::span(sums).subspan(first, last - first));
    });
    return sums;
  }
  parallel_for(sums.size(), random_maps, [&](std::size_t r) {
    std::vector<double> order(values.begin(), values.end());
    stats::shuffle({layouts.seed, layouts.unit, static_cast<std::uint32_t>(r)}, order);
    sums[r] = pair_sum(which, order, weights);
  });
  return sums;
}

}  // namespace hotward::autocorrelation
