// Tolerance: where is a relative risk raised or lowered beyond chance?
//
//   raised at L %    { x : p_upper(x) <= (1 - L / 100) / 2 }          L = 95, 99
//   lowered at L %   { x : p_lower(x) <= (1 - L / 100) / 2 }
//
// Every cell is tested for itself: where nothing differs, chance alone marks 1 - L of the map, half
// of it as raised. The polygons are contours (contour.hpp) of 1 - p: they hold the centres of the
// cells of their set, and those of 99% lie within those of 95%.
//
// Source:
//   Hazelton, Davies (2009), Inference based on kernel estimates of the relative risk function in
//     geographical epidemiology, Biometrical Journal 51(1), 98-109. doi:10.1002/bimj.200810495.
//     Tolerance contours; here two-sided.
//
// Time: O(cells) and a contour for each set.
#pragma once

#include <vector>

#include "engine/geometry/polygon.hpp"
#include "engine/methods/density/relative_risk.hpp"
#include "engine/table/column.hpp"

namespace hotward::density {

struct ToleranceSet {
  int bin = 0;                   ///< 2, 1: raised at 99, 95%; -1, -2: lowered at 95, 99%
  double level_pct = 0.0;        ///< L
  double area_km2 = 0.0;         ///< of its cells, within the study area
  double extreme_log = 0.0;      ///< the ln r furthest from 0 in it; 0 where it is empty
  geometry::MultiPolygon shape;  ///< empty where no cell is beyond chance

  [[nodiscard]] bool raised() const { return bin > 0; }
};

/// @param risk  with Contrast::log_ratio, over the frame
/// @return four sets, in drawing order: those of 95% first, lowered before raised.
///
/// Example:
///   const auto risk = relative_risk({at, incidents}, {at, before}, frame,
///                                   {.kde = {.bandwidth_m = 200},
///                                    .contrast = Contrast::log_ratio});
///   for (const ToleranceSet& set : tolerance_sets(*risk, frame)) {
///     if (set.raised()) raised_km2 = std::max(raised_km2, set.area_km2);
///   }
[[nodiscard]] std::vector<ToleranceSet> tolerance_sets(const RelativeRisk& risk,
                                                       const Frame& frame);

/// The part of the study area in which the risk has a p at all.
[[nodiscard]] double tested_km2(const RelativeRisk& risk, const Frame& frame);

/// The layer's columns: risk_bin, risk, pct, rr, area_km2; a row for each set given.
[[nodiscard]] std::vector<table::Column> columns(const std::vector<ToleranceSet>& sets);

}  // namespace hotward::density
