// Break words: months that do not fit those around them (series_break.hpp), in one wording for
// `check` and for every command that repeats what it found.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/methods/quality/series_break.hpp"

namespace hotward {

/// "crime", "ASB", "the total".
[[nodiscard]] std::string group_words(const std::string& group);

/// "62% fewer", "over 900% more": beside months of nearly nothing a percentage means nothing.
[[nodiscard]] std::string size_words(double change_pct);

/// "crime of 2018-11 to 2018-12 (2 months) does not fit the months around it": a clause.
/// @param group  "all", "crime", "asb", as MonthlyCounts has it. @param months  at least one,
/// rising
[[nodiscard]] std::string misfit_words(const std::string& group,
                                       const std::vector<table::Month>& months);

/// For a series that is too uneven to show a break: a whole sentence, without a stop.
/// @param broken  months that do not fit, of how many
[[nodiscard]] std::string uneven_words(const std::string& group, std::size_t broken,
                                       std::size_t months);

}  // namespace hotward
