// Cell graph: which hidden cells of a table can be worked out from what is shown?
//
// Rows and columns are nodes, a hidden cell is an edge between its row and its column. All sums are
// known, so numbers can change only along a closed walk: one cell up, the next one down, and so on.
// A cell can always rise; it can fall unless it is at the least that the reader knows it to be. So
// a cell that may fall is an edge for both ways, one that may not an arc from `from` to `to`, and a
// number is certain where no closed walk passes it:
//   an arc whose ends lie in different strongly connected components
//   an edge that is a bridge of its component
// Sums are whole numbers, so where a number can change it can change by one.
//
// Source:
//   Gusfield (1988), A graph theoretic approach to statistical data security, SIAM Journal on
//     Computing 17(3), 552-571. doi:10.1137/0217034. The mixed graph of a table and its two kinds
//     of certain cells; here with a bound for each cell.
//
// Time: O(nodes + cells).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotward::disclosure {

struct HiddenCell {
  std::uint32_t from = 0;  ///< for an inner cell its row; for a total that is hidden, its column
  std::uint32_t to = 0;    ///< the other node
  bool may_fall = true;    ///< the number is above the least that a reader knows it to be
};

/// @param nodes  every `from` and `to` is below it
/// @return one element per cell: 1 where its number is the only one possible.
[[nodiscard]] std::vector<std::uint8_t> certain_cells(std::size_t nodes,
                                                      std::span<const HiddenCell> cells);

}  // namespace hotward::disclosure
