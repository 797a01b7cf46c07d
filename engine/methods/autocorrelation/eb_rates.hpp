// EB rates: rates of areas with few people, made fit for comparison
//
// The rate p_i = O_i / n_i of a small population swings wildly by chance: the extreme rates of any
// map are those of its smallest areas. Two remedies from the same estimate of how rates truly vary:
//   b = sum O / sum n            s^2 = sum n_i (p_i - b)^2 / sum n       N = sum n / areas
//   a = max(0, s^2 - b / N)      the variance between areas that chance does not explain
//   standardised (Assunção, Reis)   z_i = (p_i - b) / sqrt(a + b / n_i)    for Moran's I of rates
//   smoothed (Marshall)             r_i = b + a (p_i - b) / (a + b / n_i)  for maps of rates
//
// Assunção and Reis replace a negative variance a + b / n_i, area by area; a floored at 0 here does
// the same for the whole map, as Marshall does.
//
// Sources:
//   Assunção, Reis (1999), A new proposal to adjust Moran's I for population density, Statistics in
//     Medicine 18(16), 2147-2162.
//     doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I
//   Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Journal
//     of the Royal Statistical Society C 40(2), 283-294. doi:10.2307/2347593
//
// Edges: an area whose population is 0, negative, infinite or NaN, or whose count is NaN, is left
// out of every sum; its results are NaN and it is counted. If all rates are b, all z are 0. Errors:
// bad_value for a negative or infinite count; no_data where no area has a population;
// constant_values where no incident fell. Time: O(areas).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::autocorrelation {

/// Element i of each vector belongs to area i.
struct EbRates {
  std::vector<double> rate;          ///< p_i, per person
  std::vector<double> standardized;  ///< z_i
  std::vector<double> smoothed;      ///< r_i, per person
  double mean_rate = 0.0;            ///< b
  double variance = 0.0;             ///< a
  std::size_t undefined = 0;         ///< areas left out
};

/// @param counts      incidents of each area
/// @param population  of each area, in the same order
///
/// Example:
///   const auto rates = eb_rates(burglaries, households);
///   const double smoothed = rates->smoothed[0];  // nearer to the mean rate than rates->rate[0]
[[nodiscard]] Result<EbRates> eb_rates(std::span<const double> counts,
                                       std::span<const double> population);

}  // namespace hotward::autocorrelation
