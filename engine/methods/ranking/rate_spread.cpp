#include "engine/methods/ranking/rate_spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::ranking {
namespace {

constexpr int grid_size = 64;
constexpr double least_variation = 0.01;  // areas that differ by 1%: no count tells that from 0
constexpr double most_variation = 5.0;

double variation_at(int k) {
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

RatePrior gamma_prior(double variation, double mean) {
  return {variation, mean, 1.0 / (variation * variation), {mean}, {0.0}};
}

// Student's law of ln rate: parts half as wide as it, half of its width apart, so that no part is
// seen by itself.
RatePrior long_tailed_prior(double variation, double mean) {
  constexpr int each_way = 14;  // to 8 widths: one rate in 1,000 of the law lies beyond
  constexpr double degrees = 4.0;
  const double width = std::sqrt(std::log1p(variation * variation));
  RatePrior prior{variation, mean, 4.0 / (width * width) + 0.5, {}, {}};
  double all = 0.0;
  for (int j = -each_way; j <= each_way; ++j) {
    const double z = 0.5 * j / std::sqrt(0.75);  // a part's own width is a quarter of the variance
    prior.means.push_back(mean * std::exp(0.5 * width * (j - width)));
    prior.log_weights.push_back(-0.5 * (degrees + 1.0) * std::log1p(z * z / degrees));
    all += std::exp(prior.log_weights.back());
  }
  for (double& w : prior.log_weights) w -= std::log(all);
  return prior;
}

// How likely part j makes a count, without what all parts share. Nothing cancels where the shape is
// large.
double log_part(const RatePrior& prior, std::size_t j, double count, double exposure) {
  const double x = exposure * prior.means[j];  // expected
  return prior.log_weights[j] - (prior.shape + count) * std::log1p(x / prior.shape) +
         count * std::log(x);
}

// Of the negative binomial laws of every count, without what no prior changes.
double log_likelihood(const Data& data, const RatePrior& prior) {
  const double a = prior.shape;
  const double of_prior = log_gamma(a);
  std::vector<double> parts(prior.parts());
  stats::Sum sum;
  for (std::size_t i = 0; i < data.counts.size(); ++i) {
    const double y = data.counts[i] / data.phi;
    const double e = data.exposures[i] / data.phi;
    for (std::size_t j = 0; j < parts.size(); ++j) parts[j] = log_part(prior, j, y, e);
    const double most = std::ranges::max(parts);
    double of_most = 0.0;
    for (const double part : parts) of_most += std::exp(part - most);
    sum.add(log_gamma(y + a) - of_prior - y * std::log(a) + most + std::log(of_most));
  }
  return sum.value();
}

// The grid's steps grow with t.
double log_of_variation(double t) { return std::log(t / (1.0 + t * t)); }

// Long tails explain with a smaller variation what the gamma law needs a larger one for. Where no
// gamma law near explains the counts, no other does.
bool is_near(const std::vector<double>& of_gamma, int k) {
  constexpr double hopeless = 15.0;
  const double most = std::ranges::max(of_gamma);
  for (int near = std::max(0, k - 4); near <= std::min(grid_size - 1, k + 9); ++near) {
    if (of_gamma[static_cast<std::size_t>(near)] > most - hopeless) return true;
  }
  return false;
}

std::vector<double> log_likelihoods(const Data& data, const std::vector<RatePrior>& priors) {
  std::vector<double> likely(priors.size());
  parallel_for(priors.size(), [&](std::size_t k) { likely[k] = log_likelihood(data, priors[k]); });
  return likely;
}

// Of the gamma laws by rising variation.
bool fits_one_rate(const std::vector<double>& log_likelihoods) {
  constexpr double one_in_twenty = 2.706;
  return 2.0 * (std::ranges::max(log_likelihoods) - log_likelihoods.front()) <= one_in_twenty;
}

void weigh(std::vector<double>& log_likelihoods, const std::vector<RatePrior>& priors) {
  for (std::size_t k = 0; k < priors.size(); ++k) {
    log_likelihoods[k] += log_of_variation(priors[k].variation);
  }
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
  for (int k = 0; k < grid_size; ++k) {
    const double t = variation_at(k);
    priors_.push_back(gamma_prior(t, mean_rate(data, overall, t)));
  }
  std::vector<double> log_weights = log_likelihoods(data, priors_);
  may_be_alike_ = fits_one_rate(log_weights);
  weigh(log_weights, priors_);
  std::vector<RatePrior> others;
  for (int k = 0; k < grid_size; ++k) {
    const RatePrior& gamma = priors_[static_cast<std::size_t>(k)];
    if (is_near(log_weights, k)) others.push_back(long_tailed_prior(gamma.variation, gamma.mean));
  }
  std::vector<double> of_others = log_likelihoods(data, others);
  weigh(of_others, others);
  log_weights.insert(log_weights.end(), of_others.begin(), of_others.end());
  priors_.insert(priors_.end(), others.begin(), others.end());
  const double most = std::ranges::max(log_weights);
  double running = 0.0;
  for (const double w : log_weights) weight_up_to_.push_back(running += std::exp(w - most));
  for (double& w : weight_up_to_) w /= running;
}

const RatePrior& RateSpread::at(double u) const {
  const auto found = std::ranges::lower_bound(weight_up_to_, u) - weight_up_to_.begin();
  return priors_[std::min(static_cast<std::size_t>(found), priors_.size() - 1)];
}

double RateSpread::mean_of(double RatePrior::*value) const {
  double mean = 0.0;
  double before = 0.0;
  for (std::size_t k = 0; k < priors_.size(); ++k) {
    mean += (weight_up_to_[k] - before) * priors_[k].*value;
    before = weight_up_to_[k];
  }
  return mean;
}

void RateSpread::weigh_parts(const RatePrior& prior, double count, double exposure,
                             std::span<double> running) const {
  HOTWARD_EXPECTS(running.size() == prior.parts());
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < running.size(); ++j) {
    running[j] = log_part(prior, j, count / phi_, exposure / phi_);
    most = std::max(most, running[j]);
  }
  double sum = 0.0;
  for (double& w : running) w = sum += std::exp(w - most);
  for (double& w : running) w /= sum;
}

void RateSpread::add_moments(const RatePrior& prior, double count, double exposure, double& first,
                             double& second) const {
  std::vector<double> running(prior.parts());
  weigh_parts(prior, count, exposure, running);
  double before = 0.0;
  for (std::size_t j = 0; j < running.size(); ++j) {
    const RatePosterior law = posterior(prior, j, count, exposure);
    const double weight = running[j] - before;
    before = running[j];
    first += weight * law.shape / law.exposure;
    second += weight * law.shape * (law.shape + 1.0) / (law.exposure * law.exposure);
  }
}

RatePosterior RateSpread::matched(double count, double exposure) const {
  constexpr int priors = 8;
  double first = 0.0;
  double second = 0.0;
  for (int k = 0; k < priors; ++k) {
    add_moments(at((k + 0.5) / priors), count, exposure, first, second);
  }
  const double mean = first / priors;
  const double variance = std::max(second / priors - mean * mean, 1e-14 * mean * mean);
  return {mean * mean / variance, mean / variance};
}

}  // namespace hotward::ranking
