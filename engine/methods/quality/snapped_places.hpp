// Snapped places: how many incidents share one spot, because the file put them there and not the
// street?
//
// data.police.uk moves every incident to the nearest of its map points, and force data repeat
// addresses. Distances within such data are 0 or jumps, so nearest-neighbour figures, bandwidths
// and clusters must be read with that in mind. This measures how strong the effect is.
//
// Source:
//   Tompson, Johnson, Ashby, Perkins, Edwards (2015), UK open source crime data: accuracy and
//     possibilities for research, Cartography and Geographic Information Science 42(2), 97-111.
//     doi:10.1080/15230406.2014.972456. What the snapping does to the locations.
//
// Edges: no incidents, no shares (NaN). Time: O(places log places).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::quality {

/// Places with `from` to `to` incidents each.
struct PlaceClass {
  std::uint32_t from;
  std::uint32_t to;
  std::int64_t places;
  std::int64_t incidents;
  double incidents_pct;  ///< of all incidents
};

struct BusyPlace {
  std::uint32_t place;  ///< index into the places
  geometry::Point at;
  std::int64_t incidents;
  double share_pct;  ///< of all incidents
};

struct SnappedPlaces {
  std::int64_t places = 0;
  std::int64_t incidents = 0;
  std::int64_t sharing = 0;         ///< incidents that have another one at their very place
  double sharing_pct = 0.0;         ///< of all incidents
  std::vector<PlaceClass> classes;  ///< 1, 2-3, 4-7, 8-15, … up to the busiest: powers of two
  std::vector<BusyPlace> busiest;   ///< most incidents first, ties by place
};

/// @param busiest  how many of the busiest places to name
///
/// Example:
///   const double sharing_pct = snapped_places(places).sharing_pct;  // not alone on their spot
[[nodiscard]] SnappedPlaces snapped_places(const table::Places& places, std::size_t busiest = 10);

/// Percent of all incidents that lie at places with at least `least` incidents.
[[nodiscard]] double at_places_with(const table::Places& places, std::uint32_t least);

}  // namespace hotward::quality
