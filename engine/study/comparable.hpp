// Comparable: may the period be compared with the one before, and which warnings must go with it?
//
// No change is reported where a month of either is not there, where a force that supplies the areas
// lacks one, or where an unlike share of the rows has no coordinates: such a change is one of
// files. A month that breaks the series (month_breaks.hpp), or another season, is a warning; the
// change is reported.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "engine/study/study.hpp"

namespace hotward {

/// Sets study.before, or study.no_change, the reason why not; adds warnings. Needs completeness,
/// period, and comparison, where one is asked for.
void judge_comparison(Study& study);

/// The period as it was counted: "2020-01 to 2020-12 without 2020-05", where the data lack a month.
[[nodiscard]] std::string period_in_words(const Study& study);

/// Where days are known, data may begin or end within a period: on more days than chance leaves
/// empty. @return the days of it over which there are data; nothing where that is all of it
[[nodiscard]] std::optional<table::Period> days_with_data(const Study& study,
                                                          const table::Period& period);

/// Where days are known: months beside one that is missing whose own data begin late or end early,
/// by more days than chance leaves empty. After one mistyped date, far behind all others, the month
/// in which the data end is such a one: days_with_data sees no end there.
[[nodiscard]] std::set<table::Month> months_held_in_part(const Study& study);

}  // namespace hotward
