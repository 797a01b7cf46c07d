#include "engine/methods/density/amounts_null.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/methods/density/tolerance.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "tests/methods/density/sample.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::density {
namespace amounts_null_test {

using geometry::Box;
using geometry::Point;

// Places anywhere with 50 to 600 people each.
Sample people_at(std::size_t places, std::uint32_t seed) {
  Random random(seed, Stream::test, 7);
  Sample s;
  for (std::size_t i = 0; i < places; ++i) {
    const double x = 3000.0 * random.uniform();
    s.at.push_back({x, 3000.0 * random.uniform()});
    s.weights.push_back(50.0 + random.below(551));
  }
  return s;
}

// n incidents that follow the people.
Sample incidents_of(const Sample& people, std::uint64_t n, std::uint32_t seed) {
  Random random(seed, Stream::test, 8);
  std::vector<std::int32_t> counts(people.at.size());
  stats::MultinomialDraw(people.weights).draw(random, n, counts);
  return {people.at, {counts.begin(), counts.end()}};
}

RelativeRiskOptions options_of(double bandwidth_m, std::uint32_t permutations = 0) {
  RelativeRiskOptions options;
  options.contrast = Contrast::log_ratio;
  options.controls = ControlKind::amounts;
  options.kde.bandwidth_m = bandwidth_m;
  options.permutations = permutations;
  return options;
}

// Every way in which 3 incidents can fall at 4 places, with its probability.
struct Outcome {
  std::vector<double> counts;
  double probability = 0.0;
};

std::vector<Outcome> outcomes(const std::vector<double>& amounts) {
  double total = 0.0;
  for (const double a : amounts) total += a;
  std::vector<Outcome> all;
  for (std::size_t code = 0; code < 64; ++code) {
    Outcome outcome{std::vector<double>(4, 0.0), 1.0};
    for (const std::size_t place : {code % 4, code / 4 % 4, code / 16}) {
      ++outcome.counts[place];
      outcome.probability *= amounts[place] / total;
    }
    all.push_back(outcome);
  }
  return all;
}

const Sample four{{{420, 310}, {900, 350}, {1150, 830}, {380, 970}}, {700, 250, 1000, 50}};
const Frame small = *frame_over(Box{{0, 0}, {1500, 1200}}, 100.0);

// f of these counts, by the plain sum over places; edge: diggle or none.
std::vector<double> plain_surface(const std::vector<double>& counts, const KdeOptions& kde) {
  std::vector<double> f(small.size(), 0.0);
  for (std::size_t i = 0; i < four.at.size(); ++i) {
    std::vector<double> k(small.size());
    double inside = 0.0;
    for (std::size_t c = 0; c < k.size(); ++c) {
      const Point centre = small.centre(c);
      const double d = std::hypot(centre.x - four.at[i].x, centre.y - four.at[i].y);
      k[c] = kernel_density(kde.kernel, d, kde.bandwidth_m);
      inside += k[c] * small.inside_m2[c];
    }
    const double e = kde.edge == EdgeCorrection::diggle ? inside : 1.0;
    for (std::size_t c = 0; c < k.size(); ++c) f[c] += counts[i] * k[c] / e;
  }
  return f;
}

TEST_CASE("amounts_null: the variance of every outcome there can be", "[brute]") {
  KdeOptions kde;
  kde.kernel = GENERATE(Kernel::quartic, Kernel::gaussian, Kernel::conic);
  kde.edge = GENERATE(EdgeCorrection::diggle, EdgeCorrection::none);
  kde.bandwidth_m = kde.kernel == Kernel::gaussian ? 200.0 : 600.0;
  const auto zero = kernel_density_surface(four.places(), small, kde);
  REQUIRE(zero);
  const AmountsNull null = amounts_null(four.places(), *zero, small, 3.0);
  const std::vector<double> f0 = plain_surface(four.weights, kde);
  std::vector<double> mean(small.size(), 0.0);
  std::vector<double> square(small.size(), 0.0);
  for (const Outcome& outcome : outcomes(four.weights)) {
    const std::vector<double> f1 = plain_surface(outcome.counts, kde);
    for (std::size_t c = 0; c < small.size(); ++c) {
      if (f0[c] == 0.0) continue;
      const double r = (f1[c] / 3.0) / (f0[c] / 2000.0);
      mean[c] += outcome.probability * r;
      square[c] += outcome.probability * r * r;
    }
  }
  for (std::size_t c = 0; c < small.size(); ++c) {
    // At the kernel's rim nothing but rounding is left of it.
    if (f0[c] < 1e-12) continue;
    INFO("cell " << c);
    CHECK(std::abs(mean[c] - 1.0) < 1e-9);
    CHECK(std::abs(null.variance[c] - (square[c] - 1.0)) < 1e-9 * square[c]);
  }
}

// Dividing each surface by e(x) changes no ratio of theirs.
TEST_CASE("amounts_null: the uniform correction leaves the variance as it is", "[property]") {
  KdeOptions kde{Kernel::quartic, 600.0, EdgeCorrection::none};
  const auto none = kernel_density_surface(four.places(), small, kde);
  kde.edge = EdgeCorrection::uniform;
  const auto uniform = kernel_density_surface(four.places(), small, kde);
  const AmountsNull one = amounts_null(four.places(), *none, small, 3.0);
  const AmountsNull other = amounts_null(four.places(), *uniform, small, 3.0);
  for (std::size_t c = 0; c < small.size(); ++c) {
    if (std::isnan(one.variance[c])) continue;
    CHECK(std::abs(one.variance[c] - other.variance[c]) < 1e-9 * one.variance[c]);
  }
}

// Where people lie densely and evenly, the sums over places become integrals: R / (h^2 n g), less
// 1 / n, as [hazelton2009] has it without the controls' part.
TEST_CASE("amounts_null: the limit of even people is the asymptotic variance", "[oracle]") {
  const Frame frame = *frame_over(box, 100.0);
  Sample people;
  for (int i = 0; i < 150; ++i) {
    for (int j = 0; j < 150; ++j) people.at.push_back({10.0 + 20.0 * i, 10.0 + 20.0 * j});
  }
  people.weights.assign(people.at.size(), 3.0);
  const KdeOptions kde{Kernel::quartic, 500.0, EdgeCorrection::diggle};
  const auto zero = kernel_density_surface(people.places(), frame, kde);
  const AmountsNull null = amounts_null(people.places(), *zero, frame, 400.0);
  const double roughness = 9.0 / (5.0 * 3.14159265358979324);
  const double asymptotic = roughness / (500.0 * 500.0) * (3000.0 * 3000.0) / 400.0 - 1.0 / 400.0;
  // Sums over points 20 m apart, a 25th of the bandwidth.
  CHECK(std::abs(null.variance[15 * 30 + 15] / asymptotic - 1.0) < 2e-3);
}

TEST_CASE("relative_risk: the z of amounts by its formula", "[oracle]") {
  const Frame frame = *frame_over(box, 100.0);
  const Sample people = people_at(400, 1);
  const Sample incidents = incidents_of(people, 300, 2);
  const auto options = options_of(500.0);
  const auto risk = relative_risk(incidents.places(), people.places(), frame, options);
  REQUIRE(risk);
  const auto zero = kernel_density_surface(people.places(), frame, options.kde);
  const AmountsNull null = amounts_null(people.places(), *zero, frame, 300.0);
  const std::size_t cell = 12 * 30 + 17;
  const double r = std::exp(risk->value[cell]);
  const double v = null.variance[cell];
  const double z = 1.5 * (std::pow(r, 2.0 / 3.0) - 1.0 + v / 9.0) / std::sqrt(v);
  CHECK(std::abs(risk->z_score[cell] - z) < 1e-9);
  CHECK(risk->incidents == 300.0);
}

// p of every cell against the exact one, from every outcome. 1,999 draws err by at most 4 standard
// deviations of theirs and the 1 / 2,000 that a rank begins with.
TEST_CASE("relative_risk: drawn amounts give the p of every outcome", "[brute]") {
  const std::size_t seen = GENERATE(std::size_t{0}, std::size_t{22}, std::size_t{41});
  auto options = options_of(600.0, 1999);
  options.floor = 0.0;
  const auto all = outcomes(four.weights);
  const auto risk = relative_risk({four.at, all[seen].counts}, four.places(), small, options);
  REQUIRE(risk);
  const std::vector<double> observed = plain_surface(all[seen].counts, options.kde);
  std::vector<double> exact(small.size(), 0.0);
  for (const Outcome& outcome : all) {
    const std::vector<double> f1 = plain_surface(outcome.counts, options.kde);
    for (std::size_t c = 0; c < small.size(); ++c) {
      if (f1[c] >= observed[c] * (1.0 - 1e-12)) exact[c] += outcome.probability;
    }
  }
  std::size_t tested = 0;
  for (std::size_t c = 0; c < small.size(); ++c) {
    if (std::isnan(risk->p_upper[c])) continue;
    ++tested;
    INFO("cell " << c << " exact " << exact[c] << " drawn " << risk->p_upper[c]);
    const double rest = std::max(0.0, 1.0 - exact[c]);
    const double error = 4.0 * std::sqrt(exact[c] * rest / 1999.0) + 1.0 / 2000.0;
    CHECK(std::abs(risk->p_upper[c] - exact[c]) <= error);
  }
  CHECK(tested > 40);
}

// People in hundreds, or households in place of people in a fixed number each: amounts have a unit,
// and no answer may hang on it. (A power of two, so that no bit does.)
TEST_CASE("relative_risk: the unit of the amounts changes nothing", "[property]") {
  const std::uint32_t permutations = GENERATE(0U, 19U);
  const Frame frame = *frame_over(box, 150.0);
  const Sample people = people_at(80, 3);
  Sample scaled = people;
  for (double& amount : scaled.weights) amount /= 1024.0;
  const Sample incidents = incidents_of(people, 200, 4);
  const auto options = options_of(500.0, permutations);
  const auto one = relative_risk(incidents.places(), people.places(), frame, options);
  const auto other = relative_risk(incidents.places(), scaled.places(), frame, options);
  REQUIRE(one);
  REQUIRE(other);
  for (std::size_t c = 0; c < frame.size(); ++c) {
    if (std::isnan(one->p_upper[c]) && std::isnan(other->p_upper[c])) continue;
    REQUIRE(std::abs(one->value[c] - other->value[c]) < 1e-12);
    REQUIRE(std::abs(one->p_upper[c] - other->p_upper[c]) < 1e-9);
  }
}

// Maps on which the incidents follow the people. At 95%, 2.5% are to be marked on each side but for
// the approximation and the error of so many maps, each of which is a handful of blobs.
struct Marked {
  double raised = 0.0;
  double lowered = 0.0;
};

Marked marked_under_null(std::size_t places, std::uint64_t n, std::uint32_t maps,
                         std::uint32_t permutations) {
  const Frame frame = *frame_over(box, 150.0);
  Marked marked;
  double tested = 0.0;
  for (std::uint32_t seed = 0; seed < maps; ++seed) {
    const Sample people = people_at(places, 100 + seed);
    const Sample incidents = incidents_of(people, n, 200 + seed);
    const auto risk =
        *relative_risk(incidents.places(), people.places(), frame, options_of(500.0, permutations));
    for (const ToleranceSet& set : tolerance_sets(risk, frame)) {
      if (set.bin == 1) marked.raised += set.area_km2;
      if (set.bin == -1) marked.lowered += set.area_km2;
    }
    tested += tested_km2(risk, frame);
  }
  return {marked.raised / tested, marked.lowered / tested};
}

TEST_CASE("tolerance_sets: incidents that follow the people are marked as often as said",
          "[statistical]") {
  const std::size_t places = GENERATE(std::size_t{60}, std::size_t{2000});
  const std::uint64_t n = GENERATE(std::uint64_t{100}, std::uint64_t{500});
  const Marked marked = marked_under_null(places, n, 100, 0);
  INFO(places << " places, " << n << " incidents: raised " << marked.raised << ", lowered "
              << marked.lowered);
  CHECK(marked.raised > 0.015);
  CHECK(marked.raised < 0.035);
  CHECK(marked.lowered > 0.010);
  CHECK(marked.lowered < 0.035);
}

// Why z is not ln r over its standard deviation.
TEST_CASE("amounts_z_score: ln r would mark too many as lowered", "[statistical]") {
  const Frame frame = *frame_over(box, 150.0);
  const auto options = options_of(500.0);
  double marked = 0.0;
  double tested = 0.0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Sample people = people_at(2000, 100 + seed);
    const Sample incidents = incidents_of(people, 500, 200 + seed);
    const auto risk = *relative_risk(incidents.places(), people.places(), frame, options);
    const auto zero = *kernel_density_surface(people.places(), frame, options.kde);
    const AmountsNull null = amounts_null(people.places(), zero, frame, 500.0);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      if (std::isnan(risk.value[i])) continue;
      tested += 1.0;
      if (risk.value[i] / std::sqrt(null.variance[i]) <= -1.959964) marked += 1.0;
    }
  }
  INFO("lowered " << marked / tested);
  CHECK(marked / tested > 0.035);
}

TEST_CASE("tolerance_sets: by drawn amounts as often as said", "[statistical]") {
  const std::size_t places = GENERATE(std::size_t{60}, std::size_t{2000});
  const Marked marked = marked_under_null(places, 100, 40, 199);
  INFO(places << " places: raised " << marked.raised << ", lowered " << marked.lowered);
  CHECK(marked.raised > 0.010);
  CHECK(marked.raised < 0.040);
  CHECK(marked.lowered > 0.010);
  CHECK(marked.lowered < 0.040);
}

TEST_CASE("tolerance_sets: an excess over the people is found, and only there", "[property]") {
  const std::uint32_t permutations = GENERATE(0U, 499U);
  const Frame frame = *frame_over(box, 100.0);
  const Sample people = people_at(300, 5);
  Sample incidents = incidents_of(people, 400, 6);
  Random random(7, Stream::test, 9);
  for (int i = 0; i < 60; ++i) {
    const double x = 1300.0 + 400.0 * random.uniform();
    incidents.at.push_back({x, 1300.0 + 400.0 * random.uniform()});
    incidents.weights.push_back(1.0);
  }
  const auto risk =
      relative_risk(incidents.places(), people.places(), frame, options_of(500.0, permutations));
  REQUIRE(risk);
  const auto sets = tolerance_sets(*risk, frame);
  REQUIRE(sets[3].bin == 2);
  CHECK(geometry::locate(Point{1450, 1450}, sets[3].shape) == geometry::Location::inside);
  CHECK(geometry::locate(Point{250, 2750}, sets[3].shape) == geometry::Location::outside);
  CHECK(sets[3].extreme_log > std::log(1.5));
  CHECK(sets[3].area_km2 < 2.0);
}

TEST_CASE("relative_risk: drawn amounts are the same on any number of threads", "[property]") {
  const Frame frame = *frame_over(box, 50.0);
  const Sample people = people_at(300, 5);
  const Sample incidents = incidents_of(people, 200, 6);
  const auto p_with = [&](unsigned threads) {
    set_thread_count(threads);
    const auto risk =
        relative_risk(incidents.places(), people.places(), frame, options_of(300.0, 39));
    set_thread_count(0);
    // NaN is equal to nothing.
    std::vector<double> p = risk->p_upper;
    std::ranges::replace_if(
        p, [](double x) { return std::isnan(x); }, -1.0);
    return p;
  };
  const auto one = p_with(1);
  CHECK(p_with(2) == one);
  CHECK(p_with(3) == one);
  CHECK(std::ranges::any_of(one, [](double p) { return p >= 0.0; }));
}

TEST_CASE("relative_risk: amounts at one place leave nothing to chance", "[edge]") {
  const Sample people{{{1500, 1500}, {200, 200}}, {40.0, 0.0}};
  const Sample incidents{{{1400, 1500}, {1700, 1600}}, {3.0, 2.0}};
  for (const std::uint32_t permutations : {0U, 9U}) {
    const auto risk = relative_risk(incidents.places(), people.places(), *frame_over(box, 100.0),
                                    options_of(500.0, permutations));
    REQUIRE(risk);
    CHECK(std::ranges::all_of(risk->p_upper, [](double p) { return std::isnan(p); }));
    CHECK(std::ranges::any_of(risk->value, [](double r) { return !std::isnan(r); }));
  }
}

TEST_CASE("relative_risk: amounts have no totals to compare", "[error]") {
  auto options = options_of(500.0);
  options.shares = false;
  const auto risk = relative_risk(four.places(), four.places(), small, options);
  REQUIRE_FALSE(risk);
  CHECK(risk.error().code == ErrorCode::usage);
  CHECK(relative_risk(four.places(), Places{}, small, options_of(500.0)).error().code ==
        ErrorCode::no_data);
}

}  // namespace amounts_null_test
}  // namespace hotward::density
