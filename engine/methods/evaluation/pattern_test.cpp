#include "engine/methods/evaluation/pattern_test.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/multiple_testing.hpp"

namespace hotward::evaluation {
namespace {

constexpr double level = 0.05;

std::int64_t total_of(std::span<const std::int64_t> values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

// The least k with P(X <= k) >= chance. It lies near the mean, so a search from there is short.
std::int64_t binomial_quantile(double chance, std::int64_t trials, double p) {
  const double spread = std::sqrt(static_cast<double>(trials) * p * (1.0 - p));
  const double guess = static_cast<double>(trials) * p + spread * stats::normal_quantile(chance);
  auto k = std::clamp(static_cast<std::int64_t>(guess), std::int64_t{0}, trials);
  while (k > 0 && stats::binomial_cdf(k - 1, trials, p) >= chance) --k;
  while (k < trials && stats::binomial_cdf(k, trials, p) < chance) ++k;
  return k;
}

// Whether the later share lies in the range of the earlier one.
bool in_range(std::int64_t earlier, std::int64_t all_earlier, std::int64_t later,
              std::int64_t all_later) {
  const double p = static_cast<double>(earlier) / static_cast<double>(all_earlier);
  const double low = static_cast<double>(binomial_quantile(level / 2.0, all_earlier, p));
  const double high = static_cast<double>(binomial_quantile(1.0 - level / 2.0, all_earlier, p));
  const double drawn = static_cast<double>(later) * static_cast<double>(all_earlier) /
                       static_cast<double>(all_later);
  const double slack = 1e-9 * (1.0 + drawn);
  return drawn >= low - slack && drawn <= high + slack;
}

double log_choose(std::int64_t n, std::int64_t k) {
  return std::lgamma(static_cast<double>(n) + 1.0) - std::lgamma(static_cast<double>(k) + 1.0) -
         std::lgamma(static_cast<double>(n - k) + 1.0);
}

}  // namespace

double fisher_exact(std::int64_t a, std::int64_t of_a, std::int64_t b, std::int64_t of_b) {
  HOTWARD_EXPECTS(a >= 0 && a <= of_a && b >= 0 && b <= of_b);
  const std::int64_t both = a + b;
  const std::int64_t lowest = std::max<std::int64_t>(0, both - of_b);
  const std::int64_t highest = std::min(of_a, both);
  // Outcomes as likely as the seen one, but for rounding, are as extreme.
  constexpr double slack = 1e-7;
  const double whole = log_choose(of_a + of_b, both);
  const auto log_p = [&](std::int64_t k) {
    return log_choose(of_a, k) + log_choose(of_b, both - k) - whole;
  };
  const double seen = log_p(a) + slack;
  double p = 0.0;
  for (std::int64_t k = lowest; k <= highest; ++k) {
    if (const double one = log_p(k); one <= seen) p += std::exp(one);
  }
  return std::min(p, 1.0);
}

PatternTest pattern_test(std::span<const std::int64_t> earlier,
                         std::span<const std::int64_t> later) {
  HOTWARD_EXPECTS(earlier.size() == later.size());
  const std::int64_t all_earlier = total_of(earlier);
  const std::int64_t all_later = total_of(later);
  PatternTest found{
      .sites = earlier.size(), .s = undefined, .s_active = undefined, .s_tested = undefined};
  found.p_value.assign(earlier.size(), undefined);
  found.q_value = found.p_value;
  if (all_earlier == 0 || all_later == 0) return found;
  // Many sites have the same few counts.
  std::map<std::pair<std::int64_t, std::int64_t>, std::pair<bool, double>> known;
  std::size_t same = 0;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    if (earlier[i] == 0 && later[i] == 0) continue;
    ++found.active;
    const auto [at, is_new] = known.try_emplace({earlier[i], later[i]});
    if (is_new) {
      at->second = {in_range(earlier[i], all_earlier, later[i], all_later),
                    fisher_exact(earlier[i], all_earlier, later[i], all_later)};
    }
    same += at->second.first ? 1U : 0U;
    found.p_value[i] = at->second.second;
  }
  found.q_value = stats::benjamini_hochberg(found.p_value);
  found.differ = static_cast<std::size_t>(
      std::ranges::count_if(found.q_value, [](double q) { return q <= level; }));
  const auto active = static_cast<double>(found.active);
  const auto empty = static_cast<double>(found.sites - found.active);
  found.s = (static_cast<double>(same) + empty) / static_cast<double>(found.sites);
  found.s_active = static_cast<double>(same) / active;
  found.s_tested = 1.0 - static_cast<double>(found.differ) / active;
  return found;
}

}  // namespace hotward::evaluation
