#include "engine/stats/multinomial_draw.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::stats {
namespace {

__extension__ using Wide = unsigned __int128;

// A share at or above 1 is "always": the largest coin is refused once in 2^64 trials, and then the
// alias, which is the cell itself, is taken.
std::uint64_t as_coin(double share) {
  if (share >= 1.0) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(std::ldexp(std::max(share, 0.0), 64));
}

}  // namespace

MultinomialDraw::MultinomialDraw(std::span<const double> weights) : cells_(weights.size()) {
  HOTWARD_EXPECTS(!weights.empty() && weights.size() <= std::numeric_limits<std::uint32_t>::max());
  HOTWARD_EXPECTS(
      std::ranges::all_of(weights, [](double w) { return std::isfinite(w) && w >= 0; }));
  const double total = sum(weights);
  HOTWARD_EXPECTS(total > 0.0);

  const auto n = static_cast<double>(weights.size());
  std::vector<double> share(weights.size());  // of a column's height, 1 on average
  std::vector<std::uint32_t> low;
  std::vector<std::uint32_t> high;
  std::uint32_t heaviest = 0;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    share[i] = weights[i] / total * n;
    (share[i] < 1.0 ? low : high).push_back(i);
    if (weights[i] > weights[heaviest]) heaviest = i;
  }
  while (!low.empty() && !high.empty()) {
    const std::uint32_t small = low.back();
    const std::uint32_t large = high.back();
    low.pop_back();
    cells_[small] = {as_coin(share[small]), large};
    share[large] -= 1.0 - share[small];
    if (share[large] < 1.0) {
      high.pop_back();
      low.push_back(large);
    }
  }
  for (const std::uint32_t i : high) cells_[i] = {as_coin(1.0), i};
  // What is left here fills its column but for rounding; an empty cell must stay empty even so.
  for (const std::uint32_t i : low) {
    cells_[i] = weights[i] > 0.0 ? Cell{as_coin(1.0), i} : Cell{0, heaviest};
  }
}

void MultinomialDraw::draw(Random& random, std::uint64_t trials,
                           std::span<std::int32_t> counts) const {
  HOTWARD_EXPECTS(counts.size() == cells_.size());
  std::ranges::fill(counts, 0);
  add(random, trials, counts);
}

void MultinomialDraw::add(Random& random, std::uint64_t trials,
                          std::span<std::int32_t> counts) const {
  for (std::uint64_t t = 0; t < trials; ++t) {
    const Wide x = Wide{random.bits64()} * cells_.size();
    const auto column = static_cast<std::uint32_t>(x >> 64U);
    const Cell& cell = cells_[column];
    ++counts[static_cast<std::uint64_t>(x) < cell.own ? column : cell.alias];
  }
}

MultinomialDraw::ByCells::ByCells(const MultinomialDraw& draw, std::span<const double> weights,
                                  std::uint64_t trials)
    : draw_(draw), trials_(trials) {
  HOTWARD_EXPECTS(weights.size() == draw.cells_.size() && trials < (std::uint64_t{1} << 30U));
  const auto all = static_cast<double>(trials);
  const double share = std::max(0.0, all - 4.0 * std::sqrt(all)) / sum(weights);
  for (const double weight : weights) cells_.emplace_back(weight * share);
}

void MultinomialDraw::ByCells::draw(Random& random, std::span<std::int32_t> counts) const {
  HOTWARD_EXPECTS(counts.size() == cells_.size());
  std::uint64_t drawn = 0;
  do {
    drawn = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      counts[i] = static_cast<std::int32_t>(cells_[i](random));
      drawn += static_cast<std::uint64_t>(counts[i]);
    }
  } while (drawn > trials_);
  draw_.add(random, trials_ - drawn, counts);
}

}  // namespace hotward::stats
