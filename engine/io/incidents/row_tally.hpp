// RowTally: rows of a run by force, month and type, counted while they are decoded; and TallySum,
// those of all runs.
//
// Rows with a position are counted by the numbers that the decoder has for their texts anyway;
// those without are few, and have numbers of their own for their times and types, so that they
// leave no mark on what is located. What a number stands for is asked once a run: a country's year
// has 6,000 forces, months and types in each of a thousand runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/text_table.hpp"
#include "engine/table/dictionary.hpp"
#include "engine/table/rows_by_month.hpp"

namespace hotward::io {

/// The type that a text of its column names, as table::canonical_type writes it; empty where it
/// names none: "NULL", "unknown", "Not recorded" and the like.
[[nodiscard]] std::string type_in(std::string_view text);

/// A run's rows.
struct TalliedRows {
  struct Kind {
    std::uint32_t force;  ///< number of the run's
    table::Month month;
    std::uint32_t type;  ///< index into types
    table::RowCounts counts;
  };
  std::vector<Kind> kinds;         ///< one may stand here twice
  std::vector<std::string> types;  ///< a name may stand here twice
};

class RowTally {
 public:
  /// @param dates  of the rows without a position
  void clear(const DateForm& dates);

  [[nodiscard]] std::uint32_t month_number(table::Month month);

  /// Counts a row with a position. Time: O(1).
  void add(std::uint32_t force, std::uint32_t month, std::uint32_t type) {
    placed_.add(force, month, type);
  }

  /// Counts a row without one. @param time, type  fields of a row, text_padding bytes behind them
  void add_unplaced(std::uint32_t force, std::string_view time, std::string_view type,
                    const std::vector<std::string>& wanted_types);

  /// What the numbers given to add() stand for.
  struct Names {
    const std::vector<std::string>& types;    ///< none where rows have no type
    const std::vector<std::uint8_t>& wanted;  ///< by type
  };
  [[nodiscard]] TalliedRows counts(const Names& names) const;

 private:
  struct OfForce {
    std::size_t months = 0;  // that there is room for
    std::size_t types = 0;
    std::vector<std::uint32_t> rows;  // by month, then type

    void make_room(std::size_t month, std::size_t type);
  };
  struct Counts {
    std::vector<OfForce> forces;

    void add(std::uint32_t force, std::uint32_t month, std::uint32_t type) {
      if (force >= forces.size()) forces.resize(force + 1);
      OfForce& counts = forces[force];
      if (month >= counts.months || type >= counts.types) counts.make_room(month, type);
      ++counts.rows[month * counts.types + type];
    }
  };
  struct Type {
    std::string name;
    bool wanted;
  };
  template <class Add>
  void for_each(const Counts& counts, const Add& add) const;

  DateForm dates_;
  std::vector<table::Month> months_;
  Counts placed_;
  Counts unplaced_;
  TextTable times_;
  TextTable types_;
  std::vector<std::optional<std::uint32_t>> month_by_number_;
  std::vector<Type> type_by_number_;
};

class TallySum {
 public:
  /// @param forces  the run's
  void add(const TalliedRows& run, const std::vector<std::string>& forces);
  [[nodiscard]] table::RowsByMonth rows() const;

 private:
  struct Kind {
    std::uint32_t force;
    std::uint32_t type;
    table::Month month;

    friend bool operator==(const Kind&, const Kind&) = default;
  };
  struct Hash {
    std::size_t operator()(const Kind& kind) const;
  };

  table::Dictionary forces_;
  table::Dictionary types_;
  std::unordered_map<Kind, table::RowCounts, Hash> rows_;
};

}  // namespace hotward::io
