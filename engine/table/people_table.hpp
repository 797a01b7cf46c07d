// People table: how many people are at risk in each area, by year and by stratum (age, sex), and
// how many of the incidents were theirs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hotward::table {

struct PeopleTable {
  std::size_t areas = 0;
  std::vector<int> years;           ///< rising; empty: the same at all times
  std::vector<std::string> strata;  ///< "60+, F"; empty: one
  std::vector<double> people;       ///< area by area, year by year, stratum by stratum; at least 0
  std::vector<double> incidents{};  ///< the same; empty where there are no strata
  std::string source{};             ///< "people.csv"

  [[nodiscard]] std::size_t year_count() const { return years.empty() ? 1 : years.size(); }
  [[nodiscard]] std::size_t stratum_count() const { return strata.empty() ? 1 : strata.size(); }
  [[nodiscard]] std::size_t at(std::size_t area, std::size_t year, std::size_t stratum) const {
    return (area * year_count() + year) * stratum_count() + stratum;
  }
};

}  // namespace hotward::table
