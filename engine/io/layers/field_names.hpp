// field_names: under which name each column of a layer stands in a format that keeps names for
// itself, takes two that differ in their case alone for one, or cuts them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table/column.hpp"

namespace hotward::io {

/// What databases take.
inline constexpr std::size_t longest_name = 63;

struct FieldRules {
  std::string_view format;                 ///< "a GeoPackage", for the warnings
  std::vector<std::string_view> reserved;  ///< in small letters
  std::size_t most_bytes = longest_name;
};

struct FieldNames {
  std::vector<std::string> names;     ///< one per column, all different
  std::vector<std::string> warnings;  ///< old and new names, a sentence for each reason
};

/// A name that is reserved gets a number, "geom2"; one that is too long is cut, and gets a number
/// where another has it already. Names that need no change are never given to another column.
[[nodiscard]] FieldNames field_names(const std::vector<table::Column>& columns,
                                     const FieldRules& rules);

/// @return `name`, within `most_bytes`, with the first number from 2 on that makes it no taken one.
template <class IsTaken>
[[nodiscard]] std::string distinct_name(std::string name, std::size_t most_bytes,
                                        const IsTaken& is_taken) {
  if (name.size() > most_bytes) name.resize(most_bytes);
  if (!is_taken(name)) return name;
  for (int number = 2;; ++number) {
    const std::string digits = std::to_string(number);
    const std::string numbered =
        name.substr(0, std::min(name.size(), most_bytes - digits.size())) + digits;
    if (!is_taken(numbered)) return numbered;
  }
}

}  // namespace hotward::io
