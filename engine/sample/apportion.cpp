#include "engine/sample/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::sample {

std::vector<std::uint32_t> apportion(std::uint32_t total, std::span<const double> weights) {
  HOTWARD_EXPECTS(
      std::ranges::all_of(weights, [](double w) { return std::isfinite(w) && w >= 0.0; }));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  HOTWARD_EXPECTS(sum > 0.0);
  std::vector<std::uint32_t> counts;
  std::vector<double> remainders;
  std::uint32_t given = 0;
  for (const double weight : weights) {
    const double share = static_cast<double>(total) * weight / sum;
    counts.push_back(static_cast<std::uint32_t>(std::floor(share)));
    remainders.push_back(share - std::floor(share));
    given += counts.back();
  }
  // The floors never pass the total: each share is at most half a rounding step too high, and a
  // share that rounding lifts to a whole number was that number but for the rounding.
  HOTWARD_EXPECTS(given <= total && total - given <= weights.size());
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; i < total - given; ++i) ++counts[order[i]];
  return counts;
}

}  // namespace hotward::sample
