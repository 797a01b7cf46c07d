// Poisson scan: which group of neighbouring areas holds more incidents than its population
// explains?
//
//   E_i = C p_i / P      incidents expected in area i: p_i of P people, C incidents in all
//
// Of all zones (zones.hpp) the one with the largest likelihood ratio (likelihood.hpp) is the most
// likely cluster. Chance is judged by R random maps on which each of the C incidents falls into
// area i with probability E_i / C, independently (scan_result.hpp).
//
// Sources:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995
//   Kulldorff (2022), SaTScan User Guide, version 10.1. https://www.satscan.org. A cluster of a
//     high rate has at least two cases; circles hold at most half the population.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

struct PoissonInput {
  ScanSites sites;
  std::span<const std::int64_t> cases;    ///< one per site
  std::span<const double> population;     ///< one per site; or empty where `expected` is given
  std::span<const double> expected = {};  ///< one per site, adding up to the cases; or empty
};

/// @return the clusters. An area without incidents, or without people, is fine; people are needed
///         where incidents are. Errors: too_few_sites below two areas; no_data without incidents,
///         where the population is 0 everywhere, or where no zone is small enough; bad_value,
///         naming the area, for a negative or missing number, for incidents where none can be
///         expected, and for expected counts that do not add up to the incidents within 1 in a
///         million; usage for a share outside (0, 0.5].
/// Time: O(layouts n^2 (1 + R / 64)). Parallel; the same bytes at any number of threads.
///
/// Example:
///   const auto found = poisson_scan({.sites = {at, codes}, .cases = cases, .population = people});
///   if (!found->clusters.empty()) in_cluster = found->clusters[0].members;  // nearest first
[[nodiscard]] Result<ScanResult> poisson_scan(const PoissonInput& input,
                                              const ScanOptions& options = {});

}  // namespace hotward::scan
