// Selection: which of a study's incidents an analysis counts: those of its theme, of the study's
// period, within the areas. (A study may hold the period before, too, and several themes.)
#pragma once

#include <cstdint>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

/// Which of the study's two periods.
enum class When { period, before };

/// True where the incident counts.
[[nodiscard]] bool is_selected(const Study& study, const Theme& theme, std::uint32_t incident,
                               When when = When::period);

/// How many count at each place, in the order of study.incidents().places. All 0 for a period
/// before that the data do not hold.
[[nodiscard]] std::vector<std::uint32_t> incidents_at_places(const Study& study, const Theme& theme,
                                                             When when = When::period);

/// How many count in each area, in the order of study.areas().
[[nodiscard]] std::vector<std::int64_t> incidents_in_areas(const Study& study, const Theme& theme,
                                                           When when = When::period);

/// How many of the theme and the period lie outside all areas.
[[nodiscard]] std::uint64_t incidents_outside(const Study& study, const Theme& theme);

}  // namespace hotward
