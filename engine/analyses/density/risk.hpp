// Risk: where is the density high beside another: the period before, another type, dwellings,
// people?
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/analyses/density/controls.hpp"
#include "engine/analyses/density/density_input.hpp"
#include "engine/study/findings.hpp"

namespace hotward::analyses {

struct RiskOptions {
  DensityOptions density;
  std::string against;  ///< "before", a type, a data set, "population"; or empty
  double floor = 0.05;  ///< of a surface's mean over the study area
  std::optional<std::size_t> permutations;  ///< empty: 199 between two samples, else 0
  bool amounts = false;                     ///< compare numbers, not shares
  std::uint64_t seed = 1;                   ///< of the permutations
};

[[nodiscard]] parameter::List parameters(RiskOptions& options);

/// Looks, before any file is opened, whether what is asked for goes together.
[[nodiscard]] Result<void> check(const RiskOptions& options, const IncidentsRequest& input);

/// Raster risk_<theme>: the logarithm to base 2 of the ratio of the two surfaces. Layer
/// tolerance_<theme>: where it is raised or lowered beyond chance. Key `density`.
/// @return errors as density_part's; no_data where the two surfaces are nowhere both above the
///         floor.
[[nodiscard]] Result<Findings> risk_findings(const Study& study, const Theme& theme,
                                             const RiskOptions& options, const Controls& against);

}  // namespace hotward::analyses
