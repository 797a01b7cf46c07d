// Months counted from January 2020, for tables that are made up.
#pragma once

#include <cstddef>

#include <fmt/format.h>

#include "engine/table/period.hpp"

namespace hotward::disclosure {

inline table::Day first_of(std::size_t month) {
  return table::parse_period(fmt::format("{}-{:02}", 2020 + month / 12, month % 12 + 1))->first;
}

}  // namespace hotward::disclosure
