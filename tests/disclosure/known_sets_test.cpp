#include "engine/disclosure/known_sets.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace known_sets_test {

using Numbers = std::vector<std::int64_t>;

bool small(std::vector<Atom> atoms, const Numbers& numbers) {
  return KnownSets(std::move(atoms), numbers.size()).tell_small(numbers, 5);
}

TEST_CASE("known_sets: by hand", "[oracle]") {
  // Tables: January to June, January to May. Atoms: January to May, June.
  const std::vector<Atom> month_more = {0b11, 0b01};
  CHECK(small(month_more, {23, 20}));        // June has 3
  CHECK_FALSE(small(month_more, {25, 20}));  // 5
  CHECK_FALSE(small(month_more, {20, 20}));  // 0
  // They overlap, and neither lies within the other.
  CHECK_FALSE(small({0b11, 0b01, 0b10}, {23, 20}));
  // January to June, January to April, May: none alone, but June is what is left of all.
  CHECK(small({0b011, 0b101, 0b001}, {30, 20, 8}));
  CHECK_FALSE(small({0b011, 0b101, 0b001}, {30, 20, 10}));
  // Three tables, two by two: half of their sum, less one.
  CHECK(small({0b011, 0b110, 0b101}, {10, 12, 18}));        // 8, 2, 10
  CHECK_FALSE(small({0b011, 0b110, 0b101}, {15, 12, 17}));  // 10, 5, 7
}

TEST_CASE("known_sets: what comes to nothing opens the rest", "[edge]") {
  // Table 0 is 0: so are its atoms. Then of tables 1 and 2 that overlap in no other atom, each is
  // as it stands; and table 3, which holds table 1 and more, gives that away.
  const std::vector<Atom> atoms = {0b1001 | 0b0010, 0b0010 | 0b1000, 0b1000, 0b0101};
  CHECK(small(atoms, {0, 7, 0, 10}));
  CHECK_FALSE(small(atoms, {0, 7, 0, 7}));
  // A table that shrank after it was published: nothing follows.
  CHECK_FALSE(small({0b11, 0b01}, {18, 20}));
  CHECK_FALSE(small({}, {}));
}

// A reader who tries every solution: a set of atoms is known if its sum is the same in all.
bool found_by_trying(const std::vector<Atom>& atoms, const Numbers& numbers, std::size_t at,
                     std::vector<std::int64_t>& x, std::vector<std::vector<std::int64_t>>& all) {
  if (all.size() > 60000) return false;
  if (at == atoms.size()) {
    for (std::size_t t = 0; t < numbers.size(); ++t) {
      std::int64_t sum = 0;
      for (std::size_t a = 0; a < atoms.size(); ++a) sum += (atoms[a] >> t & 1U) != 0 ? x[a] : 0;
      if (sum != numbers[t]) return true;
    }
    all.push_back(x);
    return true;
  }
  std::int64_t most = 40;
  for (std::size_t t = 0; t < numbers.size(); ++t) {
    if ((atoms[at] >> t & 1U) == 0) continue;
    std::int64_t left = numbers[t];
    for (std::size_t a = 0; a < at; ++a) left -= (atoms[a] >> t & 1U) != 0 ? x[a] : 0;
    most = std::min(most, left);
  }
  for (std::int64_t n = 0; n <= most; ++n) {
    x[at] = n;
    if (!found_by_trying(atoms, numbers, at + 1, x, all)) return false;
  }
  return true;
}

TEST_CASE("known_sets: as a reader finds who tries every solution", "[brute]") {
  Random random(3, Stream::test);
  int tried = 0;
  int small_ones = 0;
  for (int round = 0; round < 400; ++round) {
    const std::size_t tables = 2 + random.below(3);
    std::vector<Atom> atoms;
    for (Atom atom = 1; atom < Atom{1} << tables; ++atom) {
      if (atoms.size() < 5 && random.below(2) == 0) atoms.push_back(atom);
    }
    Numbers numbers(tables, 0);
    for (const Atom atom : atoms) {
      const auto n = static_cast<std::int64_t>(random.below(3) == 0 ? 0 : random.below(9));
      for (std::size_t t = 0; t < tables; ++t) numbers[t] += (atom >> t & 1U) != 0 ? n : 0;
    }
    std::vector<std::int64_t> x(atoms.size(), 0);
    std::vector<std::vector<std::int64_t>> all;
    if (!found_by_trying(atoms, numbers, 0, x, all) || atoms.empty()) continue;
    REQUIRE_FALSE(all.empty());
    bool known = false;
    for (std::uint32_t set = 1; set < 1U << atoms.size(); ++set) {
      const auto sum = [&](const std::vector<std::int64_t>& one) {
        std::int64_t total = 0;
        for (std::size_t a = 0; a < atoms.size(); ++a) total += (set >> a & 1U) != 0 ? one[a] : 0;
        return total;
      };
      const std::int64_t first = sum(all.front());
      if (first < 1 || first > 4) continue;
      known = known || std::ranges::all_of(all, [&](const auto& one) { return sum(one) == first; });
    }
    ++tried;
    small_ones += known ? 1 : 0;
    INFO("round " << round);
    CHECK(small(atoms, numbers) == known);
  }
  CHECK(tried > 300);
  CHECK(small_ones > 50);
  CHECK(small_ones < tried);
}

// Tables of `wide` months each, every one a month later than the one before.
std::vector<Atom> rolling(std::size_t tables, std::size_t wide) {
  std::vector<Atom> months;
  for (std::size_t month = 0; month < tables + wide - 1; ++month) {
    Atom atom = 0;
    for (std::size_t t = 0; t < tables; ++t) {
      if (t <= month && month < t + wide) atom |= bit(t);
    }
    months.push_back(atom);
  }
  return months;
}

TEST_CASE("known_sets: tables that make no knot are looked at however many they are",
          "[property]") {
  // Each month alone, and all of them.
  std::vector<Atom> months;
  for (std::size_t t = 0; t < 30; ++t) months.push_back(bit(t) | bit(30));
  Numbers numbers(30, 10);
  numbers.push_back(300);
  CHECK_FALSE(small(months, numbers));
  numbers[17] = 3;
  numbers[30] = 293;
  CHECK(small(months, numbers));
  // From January on, each with a month more: what the 20th has more than the 19th is a month.
  std::vector<Atom> more;
  for (std::size_t month = 0; month < 30; ++month) more.push_back((~Atom{0} << month) & 0x3FFFFFFF);
  Numbers sums;
  for (std::int64_t t = 0; t < 30; ++t) sums.push_back(10 * (t + 1));
  CHECK_FALSE(small(more, sums));
  for (std::size_t t = 19; t < 30; ++t) sums[t] -= 8;
  CHECK(small(more, sums));
}

TEST_CASE("known_sets: of a knot that is too large nobody says that it tells nothing", "[edge]") {
  KnownSets sixteen(rolling(16, 4), 16);
  CHECK_FALSE(sixteen.tell_small(Numbers(16, 100), 5));
  CHECK_FALSE(sixteen.is_too_knotted());
  Numbers lower(16, 100);
  lower[3] = 3;
  CHECK(sixteen.tell_small(lower, 5));
  KnownSets seventeen(rolling(17, 4), 17);
  CHECK(seventeen.tell_small(Numbers(17, 100), 5));
  CHECK(seventeen.is_too_knotted());
}

}  // namespace known_sets_test
}  // namespace hotward::disclosure
