// Bridges: joining the parts of a map that a river splits
//
// Contiguity sees no neighbour across a river, so the map falls into components and each is tested
// as if the other were far away. A bridge links the nearest pair of sites of two components, in
// both directions; as few bridges are laid as join all components, and they are the shortest that
// do (a minimum spanning tree of the components).
//
// Sources:
//   Nešetřil, Milková, Nešetřilová (2001), Otakar Borůvka on minimum spanning tree problem,
//     Discrete Mathematics 233(1-3), 3-36. doi:10.1016/S0012-365X(00)00224-7. The algorithm.
//
// Edges: of pairs just as far, the one with the lower indices is taken. A connected map gets none.
// A site without points stays as it is. Time: O(p log p log c) for p points and c components.
#pragma once

#include <span>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

struct Bridge {
  Site from = 0;  ///< the lower of the two
  Site to = 0;
  double distance_m = 0.0;

  friend bool operator==(const Bridge&, const Bridge&) = default;
};

struct Bridged {
  SpatialWeights weights;
  std::vector<Bridge> bridges;  ///< ascending by from, to
};

/// Distances between the sites' points.
/// @param weights  binary, row-standardised or not
///
/// Example:
///   const Bridged joined = bridged(neighbours, points);
///   const double length_m = joined.bridges[0].distance_m;  // between sites 1 and 2
[[nodiscard]] Bridged bridged(const SpatialWeights& weights,
                              std::span<const geometry::Point> points);

/// Distances between the nearest vertices of the sites' shapes.
[[nodiscard]] Bridged bridged(const SpatialWeights& weights,
                              std::span<const geometry::MultiPolygon> shapes);

}  // namespace hotward::weights
