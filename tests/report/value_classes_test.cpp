#include "engine/report/value_classes.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/report/natural_breaks.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace value_classes_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The class that QGIS gives a value: the first whose closed interval holds it; -1 for none.
int class_of(double x, const std::vector<ValueClass>& classes) {
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i].lower <= x && x <= classes[i].upper) return static_cast<int>(i);
  }
  return -1;
}

std::vector<double> skewed(std::uint64_t seed, std::size_t n, bool whole) {
  Random random(seed, Stream::test);
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = 700.0 * std::pow(random.uniform(), 3.0);
    values.push_back(whole ? std::floor(x) : x);
  }
  return values;
}

TEST_CASE("value_classes: every value is in the class of its natural break", "[property]") {
  const auto seed = GENERATE(range(1U, 21U));
  const bool whole = GENERATE(false, true);
  const auto scale = GENERATE(1e-4, 1.0, 1e6);
  if (whole && scale < 1.0) return;
  INFO("seed " << seed << ", whole " << whole << ", scale " << scale);
  std::vector<double> values = skewed(seed, 30, whole);
  for (double& x : values) x *= scale;
  const auto breaks = natural_breaks(values, 5);
  const auto classes = value_classes(values, {.classes = 5, .whole_numbers = whole, .unit = ""});
  REQUIRE(classes.size() == breaks.size());
  for (const double x : values) {
    INFO("value " << x);
    int expected = 0;
    while (x > breaks[static_cast<std::size_t>(expected)]) ++expected;
    CHECK(class_of(x, classes) == expected);
  }
}

TEST_CASE("value_classes: whole numbers, with labels that do not overlap", "[property]") {
  const auto classes = value_classes(std::vector<double>{83, 90, 149, 152, 160, 723},
                                     {.classes = 3, .whole_numbers = true, .unit = "incidents"});
  REQUIRE(classes.size() == 3);
  CHECK(classes[0].label == "83–90 incidents");
  CHECK(classes[1].label == "91–200 incidents");
  CHECK(classes[2].label == "201–723 incidents");
  CHECK(classes[2].upper == 723.0);
}

TEST_CASE("value_classes: the outer bounds are rounded outwards", "[edge]") {
  const std::vector<double> rates = {12.37, 21.43, 25.02, 28.8, 119.66};
  const auto classes = value_classes(rates, {.classes = 3, .unit = "per 1,000"});
  REQUIRE(classes.size() == 3);
  CHECK(classes.front().lower <= 12.37);
  CHECK(classes.back().upper >= 119.66);
  CHECK(classes.front().label == "12–20 per 1,000");
  CHECK(classes[1].label == "20–30 per 1,000");
  CHECK(classes.back().label == "30–120 per 1,000");
}

TEST_CASE("value_classes: few, equal, zero and missing values", "[edge]") {
  const ClassOptions counts{.classes = 5, .whole_numbers = true, .unit = "incidents"};
  CHECK(value_classes(std::vector<double>{}, counts).empty());
  CHECK(value_classes(std::vector<double>{nan, nan}, counts).empty());

  const auto zeros = value_classes(std::vector<double>{0, 0, 0}, counts);
  REQUIRE(zeros.size() == 1);
  CHECK(zeros[0].label == "0 incidents");

  const auto two = value_classes(std::vector<double>{0, 1, nan, 0}, counts);
  REQUIRE(two.size() == 2);
  CHECK(two[0].label == "0 incidents");
  CHECK(two[1].label == "1 incident");

  const auto equal = value_classes(std::vector<double>{12.37, 12.37}, {.classes = 5, .unit = "1"});
  REQUIRE(equal.size() == 1);
  CHECK(class_of(12.37, equal) == 0);
  CHECK(equal[0].label == "12–13");

  const auto tiny = value_classes(std::vector<double>{0.00012, 0.00012}, {.classes = 5});
  REQUIRE(tiny.size() == 1);
  CHECK(class_of(0.00012, tiny) == 0);
}

TEST_CASE("change_classes: equal rises and falls are equally far from the middle", "[property]") {
  const auto seed = GENERATE(range(1U, 21U));
  INFO("seed " << seed);
  std::vector<double> values = skewed(seed, 30, seed % 2 == 0);
  for (std::size_t i = 0; i < values.size(); i += 3) values[i] = -values[i] / 7.0;
  for (const double bound : {0.0, 4.999, 5.0, 5.001, 10.0, 20.0, 40.0, 100.0})
    values.push_back(bound);
  std::vector<double> both = values;
  for (const double x : values) both.push_back(-x);
  const auto classes = change_classes(both);
  REQUIRE(classes.size() == 9);
  for (const double x : values) {
    INFO("value " << x);
    int expected = 0;
    for (const double bound : {5.0, 10.0, 20.0, 40.0}) expected += std::abs(x) > bound ? 1 : 0;
    CHECK(std::abs(class_of(x, classes) - 4) == expected);
    CHECK(class_of(-x, classes) == 8 - class_of(x, classes));
  }
}

TEST_CASE("change_classes: the same on every map, whatever the values", "[edge]") {
  const auto classes = change_classes(std::vector<double>{-4, 2, nan});
  REQUIRE(classes.size() == 9);
  CHECK(classes[0].label == "down by more than 40%");
  CHECK(classes[1].label == "down 20–40%");
  CHECK(classes[4].label == "within 5% up or down");
  CHECK(classes[5].label == "up 5–10%");
  CHECK(class_of(1234.5, change_classes(std::vector<double>{1234.5})) == 8);
  // A fall by a third is no "about the same".
  CHECK(class_of(-34.0, classes) == 1);
  CHECK(change_classes(std::vector<double>{nan}).size() == 9);
}

TEST_CASE("roundest: as few digits as the interval allows, close to its low end", "[property]") {
  CHECK(roundest(149, 152) == 150.0);
  CHECK(roundest(21.43, 25.02) == 22.0);
  CHECK(roundest(160, 723) == 200.0);
  CHECK(roundest(28.8, 119.66) == 30.0);
  CHECK(roundest(19.5, 20.0) == 19.5);
  CHECK(roundest(83, 84) == 83.0);
  CHECK(roundest(-3.5, 2.0) == 0.0);
  CHECK(roundest(-37.2, -31.9) == -37.0);
  CHECK(roundest(0.0123, 0.0131) == 0.013);
  CHECK(roundest(999, 1001) == 1000.0);
  CHECK(roundest(0.0, 5.0) == 0.0);
  Random random(7, Stream::test);
  for (int i = 0; i < 2000; ++i) {
    const double low = std::pow(10.0, 12.0 * random.uniform() - 6.0) * (i % 2 == 0 ? 1 : -1);
    const double high = low + std::abs(low) * 1e-3 * random.uniform() + 1e-12;
    const double x = roundest(low, high);
    INFO(low << " " << high << " " << x);
    CHECK(low <= x);
    CHECK(x < high);
  }
}

}  // namespace value_classes_test
}  // namespace hotward::report
