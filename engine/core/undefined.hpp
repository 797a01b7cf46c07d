// undefined: the value of a figure that does not exist: a rate without people, a share of nothing.
#pragma once

#include <limits>

namespace hotward {

/// No number (NaN), which no comparison holds for and every writer leaves blank.
inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace hotward
