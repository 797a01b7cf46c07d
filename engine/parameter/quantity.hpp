// Quantities that a user gives carry their unit: 150m, 2km, 14d. A bare number is refused, since
// it would leave the reader to guess.
#pragma once

#include <string>

#include "engine/core/result.hpp"

namespace hotward::parameter {

/// "150m", "1.5km" → metres. @return a usage error for a missing or unknown unit, or a negative
/// value.
[[nodiscard]] Result<double> parse_metres(const std::string& text);

/// 150 → "150m", 1500 → "1.5km", which parse_metres reads.
[[nodiscard]] std::string metres_text(double metres);

/// "50%" → 0.5. @return a usage error as above.
[[nodiscard]] Result<double> parse_share(const std::string& text);

/// "14d", "2w" → days. @return a usage error as above.
[[nodiscard]] Result<double> parse_days(const std::string& text);

}  // namespace hotward::parameter
