// Zones: which groups of sites can be a cluster?
//
// About each centre the sites are ordered by distance. Every distance gives one zone, the sites at
// most that far: a closed circle, so sites equally far come in together. The zones of one centre
// are nested; they end where the next would hold more than a given share of the population.
//
// An ellipse of shape s (long axis : short axis) at angle a is a circle in stretched coordinates:
//   d^2 = (u/s)^2 + v^2      u, v  the offset along the long and the short axis
// Its short half-axis is d, its long one s d. Long thin zones pay: the llr is multiplied by
//   (4 s / (s+1)^2)^a        a = 0 (no penalty), 1/2 (medium), 1 (strong)
//
// Sources:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995. The circles.
//   Kulldorff, Huang, Pickle, Duczmal (2006), An elliptic spatial scan statistic, Statistics in
//     Medicine 25(22), 3929-3943. doi:10.1002/sim.2490. Shapes and penalty.
//
// Differs: distances that agree to 1 part in 10^9 of their square count as equal, so that rounding
// of centroids cannot decide who comes first.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::scan {

enum class Shape { circle, ellipse };
enum class Penalty { none, medium, strong };

/// As users choose them.
inline constexpr Names<Shape, 2> shape_names = {
    {{Shape::circle, "circle"}, {Shape::ellipse, "ellipse"}}};
inline constexpr Names<Penalty, 3> penalty_names = {
    {{Penalty::none, "none"}, {Penalty::medium, "medium"}, {Penalty::strong, "strong"}}};

/// One form of window.
struct Layout {
  double shape = 1.0;      ///< long axis : short axis, at least 1
  double angle_deg = 0.0;  ///< of the long axis, anticlockwise from east, in [0, 180)
  double penalty = 1.0;    ///< what the llr is multiplied by
  double cosine = 1.0;     ///< of the angle
  double sine = 0.0;
};

/// The circle; and for ellipses shapes 1.5, 2, 3, 4, 5 at 4, 6, 9, 12, 15 angles: 47 layouts.
///
/// Example:
///   const std::vector<Layout> forms = layouts(Shape::ellipse, Penalty::medium);  // 47 of them
///   ZoneMaker({.at = at, .weight = people, .largest = 3000.0}).make(at[2], forms[0], zones);
[[nodiscard]] std::vector<Layout> layouts(Shape shape, Penalty penalty);

/// d^2 of the header, metres squared.
[[nodiscard]] inline double distance_sq(const Layout& layout, const geometry::Point& centre,
                                        const geometry::Point& at) {
  const double dx = at.x - centre.x;
  const double dy = at.y - centre.y;
  const double u = (dx * layout.cosine + dy * layout.sine) / layout.shape;
  const double v = dy * layout.cosine - dx * layout.sine;
  return u * u + v * v;
}

/// The zones of one centre and layout, from the smallest: zone k is site[0 … k] where closes[k].
struct NestedZones {
  std::vector<std::uint32_t> site;
  std::vector<double> distance_sq;   ///< of each site, rising
  std::vector<std::uint8_t> closes;  ///< 0 where the next site is equally far
};

/// What sites there are, and how much of them a zone may hold.
struct ZoneLimits {
  std::span<const geometry::Point> at;
  std::span<const double> weight;  ///< one per site, none negative: population, or expected cases
  double largest = 0.0;            ///< a zone's weight is at most this
  double max_radius_m = std::numeric_limits<double>::infinity();  ///< of the long half-axis
};

/// Makes nested zones; one object per thread, for it has room of its own.
class ZoneMaker {
 public:
  explicit ZoneMaker(const ZoneLimits& limits);

  /// @param zones  receives them; empty where not even the nearest sites fit
  /// Time: O(n) for evenly spread sites, O(n log n) for others.
  void make(const geometry::Point& centre, const Layout& layout, NestedZones& zones);

 private:
  // A whole number that rises with the squared distance stands for it, so that sites are put in
  // order digit by digit; where two share it, their distances decide.
  struct Near {
    std::uint32_t key;
    std::uint32_t site;
  };
  [[nodiscard]] double farthest_sq(const geometry::Point& centre, const Layout& layout) const;
  [[nodiscard]] double enough_sq(double farthest_sq, double shape);
  [[nodiscard]] double in_reach_sq(double shape) const;
  void sort_within(double limit_sq);
  void gather(double limit_sq);
  void sort_by_key();
  void sort_by_distance(std::size_t from, std::size_t to);
  /// @return whether a site was among the sorted ones that no zone may hold: then all that matter
  /// were.
  bool keep_what_fits(const Layout& layout, NestedZones& zones);

  ZoneLimits limits_;
  geometry::Box box_;  // of all sites
  std::vector<double> distance_sq_;
  std::vector<double> ring_weight_;
  std::size_t count_ = 0;    // of the sites that may matter: near_ begins with them
  std::vector<Near> near_;   // one per site
  std::vector<Near> moved_;  // the same
  // Neighbours need much the same: shape times the squared distance at which the zones about the
  // last centre ended; 0: they never did.
  double needed_area_ = 0.0;
};

}  // namespace hotward::scan
