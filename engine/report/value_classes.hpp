// Value classes: the handful of intervals that a map's colours stand for, with their legend.
//
// The classes are natural breaks. Their bounds are then moved to the roundest number that leaves
// every value in its class: 150 between 149 and 170, 25 between 21.43 and 25.02. The outermost
// bounds are rounded outwards, so that the extreme area is drawn.
//
// A class holds lower <= x <= upper, and a value on a shared bound belongs to the class listed
// first, as QGIS decides it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hotward::report {

struct ValueClass {
  double lower = 0.0;
  double upper = 0.0;
  std::string label;  ///< "83–149 incidents"
};

struct ClassOptions {
  std::size_t classes = 5;
  bool whole_numbers = false;  ///< then "0–82", "83–149"; else "0–25", "25–40"
  std::string unit{};          ///< a column's unit; "1" and "" are not printed
};

/// @param values  in any order; what is not finite belongs to no class
/// @return from low to high, at most options.classes of them; none where no value is finite
[[nodiscard]] std::vector<ValueClass> value_classes(std::span<const double> values,
                                                    const ClassOptions& options);

/// For change in percent: within 5% either way, then 10, 20 and 40%, and beyond. The bounds are
/// fixed, so that a colour means the same on every map, and a value on a bound belongs to the class
/// nearer to 0: equal rises and falls have equal colours.
/// @return nine, from low to high, whatever the values; the outermost two hold the furthest value
[[nodiscard]] std::vector<ValueClass> change_classes(std::span<const double> values);

/// 0 where it lies in [low, high), else low rounded up to as few digits as keep it below high.
/// @param low  finite, below high
/// @return low itself where 15 digits do not tell the two apart
[[nodiscard]] double roundest(double low, double high);

}  // namespace hotward::report
