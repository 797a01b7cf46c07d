// Rate spread: how much do areas truly differ, beyond what chance makes of their counts?
//
// An area's rate is taken as one of a gamma law with mean m and coefficient of variation t, and its
// count, divided by phi (stats/dispersion.hpp), as Poisson's about it:
//   rate_i ~ Gamma(a, a / m),  a = 1 / t^2        O_i / phi ~ Poisson(rate_i e_i / phi)
// so that, given t, the rate has the law Gamma(O_i/phi + a) / (e_i/phi + a/m): what is known of the
// other areas draws the rate of few incidents towards theirs (empirical Bayes). Without that, the
// first of a list is there half by luck, and its rate is too high.
//
// t itself is not known either. It goes over a grid, each value weighed by how likely it makes all
// the counts (the negative binomial law, that of a gamma mixture) and by a half-Cauchy prior with
// scale 1: areas that seldom differ and those that differ tenfold are both allowed for. m is, for
// each t, the mean of the rates by the inverse of their variances.
//
// Sources:
//   Clayton, Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks for use in
//     disease mapping, Biometrics 43(3), 671-681. doi:10.2307/2532003. The gamma prior.
//   Gelman (2006), Prior distributions for variance parameters in hierarchical models, Bayesian
//     Analysis 1(3), 515-534. doi:10.1214/06-BA117A. The half-Cauchy prior.
//
// Edges: nothing counted anywhere: no law. Time: O(areas × 64).
//
// Only for this room's files.
#pragma once

#include <span>
#include <vector>

namespace hotward::ranking {

/// A gamma law of rates.
struct RatePrior {
  double shape;  ///< a
  double mean;   ///< m
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
  /// The law of the mean coefficient of variation, for where one has to do.
  [[nodiscard]] RatePrior middle() const;

  [[nodiscard]] RatePosterior posterior(const RatePrior& prior, double count,
                                        double exposure) const {
    return {count / phi_ + prior.shape, exposure / phi_ + prior.shape / prior.mean};
  }

 private:
  double phi_;
  std::vector<RatePrior> priors_;     // by falling shape
  std::vector<double> weight_up_to_;  // of these, running; the last is 1
};

}  // namespace hotward::ranking
