// Density part: a surface of incidents per km², and the smallest areas with their shares of them.
#pragma once

#include "tools/parts/density_input.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

/// Raster density_<theme>, layer contours_<theme>; key `density`.
/// @return usage for a cell or a bandwidth without unit, a bandwidth that is not above 0, shares
///         that are none; no_data and constant_values where a rule finds no bandwidth.
[[nodiscard]] Result<Part> density_part(const Study& study, const Theme& theme,
                                        const DensityOptions& options);

}  // namespace hotward::tools
