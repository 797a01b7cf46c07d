// The reader of tests/disclosure/reader.hpp knows what is shown. This one knows the program as
// well: of the tables that agree with what is shown, he strikes out those for which the program
// would have shown something else, whatever its seed. Only the seed is unknown to him.
//
// All small tables are tried, each with a number of seeds: a table that gives what is shown with
// one of these is one that he cannot strike out.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/disclosure/suppression.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace informed_reader_test {

using Numbers = std::vector<std::int64_t>;
constexpr std::uint64_t seeds = 24;
constexpr std::int64_t hidden_mark = -1;

CountTable table_of(std::size_t rows, std::size_t columns, const Numbers& counts) {
  CountTable table;
  for (std::size_t r = 0; r < rows; ++r) table.row_names.push_back("E" + std::to_string(r));
  for (std::size_t c = 0; c < columns; ++c) table.column_names.push_back("T" + std::to_string(c));
  table.counts = counts;
  return table;
}

std::string text_of(const Numbers& numbers) {
  std::string text;
  for (const std::int64_t n : numbers) text += (n == hidden_mark ? "c" : std::to_string(n)) + " ";
  return text;
}

// The inner numbers, then the totals of rows and of columns, then the sum of all.
Numbers with_totals(std::size_t rows, std::size_t columns, const Numbers& counts) {
  Numbers all = counts;
  all.resize(counts.size() + rows + columns + 1, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    all[counts.size() + i / columns] += counts[i];
    all[counts.size() + rows + i % columns] += counts[i];
    all.back() += counts[i];
  }
  return all;
}

// What is shown of it.
Numbers shown_of(Numbers all, const Suppression& hidden) {
  std::vector<std::uint8_t> flags = hidden.cells;
  flags.insert(flags.end(), hidden.row_totals.begin(), hidden.row_totals.end());
  flags.insert(flags.end(), hidden.column_totals.begin(), hidden.column_totals.end());
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] != 0) all[i] = hidden_mark;
  }
  return all;
}

// For each thing that may be shown, what each hidden number may be.
using Possible = std::map<Numbers, std::vector<std::set<std::int64_t>>>;

void try_seeds(std::size_t rows, std::size_t columns, const Numbers& counts, Possible& possible) {
  const CountTable table = table_of(rows, columns, counts);
  const Numbers all = with_totals(rows, columns, counts);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Suppression hidden = suppression(table, 7919 * seed);
    if (hidden.total) return;
    const Numbers shown = shown_of(all, hidden);
    auto& values = possible[shown];
    values.resize(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (shown[i] == hidden_mark) values[i].insert(all[i]);
    }
  }
}

void all_tables_of(std::int64_t sum, Numbers& counts, std::size_t from,
                   const std::function<void(const Numbers&)>& use) {
  if (from + 1 == counts.size()) {
    counts[from] = sum;
    use(counts);
    return;
  }
  for (std::int64_t n = 0; n <= sum; ++n) {
    counts[from] = n;
    all_tables_of(sum - n, counts, from + 1, use);
  }
}

// Whether the program, with some seed, shows this and hides these.
bool may_hide(const Numbers& hidden_ones, const Numbers& shown_ones) {
  Numbers counts = hidden_ones;
  counts.insert(counts.end(), shown_ones.begin(), shown_ones.end());
  const CountTable table = table_of(counts.size(), 1, counts);
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const Suppression hidden = suppression(table, 104729 * seed);
    bool same = !hidden.total;
    for (std::size_t i = 0; same && i < counts.size(); ++i) {
      same = (hidden.cells[i] != 0) == (i < hidden_ones.size());
    }
    if (same) return true;
  }
  return false;
}

// Whether one of `many` hidden numbers that add up to `sum` may be n.
bool one_may_be(std::int64_t n, std::size_t many, std::int64_t sum, const Numbers& shown_ones) {
  Numbers hidden_ones(many, 1);
  hidden_ones[0] = n;
  // The last takes what is left; those between are tried from 1 on.
  const std::function<bool(std::size_t, std::int64_t)> fill = [&](std::size_t i,
                                                                  std::int64_t left) {
    if (i + 1 == many) {
      hidden_ones[i] = left;
      return left >= 0 && may_hide(hidden_ones, shown_ones);
    }
    for (std::int64_t x = 1; x <= left; ++x) {
      hidden_ones[i] = x;
      if (fill(i + 1, left - x)) return true;
    }
    return false;
  };
  return many > 1 && sum > n && fill(1, sum - n);
}

bool may_be_small(const std::set<std::int64_t>& values) {
  return std::ranges::any_of(values, [](std::int64_t n) { return n > 0 && n < least_shown; });
}

TEST_CASE("suppression: who knows the rule cannot tell 4 and 16", "[oracle]") {
  // The smallest that would do, always, would tell: 20 less 4 at most is 16, and 16 is shown.
  Possible possible;
  for (std::int64_t n = 1; n <= 4; ++n) try_seeds(5, 1, {n, 20 - n, 16, 30, 40}, possible);
  const Numbers shown = {hidden_mark, hidden_mark, 16, 30, 40};
  std::size_t found = 0;
  for (const auto& [view, values] : possible) {
    if (!std::equal(shown.begin(), shown.end(), view.begin())) continue;
    ++found;
    CHECK(values[0] == std::set<std::int64_t>{1, 2, 3, 4});
  }
  CHECK(found > 0);
}

// The lots know no area from another, so tables that differ in the order of their numbers are as
// likely: one order is tried, and what any of the hidden numbers may be, each may be.
TEST_CASE("suppression: who knows the rule learns of no small count which it is", "[brute]") {
  constexpr std::int64_t most = 12;
  constexpr std::int64_t more = 4;  // a number of 12 could be one of 16 beside another small one
  for (std::size_t areas = 2; areas <= 5; ++areas) {
    std::map<Numbers, std::set<std::int64_t>> possible;
    std::set<Numbers> judged;
    Numbers counts(areas, 0);
    const auto add = [&](const Numbers& table) {
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Suppression hidden = suppression(table_of(areas, 1, table), 7919 * seed);
        if (hidden.total) return;
        Numbers view = {0};  // the sum of the hidden ones, then what is shown
        for (std::size_t i = 0; i < areas; ++i) {
          if (hidden.cells[i] != 0) view[0] += table[i];
          if (hidden.cells[i] == 0) view.push_back(table[i]);
        }
        if (view.size() == areas + 1) return;
        for (std::size_t i = 0; i < areas; ++i) {
          if (hidden.cells[i] != 0) possible[view].insert(table[i]);
        }
        if (table.back() <= most) judged.insert(view);
      }
    };
    const std::function<void(std::size_t, std::int64_t)> rising = [&](std::size_t i,
                                                                      std::int64_t least) {
      if (i == areas) return add(counts);
      for (std::int64_t n = least; n <= most + more; ++n) {
        counts[i] = n;
        rising(i + 1, n);
      }
    };
    rising(0, 0);
    REQUIRE(judged.size() > 5);
    for (const Numbers& view : judged) {
      INFO("the sum of those hidden, and those shown: " << text_of(view));
      for (std::int64_t n = 1; n < least_shown; ++n) {
        if (possible[view].count(n) == 1) continue;
        const Numbers rest(view.begin() + 1, view.end());
        REQUIRE(one_may_be(n, areas - rest.size(), view[0], rest));
      }
    }
  }
}

TEST_CASE("suppression: nor of areas by types", "[brute]") {
  struct Size {
    std::size_t rows;
    std::size_t columns;
    std::int64_t most;
  };
  for (const Size size : {Size{2, 2, 14}, Size{3, 2, 7}, Size{2, 3, 7}}) {
    for (std::int64_t sum = least_shown; sum <= size.most; ++sum) {
      Possible possible;
      Numbers counts(size.rows * size.columns, 0);
      all_tables_of(sum, counts, 0, [&](const Numbers& table) {
        try_seeds(size.rows, size.columns, table, possible);
      });
      for (const auto& [view, values] : possible) {
        INFO(size.rows << " by " << size.columns << ": " << text_of(view));
        for (const auto& of_one : values) {
          if (may_be_small(of_one)) REQUIRE(of_one.size() >= 4);
        }
      }
    }
  }
}

}  // namespace informed_reader_test
}  // namespace hotward::disclosure
