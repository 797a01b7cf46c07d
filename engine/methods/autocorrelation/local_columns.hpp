// Local columns: what the columns of all local statistics have in common.
//
// Only for this room's files.
#pragma once

#include <span>
#include <variant>

#include "engine/methods/autocorrelation/caution.hpp"
#include "engine/table/column.hpp"

namespace hotward::autocorrelation {

/// Integers where all values are whole numbers (a NaN becomes null), else reals.
[[nodiscard]] decltype(table::Column::values) whole_or_real(std::span<const double> values);

[[nodiscard]] Caution undefined_sites(std::size_t count);

}  // namespace hotward::autocorrelation
