// Matched controls: which places are most like those where something will be done?
//
// Places differ in features: how much happens there, where it was heading, how many live there.
//   s_f        standard deviation of feature f over target and candidates
//   d(i, j)² = sum over f of ((x_if - x_jf) / s_f)²          no unit: 1 is one standard deviation
// Each target place gets `each` controls, no control serves twice, and the sum of all distances is
// the least there is (assignment.hpp): picked one after the other, the last would get what is left.
// A distance is explained by its parts: the share of d² that each feature makes.
//
// Whether the controls are alike is shown by the balance, for each feature
//   before = (mean of the target - mean of all candidates) / s_f
//   after  = (mean of the target - mean of the controls) / s_f
// Below 0.1 they hardly differ; above 0.25 they do, and no correction afterwards is to be relied
// on. A place that was picked because it has most has no equal: that shows here.
//
// Sources:
//   Rosenbaum (1989), Optimal matching for observational studies, Journal of the American
//     Statistical Association 84(408), 1024-1032. doi:10.1080/01621459.1989.10478868. The sum of
//     distances as small as can be.
//   Stuart (2010), Matching methods for causal inference: a review and a look forward, Statistical
//     Science 25(1), 1-21. doi:10.1214/09-STS313. Standardised differences, with one s before and
//     after; 0.25.
//   Austin (2009), Balance diagnostics for comparing the distribution of baseline covariates
//     between treatment groups in propensity-score matched samples, Statistics in Medicine 28(25),
//     3083-3107. doi:10.1002/sim.3697. 0.1.
//
// Edges: a candidate that lacks a feature is no candidate. A feature that is the same everywhere
// makes no difference. Time: O(m² n) for m controls and n candidates.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::evaluation {

struct Feature {
  std::string name;
  std::vector<double> values;  ///< of every place; NaN where not known
};

struct Match {
  std::size_t target;
  std::size_t control;
  double distance;           ///< d, in standard deviations
  std::vector<double> part;  ///< of d², what each feature makes of it, from 0 to 1; 0 where d is 0
};

struct Balance {
  double target = 0.0;  ///< means, in the feature's own unit
  double candidates = 0.0;
  double controls = 0.0;
  double before = 0.0;  ///< standardised differences; 0 where nothing differs
  double after = 0.0;
};

struct MatchedControls {
  std::vector<Match> matches;    ///< in the order of the target, a target's nearest first
  std::vector<Balance> balance;  ///< of each feature
  std::size_t candidates = 0;    ///< those that lack no feature
};

/// @param target      places, whose features are all known
/// @param candidates  other places
/// @param each        controls per target place, at least 1
///
/// Example:
///   const std::vector<Feature> features = {{"count", {90, 20, 80, 10}}};
///   const std::vector<std::size_t> target = {0};
///   const std::vector<std::size_t> candidates = {1, 2, 3};
///   const auto found = matched_controls(features, target, candidates);
///   const std::size_t control = found->matches[0].control;  // 2: 80 beside 90
///
/// @return no_data where there are fewer candidates than controls to be found
[[nodiscard]] Result<MatchedControls> matched_controls(std::span<const Feature> features,
                                                       std::span<const std::size_t> target,
                                                       std::span<const std::size_t> candidates,
                                                       std::size_t each = 1);

}  // namespace hotward::evaluation
