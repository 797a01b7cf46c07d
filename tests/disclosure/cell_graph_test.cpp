#include "engine/disclosure/cell_graph.hpp"

#include <set>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace cell_graph_test {

using Bits = std::vector<std::uint8_t>;

// Rows 0, 1, …; columns follow.
HiddenCell cell(std::uint32_t row, std::uint32_t column, bool may_fall = true) {
  return {row, 10 + column, may_fall};
}

TEST_CASE("certain_cells: alone in its row or column, and the corners of a rectangle", "[oracle]") {
  CHECK(certain_cells(20, std::vector{cell(0, 0)}) == Bits{1});
  CHECK(certain_cells(20, std::vector{cell(0, 0), cell(0, 1)}) == Bits{1, 1});
  CHECK(certain_cells(20, std::vector{cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)}) ==
        Bits{0, 0, 0, 0});
  CHECK(certain_cells(20, {}).empty());
}

// Two rectangles and one cell between them: two in each line, and yet it is the difference between
// sums of one half's rows and columns.
TEST_CASE("certain_cells: the cell that alone joins two halves", "[oracle]") {
  const std::vector<HiddenCell> cells = {cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1), cell(2, 2),
                                         cell(2, 3), cell(3, 2), cell(3, 3), cell(1, 2)};
  CHECK(certain_cells(20, cells) == Bits{0, 0, 0, 0, 0, 0, 0, 0, 1});
}

// Four ones in a rectangle: none can fall below 1, so none can rise.
TEST_CASE("certain_cells: what none may pay for cannot rise", "[oracle]") {
  CHECK(certain_cells(20, std::vector{cell(0, 0, false), cell(0, 1, false), cell(1, 0, false),
                                      cell(1, 1, false)}) == Bits{1, 1, 1, 1});
  // One diagonal may fall while the other rises.
  CHECK(certain_cells(20, std::vector{cell(0, 0, false), cell(0, 1), cell(1, 0),
                                      cell(1, 1, false)}) == Bits{0, 0, 0, 0});
}

struct Table {
  std::size_t rows;
  std::size_t columns;
  std::vector<int> numbers;
  std::vector<std::uint8_t> hidden;
};

// Every table with the same sums, the same shown numbers, and hidden ones of at least 1.
void enumerate(const Table& truth, std::vector<int>& numbers, std::size_t from,
               std::vector<std::set<int>>& seen) {
  while (from < numbers.size() && truth.hidden[from] == 0) ++from;
  if (from == numbers.size()) {
    for (std::size_t line = 0; line < truth.rows + truth.columns; ++line) {
      int sum = 0;
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        const bool in =
            line < truth.rows ? i / truth.columns == line : i % truth.columns == line - truth.rows;
        if (in) sum += numbers[i] - truth.numbers[i];
      }
      if (sum != 0) return;
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) seen[i].insert(numbers[i]);
    return;
  }
  for (int n = 1; n <= 7; ++n) {
    numbers[from] = n;
    enumerate(truth, numbers, from + 1, seen);
  }
  numbers[from] = truth.numbers[from];
}

// Numbers up to 3 with sums of up to 9, so 7 bounds what two or three in a line can be.
TEST_CASE("certain_cells: as by trying every table", "[brute]") {
  Random random(GENERATE(1U, 2U, 3U, 4U), Stream::test, 36);
  for (int trial = 0; trial < 60; ++trial) {
    Table truth{3, 3, {}, {}};
    std::vector<HiddenCell> cells;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < 9; ++i) {
      truth.numbers.push_back(static_cast<int>(1 + random.below(3)));
      truth.hidden.push_back(of.size() < 6 && random.below(3) > 0 ? 1 : 0);
      if (truth.hidden[i] == 0) continue;
      of.push_back(i);
      cells.push_back(cell(static_cast<std::uint32_t>(i / 3), static_cast<std::uint32_t>(i % 3),
                           truth.numbers[i] > 1));
    }
    std::vector<std::set<int>> seen(9);
    std::vector<int> numbers = truth.numbers;
    enumerate(truth, numbers, 0, seen);
    const auto certain = certain_cells(20, cells);
    for (std::size_t k = 0; k < of.size(); ++k) {
      INFO("cell " << of[k] << " of " << trial);
      CHECK((certain[k] != 0) == (seen[of[k]].size() == 1));
    }
  }
}

}  // namespace cell_graph_test
}  // namespace hotward::disclosure
