// Connectivity: which sites stand alone, and into how many parts does the map fall?
//
// An island has no neighbour but, perhaps, itself. A component is a set of sites that links join,
// taken in either direction. A river without bridges splits a map of areas into components; a test
// that gathers values over neighbours cannot see across.
//
// Time: O(sites + links).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

/// The sites without a neighbour other than themselves, ascending.
[[nodiscard]] std::vector<Site> islands(const SpatialWeights& weights);

struct Components {
  std::size_t count = 0;
  std::vector<std::size_t> label;  ///< of each site, 0 … count − 1, numbered by their lowest site
  std::vector<std::size_t> sizes;  ///< of each component
};

/// An island is a component of its own.
///
/// Example:
///   const Components parts = components(neighbours);
///   const bool one_map = parts.count == 1 && islands(neighbours).empty();
[[nodiscard]] Components components(const SpatialWeights& weights);

}  // namespace hotward::weights
