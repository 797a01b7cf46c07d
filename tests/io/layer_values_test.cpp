#include "engine/io/files/layer_values.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "engine/core/random.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace layer_values_test {

TEST_CASE("rounded: what printf and strtod give", "[brute]") {
  Random random(7, Stream::test);
  for (int i = 0; i < 20'000; ++i) {
    const double x = std::ldexp(random.uniform() - 0.5, static_cast<int>(random.below(200)) - 100);
    char text[40];
    std::snprintf(text, sizeof text, "%.9e", x);
    INFO(text);
    CHECK(rounded(x) == std::strtod(text, nullptr));
    CHECK(rounded(rounded(x)) == rounded(x));
    CHECK(std::strtod(number_text(x).c_str(), nullptr) == rounded(x));
  }
}

// By the library alone: ten digits, read back, in the fewest that read back the same.
std::string plainly(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9e", x);
  const double value = std::strtod(text, nullptr);
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

TEST_CASE("number_text: the library's text for every size, ties among them", "[brute]") {
  Random random(8, Stream::test);
  for (int i = 0; i < 200'000; ++i) {
    const double size = std::pow(10.0, 18.0 * random.uniform() - 7.0);
    const double sign = random.below(2) == 0 ? 1.0 : -1.0;
    // Plain coordinates; binary fractions, which lie half between two texts; whole numbers.
    const double x = sign * size;
    const double tie = sign * std::ldexp(std::floor(size * 4096.0), -12);
    for (const double value : {x, tie, std::trunc(x), std::round(x * 10.0) / 10.0}) {
      if (value == 0.0) continue;
      INFO(value);
      REQUIRE(number_text(value) == plainly(value));
    }
  }
  for (const double x : {1.0,
                         10.0,
                         100000.0,
                         9.99999999995,
                         99.9999999999,
                         999999999.99,
                         1e9,
                         1.00000000005,
                         575801.25,
                         0.99999999999,
                         0.1,
                         0.01,
                         0.001,
                         0.0001,
                         0.002,
                         0.0003,
                         0.00012,
                         0.000999999999996,
                         0.0000999999999996,
                         0.00001,
                         1.5e-5,
                         1e-100,
                         3.25e-289,
                         1e-310}) {
    CHECK(number_text(x) == plainly(x));
    CHECK(number_text(-x) == plainly(-x));
  }
}

TEST_CASE("rounded: the edges", "[edge]") {
  CHECK(std::isnan(rounded(nan)));
  CHECK(std::isnan(rounded(std::numeric_limits<double>::infinity())));
  CHECK_FALSE(std::signbit(rounded(-0.0)));
  CHECK(rounded(9'999'999'999.0) == 9'999'999'999.0);
  CHECK(rounded(99'999'999'999.0) == 1e11);
  CHECK(rounded(std::numeric_limits<double>::max()) == std::numeric_limits<double>::max());
  CHECK(rounded(std::numeric_limits<double>::denorm_min()) > 0.0);
  CHECK(number_text(1.0 / 3.0) == "0.3333333333");
  CHECK(number_text(21.62156) == "21.62156");
  CHECK(number_text(nan).empty());
}

TEST_CASE("looks_like_formula: what a spreadsheet would run", "[edge]") {
  for (const char* text : {"=1+1", "+44 1634", "-a", "@sum", "\tx", "\rx"})
    CHECK(looks_like_formula(text));
  for (const char* text : {"", "a=1", "'=1", " =1", "1"}) CHECK_FALSE(looks_like_formula(text));
  // A longitude of Great Britain is no formula.
  for (const char* text : {"-4.673899", "-0", "+7", "-.5", "-1.2e-05", "-5."}) {
    INFO(text);
    CHECK_FALSE(looks_like_formula(text));
  }
  for (const char* text :
       {"-", "+", "--1", "-+1", "-1+1", "-inf", "-nan", "-1 ", "-1.2.3", "-e5"}) {
    INFO(text);
    CHECK(looks_like_formula(text));
  }
}

}  // namespace layer_values_test
}  // namespace hotward::io
