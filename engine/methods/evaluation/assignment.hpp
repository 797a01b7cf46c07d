// Assignment: which column belongs to which row, each at most once, at the least sum of costs?
//
//   minimise    sum over rows i of c(i, j_i)
//   subject to  every row has one column, no column has two rows
//
// Rows are added one after the other. For each the cheapest path of exchanges to a free column is
// found, by Dijkstra's search over costs reduced by prices u_i + v_j that never make one negative;
// then the exchanges are made. After the last row no exchange can lower the sum: it is the least
// there is, not the best of one greedy pick after another.
//
// Source:
//   Jonker, Volgenant (1987), A shortest augmenting path algorithm for dense and sparse linear
//     assignment problems, Computing 38(4), 325-340. doi:10.1007/BF02278710
//
// Edges: of several assignments that cost the same one is taken, always the same for the same
// costs. No rows: none. Time: O(rows² × columns). Memory: O(rows + columns) beside the costs.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hotward::evaluation {

/// @param costs    rows × columns, finite, in any unit
/// @param columns  at least as many as rows
/// @return the column of each row
///
/// Example:
///   const std::vector<double> costs = {1, 2, 9, 1, 5, 9};  // two rows, three columns
///   const auto column = assignment(costs, 3);              // 1, 0: 3 in all; one by one 6
[[nodiscard]] std::vector<std::size_t> assignment(std::span<const double> costs,
                                                  std::size_t columns);

}  // namespace hotward::evaluation
