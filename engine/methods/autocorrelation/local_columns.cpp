#include "engine/methods/autocorrelation/local_columns.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace hotward::autocorrelation {

decltype(table::Column::values) whole_or_real(std::span<const double> values) {
  // 2^53: beyond it a double's neighbours are not whole numbers apart.
  const bool whole = std::ranges::all_of(values, [](double x) {
    return std::isnan(x) || (x == std::floor(x) && std::abs(x) < 0x1.0p53);
  });
  if (!whole) return table::Column::Reals(values.begin(), values.end());
  table::Column::Integers result;
  for (const double x : values) {
    result.push_back(std::isnan(x) ? table::null_integer : static_cast<std::int64_t>(x));
  }
  return result;
}

Caution undefined_sites(std::size_t count) {
  return {CautionKind::undefined_sites, count,
          fmt::format("{} site{} without a value left out", count, count == 1 ? "" : "s")};
}

}  // namespace hotward::autocorrelation
