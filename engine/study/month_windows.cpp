#include "engine/study/month_windows.hpp"

#include <algorithm>

#include "engine/table/column.hpp"

namespace hotward {

trend::WindowCounts rolled(const SiteMonths& table, int months) {
  const auto of_month = [&](std::size_t month) {
    return table.counts.subspan(month * table.sites, table.sites);
  };
  std::vector<std::uint8_t> whole;
  for (std::size_t m = 0; m < table.whole.size(); ++m) {
    const bool held = std::ranges::find(of_month(m), table::null_integer) == of_month(m).end();
    whole.push_back(held ? table.whole[m] : 0);
  }
  trend::WindowCounts windows{table.sites, {}, {}, months};
  const auto length = static_cast<std::size_t>(months);
  for (std::size_t first = 0; first + length <= whole.size(); ++first) {
    const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::find(begin, begin + months, 0) != begin + months) continue;
    windows.starts.push_back(static_cast<int>(first));
    for (std::size_t site = 0; site < table.sites; ++site) {
      std::int64_t sum = 0;
      for (std::size_t m = first; m < first + length; ++m) sum += of_month(m)[site];
      windows.counts.push_back(sum);
    }
  }
  return windows;
}

}  // namespace hotward
