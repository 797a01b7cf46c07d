// What `near-repeat` found, for its layers and its words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/near_repeat/near_repeat.hpp"
#include "engine/methods/near_repeat/chains.hpp"
#include "engine/methods/near_repeat/knox.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

struct FoundNearRepeat {
  NearRepeatOptions options;
  std::vector<geometry::Point> at{};  ///< one per incident
  std::vector<table::Minute> when{};
  std::vector<std::string> area{};
  std::vector<std::string> street{};
  std::uint64_t undated = 0;        ///< left out
  std::uint64_t long_spans = 0;     ///< end a band of time or more after they began
  std::vector<double> space_m{};    ///< ends of the bands, 0 before them
  std::vector<double> time_days{};  ///< the same
  near_repeat::Knox knox{};         ///< of no bands where there are too few incidents
  near_repeat::Chains chains{};

  [[nodiscard]] bool has_answer() const { return !knox.bands.empty(); }
  [[nodiscard]] bool has_same_place() const { return options.same_place_m > 0.0; }
  /// All within the first band of distance, the same place included, and the first of time.
  [[nodiscard]] const near_repeat::KnoxCell& headline() const {
    return knox.within[(has_same_place() ? 1 : 0) * time_days.size()];
  }
};

}  // namespace hotward::analyses
