// Suppression: which counts must not be shown, so that no small one can be read or worked out?
//
// A table of counts, rows by columns (areas by types), is published with the totals of its rows and
// columns. Hidden are:
//   primary    every number n, totals included, with 0 < n < k
//   secondary  more, until for a reader who knows every shown number and every total, and what
//   follows about hidden ones:
//     1. no hidden number is certain: each could be one more or one less (cell_graph.hpp)
//     2. along each row and column whose total is shown, at least two are hidden, and each of them
//        could be anything up to k: S - q >= k - 1, S the sum and q the number of the hidden ones
//   A 0 is shown, so a hidden number is at least 1; but where a whole row or column is hidden, its
//   zeros are too, and there q counts as 0. A hidden total is at least what is shown of its line
//   and the least of each number that is not (framed_table.hpp): that is what it adds to q. A total
//   of 0 is shown, and with it its line; but where all other totals of its kind are hidden and
//   still known too well, both are hidden as well.
// By 2 the difference between a total and what is shown of it is no small count either, and no
// single total shows that a hidden number is a small one. A table of one column has no row totals.
//
// Where nothing but zeros would be shown of a line of a table of several columns, they are hidden
// too; where no total of a row and none of a column could be shown, all is.
//
// The choice is by lot: of a line that needs one more, a number n that is not 0 is hidden with a
// chance in proportion to 1 / n^2, those first whose other line has a hidden one already; where
// none is left, the whole line. Of a line of totals, more is hidden of the lines whose totals are,
// before another total is. Were the choice a known rule, a reader could strike out the tables for
// which it would have hidden others: of 16, 30, 40 and two that add up to 20 the smallest that will
// do must be 16, and the other 4. The seed of the lots must not be known to him. Lines and numbers
// draw in the order of their names, so the order of the input decides nothing.
//
// It works on a finished table of counts and knows neither maps nor methods.
//
// Not protected: what follows from another table of the same incidents
// (docs/methods/disclosure.md).
//
// Sources: engine/disclosure/cell_graph.hpp (Gusfield 1988).
//
// Time: O(rows x columns) for each round; a handful of rounds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hotward::disclosure {

struct CountTable {
  std::vector<std::string> row_names;     ///< each once
  std::vector<std::string> column_names;  ///< each once
  std::vector<std::int64_t> counts;       ///< row by row, at least 0
};

/// 1 where a number is hidden.
struct Suppression {
  std::vector<std::uint8_t> cells;          ///< as CountTable::counts
  std::vector<std::uint8_t> row_totals;     ///< of one column: the cells again
  std::vector<std::uint8_t> column_totals;  ///< a single row: the cells again
  bool total = false;  ///< the sum of all: hidden where it is small itself, and then all else is
};

/// The usual k: counts of one to four are hidden.
inline constexpr std::int64_t least_shown = 5;

/// @param seed   known to nobody who reads what is shown
/// @param least  k, at least 2
[[nodiscard]] Suppression suppression(const CountTable& table, std::uint64_t seed,
                                      std::int64_t least = least_shown);

}  // namespace hotward::disclosure
