// Value column: a column of numbers that stands beside the areas, to be examined by a method.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// A number per area, in the order of the codes.
struct ValueColumn {
  std::string name;            ///< as the layer writes it; empty where none was asked for
  std::vector<double> values;  ///< NaN where the layer has none
};

/// @param texts  of the column, one per code; an empty one, NULL, "nan", "unknown" and the like
///         (is_unknown) is no value; a decimal comma is read where the column has one
///         (number_style.hpp)
/// @return bad_value for a text that is no finite number, with its code; where the column leaves
///         open which sign parts decimals
[[nodiscard]] Result<ValueColumn> value_column(const std::string& name,
                                               const std::vector<std::string>& texts,
                                               const std::vector<std::string>& codes);

}  // namespace hotward::io
