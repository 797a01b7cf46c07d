// cover_rest: areas that a coverage report does not look at, which may fill what would else be
// gaps. Only for the room's .cpp files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// A hole of the union of the areas that are looked at.
struct CoverHole {
  MultiPolygon open;  ///< what they leave of it
  Point inside;
};

/// @param looked_at  0 for the areas that are meant here; empty: there are none
/// @return per hole: 1 where one of these areas has the hole's inner point, or the hole has an
///         inner point of a part of one: where it overlaps none of those that are looked at, a part
///         lies in a hole as a whole or not at all. Throws Interrupted.
[[nodiscard]] std::vector<std::uint8_t> filled_by_rest(std::span<const CoverHole> holes,
                                                       std::span<const MultiPolygon> shapes,
                                                       std::span<const std::uint8_t> looked_at);

}  // namespace hotward::geometry
