// GAL and GWT: spatial weights as the text files that GeoDa, PySAL and spdep exchange
//
//   GAL   0 <sites> <layer> <id name>      neighbours without weights
//         <id> <number of neighbours>
//         <id> <id> …                      (empty for an island)
//   GWT   0 <sites> <layer> <id name>      one weighted link per line
//         <from> <to> <weight>
//
// The header may be the number of sites alone. Ids are words: they hold no white space. Text goes
// in and out here; reading and writing files is io's.
//
// Sources:
//   Anselin (2003), An Introduction to EDA with GeoDa, Spatial Analysis Laboratory, University of
//     Illinois, Urbana-Champaign. The two formats.
//
// Edges: sites may stand in any order. A GAL file that leaves a site out makes it an island. A
// weight of 0 is no link. Self-links are kept. Errors: wrong_format for text that is no such file,
// bad_value for an unknown id, an id given twice, a link given twice, a weight below 0; each names
// the id and, but for a link given twice, the line.
// Time: O(n log n + text).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

/// What the first line declares about the sites' ids.
struct WeightsHeader {
  std::string layer = "unknown";
  std::string id_name = "id";
};

/// @param ids  of the sites, distinct, in the order of the analysis
/// @return binary
[[nodiscard]] Result<SpatialWeights> parse_gal(std::string_view text,
                                               std::span<const std::string> ids);
[[nodiscard]] Result<SpatialWeights> parse_gwt(std::string_view text,
                                               std::span<const std::string> ids);

/// Weights are left out: GAL has none.
///
/// Example:
///   const std::string text = format_gal(neighbours, ids, {.layer = "wards", .id_name = "code"});
///   const auto again = parse_gal(text, ids);
[[nodiscard]] std::string format_gal(const SpatialWeights& weights,
                                     std::span<const std::string> ids,
                                     const WeightsHeader& header = {});
/// Weights with as many digits as bring back the same number.
[[nodiscard]] std::string format_gwt(const SpatialWeights& weights,
                                     std::span<const std::string> ids,
                                     const WeightsHeader& header = {});

}  // namespace hotward::weights
