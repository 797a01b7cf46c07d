#include "engine/methods/autocorrelation/local_geary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/draw_table.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/permutation.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::size_t geary_chunk = 256;

/// Means of u^2, u^3, u^4 over all sites; that of u is 0.
std::array<double, 3> mean_powers(std::span<const double> u) {
  std::array<stats::Sum, 3> sums;
  for (const double x : u) {
    double power = x;
    for (stats::Sum& sum : sums) sum.add(power *= x);
  }
  const auto n = static_cast<double>(u.size());
  return {sums[0].value() / n, sums[1].value() / n, sums[2].value() / n};
}

struct Site {
  double statistic = 0.0;
  double expected = undefined;
  double variance = undefined;
  double p_value = undefined;
};

class Geary {
 public:
  Geary(std::span<const double> u, const weights::SpatialWeights& weights,
        const LocalGearyOptions& options, double rounding)
      : u_(u), weights_(weights), options_(options), powers_(mean_powers(u)), rounding_(rounding) {
    for (const double x : u) largest_ = std::max(largest_, std::abs(x));
  }

  [[nodiscard]] Site at(std::size_t i) const {
    Site site;
    if (weights_.neighbours(i).empty()) return site;
    const auto n = static_cast<double>(u_.size());
    double weight = 0.0;
    double weight_sq = 0.0;
    for (const auto [j, w] : weights_.row(i)) {
      site.statistic += w * square(u_[i] - u_[j]);
      weight += w;
      weight_sq += w * w;
    }
    // Means over the n - 1 others of (u_i - u_j)^2 and of its square; j = i adds nothing to them.
    const double a = u_[i];
    const auto [m2, m3, m4] = powers_;
    const double d = (m2 + a * a) * n / (n - 1);
    const double d2 = (m4 - 4 * a * m3 + 6 * a * a * m2 + a * a * a * a) * n / (n - 1);
    const double spread = weight_sq - weight * weight / (n - 1);
    site.expected = weight * d;
    site.variance = (d2 - d * d) * std::max(0.0, spread) * (n - 1) / (n - 2);
    return site;
  }

  /// A p-value is of more than one layout of the neighbours.
  [[nodiscard]] bool is_tested(std::size_t i) const {
    const std::size_t links = weights_.neighbours(i).size();
    return links > 0 && links + 1 < u_.size();
  }

  /// By draws of the site's own.
  [[nodiscard]] double p_value(std::size_t i, double seen) const {
    const weights::Row row = weights_.row(i);
    std::vector<std::uint32_t> drawn(row.size());
    stats::DistinctDraws draws(static_cast<std::uint32_t>(u_.size() - 1),
                               static_cast<std::uint32_t>(row.size()));
    double weight = 0.0;
    for (const auto [j, w] : row) weight += w;
    const double near = tolerance(i, seen, weight);
    std::uint32_t at_least = 0;
    std::uint32_t at_most = 0;
    for (std::uint32_t r = 0; r < options_.permutations; ++r) {
      draws.draw({options_.seed, static_cast<std::uint32_t>(i), r}, drawn);
      double sum = 0.0;
      std::size_t k = 0;
      for (const auto [j, w] : row) {
        const std::size_t other = drawn[k] + (drawn[k] >= i ? 1U : 0U);
        sum += w * square(u_[i] - u_[other]);
        ++k;
      }
      at_least += sum >= seen - near ? 1U : 0U;
      at_most += sum <= seen + near ? 1U : 0U;
    }
    const std::uint32_t fewer = std::min(at_least, at_most);
    return std::min(1.0, 2.0 * stats::pseudo_p_value(fewer, options_.permutations));
  }

  /// The p-values of sites with one value and as many links of equal weights, by the draws of the
  /// first of them: the values of the others are the same for all.
  void share(std::span<const std::uint32_t> group, std::vector<Site>& sites) const {
    const std::size_t first = group.front();
    const std::size_t links = weights_.neighbours(first).size();
    std::vector<std::uint32_t> drawn(links);
    stats::DistinctDraws draws(static_cast<std::uint32_t>(u_.size() - 1),
                               static_cast<std::uint32_t>(links));
    std::vector<double> sums(options_.permutations, 0.0);
    for (std::uint32_t r = 0; r < options_.permutations; ++r) {
      draws.draw({options_.seed, group.front(), r}, drawn);
      for (const std::uint32_t k : drawn) {
        sums[r] += square(u_[first] - u_[k + (k >= first ? 1U : 0U)]);
      }
    }
    std::ranges::sort(sums);
    for (const std::uint32_t i : group) {
      double seen = 0.0;
      for (const weights::Site j : weights_.neighbours(i)) seen += square(u_[i] - u_[j]);
      const double near = tolerance(first, seen, static_cast<double>(links));
      const auto below = std::ranges::lower_bound(sums, seen - near) - sums.begin();
      const auto at_most = std::ranges::upper_bound(sums, seen + near) - sums.begin();
      const auto fewer = static_cast<std::uint32_t>(std::min(std::ssize(sums) - below, at_most));
      sites[i].p_value = std::min(1.0, 2.0 * stats::pseudo_p_value(fewer, options_.permutations));
    }
  }

  /// The p-values of all tested sites, by draws that all of them share: with links of equal weights
  ///   sum over k drawn sites of (u_i - u_j)^2 = k u_i^2 - 2 u_i (sum of u_j) + sum of u_j^2
  void share_all(std::vector<Site>& sites) const {
    std::vector<std::uint32_t> links(u_.size(), 0);
    for (std::size_t i = 0; i < u_.size(); ++i) {
      if (is_tested(i)) links[i] = static_cast<std::uint32_t>(weights_.neighbours(i).size());
    }
    const DrawTable table(u_.size(), std::ranges::max(links) + 1, options_.permutations,
                          options_.seed);
    std::vector<double> squares;
    for (const double x : u_) squares.push_back(square(x));
    const auto sums = table.sums(u_, links);
    const auto square_sums = table.sums(squares, links);
    parallel_for((u_.size() + geary_chunk - 1) / geary_chunk, random_maps, [&](std::size_t c) {
      for (std::size_t i = c * geary_chunk; i < std::min(u_.size(), (c + 1) * geary_chunk); ++i) {
        if (links[i] == 0) continue;
        sites[i].p_value = p_of_draws(i, table, sums[links[i]], square_sums[links[i]]);
      }
    });
  }

 private:
  static double square(double x) { return x * x; }

  [[nodiscard]] double p_of_draws(std::size_t i, const DrawTable& table,
                                  std::span<const double> sums,
                                  std::span<const double> square_sums) const {
    const auto links = static_cast<std::uint32_t>(weights_.neighbours(i).size());
    double seen = 0.0;
    for (const weights::Site j : weights_.neighbours(i)) seen += square(u_[i] - u_[j]);
    // The three terms are known to the rounding of the largest that they can be.
    const double near =
        std::max(tolerance(i, seen, links), 1e-15 * links * square(std::abs(u_[i]) + largest_));
    std::int64_t at_least = 0;
    std::int64_t at_most = 0;
    const auto count = [&](double sum, double square_sum, std::int64_t by) {
      const double drawn = links * square(u_[i]) - 2.0 * u_[i] * sum + square_sum;
      at_least += drawn >= seen - near ? by : 0;
      at_most += drawn <= seen + near ? by : 0;
    };
    for (std::uint32_t r = 0; r < table.count(); ++r) count(sums[r], square_sums[r], 1);
    for (const auto [draw, position] : table.places(i)) {  // its own value stays in its place
      if (position >= links) continue;
      const double other = u_[table.at(draw, links)];
      count(sums[draw], square_sums[draw], -1);
      count(sums[draw] - u_[i] + other, square_sums[draw] - square(u_[i]) + square(other), 1);
    }
    const auto fewer = static_cast<std::uint32_t>(std::min(at_least, at_most));
    return std::min(1.0, 2.0 * stats::pseudo_p_value(fewer, table.count()));
  }

  /// Below what difference sums of w (u_i - u_j)^2 are one: each u is known to its rounding only.
  [[nodiscard]] double tolerance(std::size_t i, double seen, double weight) const {
    return std::max(1e-12 * std::max(1.0, seen),
                    4.0 * rounding_ * (std::abs(u_[i]) + largest_) * weight);
  }

  std::span<const double> u_;
  const weights::SpatialWeights& weights_;
  const LocalGearyOptions& options_;
  std::array<double, 3> powers_;
  double rounding_;
  double largest_ = 0.0;
};

/// Tested sites by value and number of links; a total order, so that groups are the same anywhere.
std::vector<std::vector<std::uint32_t>> groups_of(std::span<const double> values,
                                                  const weights::SpatialWeights& weights,
                                                  const Geary& geary) {
  std::map<std::pair<double, std::size_t>, std::vector<std::uint32_t>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!geary.is_tested(i)) continue;
    groups[{values[i], weights.neighbours(i).size()}].push_back(static_cast<std::uint32_t>(i));
  }
  std::vector<std::vector<std::uint32_t>> result;
  for (auto& [key, group] : groups) result.push_back(std::move(group));
  return result;
}

bool can_share(const weights::SpatialWeights& weights, const LocalGearyOptions& options) {
  if (options.draws != Draws::shared) return false;
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    if (!weights.row(i).equal_weights()) return false;
  }
  return true;
}

std::vector<Site> all_sites(std::span<const double> values, const weights::SpatialWeights& weights,
                            const LocalGearyOptions& options) {
  const std::size_t n = values.size();
  auto u = stats::centred(values);
  const double sample_variance =
      stats::moments(values).variance * static_cast<double>(n) / static_cast<double>(n - 1);
  for (double& x : u) x /= std::sqrt(sample_variance);
  const Geary geary(u, weights, options, value_rounding(values) / std::sqrt(sample_variance));
  std::vector<Site> sites(n);
  const bool shared = can_share(weights, options);
  parallel_for((n + geary_chunk - 1) / geary_chunk, [&](std::size_t c) {
    for (std::size_t i = c * geary_chunk; i < std::min(n, (c + 1) * geary_chunk); ++i) {
      sites[i] = geary.at(i);
      if (!shared && geary.is_tested(i)) sites[i].p_value = geary.p_value(i, sites[i].statistic);
    }
  });
  if (!shared) return sites;
  const auto groups = groups_of(values, weights, geary);
  double drawn = 0.0;
  for (const auto& group : groups) {
    drawn += static_cast<double>(weights.neighbours(group.front()).size()) * options.permutations;
  }
  if (drawn <= options.most_drawn) {
    parallel_for(groups.size(), [&](std::size_t g) { geary.share(groups[g], sites); });
  } else {
    geary.share_all(sites);
  }
  return sites;
}

LocalGeary spread(const LocalGeary& part, const DefinedSites& defined, std::size_t n) {
  LocalGeary all = part;
  for (auto column : {&LocalGeary::statistic, &LocalGeary::expected, &LocalGeary::variance,
                      &LocalGeary::z_score, &LocalGeary::p_value, &LocalGeary::q_value}) {
    all.*column = defined.spread(part.*column, n, undefined);
  }
  return all;
}

}  // namespace

Result<LocalGeary> local_geary(std::span<const double> values,
                               const weights::SpatialWeights& weights,
                               const LocalGearyOptions& options) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    HOTWARD_EXPECTS(weights.weight(i, static_cast<weights::Site>(i)) <= 0.0);
  }
  const auto defined = defined_sites(values, weights);
  if (!defined) return fail(defined.error());
  if (*defined) {
    const auto part = local_geary((*defined)->values, (*defined)->weights, options);
    if (!part) return fail(part.error());
    return spread(*part, **defined, values.size());
  }
  if (const auto checked = check_values(values, 4, "local Geary"); !checked) {
    return fail(checked.error());
  }
  if (options.permutations < 1) {
    return fail(ErrorCode::bad_value, "p-values by permutations need at least 1 permutation");
  }
  LocalGeary result;
  result.permutations = options.permutations;
  result.seed = options.seed;
  for (const Site& site : all_sites(of_usual_size(values), weights, options)) {
    result.statistic.push_back(site.statistic);
    result.expected.push_back(site.expected);
    result.variance.push_back(site.variance);
    result.z_score.push_back((site.statistic - site.expected) / std::sqrt(site.variance));
    result.p_value.push_back(site.p_value);
  }
  result.q_value = adjusted(result.p_value, options.adjustment);
  return result;
}

std::vector<table::Column> columns(const LocalGeary& result) {
  return table::columns_of(
      {{"geary_c", "1", "how much it differs from its neighbours", result.statistic},
       {"geary_z", "1", "the same in standard deviations; below 0 alike", result.z_score},
       {"geary_p", "1", "chance of a difference as small, or as large", result.p_value},
       {"geary_q", "1", "geary_p, allowing for all the places looked at", result.q_value}});
}

}  // namespace hotward::autocorrelation
