// Isopleth: the smallest part of the map that holds a given share of the incidents.
//
//   S_p = the cells of highest density that together hold at least p of the surface's mass
//   t_p = the lowest density in S_p;  cells of equal density come in together
//
// "Half of all incidents lie in here." A cell's mass is its density times its part of the study
// area. The polygons are contours (contour.hpp) half-way between t_p and the next lower density, so
// they hold exactly the centres of the cells of S_p, and those of a larger share hold those of a
// smaller one.
//
// Sources:
//   Seaman, Powell (1996), An evaluation of the accuracy of kernel density estimators for home
//     range analysis, Ecology 77(7), 2075-2085. doi:10.2307/2265701. Percent-volume contours.
//
// Time: O(cells log cells) and a contour for each level.
#pragma once

#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/methods/density/kde.hpp"
#include "engine/table/column.hpp"

namespace hotward::density {

struct Isopleth {
  double share_pct = 0.0;   ///< asked for
  double held_pct = 0.0;    ///< what the cells hold: at least share_pct
  double lowest_km2 = 0.0;  ///< t_p
  double area_km2 = 0.0;    ///< of the cells, within the study area
  geometry::MultiPolygon shape;
};

/// @param shares_pct  in (0, 100], distinct
/// @return the largest share first, so that the hottest is drawn last. usage for a share that is
///         none or no shares; no_data where the surface has no mass.
///
/// Example:
///   const std::vector<double> shares_pct = {50.0, 95.0};
///   const auto found = isopleths(*surface, frame, shares_pct);
///   const double half_km2 = found->back().area_km2;  // where half of the incidents lie
[[nodiscard]] Result<std::vector<Isopleth>> isopleths(const Surface& surface, const Frame& frame,
                                                      std::span<const double> shares_pct);

/// The layer's columns: level (1 the hottest), pct, dens_min, held_pct, area_km2.
[[nodiscard]] std::vector<table::Column> columns(const std::vector<Isopleth>& isopleths);

}  // namespace hotward::density
