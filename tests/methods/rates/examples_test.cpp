// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "engine/methods/rates/change.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/methods/rates/funnel.hpp"
#include "engine/methods/rates/indirect.hpp"
#include "tests/support/catch.hpp"

namespace hotward::rates {
namespace examples_test {

const std::vector<std::int64_t> counts = {30, 12, 60};

TEST_CASE("change: the example", "[example]") {
  const std::vector<std::int64_t> before = {20, 12, 0};
  const Change found = change(counts, before, {.now = 365, .before = 365});
  const double change_pct = found.change_pct[0];  // 50: from 20 to 30
  CHECK(change_pct == 50.0);
  CHECK(std::isnan(found.change_pct[2]));
}

TEST_CASE("crude_rate: the example", "[example]") {
  const std::vector<double> people = {2000, 1500, 3000};
  const CrudeRate rates = crude_rate(counts, people);
  const double per_1k = rates.rate[0];  // 15 per 1,000, within rates.lower[0] … rates.upper[0]
  CHECK(std::abs(per_1k - 15.0) < 1e-12);
  CHECK(rates.lower[0] < 15.0);
  CHECK(rates.upper[0] > 15.0);
}

TEST_CASE("funnel: the example", "[example]") {
  const std::vector<double> people = {2000, 1500, 900};
  const Funnel found = funnel(counts, people);
  const bool is_unusual = found.side[2] != 0;  // its rate lies outside the 95% limits
  CHECK(is_unusual);
}

TEST_CASE("indirect_expected: the example", "[example]") {
  const table::PeopleTable people{.areas = 2,
                                  .years = {},
                                  .strata = {"0-59", "60+"},
                                  .people = {2000, 3000, 4000, 1000},
                                  .incidents = {0, 60, 0, 20}};
  const std::vector<table::Period> year_2020 = {
      {table::Day{std::chrono::year{2020} / 1 / 1}, table::Day{std::chrono::year{2020} / 12 / 31}}};
  const auto expected = indirect_expected(people, year_2020);
  const double times = (*expected)[0] / (*expected)[1];  // as many as in the second area
  CHECK(std::abs(times - 3.0) < 1e-12);
}

}  // namespace examples_test
}  // namespace hotward::rates
