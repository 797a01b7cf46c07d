// Month windows: counts of sites by month, rolled together into windows of several months.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/methods/trend/persistence.hpp"

namespace hotward {

/// Months × sites.
struct SiteMonths {
  std::size_t sites = 0;
  std::span<const std::int64_t> counts;  ///< table::null_integer where a site lacks the month
  std::span<const std::uint8_t> whole;   ///< per month: 1 where all its days are counted
};

/// Windows of months that are whole at every site, each a month after the one before.
[[nodiscard]] trend::WindowCounts rolled(const SiteMonths& table, int months);

}  // namespace hotward
