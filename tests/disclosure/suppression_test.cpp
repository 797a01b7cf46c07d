#include "engine/disclosure/suppression.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "engine/core/random.hpp"
#include "tests/disclosure/reader.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace suppression_test {

using Bits = std::vector<std::uint8_t>;

// The program draws lots by a seed that nobody else knows.
Suppression chosen(const CountTable& table, std::uint64_t seed = 7, std::int64_t least = 5) {
  return disclosure::suppression(table, seed, least);
}

CountTable table_of(std::size_t rows, std::size_t columns, std::vector<std::int64_t> counts) {
  CountTable table;
  for (std::size_t r = 0; r < rows; ++r) table.row_names.push_back("E" + std::to_string(100 + r));
  for (std::size_t c = 0; c < columns; ++c)
    table.column_names.push_back("type " + std::to_string(c));
  table.counts = std::move(counts);
  return table;
}

// Small numbers often, zeros often, and now and then a large one.
CountTable random_table(Random& random, std::size_t rows, std::size_t columns) {
  std::vector<std::int64_t> counts(rows * columns);
  const std::uint32_t most = 2 + random.below(20);
  for (std::int64_t& n : counts) {
    n = random.below(3) == 0 ? 0 : random.below(4) == 0 ? random.below(60) : random.below(most);
  }
  return table_of(rows, columns, std::move(counts));
}

// Few numbers, most of them 1 or 2, and many rows and columns without any.
CountTable sparse_table(Random& random, std::size_t rows, std::size_t columns) {
  std::vector<std::int64_t> counts(rows * columns);
  for (std::int64_t& n : counts) {
    n = random.below(2) == 0 ? 0 : random.below(12) == 0 ? 3 + random.below(8) : random.below(3);
  }
  for (std::size_t r = 0; r < rows; ++r) {
    if (random.below(4) != 0) continue;
    for (std::size_t c = 0; c < columns; ++c) counts[r * columns + c] = 0;
  }
  return table_of(rows, columns, std::move(counts));
}

CountTable either_table(Random& random, std::size_t rows, std::size_t columns) {
  return random.below(2) == 0 ? random_table(random, rows, columns)
                              : sparse_table(random, rows, columns);
}

std::string shown(const CountTable& table, const Suppression& hidden) {
  std::string text;
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    if (i % table.column_names.size() == 0) text += "\n";
    text += std::to_string(table.counts[i]) + (hidden.cells[i] != 0 ? "* " : "  ");
  }
  for (const auto* totals : {&hidden.row_totals, &hidden.column_totals}) {
    text += totals == &hidden.row_totals ? "\nrows " : ", columns ";
    for (const std::uint8_t flag : *totals) text += flag != 0 ? "*" : "-";
  }
  return text;
}

TEST_CASE("suppression: every small number is hidden, totals too", "[property]") {
  Random random(GENERATE(1U, 2U, 3U, 4U, 5U), Stream::test, 31);
  for (int trial = 0; trial < 200; ++trial) {
    const auto rows = static_cast<std::size_t>(1 + random.below(9));
    const auto columns = static_cast<std::size_t>(1 + random.below(6));
    const CountTable table = either_table(random, rows, columns);
    const Suppression hidden = chosen(table);
    const Reader reader(table, hidden);
    INFO(shown(table, hidden));
    const auto is_small = [](std::int64_t n) { return n > 0 && n < 5; };
    for (std::size_t i = 0; i < table.counts.size(); ++i) {
      REQUIRE((!is_small(table.counts[i]) || hidden.cells[i] != 0));
    }
    for (std::size_t r = 0; r < rows; ++r) {
      REQUIRE((!is_small(reader.line_sum(table.counts, true, r)) || hidden.row_totals[r] != 0));
    }
    for (std::size_t c = 0; c < columns; ++c) {
      REQUIRE((!is_small(reader.line_sum(table.counts, false, c)) || hidden.column_totals[c] != 0));
    }
  }
}

// A table that differs by one, each other hidden number by at most one, and that the reader cannot
// tell from the truth, is proof enough; that there always is one is the graph's promise.
TEST_CASE("suppression: no hidden number can be worked out", "[brute]") {
  Random random(GENERATE(1U, 2U, 3U, 4U, 5U, 6U), Stream::test, 32);
  for (int trial = 0; trial < 60; ++trial) {
    const auto rows = static_cast<std::size_t>(1 + random.below(4));
    const auto columns = static_cast<std::size_t>(1 + random.below(rows > 3 ? 2 : 3));
    const CountTable table = either_table(random, rows, columns);
    const Suppression hidden = chosen(table);
    if (hidden.total) continue;
    const Reader reader(table, hidden);
    REQUIRE(reader.could_be(table.counts));
    INFO(shown(table, hidden));
    for (std::size_t i = 0; i < table.counts.size(); ++i) {
      if (hidden.cells[i] == 0) continue;
      INFO("cell " << i);
      REQUIRE((reader.could_hold(i, table.counts[i] + 1, 1) ||
               reader.could_hold(i, table.counts[i] - 1, 1)));
    }
    for (std::size_t r = 0; columns > 1 && r < rows; ++r) {
      if (hidden.row_totals[r] == 0) continue;
      INFO("total of row " << r);
      const std::int64_t total = reader.line_sum(table.counts, true, r);
      REQUIRE((reader.total_could_be(true, r, total + 1, 1) ||
               reader.total_could_be(true, r, total - 1, 1)));
    }
    for (std::size_t c = 0; c < columns; ++c) {
      if (hidden.column_totals[c] == 0) continue;
      INFO("total of column " << c);
      const std::int64_t total = reader.line_sum(table.counts, false, c);
      REQUIRE((reader.total_could_be(false, c, total + 1, 1) ||
               reader.total_could_be(false, c, total - 1, 1)));
    }
  }
}

// What a reader makes of one line whose total is shown, by plain adding up.
struct HiddenOfLine {
  std::size_t count = 0;
  std::int64_t room = 0;  // S - q

  void add(std::int64_t number, std::int64_t least) {
    ++count;
    room += number - least;
  }
  [[nodiscard]] bool is_safe() const { return count == 0 || (count >= 2 && room >= 4); }
};

HiddenOfLine hidden_of_line(const CountTable& table, const Suppression& hidden, bool row,
                            std::size_t index) {
  const Reader reader(table, hidden);
  const std::size_t columns = table.column_names.size();
  HiddenOfLine found;
  for (std::size_t i = 0; i < (row ? columns : table.row_names.size()); ++i) {
    const std::size_t r = row ? index : i;
    const std::size_t c = row ? i : index;
    const std::size_t cell = r * columns + c;
    if (hidden.cells[cell] != 0) found.add(table.counts[cell], reader.least(r, c));
  }
  return found;
}

// The totals of all rows, or of all columns, add up to the sum of all.
HiddenOfLine hidden_totals(const CountTable& table, const Suppression& hidden, bool of_rows) {
  const Reader reader(table, hidden);
  const auto& totals = of_rows ? hidden.row_totals : hidden.column_totals;
  HiddenOfLine found;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (totals[i] == 0) continue;
    found.add(reader.line_sum(table.counts, of_rows, i), reader.least_total(of_rows, i));
  }
  return found;
}

// Never one alone, and room for each to be 5 or more.
TEST_CASE("suppression: a total less what is shown of it tells nothing small", "[property]") {
  Random random(GENERATE(1U, 2U, 3U, 4U, 5U), Stream::test, 33);
  for (int trial = 0; trial < 200; ++trial) {
    const auto rows = static_cast<std::size_t>(1 + random.below(12));
    const auto columns = static_cast<std::size_t>(1 + random.below(6));
    const CountTable table = either_table(random, rows, columns);
    const Suppression hidden = chosen(table);
    if (hidden.total) continue;
    const bool has_row_totals = Reader(table, hidden).has_row_totals();
    INFO(shown(table, hidden));
    for (const bool row : {true, false}) {
      if (row && !has_row_totals) continue;
      INFO((row ? "row" : "column"));
      CHECK(hidden_totals(table, hidden, row).is_safe());
      for (std::size_t line = 0; line < (row ? rows : columns); ++line) {
        if ((row ? hidden.row_totals : hidden.column_totals)[line] != 0) continue;
        INFO(line);
        REQUIRE(hidden_of_line(table, hidden, row, line).is_safe());
      }
    }
  }
}

TEST_CASE("suppression: the order of rows and columns changes nothing", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 34);
  for (int trial = 0; trial < 50; ++trial) {
    const std::size_t rows = 7;
    const std::size_t columns = 4;
    const CountTable table = either_table(random, rows, columns);
    CountTable turned;
    turned.row_names.assign(table.row_names.rbegin(), table.row_names.rend());
    turned.column_names.assign(table.column_names.rbegin(), table.column_names.rend());
    turned.counts.assign(table.counts.rbegin(), table.counts.rend());
    const Suppression one = chosen(table);
    const Suppression other = chosen(turned);
    CHECK(Bits(other.cells.rbegin(), other.cells.rend()) == one.cells);
    CHECK(Bits(other.row_totals.rbegin(), other.row_totals.rend()) == one.row_totals);
    CHECK(Bits(other.column_totals.rbegin(), other.column_totals.rend()) == one.column_totals);
  }
}

// Which one stands beside a small number is drawn by lot, and smaller ones have more.
TEST_CASE("suppression: any number may be hidden beside a small one, a smaller one sooner",
          "[property]") {
  std::array<int, 4> beside{};
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const Bits cells = chosen(table_of(4, 1, {20, 3, 12, 8}), seed).cells;
    // 3 alone would be 43 less the rest; any of the others hides it: 3 + 8 - 2 >= 4.
    REQUIRE(cells[1] == 1);
    REQUIRE(std::ranges::count(cells, 1) == 2);
    for (std::size_t i = 0; i < 4; ++i) beside[i] += cells[i];
  }
  // As 1 / n^2: 98, 273 and 614 of 1,000.
  CHECK((beside[0] > 60 && beside[0] < 140));
  CHECK((beside[2] > 220 && beside[2] < 330));
  CHECK((beside[3] > 560 && beside[3] < 670));
}

TEST_CASE("suppression: no more is hidden than is needed", "[oracle]") {
  // 1 + 3 is a small number itself, so a third is needed.
  const Bits third = chosen(table_of(4, 1, {20, 3, 1, 8})).cells;
  CHECK((third[1] == 1 && third[2] == 1 && std::ranges::count(third, 1) == 3));
  // 4 + 4 tells of neither: each may be anything from 1 to 7.
  CHECK(chosen(table_of(3, 1, {20, 4, 4})).cells == Bits{0, 1, 1});
  // Five of one each, and everybody can count to five: the zero must go, too.
  CHECK(chosen(table_of(6, 1, {1, 1, 1, 0, 1, 1})).cells == Bits{1, 1, 1, 1, 1, 1});
}

TEST_CASE("suppression: a small number of a type hides three more cells, and no total",
          "[oracle]") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Suppression hidden = chosen(table_of(3, 3,
                                               {40, 3, 50,   //
                                                60, 70, 20,  //
                                                30, 80, 90}),
                                      seed);
    // 3 needs one more in its row and one in its column; a fourth closes the rectangle.
    CHECK(hidden.cells[1] == 1);
    CHECK(std::ranges::count(hidden.cells, 1) == 4);
    for (std::size_t line = 0; line < 3; ++line) {
      const auto in_row =
          hidden.cells[3 * line] + hidden.cells[3 * line + 1] + hidden.cells[3 * line + 2];
      CHECK((in_row == 0 || in_row == 2));
    }
    CHECK(hidden.row_totals == Bits{0, 0, 0});
    CHECK(hidden.column_totals == Bits{0, 0, 0});
  }
}

// A count of 1 and its row's total may be 2 and 2 as well, while another row has one less. The 0
// beside it is hidden, too: shown, it would say that the row's only count is all of its total.
TEST_CASE("suppression: a small total and its only count hide one of each", "[oracle]") {
  const Suppression hidden = chosen(table_of(3, 2,
                                             {1, 0,    //
                                              40, 50,  //
                                              30, 60}));
  CHECK((hidden.cells[0] == 1 && hidden.cells[1] == 1));
  CHECK(hidden.row_totals[0] == 1);
  CHECK(std::ranges::count(hidden.row_totals, 1) == 2);
  CHECK(hidden.column_totals == Bits{0, 0});
}

// Five areas with one each, and one with none: were that one's 0 shown, each of the five would be
// known to be one.
TEST_CASE("suppression: hidden totals are not given away by those that are 0", "[oracle]") {
  const CountTable table = table_of(6, 2,
                                    {1, 0,  //
                                     1, 0,  //
                                     1, 0,  //
                                     0, 1,  //
                                     0, 1,  //
                                     0, 0});
  const Suppression hidden = chosen(table);
  INFO(shown(table, hidden));
  CHECK(hidden.row_totals == Bits{1, 1, 1, 1, 1, 1});
  CHECK(hidden.column_totals == Bits{1, 1});
  CHECK(hidden.cells[10] == 1);
  CHECK(hidden.cells[11] == 1);
  CHECK(hidden_totals(table, hidden, true).room >= 4);
  CHECK_FALSE(hidden.total);
}

// The totals 3 and 12 are hidden. Were 10 of the 12 shown beside two numbers that are not 0, they
// would be 12 and 3 for sure, or 13 and 2.
TEST_CASE("suppression: a hidden total is not given away by what is shown of it", "[oracle]") {
  const CountTable table = table_of(4, 4,
                                    {0, 2, 1, 0,      //
                                     10, 1, 1, 0,     //
                                     40, 50, 60, 70,  //
                                     70, 80, 90, 99});
  const Suppression hidden = chosen(table);
  INFO(shown(table, hidden));
  CHECK(hidden.row_totals == Bits{1, 1, 0, 0});
  CHECK(hidden.cells[4] == 1);
  CHECK(hidden_totals(table, hidden, true).room >= 4);
}

// Every line of the small numbers has two and room enough, and yet the 3 is what rows 1 and 2 have
// over columns 1 and 2, once the rest is taken off. One more must close another way around.
TEST_CASE("suppression: a number between two blocks is not left to be worked out", "[oracle]") {
  const CountTable table = table_of(4, 4,
                                    {4, 4, 50, 50,  //
                                     4, 4, 3, 50,   //
                                     50, 50, 4, 4,  //
                                     50, 50, 4, 4});
  const Suppression hidden = chosen(table);
  const Reader reader(table, hidden);
  INFO(shown(table, hidden));
  CHECK(hidden.cells[6] == 1);
  CHECK((reader.could_hold(6, 4, 1) || reader.could_hold(6, 2, 1)));
  Suppression careless = hidden;
  for (std::size_t i = 0; i < 16; ++i) careless.cells[i] = table.counts[i] < 5 ? 1 : 0;
  const Reader clever(table, careless);
  CHECK_FALSE((clever.could_hold(6, 4, 2) || clever.could_hold(6, 2, 2)));
}

TEST_CASE("suppression: nothing small, nothing hidden", "[edge]") {
  const Suppression hidden = chosen(table_of(3, 2, {5, 0, 7, 12, 0, 9}));
  CHECK(hidden.cells == Bits{0, 0, 0, 0, 0, 0});
  CHECK(hidden.row_totals == Bits{0, 0, 0});
  CHECK_FALSE(hidden.total);
  CHECK(chosen(table_of(0, 3, {})).cells.empty());
  CHECK(chosen(table_of(2, 1, {0, 0})).cells == Bits{0, 0});
}

TEST_CASE("suppression: a total that is small itself leaves nothing to show", "[edge]") {
  const Suppression hidden = chosen(table_of(3, 2, {1, 0, 0, 2, 0, 1}));
  CHECK(hidden.total);
  CHECK(std::ranges::all_of(hidden.cells, [](auto h) { return h != 0; }));
  CHECK(chosen(table_of(1, 1, {4})).total);
  CHECK(chosen(table_of(1, 1, {5})).cells == Bits{0});
}

TEST_CASE("suppression: another k", "[edge]") {
  const CountTable table = table_of(4, 1, {20, 3, 12, 8});
  CHECK(chosen(table, 7, 3).cells == Bits{0, 0, 0, 0});
  CHECK(chosen(table, 7, 10).cells == Bits{0, 1, 0, 1});
  CHECK(chosen(table, 7, 11).cells == Bits{0, 1, 1, 1});
}

// How much is hidden beside the small numbers, so that a change of the choice is seen: of 40 tables
// of 22 areas by 14 types at most a third of what is shown.
TEST_CASE("suppression: stays small on tables like a borough's", "[property]") {
  Random random(7, Stream::test, 35);
  std::size_t small = 0;
  std::size_t more = 0;
  std::size_t others = 0;
  std::size_t totals = 0;
  for (int trial = 0; trial < 40; ++trial) {
    std::vector<std::int64_t> counts;
    for (int r = 0; r < 22; ++r) {
      for (std::uint32_t c = 0; c < 14; ++c) counts.push_back(random.below(2 + 12 * c));
    }
    const CountTable table = table_of(22, 14, counts);
    const Suppression hidden = chosen(table);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const bool primary = counts[i] > 0 && counts[i] < 5;
      small += primary ? 1U : 0U;
      others += primary ? 0U : 1U;
      more += !primary && hidden.cells[i] != 0 ? 1U : 0U;
    }
    totals += static_cast<std::size_t>(std::ranges::count(hidden.row_totals, 1));
  }
  INFO(small << " small, " << more << " more of " << others << ", " << totals << " totals");
  CHECK(3 * more < others);
  CHECK(totals == 0);
}

}  // namespace suppression_test
}  // namespace hotward::disclosure
