// Nearest-neighbour index: do points lie closer to their neighbours than chance would put them?
//
//   R = d / e      d  mean distance from each point to its nearest other point
//                  e  the same for points laid out evenly by chance
//
//   plain     e = 0.5 sqrt(A / n)                          s = 0.26136 / sqrt(n^2 / A)
//   Donnelly  e = 0.5 sqrt(A / n) + (0.0514 + 0.0412 / sqrt(n)) P / n
//             s = sqrt(0.0703 A / n^2 + 0.037 P sqrt(A / n^5))
//   z = (d - e) / s
//
// A area of the study region, P its perimeter. Donnelly's form allows for neighbours beyond the
// edge. R below 1: gathered; above 1: spread out.
//
// Repeated points: snapped incidents have neighbours at distance 0, so R of incidents shows that
// they were snapped and nothing more. Two answers are given: of all points, and of places, each
// once.
//
// Sources:
//   Clark, Evans (1954), Distance to nearest neighbor as a measure of spatial relationships in
//     populations, Ecology 35(4), 445-453. doi:10.2307/1931034
//   Donnelly (1978), Simulations to determine the variance and edge effect of total
//     nearest-neighbour distance, in Hodder (ed.), Simulation Studies in Archaeology, Cambridge
//     University Press, 91-95.
//
// Edges: points need not lie inside the region, but their number and area must belong together.
// Errors: too_few_sites below 2 points; usage for an area or perimeter that is not above 0;
// bad_value for a coordinate that is not finite. Where all points share one place there is no index
// of places: its R is NaN. Time: O(n log n).
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/geometry/point_layout.hpp"

namespace hotward::pattern {

struct Region {
  double area_m2 = 0.0;
  double perimeter_m = 0.0;  ///< needed for Donnelly's form only; 0: without it
};

struct NearestNeighbourIndex {
  std::uint64_t n = 0;
  double mean_m = 0.0;      ///< d
  double expected_m = 0.0;  ///< e, plain
  double ratio = 0.0;       ///< R, plain
  double z_score = 0.0;
  double p_value = 0.0;  ///< two-sided, normal
  double expected_donnelly_m = 0.0;
  double ratio_donnelly = 0.0;
  double z_donnelly = 0.0;  ///< NaN, like the two above, without a perimeter
};

struct NearestNeighbours {
  NearestNeighbourIndex points;  ///< every incident a point
  NearestNeighbourIndex places;  ///< every different coordinate a point
  double repeated_pct = 0.0;     ///< share of points with another at the very same place
};

/// @param at         finite
/// @param incidents  how many points lie at each; or empty: 1 each
///
/// Example:
///   const auto found = nearest_neighbour_index(at, {}, {.area_m2 = 1e6, .perimeter_m = 4000.0});
///   const double ratio = found->places.ratio;  // below 1: gathered
[[nodiscard]] Result<NearestNeighbours> nearest_neighbour_index(
    std::span<const geometry::Point> at, std::span<const std::uint32_t> incidents,
    const Region& region);

/// What random layouts make of the mean distance to the nearest other.
struct LayoutChance {
  double mean_m = 0.0;   ///< over the layouts
  double p_value = 0.0;  ///< two-sided: as near, or as far
};

/// The formulas above are of an even layout over a region without edges, and z of many points: in
/// a region of any shape, and on map points, only layouts there tell what chance makes.
/// @param seen_m       the mean distance seen, of n points
/// @param layout       not empty. @param simulations  at least 1
/// @return interrupted; too_few_sites below 2 points. Time: O(simulations × n log n), parallel.
///
/// Example:
///   const auto chance = nearest_neighbour_chance(12.0, 30, even_in_a_square, 99, seed);
///   const bool gathered = chance->p_value <= 0.05 && chance->mean_m > 12.0;
[[nodiscard]] Result<LayoutChance> nearest_neighbour_chance(double seen_m, std::uint64_t n,
                                                            const geometry::PointLayout& layout,
                                                            std::size_t simulations,
                                                            std::uint64_t seed);

}  // namespace hotward::pattern
