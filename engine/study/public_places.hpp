// Public places: what of the incidents may go into a surface that is published.
//
// A surface can be worked backwards: who knows the kernel, the bandwidth and the cells finds the
// places it was made of. So it is made of nothing that may not be known. The incidents are counted
// in squares, as `grid --public` would show them; squares whose count would be hidden are left out,
// and the incidents of each of the others lie at its centre. Whatever is worked out from that
// discloses no more than the squares do, with any kernel, bandwidth, edge correction and unit.
//
// docs/decisions/0008-public-surfaces.md gives the reasons, and what was rejected.
#pragma once

#include <cstdint>

#include "engine/study/findings.hpp"
#include "engine/study/weighted_places.hpp"

namespace hotward {

struct PublicPlaces {
  WeightedPlaces places;      ///< centres of squares, each with at least five incidents
  bool hexagons = false;      ///< the squares are hexagons, and the side is their width
  double square_m = 0.0;      ///< side of a square, anchored at the origin of the National Grid
  std::int64_t shown = 0;     ///< incidents in the squares that may be shown
  std::int64_t left_out = 0;  ///< incidents in the squares that are left out: none, or above four
};

[[nodiscard]] PublicPlaces public_places(const Study& study, const WeightedPlaces& places,
                                         double square_m);

/// "Only 21 of 368 burglaries may be shown: they were counted in squares of 150 m, and 347 in those
/// with fewer than 5, or hidden to protect those, are left out."
[[nodiscard]] std::string public_places_text(const PublicPlaces& places, const std::string& noun);

/// Notes the same in the description of each layer and raster.
void note_squares(Findings& findings, const PublicPlaces& places, const std::string& noun);

}  // namespace hotward
