#include "engine/methods/evaluation/matched_controls.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/core/check.hpp"
#include "engine/methods/evaluation/assignment.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::evaluation {
namespace {

using Places = std::vector<std::size_t>;

Places with_all_features(std::span<const Feature> features,
                         std::span<const std::size_t> candidates) {
  Places known;
  for (const std::size_t j : candidates) {
    const bool lacks = std::ranges::any_of(
        features, [&](const Feature& one) { return !std::isfinite(one.values[j]); });
    if (!lacks) known.push_back(j);
  }
  return known;
}

std::vector<double> values_at(const Feature& feature, std::span<const std::size_t> places) {
  std::vector<double> values;
  for (const std::size_t i : places) values.push_back(feature.values[i]);
  return values;
}

std::vector<double> spreads(std::span<const Feature> features, std::span<const std::size_t> target,
                            const Places& candidates) {
  Places all(target.begin(), target.end());
  all.insert(all.end(), candidates.begin(), candidates.end());
  std::vector<double> spread;
  for (const Feature& feature : features) {
    spread.push_back(std::sqrt(stats::moments(values_at(feature, all)).variance));
  }
  return spread;
}

// What each feature adds to the square of the distance.
std::vector<double> squares(std::span<const Feature> features, const std::vector<double>& spread,
                            std::size_t i, std::size_t j) {
  std::vector<double> parts;
  for (std::size_t f = 0; f < features.size(); ++f) {
    const double apart =
        spread[f] > 0.0 ? (features[f].values[i] - features[f].values[j]) / spread[f] : 0.0;
    parts.push_back(apart * apart);
  }
  return parts;
}

Match match_of(std::span<const Feature> features, const std::vector<double>& spread, std::size_t i,
               std::size_t j) {
  Match match{i, j, 0.0, squares(features, spread, i, j)};
  const double sum = stats::sum(match.part);
  match.distance = std::sqrt(sum);
  for (double& part : match.part) part = sum > 0.0 ? part / sum : 0.0;
  return match;
}

std::vector<Balance> balances(std::span<const Feature> features, const std::vector<double>& spread,
                              std::span<const std::size_t> target, const Places& candidates,
                              const std::vector<Match>& matches) {
  Places controls;
  for (const Match& match : matches) controls.push_back(match.control);
  std::vector<Balance> balance;
  for (std::size_t f = 0; f < features.size(); ++f) {
    const auto mean = [&](std::span<const std::size_t> places) {
      return stats::moments(values_at(features[f], places)).mean;
    };
    Balance& one = balance.emplace_back();
    one = {mean(target), mean(candidates), mean(controls)};
    if (spread[f] <= 0.0) continue;
    one.before = (one.target - one.candidates) / spread[f];
    one.after = (one.target - one.controls) / spread[f];
  }
  return balance;
}

}  // namespace

Result<MatchedControls> matched_controls(std::span<const Feature> features,
                                         std::span<const std::size_t> target,
                                         std::span<const std::size_t> candidates,
                                         std::size_t each) {
  HOTWARD_EXPECTS(each > 0);
  const Places known = with_all_features(features, candidates);
  if (target.empty() || known.size() < target.size() * each) {
    return fail(ErrorCode::no_data, "there are too few places to match");
  }
  const std::vector<double> spread = spreads(features, target, known);
  std::vector<double> costs;
  for (const std::size_t i : target) {
    const std::size_t first = costs.size();
    for (const std::size_t j : known) {
      costs.push_back(std::sqrt(stats::sum(squares(features, spread, i, j))));
    }
    for (std::size_t more = 1; more < each; ++more) {
      for (std::size_t j = 0; j < known.size(); ++j) costs.push_back(costs[first + j]);
    }
  }
  const std::vector<std::size_t> column = assignment(costs, known.size());
  MatchedControls found;
  found.candidates = known.size();
  for (std::size_t t = 0; t < target.size(); ++t) {
    std::vector<Match> of_one;
    for (std::size_t k = 0; k < each; ++k) {
      of_one.push_back(match_of(features, spread, target[t], known[column[t * each + k]]));
    }
    std::ranges::sort(of_one, {},
                      [](const Match& one) { return std::tuple(one.distance, one.control); });
    found.matches.insert(found.matches.end(), of_one.begin(), of_one.end());
  }
  found.balance = balances(features, spread, target, known, found.matches);
  return found;
}

}  // namespace hotward::evaluation
