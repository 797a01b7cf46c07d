#include "engine/disclosure/known_sets.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::disclosure {
namespace {

// A table's row over the atoms, and behind it which combination of tables it is.
using Row = std::vector<std::int64_t>;

// The row times `by`, less the other times `times`; then without a common factor.
void subtract(Row& row, std::int64_t by, const Row& other, std::int64_t times) {
  std::int64_t common = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = row[i] * by - other[i] * times;
    common = std::gcd(common, row[i]);
  }
  if (common <= 1) return;
  for (std::int64_t& value : row) value /= common;
}

struct Reduced {
  std::vector<Row> rows;  // one for each pivot, 0 in all other pivots
  std::vector<std::size_t> pivots;
};

Reduced reduced(std::vector<Row> rows, std::size_t atoms) {
  Reduced result;
  std::size_t done = 0;
  for (std::size_t column = 0; column < atoms && done < rows.size(); ++column) {
    const auto from = rows.begin() + static_cast<std::ptrdiff_t>(done);
    const auto found =
        std::find_if(from, rows.end(), [&](const Row& row) { return row[column] != 0; });
    if (found == rows.end()) continue;
    std::iter_swap(from, found);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (r == done || rows[r][column] == 0) continue;
      const std::int64_t times = rows[r][column];
      subtract(rows[r], rows[done][column], rows[done], times);
    }
    result.pivots.push_back(column);
    ++done;
  }
  rows.resize(done);
  result.rows = std::move(rows);
  return result;
}

// All rows over one denominator: then 1 in a pivot is the denominator.
std::int64_t even_out(Reduced& found) {
  std::int64_t all = 1;
  for (std::size_t r = 0; r < found.rows.size(); ++r) {
    all = std::lcm(all, found.rows[r][found.pivots[r]]);
  }
  for (std::size_t r = 0; r < found.rows.size(); ++r) {
    const std::int64_t times = all / found.rows[r][found.pivots[r]];
    for (std::int64_t& value : found.rows[r]) value *= times;
  }
  return all;
}

// Rows that share an atom, directly or by way of others.
std::vector<std::vector<std::size_t>> knots_of(const std::vector<Row>& rows, std::size_t atoms) {
  std::vector<std::vector<std::size_t>> knots;
  std::vector<std::uint8_t> done(rows.size(), 0);
  const auto share = [&](const Row& one, const Row& other) {
    for (std::size_t i = 0; i < atoms; ++i) {
      if (one[i] != 0 && other[i] != 0) return true;
    }
    return false;
  };
  for (std::size_t first = 0; first < rows.size(); ++first) {
    if (done[first] != 0) continue;
    done[first] = 1;
    std::vector<std::size_t> knot{first};
    for (std::size_t at = 0; at < knot.size(); ++at) {
      for (std::size_t r = 0; r < rows.size(); ++r) {
        if (done[r] != 0 || !share(rows[knot[at]], rows[r])) continue;
        done[r] = 1;
        knot.push_back(r);
      }
    }
    knots.push_back(std::move(knot));
  }
  return knots;
}

}  // namespace

KnownSets::KnownSets(std::vector<Atom> atoms, std::size_t tables)
    : atoms_(std::move(atoms)), tables_(tables) {
  HOTWARD_EXPECTS(tables <= most_known_tables);
  for (const Atom atom : atoms_)
    HOTWARD_EXPECTS(atom != 0 && (tables == most_known_tables || atom >> tables == 0));
}

std::vector<KnownSets::Known> KnownSets::find(const Left& left) {
  std::vector<std::size_t> columns;
  for (std::size_t a = 0; a < atoms_.size(); ++a) {
    if (left[a] != 0) columns.push_back(a);
  }
  std::vector<Row> rows;
  for (std::size_t t = 0; t < tables_; ++t) {
    Row row;
    for (const std::size_t a : columns) row.push_back(atoms_[a] >> t & 1U);
    row.resize(columns.size() + tables_, 0);
    row[columns.size() + t] = 1;
    rows.push_back(std::move(row));
  }
  Reduced basis = reduced(std::move(rows), columns.size());
  const std::int64_t one = even_out(basis);
  std::vector<Known> known;
  for (const std::vector<std::size_t>& knot : knots_of(basis.rows, columns.size())) {
    if (knot.size() > most_knotted) {
      too_knotted_ = true;
      continue;
    }
    // In the order of a Gray code, so that one row comes or goes at a time.
    Row sum(columns.size() + tables_, 0);
    std::uint32_t chosen = 0;
    for (std::uint32_t step = 1; step < 1U << knot.size(); ++step) {
      const std::uint32_t next = step ^ (step >> 1U);
      const std::uint32_t bit = chosen ^ next;
      const Row& row = basis.rows[knot[static_cast<std::size_t>(std::countr_zero(bit))]];
      const std::int64_t sign = (next & bit) != 0 ? 1 : -1;
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += sign * row[i];
      chosen = next;
      const auto behind = sum.begin() + static_cast<std::ptrdiff_t>(columns.size());
      const auto is_part = [one](std::int64_t value) { return value == 0 || value == one; };
      if (!std::all_of(sum.begin(), behind, is_part)) continue;
      Known set{{behind, sum.end()}, one, {}};
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (sum[i] != 0) set.atoms.push_back(columns[i]);
      }
      known.push_back(std::move(set));
    }
  }
  return known;
}

const std::vector<KnownSets::Known>& KnownSets::known_of(const Left& left) {
  const auto at = found_.find(left);
  if (at != found_.end()) return at->second;
  return found_.emplace(left, find(left)).first->second;
}

bool KnownSets::tell_small(std::span<const std::int64_t> numbers, std::int64_t least) {
  HOTWARD_EXPECTS(numbers.size() == tables_);
  Left left(atoms_.size(), 1);
  while (true) {
    Left next = left;
    const std::vector<Known>& sets = known_of(left);
    if (too_knotted_) return true;
    for (const Known& set : sets) {
      std::int64_t number = 0;
      for (std::size_t t = 0; t < tables_; ++t) number += set.coefficients[t] * numbers[t];
      if (number % set.denominator != 0) continue;
      number /= set.denominator;
      if (number > 0 && number < least) return true;
      if (number != 0) continue;
      for (const std::size_t a : set.atoms) next[a] = 0;
    }
    if (next == left) return false;
    left = std::move(next);
  }
}

}  // namespace hotward::disclosure
