// Dissolve: one shape from several, without the boundaries between them.
//
// Boundaries that two shapes share need not agree to the last digit: what lies within a millimetre
// is one, so that no slit is left between neighbours. For that, vertices move to a grid of a
// millimetre.
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
