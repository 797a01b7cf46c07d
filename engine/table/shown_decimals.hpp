// shown_decimals: how many digits after the point a reader is shown of a column's numbers.
#pragma once

#include "engine/table/column.hpp"

namespace hotward::table {

/// 0 for whole numbers, people and households (`pop`, `hh`), 1 for shares and changes ("%"), 3 for
/// pure numbers ("1": probabilities, indices), 2 for the rest (rates, km²).
[[nodiscard]] int shown_decimals(const Column& column);

}  // namespace hotward::table
