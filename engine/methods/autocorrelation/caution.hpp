// Caution: what a reader must know before believing a map of local statistics
//
//   few_sites          under 30 sites: a randomisation has few ways to differ
//   mostly_zero        over 80 % of the values are zero: few sums can occur, p-values are coarse
//   islands            sites without neighbours are tested by their own value, or not at all
//   parts              links join the map into more than one part; none gathers across
//   unequal_areas      counts over areas of which the largest is over 4 times the smallest: size
//                      shows as heat
//   undefined_sites    sites without a value were left out, also as neighbours
//   few_neighbours     most sites have fewer than 3 neighbours: nothing can gather
//
// The bounds are conventions, not results: 30 and 80 % are rules of thumb of this program.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

enum class CautionKind {
  few_sites,
  mostly_zero,
  islands,
  parts,
  unequal_areas,
  undefined_sites,
  few_neighbours,
};

/// As summaries name them.
inline constexpr Names<CautionKind, 7> caution_names = {
    {{CautionKind::few_sites, "few_sites"},
     {CautionKind::mostly_zero, "mostly_zero"},
     {CautionKind::islands, "islands"},
     {CautionKind::parts, "parts"},
     {CautionKind::unequal_areas, "unequal_areas"},
     {CautionKind::undefined_sites, "undefined_sites"},
     {CautionKind::few_neighbours, "few_neighbours"}}};

struct Caution {
  CautionKind kind;
  std::size_t count = 0;  ///< how many sites (or parts) it is about
  std::string text;       ///< one sentence, no full stop
};

/// @param values    of the sites analysed, finite
/// @param area_km2  of each site where values are counts over areas, else empty
/// @return what applies, in the order above
///
/// Example:
///   for (const Caution& caution : cautions(counts, neighbours, {})) notes.push_back(caution.text);
[[nodiscard]] std::vector<Caution> cautions(std::span<const double> values,
                                            const weights::SpatialWeights& weights,
                                            std::span<const double> area_km2);

}  // namespace hotward::autocorrelation
