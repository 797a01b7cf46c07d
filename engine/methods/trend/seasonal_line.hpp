// Seasonal line: what a month's count is by the season and a steady growth, and how far months
// stray from that.
//
//   E_t = d_t exp(a_m(t) + b t)     d days, m(t) the month of the year, t the time
//
// fitted by maximum likelihood of independent Poisson counts. Given b, the season has a closed
// form, a_m = ln(sum O_t / sum d_t exp(b t)) over the months of the year m, so one number is left
// to look for; the likelihood is concave in it (Newton's steps).
//
//   phi = sum (O_t - E_t)^2 / E_t / degrees, at least 1
//
// is how many times as much as Poisson counts the months vary: real months do, since what happens
// in one depends on weather, policing and recording. degrees = months - seasons fitted - 1.
//
// Source:
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman and Hall. Sections
//     6.2 and 4.5: quasi-likelihood, and the dispersion by Pearson's chi-square.
//
// Edges: with fewer than 18 months the season cannot be told from chance: nothing. A month of the
// year without a single incident is left out, with its degrees of freedom.
// Time: O(months), some ten Newton steps.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotward::trend {

/// Months that are whole, in order of time; those that are missing are not among them.
struct MonthlySeries {
  std::vector<int> months;           ///< year × 12 + month of the year, from 0; strictly rising
  std::vector<std::int64_t> counts;  ///< at least 0
  std::vector<double> days;          ///< above 0
};

inline constexpr std::size_t least_months = 18;

struct SeasonalLine {
  std::array<double, 12> season;   ///< incidents a day in January, …, over their mean; NaN: none
  std::array<double, 12> counted;  ///< incidents that each is made of
  double growth_year;              ///< factor by which a year's counts grow
  std::vector<double> expected;    ///< per month of the series
  double degrees;                  ///< above 0
  double phi;                      ///< at least 1
};

/// Example:
///   const auto line = seasonal_line({months, counts, days});
///   const double times_poisson = line->phi;  // 1 where months vary as Poisson counts do
///
/// @return nothing for fewer than 18 months, or where no degree of freedom is left
[[nodiscard]] std::optional<SeasonalLine> seasonal_line(const MonthlySeries& series);

}  // namespace hotward::trend
