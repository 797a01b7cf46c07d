#include "engine/methods/ranking/rate_spread.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::ranking {
namespace {

constexpr int grid_size = 64;
constexpr double least_variation = 0.01;  // areas that differ by 1%: no count tells that from 0
constexpr double most_variation = 5.0;

double variation(int k) {
  return least_variation *
         std::pow(most_variation / least_variation, static_cast<double>(k) / (grid_size - 1));
}

// Stirling's series from 10 on, to 13 digits; the C library's writes to a global variable.
double log_gamma(double x) {
  double before = 0.0;
  for (; x < 10.0; ++x) before += std::log(x);
  const double y = 1.0 / (x * x);
  const double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x;
  return (x - 0.5) * std::log(x) - x + 0.91893853320467274 + series - before;
}

struct Data {
  std::span<const double> counts;
  std::span<const double> exposures;
  double phi;
};

double mean_rate(const Data& data, double overall, double variation) {
  stats::Sum sum;
  stats::Sum weights;
  for (std::size_t i = 0; i < data.counts.size(); ++i) {
    const double chance = overall * data.phi / data.exposures[i];
    const double weight = 1.0 / (chance + overall * overall * variation * variation);
    sum.add(weight * data.counts[i] / data.exposures[i]);
    weights.add(weight);
  }
  return sum.value() / weights.value();
}

// Of the negative binomial law of every count, without what no prior changes.
double log_likelihood(const Data& data, const RatePrior& prior) {
  const double a = prior.shape;
  const double of_prior = log_gamma(a);
  stats::Sum sum;
  for (std::size_t i = 0; i < data.counts.size(); ++i) {
    const double y = data.counts[i] / data.phi;
    const double x = data.exposures[i] * prior.mean / data.phi;  // expected
    // a ln(a / (a + x)) + y ln(x / (a + x)), so that nothing cancels where a is large.
    sum.add(log_gamma(y + a) - of_prior - y * std::log(a) - (a + y) * std::log1p(x / a) +
            y * std::log(x));
  }
  return sum.value();
}

}  // namespace

RateSpread::RateSpread(std::span<const double> counts, std::span<const double> exposures,
                       double phi)
    : phi_(phi) {
  HOTWARD_EXPECTS(counts.size() == exposures.size() && phi >= 1.0);
  const double all = stats::sum(counts);
  if (!(all > 0.0)) return;
  const Data data{counts, exposures, phi};
  const double overall = all / stats::sum(exposures);
  std::vector<double> log_weights;
  for (int k = 0; k < grid_size; ++k) {
    const double t = variation(k);
    const RatePrior prior{1.0 / (t * t), mean_rate(data, overall, t)};
    priors_.push_back(prior);
    // The grid's steps grow with t.
    log_weights.push_back(log_likelihood(data, prior) + std::log(t / (1.0 + t * t)));
  }
  const double most = std::ranges::max(log_weights);
  double running = 0.0;
  for (const double w : log_weights) weight_up_to_.push_back(running += std::exp(w - most));
  for (double& w : weight_up_to_) w /= running;
}

const RatePrior& RateSpread::at(double u) const {
  const auto found = std::ranges::lower_bound(weight_up_to_, u) - weight_up_to_.begin();
  return priors_[std::min(static_cast<std::size_t>(found), priors_.size() - 1)];
}

RatePrior RateSpread::middle() const {
  double mean = 0.0;
  double variation = 0.0;
  double before = 0.0;
  for (std::size_t k = 0; k < priors_.size(); ++k) {
    const double weight = weight_up_to_[k] - before;
    before = weight_up_to_[k];
    mean += weight * priors_[k].mean;
    variation += weight / std::sqrt(priors_[k].shape);
  }
  return {1.0 / (variation * variation), mean};
}

}  // namespace hotward::ranking
