// check_close: two lists of numbers agree within an absolute tolerance; a failure names the
// element.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward {

inline void check_close(const std::vector<double>& actual, const std::vector<double>& expected,
                        double tolerance) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    INFO("element " << i << ": " << actual[i] << ", expected " << expected[i]);
    if (std::isnan(expected[i])) {
      CHECK(std::isnan(actual[i]));
    } else {
      CHECK(std::abs(actual[i] - expected[i]) <= tolerance);
    }
  }
}

}  // namespace hotward
