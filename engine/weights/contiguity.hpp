// Contiguity: which areas share a border?
//
//   queen   their borders come within the tolerance (1 cm) of each other somewhere
//   rook    they share an edge, or their borders run along each other, within the tolerance, on
//           more than a least stretch (10 cm)
//
// First by vertices, which is all that boundaries from one topology need (the ONS's): two vertices
// are the same where they lie within the tolerance of each other. Each vertex, in order of area,
// ring and position, takes the place of the nearest earlier one in reach, and is a new place where
// there is none. Sharing a place makes queens, sharing two successive ones (in either direction)
// makes rooks, however short the edge. Then by edges: those of different areas that come near each
// other are measured, so that a corner in the middle of a neighbour's straight edge counts, with or
// without a vertex there. Stretches are added up over a pair of areas; where borders cross or touch
// at an angle steeper than 1 in 5 (tolerance to half the least stretch), nothing is added.
//
// Sources:
//   Cliff, Ord (1981), Spatial Processes: Models and Applications, Pion. Queen and rook.
//
// Edges: an area without a shape is an island. Equal shapes are neighbours. Holes count like outer
// rings, so an area that fills another's hole is its neighbour. Borders are compared, not insides:
// an area that lies on another without touching its border is no neighbour of it.
// Time: O(vertices log vertices) where edges are short beside the map.
#pragma once

#include <span>

#include "engine/core/names.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

enum class Contiguity { queen, rook };

/// As users choose them.
inline constexpr Names<Contiguity, 2> contiguity_names = {
    {{Contiguity::queen, "queen"}, {Contiguity::rook, "rook"}}};

struct ContiguityOptions {
  Contiguity kind = Contiguity::queen;
  /// A centimetre: above the rounding that projecting and 7-decimal degrees leave, far below any
  /// gap that is meant.
  double tolerance_m = 0.01;
  /// Rook: ten centimetres of common border are one, two borders that touch are not.
  double least_stretch_m = 0.10;
};

/// @param shapes  of the sites, metres
/// @return binary, symmetric, without self. Throws Interrupted.
///
/// Example:
///   const SpatialWeights neighbours = contiguity(shapes, {.kind = Contiguity::rook});
[[nodiscard]] SpatialWeights contiguity(std::span<const geometry::MultiPolygon> shapes,
                                        const ContiguityOptions& options = {});

}  // namespace hotward::weights
