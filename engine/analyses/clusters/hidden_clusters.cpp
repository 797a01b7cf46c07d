#include "engine/analyses/clusters/hidden_clusters.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace hotward::analyses {

std::size_t HiddenClusters::count() const {
  return static_cast<std::size_t>(std::ranges::count(rows, 1)) + (noise ? 1 : 0);
}

HiddenClusters hidden_clusters(const Study& study, const FoundClusters& found) {
  HiddenClusters hidden;
  hidden.rows.assign(found.clusters.count(), 0);
  std::size_t first = 0;  // row of the order's first cluster
  for (std::size_t k = 1; k < found.orders.size(); ++k) {
    hidden.rows.resize(hidden.rows.size() + found.orders[k].parent.size(), 0);
  }
  if (!study.is_public) return hidden;
  std::vector<std::string> names = {"noise"};
  std::vector<std::int64_t> counts = {static_cast<std::int64_t>(found.clusters.noise)};
  for (const std::uint64_t size : found.clusters.sizes) {
    names.push_back(fmt::format("cluster {:09}", names.size()));  // in the order of the numbers
    counts.push_back(static_cast<std::int64_t>(size));
  }
  const HiddenFlags flags = hidden_counts(study, names, counts);
  hidden.noise = flags.front() != 0;
  std::copy(flags.begin() + 1, flags.end(), hidden.rows.begin());
  for (const ClusterOrder& order : found.orders) {
    const std::size_t next = first + order.parent.size();
    for (std::size_t i = 0; i < order.parent.size(); ++i) {
      if (hidden.rows[first + i] == 0 || order.parent[i] == 0) continue;
      hidden.rows[next + static_cast<std::size_t>(order.parent[i]) - 1] = 1;
    }
    first = next;
  }
  return hidden;
}

}  // namespace hotward::analyses
