#include "engine/methods/ranking/top_share.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::ranking {
namespace {

struct Held {
  double top;
  double ranked;
  double all;
};

Held held_by(const std::vector<Site>& sites, std::span<const std::int64_t> counts, int top) {
  stats::Sum of_top;
  for (const std::uint32_t i : highest(sites, top)) of_top.add(sites[i].count);
  stats::Sum ranked;
  for (const Site& site : sites) ranked.add(site.count);
  stats::Sum all;
  for (const std::int64_t count : counts) all.add(static_cast<double>(count));
  return {of_top.value(), ranked.value(), all.value()};
}

constexpr TopShare unknown_share{undefined, undefined, undefined, {undefined, undefined}};

// The beta law of that mean and variance; a variance of 0, or beyond any law's, leaves the mean.
stats::Interval beta_interval(double m, double variance, double level) {
  const double size = m * (1.0 - m) / variance - 1.0;
  if (!(variance > 0.0) || !(size > 0.0)) return {m, m};
  const double tail = (1.0 - level) / 2.0;
  return {stats::beta_quantile(tail, m * size, (1.0 - m) * size),
          stats::beta_quantile(1.0 - tail, m * size, (1.0 - m) * size)};
}

}  // namespace

void sort_highest_first(std::vector<Valued>& values) {
  std::ranges::sort(values, [](const Valued& a, const Valued& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
}

std::vector<std::uint32_t> highest(const std::vector<Site>& sites, int top) {
  std::vector<Valued> rates;
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    rates.emplace_back(sites[i].count / sites[i].exposure, i);
  }
  sort_highest_first(rates);
  std::vector<std::uint32_t> result;
  for (std::size_t k = 0; k < rates.size() && k < static_cast<std::size_t>(top); ++k) {
    result.push_back(rates[k].second);
  }
  return result;
}

RateSpread spread_of(const std::vector<Site>& sites, double phi) {
  std::vector<double> counts;
  std::vector<double> exposures;
  for (const Site& site : sites) {
    counts.push_back(site.count);
    exposures.push_back(site.exposure);
  }
  return {counts, exposures, phi};
}

ShareLaw share_law(std::vector<double> draws, double level) {
  HOTWARD_EXPECTS(!draws.empty());
  std::ranges::sort(draws);
  const auto n = static_cast<double>(draws.size());
  // As tail_sizes of ranks: (1 - 0.95) / 2 must not turn the 25th of 1,000 into the 26th.
  const double below = std::max(1.0, std::ceil(n * (1.0 - level) / 2.0 - 1e-9));
  const auto k = static_cast<std::size_t>(below) - 1;
  return {stats::sum(draws) / n, {draws[k], draws[draws.size() - 1 - k]}};
}

// A share is a quotient of sums of independent rates: its variance to the first order.
ShareLaw share_law(const std::vector<Site>& sites, const RateSpread& spread,
                   const RankIntervalOptions& options) {
  std::vector<std::uint8_t> in_top(sites.size(), 0);
  for (const std::uint32_t i : highest(sites, options.top)) in_top[i] = 1;
  stats::Sum mean[2];
  stats::Sum variance[2];
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const RatePosterior law = spread.matched(sites[i].count, sites[i].exposure);
    const double scale = sites[i].exposure / law.exposure;
    mean[in_top[i]].add(law.shape * scale);
    variance[in_top[i]].add(law.shape * scale * scale);
  }
  const double all = mean[0].value() + mean[1].value();
  const double share = mean[1].value() / all;
  const double spread_of_share =
      ((1.0 - share) * (1.0 - share) * variance[1].value() + share * share * variance[0].value()) /
      (all * all);
  return {share, beta_interval(share, spread_of_share, options.level)};
}

TopShare picked_share(const std::vector<Site>& sites, std::span<const std::int64_t> counts,
                      const RankIntervalOptions& options, double gain) {
  const Held held = held_by(sites, counts, options.top);
  if (!(held.ranked > 0.0)) return unknown_share;
  const double observed = held.top / held.all;
  // Picking cannot lower a share; where it gains nothing the mean of the draws may lie below 0.
  const double bias = std::max(0.0, gain) * (held.ranked / held.all);
  const auto lowered = [bias](double share) { return std::clamp(share - bias, 0.0, 1.0); };
  const auto limits = stats::wilson(held.top / options.phi, held.all / options.phi, options.level);
  return {observed, bias, lowered(observed), {lowered(limits.lower), lowered(limits.upper)}};
}

double share_if_alike(const std::vector<Site>& sites, std::span<const std::int64_t> counts,
                      const RankIntervalOptions& options) {
  const Held held = held_by(sites, counts, options.top);
  stats::Sum of_top;
  for (const std::uint32_t i : highest(sites, options.top)) of_top.add(sites[i].exposure);
  stats::Sum all;
  for (const Site& site : sites) all.add(site.exposure);
  return of_top.value() / all.value() * (held.ranked / held.all);
}

TopShare drawn_share(const std::vector<Site>& sites, std::span<const std::int64_t> counts,
                     const RankIntervalOptions& options, const ShareLaw& law) {
  const Held held = held_by(sites, counts, options.top);
  if (!(held.ranked > 0.0)) return unknown_share;
  const double part = held.ranked / held.all;
  const double observed = held.top / held.all;
  const double corrected = std::min(observed, law.mean * part);
  return {observed,
          observed - corrected,
          corrected,
          {law.interval.lower * part, law.interval.upper * part}};
}

}  // namespace hotward::ranking
