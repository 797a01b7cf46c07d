// RowsByMonth: how many rows of each force, month and type the input holds, whatever was asked for,
// and how many of them have no usable position.
//
// Counts of two months are alike only where both months are there, from every force, and where as
// large a share of their rows lies on the map.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "engine/table/period.hpp"

namespace hotward::table {

struct RowKind {
  std::string force;  ///< "kent"; empty where neither the file's name nor the row says it
  Month month;
  std::string type;  ///< as Incidents::types writes it; empty where there is none

  friend auto operator<=>(const RowKind&, const RowKind&) = default;
};

struct RowCounts {
  std::uint64_t placed = 0;    ///< with a position
  std::uint64_t unplaced = 0;  ///< dated, without a usable position
  bool wanted = true;          ///< of a type that was asked for
};

struct RowsByMonth {
  std::map<RowKind, RowCounts> rows;
};

}  // namespace hotward::table
