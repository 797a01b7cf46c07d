// Counts that vary more than independent incidents do: gamma-Poisson, with phi times their mean as
// variance.
#pragma once

#include <cstdint>

#include "engine/core/random.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/poisson_draw.hpp"

namespace hotward {

/// @param phi  at least 1; 1 gives Poisson's law
inline std::int64_t overdispersed_count(Random& random, double mean, double phi) {
  if (!(mean > 0.0)) return 0;
  if (phi > 1.0) mean = (phi - 1.0) * stats::gamma_draw(random, mean / (phi - 1.0));
  return stats::PoissonDraw(mean)(random);
}

}  // namespace hotward
