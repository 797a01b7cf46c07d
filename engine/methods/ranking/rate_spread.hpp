// Rate spread: how much do areas truly differ, beyond what chance makes of their counts?
//
// An area's rate is taken as one of a law with mean m and variation t, and its count, divided by
// phi (stats/dispersion.hpp), as Poisson's about it:
//   O_i / phi ~ Poisson(rate_i e_i / phi)
// What is known of the other areas draws the rate of few incidents towards theirs (empirical
// Bayes). Without that, the first of a list is there half by luck, and its rate is too high.
//
// Of which law rates are is as unknown as how much they vary. Two stand side by side:
//   gamma        rate_i ~ Gamma(a, a / m), a = 1 / t^2
//   long-tailed  ln rate_i is of Student's law with 4 degrees of freedom, s = sqrt(ln(1 + t^2))
//                wide: a few areas, a town centre say, may stand far above the others
// Under the first alone, areas that stand far out are drawn too far towards the others: of 163
// areas whose rates are lognormal, or of which 8 have three times the others' rate, the 95% range
// of the top five's share held 87% and 32%; with both 96% and 88%. The second is a mixture of gamma
// laws of one shape, half as wide as itself, so that given a count both are gamma laws again:
//   Gamma(O_i/phi + a) / (e_i/phi + a/m_j)   each part j weighed by how likely it makes O_i
//
// t goes over a grid, each value of either law weighed by how likely it makes all the counts (a
// negative binomial law for each part) and by a half-Cauchy prior with scale 1: areas that seldom
// differ and those that differ tenfold are both allowed for. m is, for each t, the mean of the
// rates by the inverse of their variances.
//
// May all areas have one rate? The likelihood of the gamma law that fits best is set against that
// of the least variation on the grid, which no count tells from 0. Where rates are equal, twice the
// logarithm of their ratio is 0 in half of all maps, and in the others chi-squared with one degree
// of freedom: above 2.706 in one map of twenty.
//
// Sources:
//   Clayton, Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks for use in
//     disease mapping, Biometrics 43(3), 671-681. doi:10.2307/2532003. The gamma prior.
//   Self, Liang (1987), Asymptotic properties of maximum likelihood estimators and likelihood ratio
//     tests under nonstandard conditions, Journal of the American Statistical Association 82(398),
//     605-610. doi:10.1080/01621459.1987.10478472. The ratio's law where the variation is 0.
//   Gelman (2006), Prior distributions for variance parameters in hierarchical models, Bayesian
//     Analysis 1(3), 515-534. doi:10.1214/06-BA117A. The half-Cauchy prior.
//
// Edges: nothing counted anywhere: no law. Time: O(areas × 64), and 29 times that for each value of
// t that the counts allow, over the threads.
//
// Only for this room's files.
#pragma once

#include <span>
#include <vector>

namespace hotward::ranking {

/// A law of rates: gamma laws of one shape, each with its mean and its share of the weight.
struct RatePrior {
  double variation;  ///< t
  double mean;       ///< m
  double shape;      ///< a, of each part
  std::vector<double> means;
  std::vector<double> log_weights;

  [[nodiscard]] std::size_t parts() const { return means.size(); }
};

/// A rate's law given its count: gamma of `shape`, divided by `exposure`.
struct RatePosterior {
  double shape;
  double exposure;
};

class RateSpread {
 public:
  /// @param counts     at least 0. @param exposures  above 0, one per count. @param phi  at least 1
  RateSpread(std::span<const double> counts, std::span<const double> exposures, double phi);

  /// False where nothing was counted.
  [[nodiscard]] bool is_known() const { return !priors_.empty(); }
  /// The law that a share `u` of the weight, in (0, 1), lies before.
  [[nodiscard]] const RatePrior& at(double u) const;
  /// No count contradicts that all areas have one rate: a test at 5%.
  [[nodiscard]] bool may_be_alike() const { return may_be_alike_; }
  /// Means over the weight.
  [[nodiscard]] double variation() const { return mean_of(&RatePrior::variation); }
  [[nodiscard]] double mean() const { return mean_of(&RatePrior::mean); }

  /// The weights of the prior's parts given a count, running: the last is 1.
  /// @param running  as many as there are parts
  void weigh_parts(const RatePrior& prior, double count, double exposure,
                   std::span<double> running) const;
  [[nodiscard]] RatePosterior posterior(const RatePrior& prior, std::size_t part, double count,
                                        double exposure) const {
    return {count / phi_ + prior.shape, exposure / phi_ + prior.shape / prior.means[part]};
  }
  /// One gamma law, for where one has to do: with the mean and the variance of the rate given its
  /// count, over eight priors spread evenly over the weight.
  [[nodiscard]] RatePosterior matched(double count, double exposure) const;

 private:
  [[nodiscard]] double mean_of(double RatePrior::*value) const;
  void add_moments(const RatePrior& prior, double count, double exposure, double& first,
                   double& second) const;

  double phi_;
  std::vector<RatePrior> priors_;     // gamma laws by rising variation, then the others
  std::vector<double> weight_up_to_;  // of these, running; the last is 1
  bool may_be_alike_ = false;
};

}  // namespace hotward::ranking
