// Hot methods: the ways to say which cells are hot, each called after the command that makes its
// map, each made into one number per cell so that they can be compared at the same area.
//
//   grid         incidents in the cell
//   density      incidents of the kernel surface (quartic) that the cell holds
//   gi-star      Getis-Ord z of the cell and its neighbours
//   clusters     incidents in the cell that lie in a cluster (DBSCAN)
//   persistence  months in which the cell was among the busiest; of equal ones the busier first
//
// Hot can only be a cell whose number is above 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/evaluate/evaluated_incidents.hpp"
#include "engine/analyses/evaluate/placed_grid.hpp"
#include "engine/core/names.hpp"

namespace hotward::analyses {

enum class HotMethod : std::uint8_t { grid, density, gi_star, clusters, persistence };

inline constexpr Names<HotMethod, 5> hot_method_names{{{HotMethod::grid, "grid"},
                                                       {HotMethod::density, "density"},
                                                       {HotMethod::gi_star, "gi-star"},
                                                       {HotMethod::clusters, "clusters"},
                                                       {HotMethod::persistence, "persistence"}}};

/// Whether its numbers add up to incidents, so that they predict how many.
[[nodiscard]] bool is_amount(HotMethod method);

struct HotOptions {
  double top_share = 0.01;  ///< of the area that is hot
  double bandwidth_m = 300.0;
  double eps_m = 100.0;
  double min_points = 20.0;
};

/// Of one period: what does not depend on any grid.
struct HotSource {
  AtPlaces at_places;
  std::vector<AtPlaces> months{};          ///< where persistence is asked for
  AtPlaces clustered{};                    ///< where clusters are: those in one
  std::vector<double> surface_per_spot{};  ///< where density is: incidents per square of the frame
};

/// @param months  of the period; empty where persistence is not asked for
/// @return errors of the methods
[[nodiscard]] Result<HotSource> hot_source(const std::vector<HotMethod>& methods,
                                           const HotOptions& options, const table::Places& places,
                                           AtPlaces at_places, std::vector<AtPlaces> months,
                                           const density::Frame& spots);

/// One number per cell of the grid. @return why there are none: all counts alike, no cluster
[[nodiscard]] Result<std::vector<double>> hot_scores(HotMethod method, const HotOptions& options,
                                                     const HotSource& source,
                                                     const PlacedGrid& grid);

/// How much of each cell is hot, 0 to 1: the highest numbers above 0 that fill a share of the area;
/// cells that tie for the last of it share it.
[[nodiscard]] std::vector<double> hot_parts(std::span<const double> scores,
                                            std::span<const double> area_m2, double top_share);

}  // namespace hotward::analyses
