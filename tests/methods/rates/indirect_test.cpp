#include "engine/methods/rates/indirect.hpp"

#include <chrono>
#include <cmath>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/close.hpp"

namespace hotward::rates {
namespace indirect_test {

using table::PeopleTable;
using table::Period;

table::Day day(int year, unsigned month, unsigned of_month) {
  return table::Day{std::chrono::year{year} / std::chrono::month{month} /
                    std::chrono::day{of_month}};
}

PeopleTable random_table(const std::vector<int>& years, std::uint32_t number) {
  Random random(1, Stream::test, 120, number);
  PeopleTable table{.areas = 3, .years = years, .strata = {"0-59", "60+"}, .people = {}};
  for (std::size_t k = 0; k < 6 * table.year_count(); ++k) {
    table.people.push_back(random.below(4000));
    table.incidents.push_back(random.below(30));
  }
  return table;
}

// Day by day, as the header has it.
double people_on(const PeopleTable& table, std::size_t area, std::size_t stratum, table::Day when) {
  const auto at = [&](std::size_t year) { return table.people[table.at(area, year, stratum)]; };
  const int year = static_cast<int>(std::chrono::year_month_day(when).year());
  if (table.years.empty() || year <= table.years.front()) return at(0);
  for (std::size_t k = 1; k < table.years.size(); ++k) {
    if (year > table.years[k]) continue;
    const double share =
        (year - table.years[k - 1]) / static_cast<double>(table.years[k] - table.years[k - 1]);
    return at(k - 1) + share * (at(k) - at(k - 1));
  }
  return at(table.years.size() - 1);
}

TEST_CASE("indirect_expected: as counted day by day", "[brute]") {
  const auto years = GENERATE(std::vector<int>{}, std::vector<int>{2020},
                              std::vector<int>{2018, 2020, 2021, 2025});
  const PeopleTable table = random_table(years, static_cast<std::uint32_t>(years.size()));
  const std::vector<Period> periods = {{day(2017, 3, 5), day(2019, 7, 9)},
                                       {day(2019, 7, 10), day(2020, 2, 29)},
                                       {day(2021, 1, 1), day(2023, 12, 31)},
                                       {day(2026, 5, 1), day(2026, 5, 1)}};
  double rates[2];
  for (std::size_t s = 0; s < 2; ++s) {
    double incidents = 0.0;
    double people = 0.0;
    for (std::size_t k = s; k < table.people.size(); k += 2) {
      incidents += table.incidents[k];
      people += table.people[k];
    }
    rates[s] = incidents / people;
  }
  std::vector<double> slow;
  std::vector<double> slow_mean(3, 0.0);
  double days = 0.0;
  for (const Period& period : periods) days += period.days();
  for (std::size_t area = 0; area < 3; ++area) {
    for (const Period& period : periods) {
      double sum = 0.0;
      for (table::Day d = period.first; d <= period.last; d += std::chrono::days{1}) {
        for (std::size_t s = 0; s < 2; ++s) {
          sum += rates[s] * people_on(table, area, s, d);
          slow_mean[area] += people_on(table, area, s, d) / days;
        }
      }
      slow.push_back(sum);
    }
  }
  const auto found = indirect_expected(table, periods);
  REQUIRE(found);
  check_close(*found, slow, 1e-9 * slow[0]);
  check_close(mean_people(table, periods), slow_mean, 1e-6);
}

// Where each stratum's incidents follow its people, nothing is left to explain.
TEST_CASE("indirect_expected: explains what strata explain", "[property]") {
  PeopleTable table{.areas = 2,
                    .years = {},
                    .strata = {"0-59", "60+"},
                    .people = {2000, 3000, 4000, 1000},
                    .incidents = {2, 60, 4, 20}};
  const std::vector<Period> periods = {{day(2020, 1, 1), day(2020, 12, 31)}};
  const auto found = indirect_expected(table, periods);
  REQUIRE(found);
  CHECK(std::abs((*found)[0] / (*found)[1] - 62.0 / 24.0) < 1e-12);
  table.incidents.clear();
  table.strata.clear();
  table.people = {5000, 5000};
  const auto plain = indirect_expected(table, periods);
  CHECK((*plain)[0] == (*plain)[1]);
}

TEST_CASE("stratum_rates: incidents without people", "[error]") {
  const PeopleTable table{.areas = 1,
                          .years = {},
                          .strata = {"0-59", "60+"},
                          .people = {2000, 0},
                          .incidents = {2, 1},
                          .source = "people.csv"};
  const auto found = stratum_rates(table);
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::bad_value);
  CHECK(found.error().message == "people.csv: stratum '60+' has incidents and no people");
}

}  // namespace indirect_test
}  // namespace hotward::rates
