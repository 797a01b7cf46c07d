#include "engine/stats/multiple_testing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

// Indices of the tests that were made, from the largest p to the smallest.
std::vector<std::size_t> falling(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (std::isnan(p_values[i])) continue;
    HOTWARD_EXPECTS(p_values[i] >= 0.0 && p_values[i] <= 1.0);
    order.push_back(i);
  }
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return p_values[a] != p_values[b] ? p_values[a] > p_values[b] : a < b;
  });
  return order;
}

std::vector<double> step_up(std::span<const double> p_values, double penalty,
                            const std::vector<std::size_t>& order) {
  std::vector<double> q(p_values.size(), undefined);
  const auto m = static_cast<double>(order.size());
  double smallest = 1.0;
  auto place = m;
  for (const std::size_t i : order) {
    smallest = std::min(smallest, penalty * (m / place) * p_values[i]);
    q[i] = smallest;
    place -= 1.0;
  }
  return q;
}

}  // namespace

std::vector<double> bonferroni(std::span<const double> p_values) {
  const auto order = falling(p_values);
  std::vector<double> q(p_values.size(), undefined);
  const auto m = static_cast<double>(order.size());
  for (const std::size_t i : order) q[i] = std::min(1.0, m * p_values[i]);
  return q;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  return step_up(p_values, 1.0, falling(p_values));
}

std::vector<double> benjamini_yekutieli(std::span<const double> p_values) {
  const auto order = falling(p_values);
  double harmonic = 0.0;
  for (std::size_t i = order.size(); i > 0; --i) harmonic += 1.0 / static_cast<double>(i);
  return step_up(p_values, harmonic, order);
}

}  // namespace hotward::stats
