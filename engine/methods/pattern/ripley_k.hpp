// Ripley's K: how many more points lie within a distance of a point than chance would put there?
//
//   K(r) = A / (n (n - 1))  sum_i sum_{j != i} e_ij [|i - j| <= r]         L(r) = sqrt(K(r) / pi)
//
// A area of the window, a rectangle. By chance K is pi r^2 and L is r; above: gathered, below:
// spread out, up to that distance. e_ij makes up for neighbours beyond the edge:
//
//   none         1
//   isotropic    1 / the share of the circle around i through j that lies inside the window,
//                100 at most
//   translation  A / ((w - |dx|) (h - |dy|))   for a window w wide and h high
//   border       only points at least r from the edge are asked:
//                K(r) = A / n  sum over those i of their others within r / their number
//
// The envelope is the least and greatest L of R simulations with as many points laid out evenly in
// the window: at one distance chosen beforehand, an L outside has a chance of 2 / (R + 1). Looking
// at all distances at once needs the p-value given here: the rank of the largest |L(r) - r| over r.
//
// Repeated points count as pairs at distance 0, so K of snapped incidents begins above 0 and an
// even layout is no fair comparison: ask of places instead (each coordinate once), or of both.
//
// Sources:
//   Ripley (1977), Modelling spatial patterns, Journal of the Royal Statistical Society B 39(2),
//     172-192. doi:10.1111/j.2517-6161.1977.tb01615.x. K, L and the isotropic correction.
//   Ohser, Stoyan (1981), On the second-order and orientation analysis of planar stationary point
//     processes, Biometrical Journal 23(6), 523-533. doi:10.1002/bimj.4710230602. Translation.
//   Ripley (1988), Statistical Inference for Spatial Processes, Cambridge University Press.
//     doi:10.1017/CBO9780511624131. The border method; the largest deviation as a test.
//
// Edges: points outside the window are left out and counted. Distances should end at a quarter of
// the window's shorter side. Border: NaN where no point is that far inside. Errors: too_few_sites
// below 2 points in the window; usage for a window without area, or distances that are negative,
// not ascending, or reach beyond half the shorter side; as point_pattern. Time: O(pairs of places
// within the longest distance), and as much for every simulation. Memory: O(n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"
#include "engine/geometry/point_layout.hpp"
#include "engine/table/column.hpp"

namespace hotward::pattern {

struct RipleyOptions {
  enum class Edge { none, isotropic, translation, border };

  geometry::Box window;
  std::vector<double> radius_m;  ///< ascending, at least 0
  Edge edge = Edge::isotropic;
  bool places_only = false;  ///< each coordinate once
  std::size_t simulations = 0;
  std::uint64_t seed = 1;
  geometry::PointLayout layout{};  ///< of a random layout; empty: evenly over the window
};

/// As users choose them.
inline constexpr Names<RipleyOptions::Edge, 4> edge_names = {
    {{RipleyOptions::Edge::none, "none"},
     {RipleyOptions::Edge::isotropic, "isotropic"},
     {RipleyOptions::Edge::translation, "translation"},
     {RipleyOptions::Edge::border, "border"}}};

/// Element k of each vector belongs to radius_m[k].
struct RipleyK {
  std::vector<double> radius_m;
  std::vector<double> k_m2;
  std::vector<double> l_m;
  std::vector<double> lower_m;  ///< of L; empty without simulations
  std::vector<double> upper_m;
  std::vector<double> mean_m;  ///< of the random layouts: L by chance in a place of this shape
  double p_value = 1.0;        ///< of all distances together
  std::uint64_t n = 0;         ///< points in the window
  std::uint64_t outside = 0;   ///< points left out
};

/// The longest distance looked at where none is asked for: a quarter of the window's shorter side,
/// but at most 1 km, since beyond a walk what gathers is the shape of the town.
[[nodiscard]] double usual_radius_m(const geometry::Box& window);

/// n distances in equal steps, the last of them the longest.
/// @param longest_m  above 0
[[nodiscard]] std::vector<double> radii_m(double longest_m, std::size_t n = 20);

/// @param at         finite
/// @param incidents  how many points lie at each; or empty: 1 each
///
/// Example:
///   const geometry::Box window{{0.0, 0.0}, {1000.0, 1000.0}};
///   const auto found = ripley_k(at, {}, {.window = window,
///                                        .radius_m = radii_m(usual_radius_m(window)),
///                                        .simulations = 99});
///   const bool gathered = found->l_m[5] > found->upper_m[5];  // within found->radius_m[5] metres
[[nodiscard]] Result<RipleyK> ripley_k(std::span<const geometry::Point> at,
                                       std::span<const std::uint32_t> incidents,
                                       const RipleyOptions& options);

/// The layer's columns, a row for each distance: r_m k l l_minus_r l_lo l_hi l_mean. Without
/// simulations the last three are null.
[[nodiscard]] std::vector<table::Column> columns(const RipleyK& result);

}  // namespace hotward::pattern
