#include "engine/analyses/persistence/windows.hpp"

#include <algorithm>

#include "engine/study/month_windows.hpp"

namespace hotward::analyses {
namespace {

// With what was asked for among the usual ones, rising.
template <class T>
std::vector<T> with(std::vector<T> usual, T asked) {
  if (std::ranges::find(usual, asked) == usual.end()) usual.push_back(asked);
  std::ranges::sort(usual);
  return usual;
}

}  // namespace

trend::WindowCounts rolled(const CellMonths& table, int months) {
  return hotward::rolled(SiteMonths{table.cells(), table.counts, table.whole}, months);
}

std::vector<int> window_lengths(int asked) { return with({1, 3, 6, 12}, asked); }
std::vector<double> cell_shares(double asked) { return with({0.001, 0.005, 0.01, 0.05}, asked); }

}  // namespace hotward::analyses
