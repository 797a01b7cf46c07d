// Median and MAD: centre and spread that up to half of the values cannot spoil.
//
//   med x = the middle value, or the mean of the two middle ones
//   MAD x = 1.4826 med |x - med x|        the factor makes it the standard deviation for normal x
//
// Source:
//   Hampel (1974), The influence curve and its role in robust estimation, Journal of the American
//     Statistical Association 69(346), 383-393. doi:10.1080/01621459.1974.10482962
#pragma once

#include <span>

namespace hotward::stats {

/// @return NaN for no values and where one is NaN. Time: O(n).
///
/// Example:
///   const double centre = median(values);  // of 1, 2, 3, 4, 1000: 3
///   const double spread = mad(values);     // 1.4826
[[nodiscard]] double median(std::span<const double> values);

/// @return NaN for no values and where one is NaN; 0 where more than half are equal. Time: O(n).
[[nodiscard]] double mad(std::span<const double> values);

}  // namespace hotward::stats
