// shared_edges: many polygons made fewer by dropping the edges that two of them have. Only for the
// room's .cpp files.
//
// Where neighbours agree on their border, dropping it is far quicker than an overlay: of the areas
// of a country little more than the coast is left. Few polygons of which any two overlap are kept
// as they are, for an overlay to unite; of many the land that they cover is found
// (cover_shape.hpp).
#pragma once

#include <cstddef>

#include "engine/geometry/geos_shapes.hpp"

namespace hotward::geometry {

/// Up to so many polygons an overlay is quick, and keeps every digit.
inline constexpr std::size_t few_polygons = 2000;

/// @param parts  sound; they may overlap
/// @param few    up to so many are few
/// @return polygons with the same union, that of many on a grid of a millimetre; few are returned
///         as they are where their borders do not agree; null where GEOS gives up. Throws
///         Interrupted. Time: O(n log n) in the vertices.
[[nodiscard]] GeosGeometry without_shared_edges(const GeosContext& geos, const MultiPolygon& parts,
                                                std::size_t few = few_polygons);

}  // namespace hotward::geometry
