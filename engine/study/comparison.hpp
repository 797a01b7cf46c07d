// Comparison: which period the asked one is compared with (--compare).
//
//   last-year   the same days of the year, the fewest whole years back (the default)
//   previous    as many months, or days, that end the day before
//   DATE..DATE  these
//   none        nothing
//
// Crime has seasons: of half a year the other half says more about the season than about what
// changed. Whole years are the same by the first two.
#pragma once

#include <optional>
#include <string>

#include "engine/core/result.hpp"
#include "engine/table/period.hpp"

namespace hotward {

/// What DATE..DATE means: "2018-04..2018-09", or "2018-04" alone. Nothing where the text is no such
/// period, or ends before it begins.
[[nodiscard]] std::optional<table::Period> dates_of(const std::string& text);

/// @param compare  what stands behind --compare; empty: the default
/// @return the period to compare with, nothing for `none`; usage for other words, for dates that do
///         not end before the period, and for a stretch of time of another length, since the change
///         is one of counts.
[[nodiscard]] Result<std::optional<table::Period>> comparison_of(const table::Period& period,
                                                                 const std::string& compare);

/// True where the two are other parts of the year. Whole years are never.
[[nodiscard]] bool other_season(const table::Period& period, const table::Period& before);

}  // namespace hotward
