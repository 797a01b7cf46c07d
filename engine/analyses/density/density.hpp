// Density: a surface of incidents per km², and the smallest areas with their shares of them.
#pragma once

#include "engine/analyses/density/density_input.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Raster density_<theme>, layer contours_<theme>; key `density`.
/// @return usage for a bandwidth that is not above 0 and shares that are none; no_data and
/// constant_values where a rule finds no bandwidth.
/// @param plan  where it is published beside other layers
[[nodiscard]] Result<Findings> density_findings(const Study& study, const Theme& theme,
                                                const DensityOptions& options,
                                                const JointPlan* plan = nullptr);

/// `density`, with its options at their defaults; with `against` it compares two surfaces
/// (risk.hpp).
[[nodiscard]] Analysis density();

}  // namespace hotward::analyses
