// Partial months: where one of several forces has a month, but hardly any of its rows.
//
// What a single force lacks so breaks the series of the whole, and is found there
// (series_break.hpp). Beside another force that has all of its rows it may not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace hotward {

/// One force's rows of one type by month; nothing where the force lacks the month.
[[nodiscard]] std::vector<std::optional<std::int64_t>> rows_by_month(
    const ForceMonths& force, const std::map<table::Month, std::int64_t>& rows,
    const std::vector<table::Month>& months);

/// Of the forces that count, and of the types that are asked for, the months of the period with at
/// most a fifth of what the force's other months have (quality/coverage.hpp): "essex has at most a
/// fifth of its usual rows in 2020-05: look whether its file is whole". None where one force alone
/// counts.
[[nodiscard]] std::vector<std::string> partial_texts(const Study& study,
                                                     const table::Period& period);

}  // namespace hotward
