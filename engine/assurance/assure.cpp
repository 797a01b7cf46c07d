#include "engine/assurance/assure.hpp"

#include <algorithm>
#include <utility>

#include "engine/assurance/data_claims.hpp"
#include "engine/assurance/read_lines.hpp"

namespace hotward::assurance {
namespace {

bool is_known(const std::vector<Doubt>& doubts, const Doubt& one) {
  return std::ranges::any_of(doubts, [&](const Doubt& other) {
    return other.line == one.line && other.written == one.written;
  });
}

// A figure that two checks doubt is listed once.
void list_once(std::vector<Doubt>& doubts) {
  std::ranges::stable_sort(doubts, {}, &Doubt::line);
  std::vector<Doubt> once;
  for (Doubt& doubt : doubts) {
    if (!is_known(once, doubt)) once.push_back(std::move(doubt));
  }
  doubts = std::move(once);
}

}  // namespace

Assured assure(std::span<const io::TextLine> lines) {
  Assured result;
  const std::vector<ReadLine> read = read_lines(lines);
  for (const ReadLine& line : read) result.figures += line.numbers.size();
  check_rates(read, result);
  check_changes(read, result);
  check_shares(read, result);
  check_months(read, result);
  check_tables(read, result);
  list_once(result.doubts);
  return result;
}

Assured assure(std::span<const io::TextLine> lines, const DataFacts& data) {
  Assured found = assure(lines);
  Assured by_data = against_data(lines, data);
  found.recomputed += by_data.recomputed;
  std::ranges::move(by_data.doubts, std::back_inserter(found.doubts));
  list_once(found.doubts);
  return found;
}

}  // namespace hotward::assurance
