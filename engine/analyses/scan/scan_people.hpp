// Scan people: who is at risk where a table tells it by year and by stratum.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/people_table.hpp"
#include "engine/table/period.hpp"

namespace hotward::analyses {

/// Incidents expected in each area, of each period, adding up to the cases (rates/indirect.hpp).
/// @return bad_value where nobody is at risk, or a stratum has incidents and no people
[[nodiscard]] Result<std::vector<double>> expected_of_people(const table::PeopleTable& people,
                                                             std::span<const table::Period> periods,
                                                             std::int64_t cases);

/// "people of 2019 to 2021 by 6 strata (people.csv)"
[[nodiscard]] std::string people_basis(const table::PeopleTable& people);

/// What stands for years that the table does not reach; empty where it reaches them all.
[[nodiscard]] std::string people_warning(const table::PeopleTable& people,
                                         const table::Period& period);

}  // namespace hotward::analyses
