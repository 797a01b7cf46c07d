#include "engine/methods/autocorrelation/gi_star.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/local_columns.hpp"
#include "engine/stats/moments.hpp"

namespace hotward::autocorrelation {
namespace {

// n S - W^2 is never negative (Cauchy-Schwarz), and zero only where all n weights are equal. A
// difference this small beside n S is such a zero, seen through rounding.
constexpr double rounding = 16 * std::numeric_limits<double>::epsilon();

/// What the row of a site gathers, the mean taken off first so that nothing cancels.
struct Gathered {
  double sum = 0.0;        // sum_j w_ij (x_j - m)
  double weight = 0.0;     // W_i
  double weight_sq = 0.0;  // S_i
};

Gathered gather(const weights::Row& row, std::span<const double> centred) {
  Gathered result;
  for (const auto [site, w] : row) {
    result.sum += w * centred[site];
    result.weight += w;
    result.weight_sq += w * w;
  }
  return result;
}

/// @param n  sites that the mean and variance are of
double standardized(const Gathered& gathered, double variance, double n) {
  const double spread = n * gathered.weight_sq - gathered.weight * gathered.weight;
  if (spread <= rounding * n * gathered.weight_sq) return undefined;
  return gathered.sum / std::sqrt(variance * spread / (n - 1));
}

std::vector<double> z_scores(std::span<const double> values,
                             const weights::SpatialWeights& weights) {
  const auto n = static_cast<double>(values.size());
  const double variance = stats::moments(values).variance;
  const auto centred = stats::centred(values);
  std::vector<double> z;
  z.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    z.push_back(standardized(gather(weights.row(i), centred), variance, n));
  }
  return z;
}

void add_significance(GiStar& result, const NeighbourSumTest& test, bool mid_p) {
  for (std::size_t i = 0; i < result.z_score.size(); ++i) {
    // Where no reshuffling can change the sum, z and p are both undefined.
    const stats::Tails& tails = test.tails[i];
    const bool tested = !std::isnan(tails.upper) && !std::isnan(result.z_score[i]);
    result.p_upper.push_back(tested ? tails.upper : undefined);
    result.p_lower.push_back(tested ? tails.lower : undefined);
    result.p_value.push_back(tested ? tails.two_sided() : undefined);
    result.mid_p.push_back(tested ? tails.two_sided_mid() : undefined);
  }
  result.q_value = adjusted(mid_p ? result.mid_p : result.p_value, result.adjustment);
  for (std::size_t i = 0; i < result.z_score.size(); ++i) {
    result.bin.push_back(gi_class(result.q_value[i], result.p_upper[i] < result.p_lower[i]));
  }
}

GiStar spread(const GiStar& part, const DefinedSites& defined, std::span<const double> values) {
  const std::size_t n = values.size();
  GiStar all = part;
  all.values.assign(values.begin(), values.end());
  for (auto column : {&GiStar::z_score, &GiStar::p_value, &GiStar::p_upper, &GiStar::p_lower,
                      &GiStar::mid_p, &GiStar::q_value}) {
    all.*column = defined.spread(part.*column, n, undefined);
  }
  all.bin = defined.spread(part.bin, n, table::null_integer);
  all.cautions.push_back(undefined_sites(n - defined.sites.size()));
  return all;
}

}  // namespace

Result<GiStar> gi_star(std::span<const double> values, const weights::SpatialWeights& weights,
                       const GiOptions& options) {
  HOTWARD_EXPECTS(weights::has_self(weights));
  const auto defined = defined_sites(values, weights);
  if (!defined) return fail(defined.error());
  if (*defined) {
    const auto areas = values_at(options.area_km2, (*defined)->sites);
    GiOptions of_part = options;
    of_part.area_km2 = areas;
    const auto part = gi_star((*defined)->values, (*defined)->weights, of_part);
    if (!part) return fail(part.error());
    return spread(*part, **defined, values);
  }
  if (const auto checked = check_values(values, 3, "G*"); !checked) return fail(checked.error());
  const auto sized = of_usual_size(values);
  const auto test = neighbour_sum_test(sized, weights, options.null);
  if (!test) return fail(test.error());

  GiStar result;
  result.values.assign(values.begin(), values.end());
  result.z_score = z_scores(sized, weights);
  result.evidence = test->evidence;
  result.adjustment = options.adjustment;
  add_significance(result, *test, options.mid_p);
  result.cautions = cautions(values, weights, options.area_km2);
  return result;
}

Result<std::vector<double>> gi_star_z(std::span<const double> values,
                                      const weights::SpatialWeights& weights) {
  HOTWARD_EXPECTS(values.size() == weights.site_count() && weights::has_self(weights));
  HOTWARD_EXPECTS(std::ranges::all_of(values, [](double x) { return std::isfinite(x); }));
  if (const auto checked = check_values(values, 3, "G*"); !checked) return fail(checked.error());
  return z_scores(values, weights);
}

Result<std::vector<double>> gi(std::span<const double> values,
                               const weights::SpatialWeights& weights) {
  HOTWARD_EXPECTS(values.size() == weights.site_count());
  HOTWARD_EXPECTS(std::ranges::all_of(values, [](double x) { return std::isfinite(x); }));
  if (const auto checked = check_values(values, 3, "G"); !checked) return fail(checked.error());
  const auto n = static_cast<double>(values.size());
  const auto sized = of_usual_size(values);
  const double variance = stats::moments(sized).variance;
  const auto centred = stats::centred(sized);
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    HOTWARD_EXPECTS(weights.weight(i, static_cast<weights::Site>(i)) <= 0.0);
    // Without site i the mean of the centred values is -z/(n - 1), the variance follows.
    const double shift = centred[i] / (n - 1);
    const double others = (n * variance - n * centred[i] * shift) / (n - 1);
    Gathered gathered = gather(weights.row(i), centred);
    gathered.sum += gathered.weight * shift;
    const bool varies = others > rounding * n * variance;
    result.push_back(varies ? standardized(gathered, others, n - 1) : undefined);
  }
  return result;
}

std::int64_t gi_class(double q_value, bool hot) {
  if (std::isnan(q_value)) return table::null_integer;
  constexpr std::array<double, 3> levels = {0.10, 0.05, 0.01};
  const auto passed =
      std::ranges::count_if(levels, [q_value](double level) { return q_value <= level; });
  return hot ? passed : -passed;
}

std::vector<table::Column> columns(const GiStar& result) {
  return table::columns_of(
      {{"count", "", "value examined", whole_or_real(result.values)},
       {"gi_z", "1", "how far high (+) or low (-) values gather here", result.z_score},
       {"gi_p", "1", "chance of a gathering as strong, high or low", result.p_value},
       {"gi_q", "1", "gi_p, allowing for all the places looked at", result.q_value},
       {"gi_bin", "1", "hot (+) or cold (-) at 90, 95, 99 %, corrected", result.bin},
       {"gi_p_upper", "1", "chance of as much around here, or more", result.p_upper},
       {"gi_p_lower", "1", "chance of as little around here, or less", result.p_lower},
       {"gi_mid_p", "1", "gi_p less half the chance of the very sum seen", result.mid_p}});
}

}  // namespace hotward::autocorrelation
