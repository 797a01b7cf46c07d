// A multinomial variate: in which cells do C trials land, each in cell i with probability w_i / W?
//
// Each trial is one 64-bit word u. With x = n u / 2^64, i = floor(x) is a column of the alias table
// and x - i the coin that decides between the column's own cell and its alias:
//   cell = i where x - i < own_i, else alias_i
// So a trial costs the same however many cells there are.
//
// Sources:
//   Walker (1977), An efficient method for generating discrete random variables with general
//     distributions, ACM Transactions on Mathematical Software 3(3), 253-256.
//     doi:10.1145/355744.355749. The table.
//   Vose (1991), A linear algorithm for generating random numbers with a given distribution, IEEE
//     Transactions on Software Engineering 17(9), 972-975. doi:10.1109/32.92917. How it is filled.
//
// Edges: a cell of weight 0 receives nothing. The law is exact but for the rounding of own_i
// (2^-53) and of the coin, which has 64 - log2 n bits. Time: O(n) for the table, O(n + C) for a
// draw.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/random.hpp"

namespace hotward::stats {

class MultinomialDraw {
 public:
  /// @param weights  one per cell, finite, none negative, not all 0; at least one, below 2^32
  explicit MultinomialDraw(std::span<const double> weights);

  /// @param counts  one per cell; what stood there is forgotten
  void draw(Random& random, std::uint64_t trials, std::span<std::int32_t> counts) const;

 private:
  struct Cell {
    std::uint64_t own;    // the coin must lie below it: own_i as a share of 2^64
    std::uint32_t alias;  // else this cell is meant
  };
  std::vector<Cell> cells_;
};

}  // namespace hotward::stats
