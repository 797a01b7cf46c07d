// Quantities that a user gives carry their unit: 150m, 2km, 14d. A bare number is refused, since
// it would leave the reader to guess.
//
// A text is read as the number nearest to its decimals (57% is 0.57, not 57 times 0.01),
// and what is written is read as the same number, to the last bit: a record repeats a job.
#pragma once

#include <string>

#include "engine/core/result.hpp"

namespace hotward::parameter {

/// "150m", "1.5km" → metres. @return a usage error for a missing or unknown unit, or a negative
/// value.
[[nodiscard]] Result<double> parse_metres(const std::string& text);

/// 150 → "150m", 1500 → "1.5km".
[[nodiscard]] std::string metres_text(double metres);

/// "50%" → 0.5. @return a usage error as above.
[[nodiscard]] Result<double> parse_share(const std::string& text);

/// 0.5 → "50%".
[[nodiscard]] std::string share_text(double share);

/// "14d", "2w" → days. @return a usage error as above.
[[nodiscard]] Result<double> parse_days(const std::string& text);

/// 14 → "14d".
[[nodiscard]] std::string days_text(double days);

/// "0.05" → 0.05: decimal digits alone, neither "0x10" nor "nan", and no blanks.
[[nodiscard]] Result<double> parse_decimal(const std::string& text);

[[nodiscard]] std::string decimal_text(double value);

}  // namespace hotward::parameter
