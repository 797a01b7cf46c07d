#include "engine/stats/multiple_testing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

struct Test {
  double p;
  std::size_t number;
};

// The tests that were made, from the largest p to the smallest.
std::vector<Test> falling(std::span<const double> p_values) {
  std::vector<Test> order;
  order.reserve(p_values.size());
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (std::isnan(p_values[i])) continue;
    HOTWARD_EXPECTS(p_values[i] >= 0.0 && p_values[i] <= 1.0);
    order.push_back({p_values[i], i});
  }
  std::sort(order.begin(), order.end(), [](const Test& a, const Test& b) { return a.p > b.p; });
  return order;
}

std::vector<double> step_up(std::size_t count, double penalty, const std::vector<Test>& order) {
  std::vector<double> q(count, undefined);
  const auto m = static_cast<double>(order.size());
  double smallest = 1.0;
  auto place = m;
  for (const Test& test : order) {
    smallest = std::min(smallest, penalty * (m / place) * test.p);
    q[test.number] = smallest;
    place -= 1.0;
  }
  return q;
}

}  // namespace

std::vector<double> bonferroni(std::span<const double> p_values) {
  const auto order = falling(p_values);
  std::vector<double> q(p_values.size(), undefined);
  const auto m = static_cast<double>(order.size());
  for (const Test& test : order) q[test.number] = std::min(1.0, m * test.p);
  return q;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  return step_up(p_values.size(), 1.0, falling(p_values));
}

std::vector<double> benjamini_yekutieli(std::span<const double> p_values) {
  const auto order = falling(p_values);
  double harmonic = 0.0;
  for (std::size_t i = order.size(); i > 0; --i) harmonic += 1.0 / static_cast<double>(i);
  return step_up(p_values.size(), harmonic, order);
}

}  // namespace hotward::stats
