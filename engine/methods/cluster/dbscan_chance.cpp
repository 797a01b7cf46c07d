#include "engine/methods/cluster/dbscan_chance.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"

namespace hotward::cluster {
namespace {

constexpr Stream layout_stream = stream_of("dbscan layouts");

double p_of(const std::vector<std::uint64_t>& made, std::uint64_t seen) {
  const auto as_many = std::ranges::count_if(made, [&](std::uint64_t n) { return n >= seen; });
  return (static_cast<double>(as_many) + 1.0) / (static_cast<double>(made.size()) + 1.0);
}

}  // namespace

Result<DbscanChance> dbscan_chance(const Clusters& seen, const DbscanOptions& options,
                                   const geometry::PointLayout& layout, std::size_t simulations,
                                   std::uint64_t seed) {
  HOTWARD_EXPECTS(layout != nullptr && simulations >= 1);
  const std::uint64_t incidents =
      std::accumulate(seen.sizes.begin(), seen.sizes.end(), std::uint64_t{0}) + seen.noise;
  return unless_stopped([&]() -> Result<DbscanChance> {
    DbscanChance chance;
    chance.clusters.assign(simulations, 0);
    chance.largest.assign(simulations, 0);
    std::vector<std::optional<Error>> errors(simulations);
    parallel_for(simulations, random_maps, [&](std::size_t s) {
      Random random(seed, layout_stream, 0, static_cast<std::uint32_t>(s));
      const auto points = layout(random, incidents);
      const auto found = dbscan({.at = points}, options);
      if (!found) {
        errors[s] = found.error();
        return;
      }
      chance.clusters[s] = found->count();
      chance.largest[s] = found->sizes.empty() ? 0 : found->sizes.front();
    });
    for (const auto& error : errors) {
      if (error) return fail(*error);
    }
    std::ranges::sort(chance.clusters);
    std::ranges::sort(chance.largest);
    chance.mean = static_cast<double>(std::accumulate(chance.clusters.begin(),
                                                      chance.clusters.end(), std::uint64_t{0})) /
                  static_cast<double>(simulations);
    chance.p_number = p_of(chance.clusters, seen.count());
    chance.p_largest = p_of(chance.largest, seen.sizes.empty() ? 0 : seen.sizes.front());
    return chance;
  });
}

}  // namespace hotward::cluster
