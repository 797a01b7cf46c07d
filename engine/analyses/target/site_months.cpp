#include "engine/analyses/target/site_months.hpp"

#include <algorithm>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/study/month_table.hpp"

namespace hotward::analyses {

std::int64_t SiteMonths::sum(const std::vector<std::size_t>& some, std::size_t site) const {
  std::int64_t sum = 0;
  for (const std::size_t month : some) sum += counts[month * sites + site];
  return sum;
}

SiteMonths site_months(const Task& task, const FoundSites& found) {
  SiteMonths made;
  if (!found.counted.period) return made;
  const Study& study = task.study;
  const MonthTable table = month_table(study, task.theme, *found.counted.period);
  made.sites = found.sites.size();
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const auto first = table.lacking.begin() + static_cast<std::ptrdiff_t>(m * table.areas);
    const bool lacks = std::any_of(first, first + static_cast<std::ptrdiff_t>(table.areas),
                                   [](std::uint8_t one) { return one != 0; });
    made.months.push_back(table.months[m].month);
    made.whole.push_back(table.months[m].whole && !lacks ? 1 : 0);
  }
  made.counts.assign(made.months.size() * made.sites, 0);
  const table::Incidents& incidents = study.incidents();
  for (const std::uint32_t i : found.counted.incidents) {
    const auto m = (table::month_of(incidents.minute[i]) - made.months.front()).count();
    const auto site = static_cast<std::size_t>(found.counted.site_of_place[incidents.place[i]]);
    ++made.counts[static_cast<std::size_t>(m) * made.sites + site];
  }
  return made;
}

MonthPairs month_pairs(const SiteMonths& table, std::size_t months) {
  const std::size_t half = std::min<std::size_t>(12, months / 2);
  MonthPairs pairs;
  for (std::size_t after = months - half; after < months; ++after) {
    if (table.whole[after] == 0 || table.whole[after - half] == 0) continue;
    pairs.before.push_back(after - half);
    pairs.after.push_back(after);
  }
  return pairs;
}

}  // namespace hotward::analyses
