// Months: lists of months, and which of a period are missing from one.
//
// A month of which not one row was read, of whatever type, is missing, not quiet: to compare with
// it or to count over it would report a fall that never was.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/table/period.hpp"

namespace hotward {

/// Months of the period that are not held, rising.
[[nodiscard]] std::vector<table::Month> months_missing(const std::set<table::Month>& held,
                                                       const table::Period& period);

/// Runs of months: "2018-11, 2019-03 to 2021-05 (27 months)". @param months  rising
[[nodiscard]] std::string months_text(const std::vector<table::Month>& months);

}  // namespace hotward
