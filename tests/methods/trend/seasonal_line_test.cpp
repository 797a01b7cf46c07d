#include "engine/methods/trend/seasonal_line.hpp"

#include <cmath>
#include <numeric>

#include "tests/support/catch.hpp"

namespace hotward::trend {
namespace seasonal_line_test {

// Two years of April to March.
MonthlySeries two_years() {
  MonthlySeries series;
  series.counts = {450, 500, 580, 620, 650, 500, 480, 450, 350, 450, 480, 550,
                   401, 470, 560, 540, 610, 520, 430, 415, 360, 380, 410, 406};
  series.days = {30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31,
                 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31};
  for (int i = 0; i < 24; ++i) series.months.push_back(2019 * 12 + 3 + i);
  return series;
}

// The same model with all 13 coefficients at once, by iteratively reweighted least squares.
TEST_CASE("seasonal_line: as the general fit has it", "[oracle]") {
  const auto line = seasonal_line(two_years());
  REQUIRE(line);
  CHECK(line->degrees == 11.0);
  CHECK(std::abs(line->phi - 1.9186595032521188) <= 1e-9);
  CHECK(std::abs(line->growth_year - 0.9103744656034826) <= 1e-9);
  CHECK(std::abs(line->expected[0] - 445.4624029593964) <= 1e-6);
  CHECK(std::abs(line->expected[8] - 371.6548837851604) <= 1e-6);
  CHECK(std::abs(line->expected[23] - 455.5745508470236) <= 1e-6);
  CHECK(std::abs(line->season[0] - 0.8709986324387788) <= 1e-9);
  CHECK(std::abs(line->season[7] - 1.2715056301312528) <= 1e-9);
}

TEST_CASE("seasonal_line: expected months add up to those of each season", "[property]") {
  const MonthlySeries series = two_years();
  const auto line = seasonal_line(series);
  REQUIRE(line);
  for (std::size_t i = 0; i < 12; ++i) {
    const auto observed = static_cast<double>(series.counts[i] + series.counts[i + 12]);
    CHECK(std::abs(line->expected[i] + line->expected[i + 12] - observed) <= 1e-8);
  }
  CHECK(std::abs(std::accumulate(line->season.begin(), line->season.end(), 0.0) - 12.0) <= 1e-12);
}

TEST_CASE("seasonal_line: a season and a growth that are there are found", "[property]") {
  MonthlySeries series;
  for (int i = 0; i < 60; ++i) {
    const double level = 40.0 * (1.0 + 0.3 * std::cos(i % 12)) * std::pow(1.1, i / 12.0);
    series.months.push_back(i);
    series.days.push_back(30.0);
    series.counts.push_back(std::llround(30.0 * level));
  }
  const auto line = seasonal_line(series);
  REQUIRE(line);
  CHECK(std::abs(line->growth_year - 1.1) <= 1e-3);
  CHECK(line->phi == 1.0);
}

TEST_CASE("seasonal_line: few months, quiet months, all in one year", "[edge]") {
  MonthlySeries series = two_years();
  series.months.resize(17);
  series.counts.resize(17);
  series.days.resize(17);
  CHECK_FALSE(seasonal_line(series));
  // Not one incident at all.
  MonthlySeries quiet = two_years();
  quiet.counts.assign(24, 0);
  CHECK_FALSE(seasonal_line(quiet));
  // Every August empty: its two months tell nothing.
  MonthlySeries august = two_years();
  august.counts[4] = august.counts[16] = 0;
  const auto line = seasonal_line(august);
  REQUIRE(line);
  CHECK(line->degrees == 10.0);
  CHECK(std::isnan(line->season[7]));
  CHECK(line->expected[4] == 0.0);
  // Nothing in the second year: no growth is likeliest, and what is found is finite.
  MonthlySeries ended = two_years();
  for (std::size_t i = 12; i < 24; ++i) ended.counts[i] = 0;
  const auto fall = seasonal_line(ended);
  REQUIRE(fall);
  CHECK(std::isfinite(fall->phi));
  CHECK(fall->growth_year < 1e-3);
}

}  // namespace seasonal_line_test
}  // namespace hotward::trend
