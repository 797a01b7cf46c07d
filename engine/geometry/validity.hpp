// validity: is a shape sound, and can it be made so? Do the areas cover the map without overlaps?
//
// A shape is sound where its rings neither cross nor touch along a line, holes lie in their outer
// ring, and parts meet in points at most (OGC Simple Features). What is not sound is rebuilt by
// GEOS: each ring alone first, then outer rings united, then holes cut out. So a bow-tie keeps both
// its wings, a part drawn within another part melts into it, a hole that lies in no part becomes a
// part, and lines and points that are left over go.
//
// Sources:
//   OGC 06-103r4 (2011), OpenGIS Implementation Standard for Geographic information, Simple feature
//     access, Part 1. Validity of polygons.
//   GEOS contributors, GEOS coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.11396894. MakeValid (structure), OverlayNG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

struct Repair {
  MultiPolygon shape;  ///< sound and normalised; empty where no area was left
  std::string reason;  ///< what was wrong, for a message; empty where nothing was
};

/// Rings without closing point and repeated points, outer rings anticlockwise, holes clockwise.
/// Rings with fewer than three different points in a row go, as do parts whose outer ring does.
[[nodiscard]] MultiPolygon normalised(MultiPolygon shape);

/// @param shape  as read: rings closed or not, running either way. A ring with a coordinate that is
///               not finite is dropped, and reported.
/// @return unreadable where GEOS gives up (not seen in practice); bad_value where the shape crosses
///         itself more than 100,000 times. Throws Interrupted.
/// Time: O(n log n) in its points and crossings.
[[nodiscard]] Result<Repair> repair(MultiPolygon shape);

struct Overlap {
  std::int32_t first = 0;  ///< areas by their index, first < second
  std::int32_t second = 0;
  double area_m2 = 0.0;
};

/// A hole of the union of all areas: enclosed by areas, in none.
struct Gap {
  double area_m2 = 0.0;
  Point inside;  ///< a point in it
};

struct CoverageReport {
  std::vector<Overlap> overlaps;  ///< by first, then second
  std::vector<Gap> gaps;          ///< largest first
  /// Groups of areas connected along lines: 2 where an estuary splits a borough. An area
  /// of several parts holds the groups of its parts together, so islets do not count.
  std::size_t components = 0;
  std::size_t parts = 0;  ///< polygons of the union, islets among them
  double union_m2 = 0.0;
};

struct CoverageOptions {
  double tolerance_m2 = 1.0;  ///< smaller overlaps and gaps are rounding, and not listed
  /// One per area, 0 for those that are not looked at; empty: all are. Overlaps are of two that are
  /// looked at; gaps are enclosed by such, and no other area lies in them; the rest of the report
  /// is about these areas alone.
  std::span<const std::uint8_t> looked_at = {};
};

/// What all areas together cover, each place once.
struct CoveredLand {
  double area_m2 = 0.0;
  /// Without holes narrower than 10 cm, which are two ways to draw one border. A slit that leads
  /// outside, or into a wider gap, stays.
  double perimeter_m = 0.0;
};

/// @param shapes  sound shapes, one per area
/// @return as coverage_report. Time: O(n log n) in the vertices.
///
/// Example:
///   const auto land = covered_land(areas.shapes);
///   const double km2 = 1e-6 * land->area_m2;
[[nodiscard]] Result<CoveredLand> covered_land(std::span<const MultiPolygon> shapes);

/// Borders are laid on a grid of a millimetre; where they differ by less, they are one border. The
/// areas of overlaps are those of the shapes as they are.
/// @param shapes  sound shapes (repair), one per area; rings may run either way
/// @return unreadable where GEOS gives up; interrupted. An empty shape overlaps nothing and is no
///         component. An area that stands alone in a gap is a component, and taken off the gap.
/// Time: O(n log n) in the vertices, plus GEOS's intersection of pairs that lie on one another.
[[nodiscard]] Result<CoverageReport> coverage_report(std::span<const MultiPolygon> shapes,
                                                     const CoverageOptions& options = {});

}  // namespace hotward::geometry
