// Secondary clusters: which candidates are clusters of their own, and not the first one again?
//
// Candidates are taken from the most likely on, and one that shares a site with a cluster taken
// before is passed over ("no geographic overlap"), in whatever period either lies. A candidate is
// the best zone of its centre: a second-best zone about the same centre is not considered, as in
// SaTScan. Equal statistics (to 9 decimals) are ordered by fewer sites, then the smaller zone, then
// the centre.
//
// Source:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995. Secondary clusters.
//
// Only for this room's files.
#pragma once

#include <span>
#include <vector>

#include "engine/methods/scan/best_zones.hpp"
#include "engine/methods/scan/scan_problem.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

/// @return clusters by rank, without p; rank, members and numbers are filled in. Time: O(k log k)
///         for k candidates, O(n) for each cluster, and O(members) for each candidate.
[[nodiscard]] std::vector<Cluster> without_overlap(const ScanProblem& problem,
                                                   std::vector<Candidate> candidates);

}  // namespace hotward::scan
