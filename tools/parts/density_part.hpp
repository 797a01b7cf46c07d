// Density part: a surface of incidents per km², and the smallest areas with their shares of them.
#pragma once

#include <string>
#include <vector>

#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kde.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

struct DensityOptions {
  std::string cell = "100m";
  std::string bandwidth = "300m";  ///< a length, or the name of a rule
  density::Kernel kernel = density::Kernel::quartic;
  density::EdgeCorrection edge = density::EdgeCorrection::diggle;
  density::SurfaceUnit unit = density::SurfaceUnit::per_km2;
  std::vector<double> contours = {50.0, 80.0, 95.0};  ///< percent
};

/// Declares --cell, --bandwidth, --kernel, --edge, --unit and --contours.
void add(CommandLine& line, DensityOptions& options);

/// Raster density_<theme>, layer contours_<theme>; key `density`.
/// @return usage for a cell or a bandwidth without unit, a bandwidth that is not above 0, shares
///         that are none; no_data and constant_values where a rule finds no bandwidth.
[[nodiscard]] Result<Part> density_part(const Study& study, const Theme& theme,
                                        const DensityOptions& options);

}  // namespace hotward::tools
