// Kept neighbours: which of a study's areas touch, found once for all analyses that ask.
//
// Of the wards of a country it takes a second, and `run` asks in several analyses of each theme.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "engine/core/check.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/weights/contiguity.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward {

class KeptNeighbours {
 public:
  /// @param areas  the same at every call.  Throws Interrupted.
  [[nodiscard]] weights::SpatialWeights of(std::span<const geometry::MultiPolygon> areas,
                                           weights::Contiguity kind) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(kind);
    if (found != kept_.end()) {
      HOTWARD_EXPECTS(found->second.site_count() == areas.size());
      return found->second;
    }
    return kept_.emplace(kind, weights::contiguity(areas, {.kind = kind})).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<weights::Contiguity, weights::SpatialWeights> kept_;
};

}  // namespace hotward
