// Indirect standardisation: how many incidents would each area have, had each stratum of its people
// the rate that the stratum has everywhere?
//
//   r_s  = sum over areas and years of O_s / sum of P_s      a stratum's rate
//   E_it = sum over the days of period t, and over s, of P_is(day) r_s, scaled by the user
//
// The people of a year are those of all its days. Between two years that are given they grow along
// a line, before the first and after the last they stay. Without strata r is 1, and E is people
// times days.
//
// Sources:
//   Kulldorff (2022), SaTScan User Guide, version 10.1. https://www.satscan.org. Covariates of the
//     Poisson model: the same rates, by the same table.
//   Breslow, Day (1987), Statistical Methods in Cancer Research II, IARC. Indirect standardisation.
//
// Edges: a stratum without people and without incidents has no rate and adds nothing. Time: O(areas
// × (periods + years) × strata).
#pragma once

#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/people_table.hpp"
#include "engine/table/period.hpp"

namespace hotward::rates {

/// Of each stratum. @return bad_value where incidents are those of a stratum without people
[[nodiscard]] Result<std::vector<double>> stratum_rates(const table::PeopleTable& table);

/// Area by area, of each period: in proportion to what is expected there.
///
/// Example:
///   const auto expected = indirect_expected(people, year_2020);
///   const double times = (*expected)[0] / (*expected)[1];  // as many as in the second area
[[nodiscard]] Result<std::vector<double>> indirect_expected(const table::PeopleTable& table,
                                                            std::span<const table::Period> periods);

/// All people of each area, on average over the periods' days.
[[nodiscard]] std::vector<double> mean_people(const table::PeopleTable& table,
                                              std::span<const table::Period> periods);

}  // namespace hotward::rates
