// A multinomial variate: in which cells do C trials land, each in cell i with probability w_i / W?
//
// Each trial is one 64-bit word u. With x = n u / 2^64, i = floor(x) is a column of the alias table
// and x - i the coin that decides between the column's own cell and its alias:
//   cell = i where x - i < own_i, else alias_i
// So a trial costs the same however many cells there are.
//
// Where there are many trials for each cell, most of them are drawn cell by cell: counts of
// independent Poisson laws with the means w_i / W (C - 4 sqrt C) are, given their sum, multinomial;
// what is missing of C then falls trial by trial. A sum above C, one in 30,000, is drawn again. The
// law is the same, the numbers are others.
//
// Sources:
//   Devroye (1986), Non-Uniform Random Variate Generation, Springer. Section XI.1: a multinomial
//     vector by Poisson counts.
//   Walker (1977), An efficient method for generating discrete random variables with general
//     distributions, ACM Transactions on Mathematical Software 3(3), 253-256.
//     doi:10.1145/355744.355749. The table.
//   Vose (1991), A linear algorithm for generating random numbers with a given distribution, IEEE
//     Transactions on Software Engineering 17(9), 972-975. doi:10.1109/32.92917. How it is filled.
//
// Edges: a cell of weight 0 receives nothing. The law is exact but for the rounding of own_i
// (2^-53) and of the coin, which has 64 - log2 n bits. Time: O(n) for the table, O(n + C) for a
// draw, O(n + sqrt C) by_cells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/poisson_draw.hpp"

namespace hotward::stats {

/// Example:
///   const MultinomialDraw draw(weights);
///   draw.draw(random, 100, counts);  // 100 trials over the cells
class MultinomialDraw {
 public:
  /// @param weights  one per cell, finite, none negative, not all 0; at least one, below 2^32
  explicit MultinomialDraw(std::span<const double> weights);

  /// @param counts  one per cell; what stood there is forgotten
  void draw(Random& random, std::uint64_t trials, std::span<std::int32_t> counts) const;

  /// The same law, cell by cell: for maps drawn many times over.
  class ByCells {
   public:
    /// @param draw  must outlive this. @param trials  below 2^30
    ByCells(const MultinomialDraw& draw, std::span<const double> weights, std::uint64_t trials);
    void draw(Random& random, std::span<std::int32_t> counts) const;

   private:
    const MultinomialDraw& draw_;
    std::uint64_t trials_;
    std::vector<PoissonDraw> cells_;
  };

 private:
  void add(Random& random, std::uint64_t trials, std::span<std::int32_t> counts) const;

  struct Cell {
    std::uint64_t own;    // the coin must lie below it: own_i as a share of 2^64
    std::uint32_t alias;  // else this cell is meant
  };
  std::vector<Cell> cells_;
};

}  // namespace hotward::stats
