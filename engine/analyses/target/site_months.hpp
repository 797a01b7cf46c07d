// Site months: what is counted at each site, month by month, and by which months two years are
// compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/study/analysis.hpp"
#include "engine/table/period.hpp"

namespace hotward::analyses {

struct FoundSites;

struct SiteMonths {
  std::vector<table::Month> months;  ///< each once, rising, none left out
  std::vector<std::uint8_t> whole;   ///< counted on all their days, and missing in no area
  std::vector<std::int64_t> counts;  ///< months × sites
  std::size_t sites = 0;

  [[nodiscard]] std::size_t size() const { return months.size(); }
  /// Of a site, over some months.
  [[nodiscard]] std::int64_t sum(const std::vector<std::size_t>& some, std::size_t site) const;
};

/// Months before and the same months after, pair by pair: a year apart where there are two years.
struct MonthPairs {
  std::vector<std::size_t> before;
  std::vector<std::size_t> after;

  [[nodiscard]] std::size_t size() const { return after.size(); }
};

/// Empty for incidents without dates.
[[nodiscard]] SiteMonths site_months(const Task& task, const FoundSites& found);

/// Of the first `months` months: the latest 12 and the 12 before, or the later and the earlier half
/// of fewer than 24. A pair with a month that is not whole is left out.
[[nodiscard]] MonthPairs month_pairs(const SiteMonths& table, std::size_t months);

}  // namespace hotward::analyses
