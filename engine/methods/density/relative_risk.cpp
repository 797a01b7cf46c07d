#include "engine/methods/density/relative_risk.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/density/amounts_null.hpp"
#include "engine/methods/density/ordered_places.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::density {
namespace {

struct Pair {
  Surface one;
  Surface zero;
};

Result<Pair> surfaces(const Places& places, const Places& against, const Frame& frame,
                      const KdeOptions& options) {
  auto one = kernel_density_surface(places, frame, options);
  if (!one) return fail(one.error());
  auto zero = kernel_density_surface(against, frame, options);
  if (!zero) return fail(zero.error());
  return Pair{std::move(*one), std::move(*zero)};
}

double mean_km2(const Surface& surface, const Frame& frame) {
  double m2 = 0.0;
  for (const double part : frame.inside_m2) m2 += part;
  return surface.mass / (m2 * 1e-6);
}

double ratio_at(const Pair& pair, std::size_t cell, bool shares) {
  const double ratio = pair.one.per_km2[cell] / pair.zero.per_km2[cell];
  return shares ? ratio * (pair.zero.mass / pair.one.mass) : ratio;
}

double difference_at(const Pair& pair, std::size_t cell, bool shares) {
  const double f1 = pair.one.per_km2[cell];
  const double f0 = pair.zero.per_km2[cell];
  return shares ? f1 / pair.one.mass - f0 / pair.zero.mass : f1 - f0;
}

// Of ln r, both samples pooled; densities per m², as the kernel's.
double variance_at(const Pair& pair, std::size_t cell, const RelativeRiskOptions& options) {
  const double pooled = (pair.one.per_km2[cell] + pair.zero.per_km2[cell]) * 1e-6;
  const double h = options.kde.bandwidth_m;
  const double n1 = pair.one.incidents;
  const double n0 = pair.zero.incidents;
  const double v = options.shares ? (1.0 / n1 + 1.0 / n0) * (n1 + n0) / pooled : 4.0 / pooled;
  return kernel_roughness(options.kde.kernel) / (h * h) * v;
}

void set_normal_p(RelativeRisk& result, std::size_t cell) {
  result.p_upper[cell] = stats::normal_cdf(-result.z_score[cell]);
  result.p_lower[cell] = stats::normal_cdf(result.z_score[cell]);
}

bool are_dealt(const RelativeRiskOptions& options) {
  return options.permutations > 0 && options.controls == ControlKind::sample;
}

void fill(RelativeRisk& result, const Pair& pair, const Frame& frame,
          const RelativeRiskOptions& options) {
  const double floor_1 = options.floor * mean_km2(pair.one, frame);
  const double floor_0 = options.floor * mean_km2(pair.zero, frame);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.inside_m2[i] <= 0.0) continue;
    const double f1 = pair.one.per_km2[i];
    const double f0 = pair.zero.per_km2[i];
    const bool has_ratio = f0 > 0.0 && f0 >= floor_0;
    const bool has_log = has_ratio && f1 > 0.0 && f1 >= floor_1;
    const double ratio = has_ratio ? ratio_at(pair, i, options.shares) : undefined;
    if (options.contrast == Contrast::ratio) result.value[i] = ratio;
    if (options.contrast == Contrast::log_ratio && has_log) result.value[i] = std::log(ratio);
    if (options.contrast == Contrast::difference) {
      result.value[i] = difference_at(pair, i, options.shares);
    }
    if (std::isnan(result.value[i])) ++result.below_floor;
    if (has_log) {
      result.z_score[i] = std::log(ratio) / std::sqrt(variance_at(pair, i, options));
      set_normal_p(result, i);
    }
    if (!are_dealt(options)) continue;
    const bool tested = f1 + f0 > 0.0 && f1 + f0 >= floor_1 + floor_0;
    result.p_upper[i] = result.p_lower[i] = tested ? 1.0 : undefined;
  }
}

// z of known amounts. Over totals, not masses: so its mean is exact whatever the edge.
void fill_amounts(RelativeRisk& result, const Pair& pair, const Places& against,
                  const Frame& frame) {
  const AmountsNull null = amounts_null(against, pair.zero, frame, pair.one.incidents);
  const double totals = pair.zero.incidents / pair.one.incidents;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (std::isnan(result.p_upper[i])) continue;
    const double ratio = pair.one.per_km2[i] / pair.zero.per_km2[i] * totals;
    result.z_score[i] = amounts_z_score(ratio, null.variance[i]);
    set_normal_p(result, i);
  }
}

// Both samples' places, an entry for each incident.
struct Pool {
  OrderedPlaces places;
  std::vector<std::uint32_t> place_of;
  std::size_t first_sample = 0;  // incidents of it
};

Pool pooled(const Places& places, const Places& against) {
  Pool pool{ordered_places({places, against}), {}, 0};
  for (std::uint32_t i = 0; i < pool.places.at.size(); ++i) {
    const double weight = pool.places.weights[i];
    HOTWARD_EXPECTS(weight == std::floor(weight));
    pool.place_of.insert(pool.place_of.end(), static_cast<std::size_t>(weight), i);
  }
  pool.first_sample =
      static_cast<std::size_t>(std::accumulate(places.weights.begin(), places.weights.end(), 0.0));
  return pool;
}

// Deals the incidents of the pool to the two samples: the first n1 after a partial shuffle.
std::pair<std::vector<double>, std::vector<double>> deal(const Pool& pool, std::uint64_t seed,
                                                         std::uint32_t replicate) {
  Random random(seed, stats::permutation_stream, 0, replicate);
  std::vector<std::uint32_t> order = pool.place_of;
  std::vector<double> one(pool.places.at.size());
  std::vector<double> zero(pool.places.at.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < pool.first_sample) {
      std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(order.size() - i))]);
    }
    ++(i < pool.first_sample ? one : zero)[order[i]];
  }
  return {std::move(one), std::move(zero)};
}

/// How many deals are as large as what was seen, and how many as small, cell by cell.
struct Ranks {
  std::vector<std::uint32_t> as_large;
  std::vector<std::uint32_t> as_small;
};

Result<Ranks> ranks_of_deals(const Pair& seen, const Pool& pool, const Frame& frame,
                             const RelativeRiskOptions& options) {
  Ranks ranks{std::vector<std::uint32_t>(frame.size()), std::vector<std::uint32_t>(frame.size())};
  for (std::uint32_t r = 0; r < options.permutations; ++r) {
    const auto [one, zero] = deal(pool, options.seed, r);
    const auto dealt = surfaces({pool.places.at, one}, {pool.places.at, zero}, frame, options.kde);
    if (!dealt) return fail(dealt.error());
    for (std::size_t i = 0; i < frame.size(); ++i) {
      // A ratio over nothing is as large as any; 0 over 0 counts too, against a finding.
      const double ratio = ratio_at(*dealt, i, true);
      const double here = ratio_at(seen, i, true);
      if (std::isnan(ratio) || ratio >= here) ++ranks.as_large[i];
      if (std::isnan(ratio) || ratio <= here) ++ranks.as_small[i];
    }
    if (const auto stopped = check_stop(); !stopped) return fail(stopped.error());
  }
  return ranks;
}

// Draws that have the very amount seen are next to none: the others are smaller.
Result<Ranks> ranks_of_draws(const Pair& seen, const Places& against, const Frame& frame,
                             const RelativeRiskOptions& options) {
  const AmountDraws draws{static_cast<std::uint64_t>(std::llround(seen.one.incidents)),
                          options.permutations, options.seed};
  auto as_large = draws_as_large(against, seen.one, frame, draws);
  if (!as_large) return fail(as_large.error());
  Ranks ranks{std::move(*as_large), {}};
  for (const std::uint32_t n : ranks.as_large) ranks.as_small.push_back(options.permutations - n);
  return ranks;
}

// p from ranks, in place of the normal's.
Result<void> permute(RelativeRisk& result, const Pair& seen, const Places& places,
                     const Places& against, const Frame& frame) {
  const RelativeRiskOptions& options = result.options;
  const auto ranks = are_dealt(options)
                         ? ranks_of_deals(seen, pooled(places, against), frame, options)
                         : ranks_of_draws(seen, against, frame, options);
  if (!ranks) return fail(ranks.error());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (std::isnan(result.p_upper[i])) continue;
    result.p_upper[i] = (ranks->as_large[i] + 1.0) / (options.permutations + 1.0);
    result.p_lower[i] = (ranks->as_small[i] + 1.0) / (options.permutations + 1.0);
  }
  return {};
}

}  // namespace

Result<RelativeRisk> relative_risk(const Places& places, const Places& against, const Frame& frame,
                                   const RelativeRiskOptions& options) {
  if (!(options.floor >= 0.0)) {
    return fail(ErrorCode::usage, fmt::format("relative risk: a floor of {}", options.floor));
  }
  const bool amounts = options.controls == ControlKind::amounts;
  if (amounts && !options.shares) {
    return fail(ErrorCode::usage, "relative risk: known amounts can be compared as shares only");
  }
  if (options.permutations > 0 && !options.shares) {
    return fail(ErrorCode::usage, "relative risk: permutations compare shares, not amounts");
  }
  // Points that stand twice count once, as in the deals: what is dealt as it was seen gives the
  // very same numbers.
  const OrderedPlaces one = ordered_places({places});
  const OrderedPlaces zero = ordered_places({against});
  const auto pair = surfaces(one.places(), zero.places(), frame, options.kde);
  if (!pair) return fail(pair.error());
  RelativeRisk result;
  result.options = options;
  result.incidents = pair->one.incidents;
  result.against = pair->zero.incidents;
  for (auto* values : {&result.value, &result.z_score, &result.p_upper, &result.p_lower}) {
    values->assign(frame.size(), undefined);
  }
  fill(result, *pair, frame, options);
  if (amounts) fill_amounts(result, *pair, zero.places(), frame);
  if (options.permutations > 0) {
    const auto ranked = permute(result, *pair, one.places(), zero.places(), frame);
    if (!ranked) return fail(ranked.error());
  }
  return result;
}

}  // namespace hotward::density
