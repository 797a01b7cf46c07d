// Dense part: where most areas of a map lie, which a sheet draws larger.
#pragma once

#include <span>

#include "engine/geometry/box.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::report {

/// The middle 70% of the areas in each direction. Areas hold much the same number of people, so it
/// is the built-up part, found without a count. Empty for fewer than ten areas.
[[nodiscard]] geometry::Box dense_part(std::span<const geometry::MultiPolygon> areas);

/// A part is drawn beside the whole only where it becomes at least so many times as large.
inline constexpr double least_enlargement = 1.5;

}  // namespace hotward::report
