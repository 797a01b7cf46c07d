#include "engine/methods/autocorrelation/local_moran.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/local_columns.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

/// What the moments of every I_i are made from.
struct Map {
  double n = 0.0;
  double m2 = 0.0;  // population variance
  double b2 = 0.0;  // kurtosis
};

struct Lag {
  double sum = 0.0;        // sum_j w_ij z_j
  double weight = 0.0;     // W_i
  double weight_sq = 0.0;  // sum_j w_ij^2
};

struct ExpectedAndVariance {
  double expected;
  double variance;
};

ExpectedAndVariance conditional_moments(const Map& map, const Lag& lag, double z) {
  const double n = map.n;
  const double share = z * z / map.m2;
  return {-share * lag.weight / (n - 1), share * (n / (n - 2)) *
                                             (lag.weight_sq - lag.weight * lag.weight / (n - 1)) *
                                             (1.0 - share / (n - 1))};
}

ExpectedAndVariance total_moments(const Map& map, const Lag& lag) {
  const double n = map.n;
  const double expected = -lag.weight / (n - 1);
  const double pairs = lag.weight * lag.weight - lag.weight_sq;
  return {expected, lag.weight_sq * (n - map.b2) / (n - 1) +
                        pairs * (2 * map.b2 - n) / ((n - 1) * (n - 2)) - expected * expected};
}

double kurtosis(std::span<const double> z, double m2) {
  stats::Sum z4;
  for (const double x : z) z4.add(x * x * x * x);
  return z4.value() / static_cast<double>(z.size()) / (m2 * m2);
}

Quadrant quadrant(double z, double lag) {
  if (z > 0.0) return lag > 0.0 ? Quadrant::high_high : Quadrant::high_low;
  return lag > 0.0 ? Quadrant::low_high : Quadrant::low_low;
}

void add_statistics(LocalMoran& result, std::span<const double> z,
                    const weights::SpatialWeights& weights, const Map& map) {
  const bool geoda = result.convention == LocalMoranOptions::Convention::geoda;
  const double scale = geoda ? (map.n - 1) / map.n : 1.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    Lag lag;
    for (const auto [j, w] : weights.row(i)) {
      lag.sum += w * z[j];
      lag.weight += w;
      lag.weight_sq += w * w;
    }
    const auto [expected, variance] = result.moments == LocalMoranOptions::Moments::total
                                          ? total_moments(map, lag)
                                          : conditional_moments(map, lag, z[i]);
    const bool island = weights.neighbours(i).empty();
    const double statistic = z[i] / map.m2 * lag.sum;
    // All other sites as neighbours with equal weights: the variance is rounding, or nothing.
    const bool varies = !island && variance > 1e-12 * lag.weight_sq * z[i] * z[i] / map.m2;
    result.statistic.push_back(scale * statistic);
    result.expected.push_back(island ? undefined : scale * expected);
    result.variance.push_back(island ? undefined : scale * scale * variance);
    result.z_score.push_back(varies ? (statistic - expected) / std::sqrt(variance) : undefined);
    result.quadrant.push_back(island ? Quadrant::none : quadrant(z[i], lag.sum));
  }
}

void add_significance(LocalMoran& result, const std::vector<stats::Tails>& tails) {
  for (const stats::Tails& of_site : tails) {
    const bool tested = !std::isnan(of_site.upper);
    result.p_upper.push_back(of_site.upper);
    result.p_lower.push_back(of_site.lower);
    result.p_value.push_back(tested ? of_site.two_sided() : undefined);
  }
  result.q_value = adjusted(result.p_value, result.adjustment);
}

LocalMoran spread(const LocalMoran& part, const DefinedSites& defined, std::size_t n) {
  LocalMoran all = part;
  for (auto column :
       {&LocalMoran::statistic, &LocalMoran::expected, &LocalMoran::variance, &LocalMoran::z_score,
        &LocalMoran::p_value, &LocalMoran::p_upper, &LocalMoran::p_lower, &LocalMoran::q_value}) {
    all.*column = defined.spread(part.*column, n, undefined);
  }
  all.quadrant = defined.spread(part.quadrant, n, Quadrant::none);
  all.cautions.push_back(undefined_sites(n - defined.sites.size()));
  return all;
}

void expect_no_self(const weights::SpatialWeights& weights) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    HOTWARD_EXPECTS(weights.weight(i, static_cast<weights::Site>(i)) <= 0.0);
  }
}

}  // namespace

Result<LocalMoran> local_moran(std::span<const double> values,
                               const weights::SpatialWeights& weights,
                               const LocalMoranOptions& options) {
  expect_no_self(weights);
  const auto defined = defined_sites(values, weights);
  if (!defined) return fail(defined.error());
  if (*defined) {
    const auto areas = values_at(options.area_km2, (*defined)->sites);
    LocalMoranOptions of_part = options;
    of_part.area_km2 = areas;
    const auto part = local_moran((*defined)->values, (*defined)->weights, of_part);
    if (!part) return fail(part.error());
    return spread(*part, **defined, values.size());
  }
  if (const auto checked = check_values(values, 4, "local Moran"); !checked) {
    return fail(checked.error());
  }
  const auto sized = of_usual_size(values);
  const auto test = neighbour_sum_test(sized, weights, options.null);
  if (!test) return fail(test.error());

  LocalMoran result;
  result.level = options.level;
  result.moments = options.moments;
  result.convention = options.convention;
  result.adjustment = options.adjustment;
  result.evidence = test->evidence;
  const auto z = stats::centred(sized);
  const double m2 = stats::moments(sized).variance;
  add_statistics(result, z, weights, {static_cast<double>(values.size()), m2, kurtosis(z, m2)});
  add_significance(result, test->tails);
  result.cautions = cautions(values, weights, options.area_km2);
  return result;
}

std::vector<table::Column> columns(const LocalMoran& result) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < result.q_value.size(); ++i) {
    const bool tested = !std::isnan(result.q_value[i]) && result.quadrant[i] != Quadrant::none;
    const bool passed = tested && result.q_value[i] <= result.level;
    shown.emplace_back(passed ? name_of(quadrant_names, result.quadrant[i]) : tested ? "NS" : "");
  }
  return table::columns_of(
      {{"moran_i", "1", "like its neighbours (+) or unlike them (-)", result.statistic},
       {"moran_z", "1", "the same in standard deviations", result.z_score},
       {"moran_p", "1", "chance of neighbours as extreme", result.p_value},
       {"moran_q", "1", "moran_p, allowing for all the places looked at", result.q_value},
       {"quadrant", "",
        fmt::format("high or low among high or low, where moran_q <= {:g}", result.level),
        std::move(shown)}});
}

}  // namespace hotward::autocorrelation
