// keep_rows: the elements of a column whose rows stay, in their order.
#pragma once

#include <cstddef>
#include <vector>

namespace hotward {

/// @param column  one element per row, or none: a column that is not there stays away
/// @param stays   one per row
///
/// Example:
///   keep_rows(names, {true, false, true});  // the first and the third
template <class T>
void keep_rows(std::vector<T>& column, const std::vector<bool>& stays) {
  if (column.empty()) return;
  std::size_t to = 0;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    if (stays[i]) column[to++] = column[i];
  }
  column.resize(to);
}

}  // namespace hotward
