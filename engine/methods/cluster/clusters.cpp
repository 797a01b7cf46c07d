#include "engine/methods/cluster/clusters.hpp"

#include <algorithm>

#include "engine/core/check.hpp"

namespace hotward::cluster {

Clusters numbered(const DensityInput& input, std::span<const std::uint32_t> group,
                  std::uint32_t groups) {
  HOTWARD_EXPECTS(group.size() == input.at.size());
  struct Group {
    std::uint32_t index;
    std::uint64_t size;
    Site lowest;
  };
  // Most groups that could be are not: only those met take room.
  constexpr std::uint32_t not_met = UINT32_MAX;
  std::vector<std::uint32_t> met(groups, not_met);
  std::vector<Group> found;
  Clusters result;
  for (std::size_t p = 0; p < group.size(); ++p) {
    HOTWARD_EXPECTS(group[p] <= groups);
    if (group[p] == groups) {
      result.noise += incidents_at(input, p);
      continue;
    }
    const Site site{input.at[p], input.when.empty() ? 0 : input.when[p]};
    std::uint32_t& at = met[group[p]];
    if (at == not_met) {
      at = static_cast<std::uint32_t>(found.size());
      found.push_back({group[p], 0, site});
    }
    Group& mine = found[at];
    mine.size += incidents_at(input, p);
    if (site < mine.lowest) mine.lowest = site;
  }
  std::ranges::sort(found, [](const Group& a, const Group& b) {
    return a.size != b.size ? a.size > b.size : a.lowest < b.lowest;
  });
  std::vector<std::uint32_t>& number = met;
  for (const Group& g : found) {
    result.sizes.push_back(g.size);
    number[g.index] = static_cast<std::uint32_t>(result.sizes.size());
  }
  result.cluster_id.reserve(group.size());
  for (const std::uint32_t g : group) {
    result.cluster_id.push_back(g == groups ? 0 : std::int64_t{number[g]});
  }
  return result;
}

Clusters of_points(const DensityInput& input, const DensitySites& sites,
                   const SiteClusters& found) {
  const auto groups = static_cast<std::uint32_t>(sites.sites.size());
  std::vector<std::uint32_t> group(input.at.size());
  for (std::size_t p = 0; p < group.size(); ++p) {
    group[p] = std::min(found.cluster[sites.site_of[p]], groups);
  }
  Clusters result = numbered(input, group, groups);
  result.role.reserve(group.size());
  for (const std::uint32_t site : sites.site_of) result.role.push_back(found.role[site]);
  return result;
}

std::vector<table::Column> columns(const Clusters& result) {
  table::Column::Texts roles;
  for (const Role role : result.role) roles.emplace_back(name_of(role_names, role));
  return {
      {"cluster_id", "1", "number of the cluster, 1 the largest; 0: in none", result.cluster_id},
      {"role", "", "core: well within a cluster; border: at its edge; noise: in none", roles}};
}

}  // namespace hotward::cluster
