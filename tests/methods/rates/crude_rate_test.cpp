#include "engine/methods/rates/crude_rate.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/close.hpp"
#include "tests/support/shared.hpp"

namespace hotward::rates {
namespace crude_rate_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Medway, April 2019 to March 2020, on the mid-2019 population: R 4.2.2, three decimals of the rate
// and two of the limits printed.
TEST_CASE("crude_rate: crime and anti-social behaviour in Medway", "[oracle]") {
  const auto r =
      crude_rate(std::vector<std::int64_t>{33334, 6023}, std::vector<double>{278556, 278556});
  check_close(r.rate, {119.667, 21.622}, 5.1e-4);
  check_close(r.lower, {118.39, 21.08}, 5.1e-3);
  check_close(r.upper, {120.96, 22.18}, 5.1e-3);
}

void check_row(const std::vector<std::string>& row, const CrudeRate& r,
               const std::vector<std::pair<std::size_t, double>>& expected) {
  for (const auto& [column, actual] : expected) {
    const double value = std::stod(row[column]);
    INFO(row[0] << ", column " << column << ": " << actual << ", expected " << value);
    // 15 digits printed; see the tolerance in intervals_test.cpp.
    CHECK(std::abs(actual - value) <= 1e-12 * value);
  }
  CHECK(r.rate.size() == 1);
}

// PHEindicatormethods 2.1.0, its own test data: 95% and 99.8% together, then 95% alone. Rows
// without a numerator cannot be asked here: a count is always known.
TEST_CASE("crude_rate: PHE's tables of rates, whole", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/rates/testdata_Rate__testdata_Rate.csv");
  const auto both = read_rows(shared_path("oracle/rates/testdata_Rate__testdata_Rate.csv"));
  const auto alone = read_rows(shared_path("oracle/rates/testdata_Rate__testdata_Rate_g.csv"));
  REQUIRE(both.size() == 21);
  REQUIRE(alone.size() == 13);
  int asked = 0;
  for (const auto* rows : {&both, &alone}) {
    for (std::size_t i = 1; i < rows->size(); ++i) {
      const auto& row = (*rows)[i];
      if (row[1] == "NA") continue;
      const std::vector<std::int64_t> count = {std::stoll(row[1])};
      const std::vector<double> people = {row[2] == "NA" ? nan : std::stod(row[2])};
      const auto r = crude_rate(count, people, std::stod(row.back()));
      ++asked;
      if (row[3] == "NA") {
        CHECK(std::isnan(r.rate[0]));
        CHECK(std::isnan(r.lower[0]));
        CHECK(std::isnan(r.upper_998[0]));
      } else if (rows == &both) {
        // In the table of the rate groups Area1 has 2 of 200 and so on: other columns, same order.
        check_row(row, r,
                  {{3, r.rate[0]},
                   {4, r.lower[0]},
                   {5, r.upper[0]},
                   {6, r.lower_998[0]},
                   {7, r.upper_998[0]}});
      } else {
        check_row(row, r, {{3, r.rate[0]}, {4, r.lower[0]}, {5, r.upper[0]}});
      }
    }
  }
  CHECK(asked == 28);
}

TEST_CASE("crude_rate: the limits hold the rate, the wider hold the narrower", "[property]") {
  const std::vector<std::int64_t> counts = {0, 1, 5, 9, 10, 11, 100, 5000};
  const auto r = crude_rate(counts, std::vector<double>(counts.size(), 5000.0));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    INFO(counts[i]);
    CHECK(r.lower_998[i] <= r.lower[i]);
    CHECK(r.lower[i] <= r.rate[i]);
    CHECK(r.rate[i] < r.upper[i]);
    CHECK(r.upper[i] < r.upper_998[i]);
  }
}

TEST_CASE("crude_rate: no people, people unknown, no population at all", "[edge]") {
  const std::vector<std::int64_t> counts = {4, 4, 0};
  const auto some = crude_rate(counts, std::vector<double>{0, nan, 10});
  check_close(some.rate, {nan, nan, 0.0}, 0.0);
  check_close(some.lower, {nan, nan, 0.0}, 0.0);
  CHECK(some.upper[2] > 0.0);
  CHECK(std::isnan(some.upper[0]));
  CHECK(std::isnan(some.lower_998[1]));
  check_close(crude_rate(counts, {}).rate, {nan, nan, nan}, 0.0);
  CHECK(crude_rate({}, {}).rate.empty());
}

TEST_CASE("columns: the rates' names", "[property]") {
  const auto c = columns(crude_rate(std::vector<std::int64_t>{1}, std::vector<double>{10}));
  const std::vector<std::string> names = {"rate_1k", "rate_lo", "rate_hi", "rate_lo998",
                                          "rate_hi998"};
  REQUIRE(c.size() == names.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    CHECK(c[i].name == names[i]);
    CHECK(table::is_column_name(c[i].name));
    CHECK(c[i].size() == 1);
  }
}

}  // namespace crude_rate_test
}  // namespace hotward::rates
