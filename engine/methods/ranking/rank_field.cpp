#include "engine/methods/ranking/rank_field.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "engine/core/parallel.hpp"
#include "engine/methods/ranking/rank_law.hpp"

namespace hotward::ranking {
namespace {

// Where so many areas are above on average, none of the first 16 ranks is left: Poisson's chance of
// 15 or fewer is 1e-12 there.
constexpr double most_above = 64.0;

void multiply_once(Series& series, double s) {
  for (std::size_t m = series_terms - 1; m > 0; --m)
    series[m] = series[m] * (1.0 - s) + series[m - 1] * s;
  series[0] *= 1.0 - s;
}

// By (1 - s + s z)^copies.
void multiply(Series& series, double s, double copies) {
  if (s <= 0.0) return;
  if (copies <= static_cast<double>(series_terms)) {
    for (double c = 0.0; c < copies; ++c) multiply_once(series, s);
    return;
  }
  Series factor{};
  factor[0] = std::exp(copies * std::log1p(-s));  // more copies than terms: where s is 1, all is 0
  for (std::size_t m = 1; m < series_terms && s < 1.0; ++m) {
    const auto k = static_cast<double>(m);
    factor[m] = factor[m - 1] * (copies - k + 1.0) / k * s / (1.0 - s);
  }
  Series product{};
  for (std::size_t a = 0; a < series_terms; ++a) {
    for (std::size_t b = 0; a + b < series_terms; ++b) product[a + b] += series[a] * factor[b];
  }
  series = product;
}

}  // namespace

// Forwards errors grow with s / (1 - s) a step, backwards with its inverse, from a start that is
// wrong.
void others_at_most(const Series& all, double s, std::span<double> chance) {
  Series others{};
  if (s <= 0.75) {
    double last = 0.0;
    for (std::size_t m = 0; m < chance.size(); ++m) {
      last = others[m] = (all[m] - s * last) / (1.0 - s);
    }
  } else {
    for (std::size_t m = series_terms - 1; m > 0; --m) {
      others[m - 1] = (all[m] - (1.0 - s) * others[m]) / s;
    }
  }
  double sum = 0.0;
  for (std::size_t m = 0; m < chance.size(); ++m) {
    sum += std::max(0.0, others[m]);
    chance[m] = std::min(1.0, sum);
  }
}

RankField::RankField(std::span<const double> counts, std::span<const double> exposures)
    : areas_(static_cast<double>(counts.size())), law_of_(counts.size()) {
  gather(counts, exposures);
  span_nodes();
  while (refine()) {
  }
  first_top_ = static_cast<std::size_t>(
      std::ranges::find_if(nodes_, [](const RateNode& n) { return n.mean <= most_above; }) -
      nodes_.begin());
  top_.resize(nodes_.size() - first_top_);
  parallel_for(top_.size(), [&](std::size_t i) {
    top_[i] = {1.0};
    const double y = nodes_[first_top_ + i].y;
    for (const RateLaw& law : laws_) multiply(top_[i], law.above(y), law.copies);
  });
}

void RankField::gather(std::span<const double> counts, std::span<const double> exposures) {
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) { return std::tuple(counts[i], exposures[i]); };
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple(key(i), i); });
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t i = order[k];
    if (k == 0 || key(order[k - 1]) != key(i)) {
      const double shape = counts[i] + prior_shape;
      const auto& table = tables_.try_emplace(shape, shape).first->second;
      laws_.push_back({shape, std::log(exposures[i]), &table, 0.0});
    }
    laws_.back().copies += 1.0;
    law_of_[i] = laws_.size() - 1;
  }
}

// From where every area lies above to where none does.
void RankField::span_nodes() {
  double low = laws_[0].survival->low() - laws_[0].log_exposure;
  double high = laws_[0].survival->high() - laws_[0].log_exposure;
  for (const RateLaw& law : laws_) {
    low = std::min(low, law.survival->low() - law.log_exposure);
    high = std::max(high, law.survival->high() - law.log_exposure);
  }
  nodes_ = {at(low), at(high)};
}

RateNode RankField::at(double y) const {
  RateNode node{y, 0.0, 0.0};
  for (const RateLaw& law : laws_) {
    const double s = law.above(y);
    node.mean += law.copies * s;
    node.variance += law.copies * s * (1.0 - s);
  }
  return node;
}

// Grows by at most 1 from node to node: a thousandth of the areas, or a small part of the areas
// above where these are few.
double RankField::scale(const RateNode& node) const {
  return 1024.0 * node.mean / areas_ + 24.0 * std::log1p(4.0 * node.mean);
}

bool RankField::refine() {
  constexpr double least_width = 1e-9;  // narrower than any law of a count that a file can have
  std::vector<std::size_t> wide;
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    if (nodes_[i + 1].y - nodes_[i].y > least_width &&
        scale(nodes_[i]) - scale(nodes_[i + 1]) > 1.0) {
      wide.push_back(i);
    }
  }
  std::vector<RateNode> between(wide.size());
  parallel_for(wide.size(), [&](std::size_t k) {
    between[k] = at(0.5 * (nodes_[wide[k]].y + nodes_[wide[k] + 1].y));
  });
  nodes_.insert(nodes_.end(), between.begin(), between.end());
  std::ranges::sort(nodes_, {}, &RateNode::y);
  return !wide.empty();
}

}  // namespace hotward::ranking
