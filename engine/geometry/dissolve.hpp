// Dissolve: one shape from several, without the boundaries between them.
//
// Boundaries that two shapes share need not agree to the last digit: one often has a vertex where
// the other runs straight, and after a projection that vertex lies a little beside the line. So
// vertices move to a grid of ten centimetres, and holes less than ten centimetres wide are closed:
// no slit is left that a file of fewer digits could not hold. Of up to 50 polygons, and where
// moving alone would make lines cross, lines go through the vertices that they pass within half of
// that, too. The shape is for a map; measure the shapes it was made from.
//
// Source:
//   GEOS contributors, GEOS coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.11396894. The union (OverlayNG) and the order of its rings.
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param shapes  sound shapes (validity.hpp); they may overlap, lie apart or be empty
/// @return the union, sound and normalised, the same for any order of the shapes; empty for none.
///         unreadable where GEOS gives up (not seen in practice). Time: O(n log n) in the vertices.
[[nodiscard]] Result<MultiPolygon> dissolve(std::span<const MultiPolygon> shapes);

}  // namespace hotward::geometry
