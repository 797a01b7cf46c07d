// Edge mass: how much of a kernel lies in the study area? Only for this room's files.
//
//   e(v) = sum over cells c of k(|centre_c - v|) times c's part of the study area
#pragma once

#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

struct WeightedPoint {
  geometry::Point at;
  double weight = 0.0;
};

/// e at each point; 0 where its kernel reaches no centre of a cell of the study area.
/// Time: O(points x cells under a kernel), parallel.
[[nodiscard]] std::vector<double> mass_inside(const std::vector<WeightedPoint>& points,
                                              const Frame& frame, const KdeOptions& options);

/// e at the centre of each cell. Time: O(cells x cells under a kernel), parallel; for the Gaussian
/// O(cells x cells across a kernel).
[[nodiscard]] std::vector<double> mass_inside_cells(const Frame& frame, const KdeOptions& options);

}  // namespace hotward::density
