// Kernel density: how many incidents per square kilometre are there, around here?
//
//   none      f(x) = sum_i w_i k(|x - x_i|)
//   uniform   f(x) = sum_i w_i k(|x - x_i|) / e(x)
//   diggle    f(x) = sum_i w_i k(|x - x_i|) / e(x_i)          the default
//
//   w_i  incidents at place i        k  a kernel of mass one (kernel.hpp)
//   e(v) the share of a kernel at v that lies in the study area: the sum, over the cells, of
//        k(|centre - v|) times the cell's own part of the study area
//
// Without a correction the surface sinks towards a coast or a border, because the kernel spreads
// incidents to where none can be. The uniform correction lifts it by what is missing at the point
// looked at; Diggle's gives each incident's whole weight to the study area, so the surface's mass
// is the number of incidents, to the last digit and for every bandwidth and cell: e is the very sum
// that the mass is. (Where the kernel's disc lies within the study area e is 1 but for what the sum
// over cells differs from the integral, the less the more cells the bandwidth spans.)
//
// Values are those at the centres of cells. Cells outside the study area have none (NaN).
//
// Sources:
//   Diggle (1985), A kernel method for smoothing point process data, Applied Statistics 34(2),
//     138-147. doi:10.2307/2347366. The estimator and the correction by e(x).
//   Jones (1993), Simple boundary correction for kernel density estimation, Statistics and
//     Computing 3, 135-146. doi:10.1007/BF00147776. The correction by e(x_i).
//
// Edges: places at one point count as one. A kernel too small to reach the centre of any cell gives
// its mass to the cell of its place (diggle), or has none (none, uniform): Surface::mass shows it.
// The order of the places, and the number of threads, change no bit: places are taken from south to
// north, west to east.
// Time: O(places x cells under a kernel), parallel over bands of rows; for uniform also O(cells x
// cells under a kernel).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/core/simd.hpp"
#include "engine/geometry/point.hpp"
#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kernel.hpp"
#include "engine/table/raster.hpp"

namespace hotward::density {

enum class EdgeCorrection { none, uniform, diggle };

/// As users choose them.
inline constexpr Names<EdgeCorrection, 3> edge_names = {{{EdgeCorrection::none, "none"},
                                                         {EdgeCorrection::uniform, "uniform"},
                                                         {EdgeCorrection::diggle, "diggle"}}};

/// "none", "uniform", "diggle"
[[nodiscard]] std::string edge_name(EdgeCorrection edge);
[[nodiscard]] std::optional<EdgeCorrection> edge_named(std::string_view name);

struct KdeOptions {
  Kernel kernel = Kernel::quartic;
  double bandwidth_m = 300.0;
  EdgeCorrection edge = EdgeCorrection::diggle;
  Simd simd = best_simd();  ///< no better than that; the surface is the same with any
};

/// Weighted points; both spans have one length.
struct Places {
  std::span<const geometry::Point> at;  ///< in the study area
  std::span<const double> weights;      ///< incidents, >= 0, finite
};

struct Surface {
  std::vector<double> per_km2;  ///< per cell of the frame; NaN outside the study area
  double mass = 0.0;            ///< incidents: the sum over cells of value times part of study area
  double incidents = 0.0;       ///< the sum of weights
  double highest_per_km2 = 0.0;
  geometry::Point highest_at;         ///< the centre of the highest cell; the first, row by row
  std::vector<std::string> cautions;  ///< whole sentences
  KdeOptions options;
};

/// @return usage for a bandwidth that is not above 0 and finite; no_data where no place has weight.
///         A bandwidth below the cell's width is a caution.
///
/// Example:
///   const auto surface = kernel_density_surface({at, incidents}, frame, {.bandwidth_m = 200.0});
///   const double mass = surface->mass;  // the number of incidents, with the usual edge correction
[[nodiscard]] Result<Surface> kernel_density_surface(const Places& places, const Frame& frame,
                                                     const KdeOptions& options = {});

/// What a variance is made of: sum_i w_i k(|x - x_i|)^2, with the edge correction's e squared too.
/// @param places   as for kernel_density_surface; the bandwidth is above 0
/// @return per cell, per m⁴; 0 outside the study area.
[[nodiscard]] std::vector<double> squared_kernel_sums(const Places& places, const Frame& frame,
                                                      const KdeOptions& options);

enum class SurfaceUnit {
  per_km2,
  per_cell,     ///< incidents in each cell: sums to the mass where all cells are whole
  probability,  ///< of an incident to lie in the cell: per_cell over the mass
  raw,          ///< sum of w (k(d) / k(0)): the "raw" scaling of GIS heat maps; no density
};

/// As users choose them.
inline constexpr Names<SurfaceUnit, 4> unit_names = {{{SurfaceUnit::per_km2, "km2"},
                                                      {SurfaceUnit::per_cell, "cell"},
                                                      {SurfaceUnit::probability, "probability"},
                                                      {SurfaceUnit::raw, "raw"}}};

/// @return the surface as a raster; name, titles and style are left to the caller.
[[nodiscard]] table::Raster raster_of(const Surface& surface, const Frame& frame,
                                      SurfaceUnit unit = SurfaceUnit::per_km2);

}  // namespace hotward::density
