// Emerging: which hot spots are new, which last, which fade?
#pragma once

#include <cstdint>
#include <string>

#include "engine/analyses/emerging/emerging_spots.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layers emerging_<theme>, a cell each, and emerging_cube_<theme>, a hot or cold cell of a period
/// each; key `emerging`.
/// @return no_data for fewer than ten periods, or where the incidents have no dates; errors as
///         cell_months
[[nodiscard]] Result<Findings> emerging_findings(const Study& study, const Theme& theme,
                                                 const EmergingOptions& options,
                                                 std::uint64_t seed);

/// `emerging`, with its options at their defaults.
[[nodiscard]] Analysis emerging();

}  // namespace hotward::analyses
