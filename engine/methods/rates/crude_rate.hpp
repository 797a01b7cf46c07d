// Crude rate: how many incidents are there per 1,000 people, and how sure is that number?
//
//   r_i = m O_i / n_i            O incidents, n people at risk, m = 1,000
//
// The limits are those of a Poisson count (exact below 10, Byar from 10 on), times m / n: 95% for
// reading one area, 99.8% (about three standard deviations) for looking at many at once. They
// cover what chance alone could make of the count; not whether the count is complete, nor whether
// the residents are the people at risk.
//
// Counts that vary phi times as much as Poisson's (engine/stats/dispersion.hpp) have phi times the
// limits of O / phi: as if O / phi independent bunches of phi incidents each had been counted.
//
// Sources: engine/stats/intervals.hpp; and
//   Eayres (2008), Technical Briefing 3: Commonly used public health statistics and their
//     confidence intervals, Association of Public Health Observatories. The choice of limits for
//     rates.
//
// Edges: where the population is 0 or unknown, rate and limits are NaN. A rate of 0 has the lower
// limit 0 and an upper limit above it. Time: O(n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/table/column.hpp"

namespace hotward::rates {

/// Element i of each vector belongs to area i; all per `per` people.
struct CrudeRate {
  std::vector<double> rate;
  std::vector<double> lower;      ///< 95%
  std::vector<double> upper;      ///< 95%
  std::vector<double> lower_998;  ///< 99.8%
  std::vector<double> upper_998;  ///< 99.8%
  double per = 1000.0;
};

/// @param counts      incidents per area, at least 0
/// @param population  people at risk, at least 0 or NaN; empty where none is known
/// @param per         how many people the rate is stated for, above 0
/// @param phi         how many times as much as Poisson's the counts vary, at least 1
///
/// Example:
///   const CrudeRate rates = crude_rate(counts, people);
///   const double per_1k = rates.rate[0];  // 15 per 1,000, within rates.lower[0] … rates.upper[0]
[[nodiscard]] CrudeRate crude_rate(std::span<const std::int64_t> counts,
                                   std::span<const double> population, double per = 1000.0,
                                   double phi = 1.0);

/// The layer's columns: rate_1k, rate_lo, rate_hi, rate_lo998, rate_hi998. Their names contain
/// 1,000 ("1k"), so the result must be per 1,000.
/// @param population_label  what the population counts: "people", "households"
[[nodiscard]] std::vector<table::Column> columns(const CrudeRate& result,
                                                 const std::string& population_label = "people");

}  // namespace hotward::rates
