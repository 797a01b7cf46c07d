#include "engine/methods/rates/indirect.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::rates {
namespace {

/// So much of the year at this place of the table.
struct YearPart {
  std::size_t year;
  double days;
};

void add_days(const table::PeopleTable& table, int year, double days,
              std::vector<YearPart>& parts) {
  if (table.years.empty() || year <= table.years.front()) {
    parts.push_back({0, days});
    return;
  }
  const auto next = std::ranges::lower_bound(table.years, year) - table.years.begin();
  const auto after = static_cast<std::size_t>(next);
  if (after == table.years.size()) {
    parts.push_back({after - 1, days});
    return;
  }
  const double from = table.years[after - 1];
  const double share = (year - from) / (table.years[after] - from);
  if (share > 0.0) parts.push_back({after, days * share});
  if (share < 1.0) parts.push_back({after - 1, days * (1.0 - share)});
}

std::vector<YearPart> parts_of(const table::PeopleTable& table, const table::Period& period) {
  std::vector<YearPart> parts;
  const auto year_of = [](table::Day day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
  };
  for (table::Day day = period.first; day <= period.last;) {
    const std::chrono::year_month_day last_of_year{std::chrono::year{year_of(day)},
                                                   std::chrono::December, std::chrono::day{31}};
    const table::Day end = std::min(table::Day{last_of_year}, period.last);
    add_days(table, year_of(day), static_cast<double>((end - day).count() + 1), parts);
    day = end + std::chrono::days{1};
  }
  return parts;
}

// @param rates  of each stratum
std::vector<double> weighed(const table::PeopleTable& table, std::span<const double> rates,
                            std::span<const table::Period> periods) {
  std::vector<std::vector<YearPart>> parts;
  for (const table::Period& period : periods) parts.push_back(parts_of(table, period));
  std::vector<double> result;
  for (std::size_t area = 0; area < table.areas; ++area) {
    std::vector<double> of_year;
    for (std::size_t year = 0; year < table.year_count(); ++year) {
      stats::Sum sum;
      for (std::size_t s = 0; s < rates.size(); ++s) {
        sum.add(rates[s] * table.people[table.at(area, year, s)]);
      }
      of_year.push_back(sum.value());
    }
    for (const auto& of_period : parts) {
      stats::Sum sum;
      for (const YearPart& part : of_period) sum.add(part.days * of_year[part.year]);
      result.push_back(sum.value());
    }
  }
  return result;
}

}  // namespace

Result<std::vector<double>> stratum_rates(const table::PeopleTable& table) {
  HOTWARD_EXPECTS(table.people.size() == table.areas * table.year_count() * table.stratum_count());
  if (table.incidents.empty()) return std::vector<double>(table.stratum_count(), 1.0);
  HOTWARD_EXPECTS(table.incidents.size() == table.people.size());
  std::vector<double> rates;
  for (std::size_t s = 0; s < table.stratum_count(); ++s) {
    stats::Sum incidents;
    stats::Sum people;
    for (std::size_t k = s; k < table.people.size(); k += table.stratum_count()) {
      incidents.add(table.incidents[k]);
      people.add(table.people[k]);
    }
    if (incidents.value() > 0.0 && !(people.value() > 0.0)) {
      return fail(ErrorCode::bad_value, fmt::format("{}: stratum '{}' has incidents and no people",
                                                    table.source, table.strata[s]));
    }
    rates.push_back(people.value() > 0.0 ? incidents.value() / people.value() : 0.0);
  }
  return rates;
}

Result<std::vector<double>> indirect_expected(const table::PeopleTable& table,
                                              std::span<const table::Period> periods) {
  const auto rates = stratum_rates(table);
  if (!rates) return fail(rates.error());
  return weighed(table, *rates, periods);
}

std::vector<double> mean_people(const table::PeopleTable& table,
                                std::span<const table::Period> periods) {
  const std::vector<double> ones(table.stratum_count(), 1.0);
  const std::vector<double> days = weighed(table, ones, periods);
  double all = 0.0;
  for (const table::Period& period : periods) all += period.days();
  std::vector<double> result;
  for (std::size_t area = 0; area < table.areas; ++area) {
    stats::Sum sum;
    for (std::size_t t = 0; t < periods.size(); ++t) sum.add(days[area * periods.size() + t]);
    result.push_back(sum.value() / all);
  }
  return result;
}

}  // namespace hotward::rates
