// Misplaced: which places are hardly where it happened, and what would mend them?
//
// Great Britain lies on the National Grid between eastings 0 and 700 km and northings 0 and
// 1,300 km. A place that lies in no area is looked at where it lies
//   off the grid;
//   away from the data: |x - med x| > max(8 MAD x, 5 km), or likewise in y, med and MAD being those
//     of the incidents on the grid; or
//   more than 5 km off the areas' bounding box, where one kind of mending would bring at least half
//     of all such incidents into the areas (so that data of which most is wrong is found as well).
// Mendings are tried in this order; the first that leads into an area is taken, else the first that
// leads to where the data are:
//   swapped   the two coordinates the other way round
//   sign      the other sign of a longitude, mostly a minus that was lost
//   digits    metres on the grid below 100 km: 100 km or a multiple of it added; to a northing
//             below 300 km also 1,000 km. Into data wider than 100 km some multiple always leads,
//             so there only the areas count
// What has no mending is off_grid, or, more than 50 km off the areas and away from the data, far.
//
// Why so: positions that are merely outside the areas prove nothing, for a force's file is larger
// than a borough. Median and MAD hold while less than half of the data are wrong; MAD of a county
// is some 15 km, so its own far corner is not away from it. The distances and multiples are choices
// of this program.
//
// Edges: no incident on the grid: nothing is near the data. Time: O(places).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"
#include "engine/geometry/projection.hpp"

namespace hotward::quality {

enum class Misplacement : std::uint8_t { swapped, sign, digits, off_grid, far };

/// As summaries name them.
inline constexpr Names<Misplacement, 5> misplacement_names = {{{Misplacement::swapped, "swapped"},
                                                               {Misplacement::sign, "sign"},
                                                               {Misplacement::digits, "digits"},
                                                               {Misplacement::off_grid, "off_grid"},
                                                               {Misplacement::far, "far"}}};

struct MisplacedPlace {
  std::uint32_t place;
  Misplacement kind;
  bool into_area;          ///< mended it would lie in an area, not only near the data
  geometry::Point mended;  ///< where it would lie; as it stands where there is no mending
};

/// Spans by place have one length.
struct PlacesAsGiven {
  std::span<const geometry::Point> at;  ///< metres on the National Grid
  std::span<const std::uint32_t> incidents;
  std::span<const std::int32_t> area;  ///< −1: in none
  std::span<const double> xs;          ///< as the input gives them
  std::span<const double> ys;
  std::span<const std::uint8_t> system;  ///< index into systems
  std::span<const geometry::ToNationalGrid> systems;
};

struct AreasAsked {
  geometry::Box box;                                                        ///< round them all
  std::function<std::vector<bool>(std::span<const geometry::Point>)> hold;  ///< which lie in one
};

/// True for a position between eastings 0 and 700 km and northings 0 and 1,300 km.
[[nodiscard]] bool on_national_grid(const geometry::Point& point);

/// @return the misplaced places, in order
///
/// Example:
///   const PlacesAsGiven places{.at = at, .incidents = incidents, .area = area, .xs = xs, .ys = ys,
///                              .system = system, .systems = systems};
///   for (const MisplacedPlace& m : misplaced(places, {.box = box, .hold = hold})) {
///     wrong.push_back(m.place);  // m.mended: where it belongs
///   }
[[nodiscard]] std::vector<MisplacedPlace> misplaced(const PlacesAsGiven& places,
                                                    const AreasAsked& areas);

}  // namespace hotward::quality
