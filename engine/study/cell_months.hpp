// Cell months: a theme's incidents by cell of a grid and by month.
//
//   const auto table = cell_months(study, theme, options);
//   table->count(month, cell);  // null_integer where the month is missing there
//
// A cell is of the area that holds its centre, or lies nearest to it. It lacks a month where that
// area does (area_months.hpp), or another in which places of the cell lie: its count means nothing
// then, and is none. Where days are known, a month in which the data begin or end is not whole, nor
// is one beside a missing month that they hold in part (comparable.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/study/cells.hpp"
#include "engine/study/month_table.hpp"

namespace hotward {

struct CellMonths {
  KeptGrids::Shared grid;
  std::vector<table::Month> months;  ///< each once, rising, none left out
  std::vector<std::uint8_t> whole;   ///< per month: 1 where all its days are counted in some cell
  std::vector<std::int64_t> counts;  ///< months × cells
  std::vector<std::int32_t> area;    ///< of each cell; index into the study's areas
  std::uint64_t counted = 0;         ///< the sum of counts, those that mean nothing among them
  std::uint64_t left_out = 0;        ///< dated incidents of the months that lie in no cell
  std::uint64_t undated = 0;         ///< incidents without a date, in no count

  [[nodiscard]] std::size_t cells() const { return grid->size(); }
  /// table::null_integer where the month is missing there.
  [[nodiscard]] std::int64_t count(std::size_t month, std::size_t cell) const {
    return counts[month * cells() + cell];
  }
};

/// Of the months that were asked for, or of all that the data hold.
/// @return usage for cells that are too small or too large; no_data where the incidents have no
///         dates
/// Time: O(incidents + months × cells).
[[nodiscard]] Result<CellMonths> cell_months(const Study& study, const Theme& theme,
                                             const CellOptions& options);

/// "River and Luton": the areas of some cells, those with the most of them first.
[[nodiscard]] std::string areas_of_cells(const Study& study, const CellMonths& table,
                                         const std::vector<std::size_t>& cells);

}  // namespace hotward
