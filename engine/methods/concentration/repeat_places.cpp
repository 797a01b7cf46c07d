#include "engine/methods/concentration/repeat_places.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/methods/concentration/count_law.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::concentration {

std::vector<double> chance_of_as_many(std::span<const std::int64_t> counts) {
  if (counts.empty()) return {};
  HOTWARD_EXPECTS(std::ranges::min(counts) >= 1);
  const auto all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const double mean =
      mean_with_zeros(static_cast<double>(all) / static_cast<double>(counts.size()));
  std::vector<double> p;
  for (const std::int64_t count : counts) {
    p.push_back(
        count == 1 ? 1.0 : std::min(1.0, stats::poisson_sf(count - 1, mean) / -std::expm1(-mean)));
  }
  return p;
}

}  // namespace hotward::concentration
