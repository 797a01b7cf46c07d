#include "engine/methods/ranking/rank_interval.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/ranking/rank_law.hpp"
#include "engine/methods/ranking/rate_draws.hpp"
#include "engine/methods/ranking/rate_spread.hpp"
#include "engine/methods/ranking/top_share.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::ranking {
namespace {

// Draws are made in blocks of one task each, and folded into the results once a round is full: the
// ranks of one round are all that has to be held at once.
constexpr int draws_per_block = 32;
constexpr int draws_per_round = 512;

/// FNV-1a, 32 bits.
std::uint32_t hash(std::string_view text) {
  std::uint32_t h = 2166136261U;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

// In the order of the codes, so that sums and colliding hashes come out the same for any order of
// the areas. A hash already taken moves on to the next number that is free.
std::vector<Site> sites(const Exposed& areas) {
  std::vector<Site> result;
  for (std::size_t i = 0; i < areas.codes.size(); ++i) {
    HOTWARD_EXPECTS(areas.counts[i] >= 0);
    const double exposure = areas.exposure.empty() ? 1.0 : areas.exposure[i];
    if (exposure > 0.0) {
      result.push_back({i, hash(areas.codes[i]), static_cast<double>(areas.counts[i]), exposure});
    }
  }
  std::ranges::sort(result, {},
                    [&](const Site& s) { return std::tie(areas.codes[s.area], s.area); });
  std::set<std::uint32_t> taken;
  for (Site& site : result) {
    while (!taken.insert(site.unit).second) ++site.unit;
  }
  return result;
}

/// Ranks of one round, and what each draw says of the top k's share: what the picking gained in it
/// or, where rates are drawn towards each other, the share itself.
class Round {
 public:
  Round(const std::vector<Site>& sites, const RateSpread& spread,
        const RankIntervalOptions& options)
      : sites_(sites),
        spread_(spread),
        options_(options),
        seen_top_(highest(sites, options.top)),
        ranks_(sites.size() * draws_per_round) {
    stats::Sum mean;
    for (const Site& site : sites_) mean.add(site.count / options.phi + prior_shape);
    mean_total_ = mean.value();
  }

  /// Makes draws first … first + count − 1; gain[first + j] is set for each.
  void draw(int first, int count, std::vector<double>& gain) {
    const int blocks = (count + draws_per_block - 1) / draws_per_block;
    parallel_for(static_cast<std::size_t>(blocks), [&](std::size_t block) {
      std::vector<Valued> theta;
      RateDraws rates(spread_, sites_);
      const int begin = static_cast<int>(block) * draws_per_block;
      for (int j = begin; j < std::min(count, begin + draws_per_block); ++j) {
        gain[static_cast<std::size_t>(first + j)] = draw_one(first + j, row(j), theta, rates);
      }
    });
  }

  [[nodiscard]] std::uint32_t rank(int draw, std::size_t site) const {
    return ranks_[static_cast<std::size_t>(draw) * sites_.size() + site];
  }

 private:
  std::span<std::uint32_t> row(int draw) {
    return std::span(ranks_).subspan(static_cast<std::size_t>(draw) * sites_.size(), sites_.size());
  }

  double draw_one(int draw, std::span<std::uint32_t> ranks, std::vector<Valued>& theta,
                  RateDraws& rates) const {
    theta.clear();
    // Each draw has its own share of the weight of how areas may differ.
    const bool drawn_together = spread_.is_known();
    if (drawn_together) rates.take(spread_.at((draw + 0.5) / options_.draws));
    stats::Sum total;
    for (std::uint32_t i = 0; i < sites_.size(); ++i) {
      const Site& site = sites_[i];
      Random random(options_.seed, rank_interval_stream, site.unit,
                    static_cast<std::uint32_t>(draw));
      if (drawn_together) {
        theta.emplace_back(rates.draw(i, random), i);
        total.add(theta.back().first * site.exposure);
        continue;
      }
      const double expected = stats::gamma_draw(random, site.count / options_.phi + prior_shape);
      total.add(expected);
      theta.emplace_back(expected / site.exposure, i);
    }
    const double share = drawn_together ? share_of_seen(theta) / total.value() : 0.0;
    sort_highest_first(theta);
    stats::Sum drawn;
    stats::Sum mean;
    for (std::uint32_t k = 0; k < theta.size(); ++k) {
      const auto [value, i] = theta[k];
      ranks[i] = k + 1;
      if (k < static_cast<std::uint32_t>(options_.top)) {
        drawn.add(value * sites_[i].exposure);
        mean.add(sites_[i].count / options_.phi + prior_shape);
      }
    }
    if (drawn_together) return share;
    return drawn.value() / total.value() - mean.value() / mean_total_;
  }

  /// Of rates in the order of the sites.
  [[nodiscard]] double share_of_seen(const std::vector<Valued>& theta) const {
    stats::Sum sum;
    for (const std::uint32_t i : seen_top_) sum.add(theta[i].first * sites_[i].exposure);
    return sum.value();
  }

  const std::vector<Site>& sites_;
  const RateSpread& spread_;
  const RankIntervalOptions& options_;
  std::vector<std::uint32_t> seen_top_;  // the k highest as they were counted
  std::vector<std::uint32_t> ranks_;
  double mean_total_ = 0.0;
};

/// The lowest and the highest ranks that one site has had, as many as its quantiles need.
struct Tails {
  std::vector<std::uint32_t> lowest;
  std::vector<std::uint32_t> highest;
  int in_top = 0;
};

/// How many of the lowest ranks reach down to the lower quantile, and of the highest to the upper.
struct TailSizes {
  std::size_t lowest;
  std::size_t highest;
};

TailSizes tail_sizes(const RankIntervalOptions& options) {
  // (1 - 0.95) / 2 is a little above 0.025; it must not turn the 25th of 1,000 into the 26th.
  constexpr double rounding = 1e-9;
  const double tail = (1.0 - options.level) / 2.0;
  const double below = std::max(1.0, std::ceil(options.draws * tail - rounding));
  const double upper = std::ceil(options.draws * (1.0 - tail) - rounding);
  return {static_cast<std::size_t>(below),
          static_cast<std::size_t>(static_cast<double>(options.draws) - upper + 1.0)};
}

template <class Before>
void keep_first(std::vector<std::uint32_t>& ranks, std::size_t count, Before before) {
  if (ranks.size() <= count) return;
  std::ranges::nth_element(ranks, ranks.begin() + static_cast<std::ptrdiff_t>(count), before);
  ranks.resize(count);
}

void fold(const Round& round, int count, const RankIntervalOptions& options,
          std::vector<Tails>& tails) {
  constexpr std::size_t chunk = 256;
  const TailSizes sizes = tail_sizes(options);
  parallel_for((tails.size() + chunk - 1) / chunk, [&](std::size_t part) {
    for (std::size_t i = part * chunk; i < std::min(tails.size(), (part + 1) * chunk); ++i) {
      Tails& t = tails[i];
      for (int j = 0; j < count; ++j) {
        const std::uint32_t rank = round.rank(j, i);
        t.lowest.push_back(rank);
        t.highest.push_back(rank);
        if (rank <= static_cast<std::uint32_t>(options.top)) ++t.in_top;
      }
      keep_first(t.lowest, sizes.lowest, std::less<>{});
      keep_first(t.highest, sizes.highest, std::greater<>{});
    }
  });
}

RankInterval unranked(std::size_t areas, const RankIntervalOptions& options) {
  return {std::vector<std::int64_t>(areas, table::null_integer),
          std::vector<std::int64_t>(areas, table::null_integer),
          std::vector<double>(areas, undefined),
          {},
          options};
}

Result<RankInterval> drawn(const Exposed& areas, const std::vector<Site>& ranked,
                           const RateSpread& spread, const RankIntervalOptions& options) {
  std::vector<Tails> tails(ranked.size());
  std::vector<double> gain(static_cast<std::size_t>(options.draws));
  Round round(ranked, spread, options);
  for (int first = 0; first < options.draws; first += draws_per_round) {
    if (const auto go_on = check_stop(); !go_on) return fail(go_on.error());
    const int count = std::min(draws_per_round, options.draws - first);
    round.draw(first, count, gain);
    fold(round, count, options, tails);
  }
  RankInterval result = unranked(areas.codes.size(), options);
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const std::size_t area = ranked[i].area;
    result.lower[area] = std::ranges::max(tails[i].lowest);
    result.upper[area] = std::ranges::min(tails[i].highest);
    result.p_top[area] = static_cast<double>(tails[i].in_top) / options.draws;
  }
  const double mean = stats::sum(gain) / static_cast<double>(gain.size());
  result.top_share = spread.is_known() ? drawn_share(ranked, areas.counts, options,
                                                     share_law(std::move(gain), options.level))
                                       : picked_share(ranked, areas.counts, options, mean);
  return result;
}

RankInterval computed(const Exposed& areas, const std::vector<Site>& ranked,
                      const RateSpread& spread, const RankIntervalOptions& options) {
  std::vector<double> counts;
  std::vector<double> exposures;
  for (const Site& site : ranked) {
    RatePosterior law{site.count / options.phi + prior_shape, site.exposure};
    if (spread.is_known()) law = spread.matched(site.count, site.exposure);
    counts.push_back(law.shape - prior_shape);
    exposures.push_back(law.exposure);
  }
  const RankLaws laws = rank_laws(counts, exposures, options.top, options.level);
  RankInterval result = unranked(areas.codes.size(), options);
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const std::size_t area = ranked[i].area;
    result.lower[area] = laws.lower[i];
    result.upper[area] = laws.upper[i];
    result.p_top[area] = laws.p_top[i];
  }
  result.top_share = spread.is_known() ? drawn_share(ranked, areas.counts, options,
                                                     share_law(ranked, spread, options))
                                       : picked_share(ranked, areas.counts, options, laws.gain);
  result.computed = true;
  return result;
}

}  // namespace

Result<RankInterval> rank_interval(const Exposed& areas, const RankIntervalOptions& options) {
  HOTWARD_EXPECTS(areas.codes.size() == areas.counts.size());
  HOTWARD_EXPECTS(areas.exposure.empty() || areas.exposure.size() == areas.counts.size());
  HOTWARD_EXPECTS(options.draws >= 1 && options.top >= 1);
  HOTWARD_EXPECTS(options.level > 0.0 && options.level < 1.0);
  HOTWARD_EXPECTS(options.phi >= 1.0 && std::isfinite(options.phi));
  const std::vector<Site> ranked = sites(areas);
  const RateSpread spread =
      options.shrink ? spread_of(ranked, options.phi) : RateSpread({}, {}, 1.0);
  auto result = unless_stopped([&]() -> Result<RankInterval> {
    if (ranked.size() > options.most_drawn && options.top <= most_top) {
      return computed(areas, ranked, spread, options);
    }
    return drawn(areas, ranked, spread, options);
  });
  if (!result || ranked.empty()) return result;
  if (spread.may_be_alike()) {
    result->top_share.if_alike = share_if_alike(ranked, areas.counts, options);
  }
  stats::Sum counted;
  for (const Site& site : ranked) counted.add(site.count);
  result->worth = counted.value() / options.phi / static_cast<double>(ranked.size());
  return result;
}

std::vector<table::Column> columns(const RankInterval& result) {
  const int top = result.options.top;
  const auto level = fmt::format("{:g}%", 100.0 * result.options.level);
  return {{"rank_lo", "1", fmt::format("best rank in the {} interval", level), result.lower},
          {"rank_hi", "1", fmt::format("worst rank in the {} interval", level), result.upper},
          {fmt::format("p_top{}", top), "1",
           fmt::format("chance of being one of the highest {}", top), result.p_top}};
}

}  // namespace hotward::ranking
