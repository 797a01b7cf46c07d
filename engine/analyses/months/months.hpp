// Months: how many incidents were there in each month, of each type, in each area?
#pragma once

#include <cstdint>

#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct MonthsOptions {
  /// What a row of the layer is.
  enum class By : std::uint8_t { month, month_type, month_area, all } by = By::month_type;
};

/// A row per month, and per type and area where these are distinguished:
/// month type area_code area_name count days per_day. Key `trend`.
/// @return no_data where the incidents have no dates
[[nodiscard]] Result<Findings> months_findings(const Study& study, const Theme& theme,
                                               const MonthsOptions& options);

/// `months`.
[[nodiscard]] Analysis months();

}  // namespace hotward::analyses
