#include "engine/methods/ranking/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::ranking {
namespace {

std::vector<std::size_t> listed(std::span<const double> values,
                                std::span<const std::string> codes) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const bool a_known = !std::isnan(values[a]);
    const bool b_known = !std::isnan(values[b]);
    if (a_known != b_known) return a_known;
    if (a_known && values[a] != values[b]) return values[a] > values[b];
    return codes[a] != codes[b] ? codes[a] < codes[b] : a < b;
  });
  return order;
}

// Equal values are equal results of one computation, so == is what a tie means.
bool tied(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

Ranking rank_by(std::span<const double> values, std::span<const std::int64_t> counts,
                std::span<const std::string> codes) {
  HOTWARD_EXPECTS(values.size() == counts.size() && values.size() == codes.size());
  HOTWARD_EXPECTS(std::ranges::all_of(counts, [](std::int64_t n) { return n >= 0; }));
  Ranking result{std::vector<std::int64_t>(values.size()), std::vector<double>(values.size()),
                 std::vector<double>(values.size()), listed(values, codes)};
  // Counts are added as integers, so the last cumulative share is 100 and not nearly 100.
  const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const auto percent = [&](std::int64_t n) {
    if (total == 0) return undefined;
    return 100.0 * static_cast<double>(n) / static_cast<double>(total);
  };
  std::int64_t gathered = 0;
  for (std::size_t k = 0; k < result.order.size(); ++k) {
    const std::size_t area = result.order[k];
    gathered += counts[area];
    const bool as_before = k > 0 && tied(values[result.order[k - 1]], values[area]);
    result.rank[area] =
        as_before ? result.rank[result.order[k - 1]] : static_cast<std::int64_t>(k) + 1;
    result.share_pct[area] = percent(counts[area]);
    result.cum_pct[area] = percent(gathered);
  }
  return result;
}

std::size_t areas_holding(const Ranking& ranking, double pct) {
  HOTWARD_EXPECTS(pct >= 0.0 && pct <= 100.0);
  if (pct == 0.0) return 0;
  for (std::size_t k = 0; k < ranking.order.size(); ++k) {
    if (ranking.cum_pct[ranking.order[k]] >= pct) return k + 1;
  }
  return 0;  // every share is NaN: nothing was counted
}

std::vector<table::Column> columns(const Ranking& result) {
  return {{"rank", "1", "rank, 1 the highest; ties share it", result.rank},
          {"share_pct", "%", "share of all incidents", result.share_pct},
          {"cum_pct", "%", "share of this and all areas listed before", result.cum_pct}};
}

}  // namespace hotward::ranking
