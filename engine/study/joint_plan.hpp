// Joint plan: what each layer of one publication may show, so that no two of them together
// disclose a small count that neither discloses alone. Made by engine/job for `run`; each analysis
// follows it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/study/merged_places.hpp"
#include "engine/study/public_places.hpp"
#include "engine/study/publication.hpp"

namespace hotward {

struct JointPlan {
  HiddenFlags cells;                 ///< of the grid, per cell: its own reasons, and the others'
  std::vector<std::uint8_t> places;  ///< per place of the study: 1 where it may be shown
  std::vector<MergedPlaces> merged;  ///< those of the others that may be shown as one
  HiddenFlags clusters;              ///< per cluster, whether its count is hidden
  bool noise = false;                ///< whether it is hidden how many lie in none
  PublicPlaces surface;              ///< what a density may be made of
};

}  // namespace hotward
