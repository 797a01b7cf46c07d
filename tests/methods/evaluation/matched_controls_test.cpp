// Matched controls: against all choices of controls, and by what must hold for any.
#include "engine/methods/evaluation/matched_controls.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace matched_controls_test {

struct Case {
  std::vector<Feature> features;
  std::vector<std::size_t> target;
  std::vector<std::size_t> candidates;
};

Case random_case(std::uint32_t number, std::size_t target, std::size_t candidates) {
  Random random(3, Stream::test, number);
  Case made;
  for (const char* name : {"count", "trend", "people"}) {
    Feature feature{name, {}};
    for (std::size_t i = 0; i < target + candidates; ++i) feature.values.push_back(random.normal());
    made.features.push_back(std::move(feature));
  }
  for (std::size_t i = 0; i < target; ++i) made.target.push_back(i);
  for (std::size_t j = target; j < target + candidates; ++j) made.candidates.push_back(j);
  return made;
}

// By the definition, in plain loops.
double distance(const Case& of, std::size_t i, std::size_t j) {
  double sum = 0.0;
  for (const Feature& feature : of.features) {
    double mean = 0.0, variance = 0.0;
    for (const double value : feature.values) mean += value;
    mean /= static_cast<double>(feature.values.size());
    for (const double value : feature.values) variance += (value - mean) * (value - mean);
    variance /= static_cast<double>(feature.values.size());
    sum += (feature.values[i] - feature.values[j]) * (feature.values[i] - feature.values[j]) /
           variance;
  }
  return std::sqrt(sum);
}

TEST_CASE("matched_controls: the distances are the least that any choice has") {
  for (std::uint32_t number = 0; number < 60; ++number) {
    const std::size_t each = 1 + number % 2;
    const Case one = random_case(number, 2 + number % 2, 6);
    const auto found = matched_controls(one.features, one.target, one.candidates, each);
    REQUIRE(found);
    double sum = 0.0;
    std::set<std::size_t> controls;
    for (const Match& match : found->matches) {
      CHECK(match.distance == Approx(distance(one, match.target, match.control)));
      CHECK(std::accumulate(match.part.begin(), match.part.end(), 0.0) == Approx(1.0));
      sum += match.distance;
      controls.insert(match.control);
    }
    CHECK(controls.size() == one.target.size() * each);
    double least = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> order = one.candidates;
    do {
      double other = 0.0;
      for (std::size_t k = 0; k < one.target.size() * each; ++k) {
        other += distance(one, one.target[k / each], order[k]);
      }
      least = std::min(least, other);
    } while (std::ranges::next_permutation(order).found);
    CHECK(sum == Approx(least));
  }
}

TEST_CASE("matched_controls: the balance is what its formula says") {
  const std::vector<Feature> features = {{"count", {10, 2, 9, 3}}, {"same", {5, 5, 5, 5}}};
  const std::vector<std::size_t> target = {0};
  const std::vector<std::size_t> candidates = {1, 2, 3};
  const auto found = matched_controls(features, target, candidates);
  REQUIRE(found);
  const double spread = std::sqrt((16.0 + 16.0 + 9.0 + 9.0) / 4.0);  // about their mean, 6
  const Balance& count = found->balance[0];
  CHECK(count.target == 10.0);
  CHECK(count.candidates == Approx(14.0 / 3.0));
  CHECK(count.controls == 9.0);
  CHECK(count.before == Approx((10.0 - 14.0 / 3.0) / spread));
  CHECK(count.after == Approx(1.0 / spread));
  CHECK(found->balance[1].before == 0.0);
  CHECK(found->matches[0].part == std::vector<double>{1.0, 0.0});
}

TEST_CASE("matched_controls: units do not matter") {
  Case one = random_case(5, 3, 12);
  const auto found = matched_controls(one.features, one.target, one.candidates);
  for (double& value : one.features[1].values) value = 1000.0 * value + 7.0;
  const auto other = matched_controls(one.features, one.target, one.candidates);
  REQUIRE((found && other));
  for (std::size_t k = 0; k < found->matches.size(); ++k) {
    CHECK(found->matches[k].control == other->matches[k].control);
    CHECK(found->matches[k].distance == Approx(other->matches[k].distance));
  }
}

TEST_CASE("matched_controls: who lacks a feature is no candidate, and too few are said") {
  const std::vector<Feature> features = {{"count", {10, undefined, 9}}};
  const std::vector<std::size_t> target = {0};
  const std::vector<std::size_t> candidates = {1, 2};
  const auto found = matched_controls(features, target, candidates);
  REQUIRE(found);
  CHECK(found->candidates == 1);
  CHECK(found->matches[0].control == 2);
  const auto two = matched_controls(features, target, candidates, 2);
  REQUIRE(!two);
  CHECK(two.error().code == ErrorCode::no_data);
}

}  // namespace matched_controls_test
}  // namespace hotward::evaluation
