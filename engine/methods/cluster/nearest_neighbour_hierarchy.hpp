// Nearest-neighbour hierarchy (Nnh): which incidents lie closer together than chance would put
// them, and do those groups gather again?
//
//   d = 0.5 sqrt(A / N)                    mean distance to the nearest neighbour by chance
//   s = 0.26136 / sqrt(N^2 / A)            its standard error
//   t = d - z_p s                          the threshold: the lower end of the interval at p
//
// with z_p the point that a normal variable exceeds with chance p: p = 0.5 gives t = d. Of the
// incidents not yet taken, the one with the most others within t is the seed (ties: the lower x,
// then y). It and all within t of it become a cluster, if they are min_points or more; so on, until
// none is left. The mean centres of the clusters are clustered again, with N their number and
// min_clusters, for the second order, and those for the third.
//
// How many first-order clusters chance makes of N incidents laid out evenly over the study area
// with the same t is counted in simulations.
//
// Sources:
//   Clark, Evans (1954), Distance to nearest neighbor as a measure of spatial relationships in
//     populations, Ecology 35(4), 445-453. doi:10.2307/1931034. d and s.
//   Levine (2006), Crime mapping and the CrimeStat program, Geographical Analysis 38(1), 41-56.
//     doi:10.1111/j.0016-7363.2005.00673.x. The idea and the program. CrimeStat's code is not
//     public: the order in which seeds are taken, and min_clusters for the higher orders, are our
//     own.
//
// Edges: incidents at one place are neighbours at distance 0, so snapped incidents make clusters of
// single places; t comes from all incidents. A t that is not above 0 makes no clusters of different
// places. Errors: no_data without points; bad_value for a point or area that is no finite number;
// usage for an area, p, min_points out of range.
// Time: O(n log n + n m) for n places with m others within t; a simulation costs the same.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/ellipse.hpp"
#include "engine/geometry/point_layout.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/methods/cluster/clusters.hpp"

namespace hotward::cluster {

struct NnhOptions {
  double area_m2 = 0.0;          ///< of the study area, above 0
  double p = 0.5;                ///< in (0, 1)
  double min_points = 10.0;      ///< incidents, the seed among them; at least 2
  std::size_t min_clusters = 3;  ///< for the second and third order
  std::size_t orders = 3;        ///< at most this many
  std::size_t simulations = 0;
  std::uint64_t seed = 1;
  geometry::PointLayout layout{};  ///< of the simulations; empty: evenly over the window
};

/// Clusters of one order. Element k of a vector belongs to cluster k + 1.
struct NnhOrder {
  double threshold_m = 0.0;
  std::vector<std::int64_t>
      member_of;  ///< of each point, or cluster of the order below; 0 for none
  std::vector<geometry::Point> centre;  ///< mean centre
  std::vector<std::uint64_t> incidents;
};

/// How many first-order clusters chance makes.
struct NnhChance {
  std::vector<std::uint64_t> clusters;  ///< of each simulation, ascending
  double mean = 0.0;
  std::uint64_t upper_95 = 0;  ///< the least count that 95% of the simulations do not exceed
  double p_value = 1.0;        ///< (simulations with as many or more + 1) / (simulations + 1)
};

struct Nnh {
  Clusters clusters;             ///< the first order; a member's role is core
  std::vector<NnhOrder> orders;  ///< one to three; the last may be empty of clusters
  NnhChance chance;              ///< empty without simulations
};

/// @param input   without times and weights
/// @param window  where simulated incidents may fall; its area is taken for area_m2 if that is 0.
///                Empty: a square of area_m2
///
/// Example:
///   const auto found = nearest_neighbour_hierarchy({.at = points},
///                                                  {.area_m2 = 1e8, .min_points = 3.0});
///   const double threshold_m = found->orders[0].threshold_m;  // nearer than chance would put them
[[nodiscard]] Result<Nnh> nearest_neighbour_hierarchy(const DensityInput& input,
                                                      const NnhOptions& options,
                                                      const geometry::MultiPolygon& window = {});

/// t of N incidents over an area; the header's formula.
[[nodiscard]] double nnh_threshold_m(double incidents, double area_m2, double p);

}  // namespace hotward::cluster
