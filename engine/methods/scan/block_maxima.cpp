#include "engine/methods/scan/block_maxima.hpp"

#include <algorithm>

namespace hotward::scan {

// Making a table takes time too, so it stays until it lags behind by 1 in 50.
const BlockMaxima::Table& BlockMaxima::table(double penalty) {
  auto table = std::ranges::find(tables_, penalty, &Table::penalty);
  if (table == tables_.end()) {
    tables_.push_back({penalty, -1.0, {}, {}});
    table = tables_.end() - 1;
  }
  const double least = *std::ranges::min_element(maxima_);
  if (least <= table->statistic * 1.02) return *table;
  table->statistic = least;
  thresholds_.fill(least / penalty, counts_);
  table->high.clear();
  table->low.clear();
  for (const std::int32_t t : counts_.high) table->high.push_back(t - 1);
  for (const std::int32_t u : counts_.low) table->low.push_back(u + 1);
  return *table;
}

void BlockMaxima::raise(std::span<const std::int32_t> counts, const Table& table, std::uint16_t bin,
                        double measure) {
  const bool high = rates() != Rates::low;
  const bool low = rates() != Rates::high;
  for (std::size_t lane = 0; lane < counts.size(); ++lane) {
    const std::int32_t count = counts[lane];
    if (!(high && count > table.high[bin]) && !(low && count < table.low[bin])) continue;
    double& maximum = maxima_[lane];
    if (likelihood_.bound(count, measure) * table.penalty <= maximum) continue;
    maximum = std::max(maximum, likelihood_(count, measure) * table.penalty);
  }
}

}  // namespace hotward::scan
