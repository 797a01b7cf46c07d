// Months: which months the data hold, and which they lack.
//
// A month of which not one row was read, of whatever type, is missing, not quiet: to compare with
// it or to count over it would tell a fall that nobody saw.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/io/read_incidents.hpp"
#include "engine/table/period.hpp"

namespace hotward::tools {

/// Months that a row of any type falls in, and those that police files are named after: a file
/// without a row is a quiet month.
[[nodiscard]] std::set<table::Month> months_held(const io::IncidentsRead& read);

/// Months of the period that are not held, rising.
[[nodiscard]] std::vector<table::Month> months_missing(const std::set<table::Month>& held,
                                                       const table::Period& period);

/// Runs of months: "2018-11, 2019-03 to 2021-05 (27 months)". @param months  rising
[[nodiscard]] std::string months_text(const std::vector<table::Month>& months);

}  // namespace hotward::tools
