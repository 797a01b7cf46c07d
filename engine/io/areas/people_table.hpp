// People table: reads how many people the areas have, by year and by stratum, one row each.
//
//   code, year, age, sex, people, incidents
//   E05009, 2019, 60+, F, 1201, 14
//
// The column of codes is the one with most of the areas' codes; `year` is recognised by its name,
// as are people (people, population, pop…) and incidents (incidents, cases). Strata are the columns
// that are named; others are passed over.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/people_table.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct PeopleTableRead {
  table::PeopleTable table;
  std::vector<table::InputFile> files;
};

/// @param codes   of the areas, sorted; every one must be there in every year with every stratum
/// @param strata  columns of the table
/// @return no_such_file; unreadable; missing_column for a column that is not there, or that no
///         column is recognised as; bad_value for what is no number or no year, for a row that is
///         there twice, and for areas that lack a year or a stratum that others have.
[[nodiscard]] Result<PeopleTableRead> read_people_table(const std::string& file,
                                                        const std::vector<std::string>& codes,
                                                        const std::vector<std::string>& strata);

}  // namespace hotward::io
