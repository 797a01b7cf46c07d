// RowTally: rows of a run by force, month and type, counted while they are decoded.
//
// Rows with a position are counted by the numbers that the decoder has for their texts anyway;
// those without are few, and have tables of their own, so that they leave no mark on what is
// located.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/text_table.hpp"
#include "engine/table/rows_by_month.hpp"

namespace hotward::io {

/// Numbers for what comes in one after the other.
/// The type that a text of its column names, as table::canonical_type writes it; empty where it
/// names none: "NULL", "unknown", "Not recorded" and the like.
[[nodiscard]] std::string type_in(std::string_view text);

class RowTally {
 public:
  /// @param order  of the dates of rows without a position
  void clear(const DateForm& dates);

  [[nodiscard]] std::uint32_t month_number(table::Month month);

  /// Counts a row with a position. Time: O(1).
  void add(std::uint32_t force, std::uint32_t month, std::uint32_t type) {
    if (force >= placed_.size()) placed_.resize(force + 1);
    auto& of_force = placed_[force];
    if (month >= of_force.size()) of_force.resize(month + 1);
    auto& of_month = of_force[month];
    if (type >= of_month.size()) of_month.resize(type + 1, 0);
    ++of_month[type];
  }

  /// Counts a row without one. @param time, type  fields of a row, text_padding bytes behind them
  void add_unplaced(const std::string& force, std::string_view time, std::string_view type,
                    const std::vector<std::string>& wanted_types);

  /// What the numbers given to add() stand for.
  struct Names {
    const std::vector<std::string>& forces;
    const std::vector<std::string>& types;    ///< none where rows have no type
    const std::vector<std::uint8_t>& wanted;  ///< by type
  };
  [[nodiscard]] table::RowsByMonth counts(const Names& names) const;

 private:
  DateForm dates_;
  std::vector<table::Month> months_;
  std::vector<std::vector<std::vector<std::uint32_t>>> placed_;  // by force, month, type
  struct Type {
    std::string name;
    bool wanted;
  };
  TextTable times_;
  TextTable types_;
  std::vector<std::optional<table::Month>> month_by_number_;
  std::vector<Type> type_by_number_;
  table::RowsByMonth unplaced_;
};

}  // namespace hotward::io
