// Contiguity: which areas share a border?
//
//   queen   they share at least one vertex
//   rook    they share at least one edge: two successive vertices of a ring, in either direction
//
// Two vertices are the same where they lie within the tolerance of each other: each vertex, in
// order of area, ring and position, takes the place of the nearest earlier one in reach, and is a
// new place where there is none. Only vertices are compared. Where one area has a corner in the
// middle of another's edge that has no vertex there, they are not seen as neighbours by it;
// boundaries that come from one topology (the ONS's do) have the vertex on both sides.
//
// Sources:
//   Cliff, Ord (1981), Spatial Processes: Models and Applications, Pion. Queen and rook.
//
// Edges: an area without a shape is an island. Equal shapes are neighbours. Holes count like outer
// rings, so an area that fills another's hole is its neighbour.
// Time: O(vertices) on average, and the sorting of the links.
#pragma once

#include <span>

#include "engine/geometry/polygon.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

enum class Contiguity { queen, rook };

struct ContiguityOptions {
  Contiguity kind = Contiguity::queen;
  /// A centimetre: above the rounding that projecting and 7-decimal degrees leave, far below any
  /// gap that is meant.
  double tolerance_m = 0.01;
};

/// @param shapes  of the sites, metres
/// @return binary, symmetric, without self
[[nodiscard]] SpatialWeights contiguity(std::span<const geometry::MultiPolygon> shapes,
                                        const ContiguityOptions& options = {});

}  // namespace hotward::weights
