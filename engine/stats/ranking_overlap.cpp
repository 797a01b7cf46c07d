#include "engine/stats/ranking_overlap.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

using Items = std::span<const std::uint64_t>;

// X_d for d = 1 … the longer list's length.
std::vector<double> shared_by_depth(Items shorter, Items longer) {
  std::unordered_set<std::uint64_t> once;  // seen in one list; taken out where the other has it
  std::vector<double> shared;
  double common = 0.0;
  const auto meet = [&](std::uint64_t item) {
    if (once.insert(item).second) return;
    once.erase(item);
    common += 1.0;
  };
  for (std::size_t d = 0; d < longer.size(); ++d) {
    if (d < shorter.size()) meet(shorter[d]);
    meet(longer[d]);
    shared.push_back(common);
  }
  return shared;
}

}  // namespace

double rank_biased_overlap(Items a, Items b, double p) {
  HOTWARD_EXPECTS(p > 0.0 && p < 1.0);
  const auto& [shorter, longer] =
      std::minmax(a, b, [](Items x, Items y) { return x.size() < y.size(); });
  if (longer.empty()) return undefined;
  if (shorter.empty()) return 0.0;
  const std::vector<double> shared = shared_by_depth(shorter, longer);
  const auto s = static_cast<double>(shorter.size());
  const auto l = static_cast<double>(longer.size());
  const double at_s = shared[shorter.size() - 1];
  double sum = 0.0;
  double power = 1.0;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    const double d = static_cast<double>(i + 1);
    power *= p;
    sum += shared[i] / d * power;
    if (i >= shorter.size()) sum += at_s * (d - s) / (s * d) * power;
  }
  return (1.0 - p) / p * sum + ((shared.back() - at_s) / l + at_s / s) * power;
}

double rank_biased_weight(std::size_t depth, double p) {
  HOTWARD_EXPECTS(p > 0.0 && p < 1.0);
  if (depth == 0) return 0.0;
  const auto d = static_cast<double>(depth);
  double head = 0.0;
  for (std::size_t i = 1; i < depth; ++i) {
    head += std::pow(p, static_cast<double>(i)) / static_cast<double>(i);
  }
  return 1.0 - std::pow(p, d - 1.0) + (1.0 - p) / p * d * (std::log(1.0 / (1.0 - p)) - head);
}

double f1_at(Items a, Items b, std::size_t k) {
  HOTWARD_EXPECTS(k >= 1);
  const Items first = a.first(std::min(k, a.size()));
  const Items second = b.first(std::min(k, b.size()));
  if (first.empty() && second.empty()) return undefined;
  const std::unordered_set<std::uint64_t> known(first.begin(), first.end());
  const auto shared =
      std::ranges::count_if(second, [&](std::uint64_t i) { return known.contains(i); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(first.size() + second.size());
}

}  // namespace hotward::stats
