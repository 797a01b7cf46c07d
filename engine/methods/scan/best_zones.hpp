// Best zones: which zone about each centre is the most unusual one on the map as it was seen?
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

/// A zone and a window, identified by their numbers alone.
struct Candidate {
  std::uint32_t centre = 0;  ///< index into centres
  std::uint32_t layout = 0;  ///< index into layouts
  double distance_sq = 0.0;  ///< of its farthest site: a site at most as far is a member
  std::uint32_t sites = 0;
  Window window;
  double statistic = 0.0;  ///< llr times penalty
};

struct BestZones {
  std::vector<Candidate> candidates;  ///< one for each centre that has a zone with llr > 0
  bool any_zone = false;              ///< false where not one zone is small enough
};

/// Among zones equal in their statistic the smallest is taken, then the first layout and window.
/// Time: O(centres layouts sites windows). Parallel over centres.
[[nodiscard]] BestZones best_zones(const ScanProblem& problem);

}  // namespace hotward::scan
