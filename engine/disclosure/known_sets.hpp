// Known sets: of which sets of incidents does a reader of several tables know the number?
//
// Each table counts a set of incidents; where tables overlap, their sets are unions of atoms: parts
// of which every table counts all or nothing (April; April's burglaries). A table whose number is
// shown is an equation
//   sum of x_a over its atoms a = its number          x_a >= 0, unknown
// and a set of atoms has a number that follows from those shown if and only if it, as a row of 0
// and 1, is a linear combination of the tables' rows: January to June less January to May; half of
// the sum of three tables, two by two. Such sets are all found: a combination is fixed by what it
// is in the pivots of the reduced rows, and there it is 0 or 1. Where a number comes to 0, all of
// its atoms are 0, and what is left is looked at again.
//
// Tables fall into knots: reduced rows that share an atom, directly or by way of others. A known
// set is one of a knot, or a union of such, and a union of sets that have none, or five or more,
// has so, too; so each knot is looked at by itself. Twelve months, each published alone, and the
// year of them are twelve knots of one row.
//
// All of it in whole numbers: rows are kept over one denominator.
//
// Time: O(2^rows atoms) of each knot, once for each set of atoms that are not known to be 0;
// O(tables) for each known set and each list of numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace hotward::disclosure {

/// Which tables count an atom: bit t is table t.
using Atom = std::uint32_t;

/// The atom's bit of a table.
[[nodiscard]] constexpr Atom bit(std::size_t table) { return Atom{1} << table; }

/// More tables are not looked at together: an atom has no more bits.
inline constexpr std::size_t most_known_tables = 32;
/// Rows of one knot that can be looked at: of more there would be too many combinations.
inline constexpr std::size_t most_knotted = 16;

class KnownSets {
 public:
  /// @param atoms   each once, none of them 0
  /// @param tables  at most most_known_tables; every bit of an atom is below it
  KnownSets(std::vector<Atom> atoms, std::size_t tables);

  /// True where some set of incidents is known to have 1 to least - 1 of them, or where nobody has
  /// looked: one knot holds more than most_knotted rows (is_too_knotted).
  /// @param numbers  one per table. Numbers that no incidents can have (a table that grew smaller
  ///                 after it was published) tell nothing of the sets that they contradict
  [[nodiscard]] bool tell_small(std::span<const std::int64_t> numbers, std::int64_t least);
  [[nodiscard]] bool is_too_knotted() const { return too_knotted_; }

 private:
  // A set of atoms whose number is the sum of coefficients times numbers, over the denominator.
  struct Known {
    std::vector<std::int64_t> coefficients;
    std::int64_t denominator;
    std::vector<std::size_t> atoms;
  };
  using Left = std::vector<std::uint8_t>;  // 1: the atom is not known to be 0

  [[nodiscard]] const std::vector<Known>& known_of(const Left& left);
  [[nodiscard]] std::vector<Known> find(const Left& left);

  std::vector<Atom> atoms_;
  std::size_t tables_;
  std::map<Left, std::vector<Known>> found_;
  bool too_knotted_ = false;
};

}  // namespace hotward::disclosure
