// Density sites: points in space, and perhaps time, ready for density-based clustering.
//
// Sites lie in boxes so small that any two sites of a box are near each other:
//
//   near(a, b)  where  |a - b| <= eps  and  |t_a - t_b| <= window        both edges included
//
// A box is a square of side eps / sqrt(2), less a millionth part for rounding, over window + 1
// minutes. Sites near a site lie in its box or in one at most 2 rows, 2 columns and 1 layer away.
// Points equal in place and time are one site with their weights added up: a million points at one
// place cost what one costs, once they are read.
//
// Weights are held as whole millionths, so their sums do not depend on any order.
//
// Sources:
//   Gunawan (2013), A faster algorithm for DBSCAN, Master's thesis, Technische Universiteit
//     Eindhoven. The squares.
//   de Berg, Gunawan, Roeloffzen (2019), Faster DBSCAN and HDBSCAN in low-dimensional Euclidean
//     spaces, International Journal of Computational Geometry & Applications 29(1), 21-47.
//     doi:10.1142/S0218195919400028. The squares, and what they guarantee.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/index/point_grid.hpp"
#include "engine/table/period.hpp"

namespace hotward::cluster {

/// Weights as the kernels add them up: millionths.
using Micro = std::int64_t;

struct Site {
  geometry::Point at;
  table::Minute when = 0;

  friend bool operator==(const Site&, const Site&) = default;
  friend auto operator<=>(const Site&, const Site&) = default;
};

/// What stretch of space and time some sites take up.
struct Extent {
  geometry::Box box;
  table::Minute first = INT32_MAX;
  table::Minute last = INT32_MIN;

  void add(const Site& site) {
    box.add(site.at);
    first = std::min(first, site.when);
    last = std::max(last, site.when);
  }
  void add(const Extent& other) {
    box.add(other.box);
    first = std::min(first, other.first);
    last = std::max(last, other.last);
  }
};

/// Minutes from one time to another.
[[nodiscard]] inline std::int64_t between(table::Minute from, table::Minute to) {
  return std::int64_t{to} - std::int64_t{from};
}

/// How near is near. Asked billions of times: so it stands here, to be compiled in where it is
/// asked.
struct Reach {
  double eps_sq_m2 = 0.0;
  std::int64_t window = 0;  ///< minutes

  [[nodiscard]] bool near(const Site& a, const Site& b) const {
    return index::distance_sq(a.at, b.at) <= eps_sq_m2 &&
           std::abs(between(a.when, b.when)) <= window;
  }

  [[nodiscard]] bool none_near(const Extent& a, const Extent& b) const {
    const double dx = std::max({0.0, b.box.low.x - a.box.high.x, a.box.low.x - b.box.high.x});
    const double dy = std::max({0.0, b.box.low.y - a.box.high.y, a.box.low.y - b.box.high.y});
    return dx * dx + dy * dy > eps_sq_m2 || between(a.last, b.first) > window ||
           between(b.last, a.first) > window;
  }

  /// Whether every site of a is surely near every site of b.
  [[nodiscard]] bool all_near(const Extent& a, const Extent& b) const {
    const double dx = std::max(a.box.high.x - b.box.low.x, b.box.high.x - a.box.low.x);
    const double dy = std::max(a.box.high.y - b.box.low.y, b.box.high.y - a.box.low.y);
    return dx * dx + dy * dy <= eps_sq_m2 && between(a.first, b.last) <= window &&
           between(b.first, a.last) <= window;
  }

  [[nodiscard]] bool all_near(const Site& a, const Extent& b) const {
    return all_near(Extent{{a.at, a.at}, a.when, a.when}, b);
  }
};

struct DensityInput {
  std::span<const geometry::Point> at;  ///< finite
  /// How many incidents each point stands for; sizes are counted in them. Empty: 1 each.
  std::span<const std::uint32_t> incidents = {};
  /// What min_points is counted in, a point's incidents together: harm. Empty: the incidents.
  std::span<const double> weight = {};
  std::span<const table::Minute> when = {};  ///< one per point, or empty: time plays no part
};

struct DensitySites {
  std::vector<Site> sites;             ///< box by box, in a box by x, y, time
  std::vector<Micro> weight;           ///< one per site
  std::vector<std::uint32_t> site_of;  ///< one per point of the input
  std::vector<std::uint32_t> box_of;   ///< one per site
  std::vector<std::uint32_t> first;    ///< of each box's sites; one more than boxes
  std::vector<Extent> extent;          ///< of each box
  std::vector<Micro> box_weight;
  index::PointGrid grid;  ///< its squares are the boxes
  Reach reach;
  int layer_reach = 0;  ///< 1 where time plays a part

  [[nodiscard]] std::size_t boxes() const { return extent.size(); }
};

/// Incidents at a point.
[[nodiscard]] inline std::uint32_t incidents_at(const DensityInput& input, std::size_t point) {
  return input.incidents.empty() ? 1U : input.incidents[point];
}

/// Weight at a point.
[[nodiscard]] inline double weight_at(const DensityInput& input, std::size_t point) {
  return input.weight.empty() ? static_cast<double>(incidents_at(input, point))
                              : input.weight[point];
}

/// "no points", or what is wrong with a point or a weight: no_data, bad_value.
///
/// Example:
///   const DensityInput input{.at = points, .incidents = incidents};
///   const bool usable = check_input(input).has_value();
[[nodiscard]] Result<void> check_input(const DensityInput& input);

/// One weight in millionths. @param weight  finite, at least 0
[[nodiscard]] Micro micro(double weight);

/// @param eps_m        above 0
/// @param window_days  at least 0; used where the input has times
/// @return bad_value where eps is too small for so wide a map (point_grid.hpp). Time: O(n log n).
[[nodiscard]] Result<DensitySites> density_sites(const DensityInput& input, double eps_m,
                                                 double window_days);

}  // namespace hotward::cluster
