#include "engine/analyses/persistence/windows.hpp"

#include <algorithm>

namespace hotward::analyses {
namespace {

bool is_whole(const CellMonths& table, std::size_t month) {
  if (table.whole[month] == 0) return false;
  for (std::size_t cell = 0; cell < table.cells(); ++cell) {
    if (table.count(month, cell) == table::null_integer) return false;
  }
  return true;
}

// With what was asked for among the usual ones, rising.
template <class T>
std::vector<T> with(std::vector<T> usual, T asked) {
  if (std::ranges::find(usual, asked) == usual.end()) usual.push_back(asked);
  std::ranges::sort(usual);
  return usual;
}

}  // namespace

trend::WindowCounts rolled(const CellMonths& table, int months) {
  std::vector<std::uint8_t> whole;
  for (std::size_t m = 0; m < table.months.size(); ++m) whole.push_back(is_whole(table, m) ? 1 : 0);
  trend::WindowCounts windows{table.cells(), {}, {}, months};
  const auto length = static_cast<std::size_t>(months);
  for (std::size_t first = 0; first + length <= table.months.size(); ++first) {
    const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::find(begin, begin + months, 0) != begin + months) continue;
    windows.starts.push_back(static_cast<int>(first));
    for (std::size_t cell = 0; cell < table.cells(); ++cell) {
      std::int64_t sum = 0;
      for (std::size_t m = first; m < first + length; ++m) sum += table.count(m, cell);
      windows.counts.push_back(sum);
    }
  }
  return windows;
}

std::vector<int> window_lengths(int asked) { return with({1, 3, 6, 12}, asked); }
std::vector<double> cell_shares(double asked) { return with({0.001, 0.005, 0.01, 0.05}, asked); }

}  // namespace hotward::analyses
