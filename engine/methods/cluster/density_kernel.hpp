// Density kernel: what DBSCAN and its kin in space and time have in common.
//
//   core    a site with weight(near(site), itself included) >= min_points
//   linked  two core sites near each other; a cluster's core is a set connected by links
//   border  a site that is not core, with a core site near it: it joins the nearest one's cluster,
//           of equal distances the one nearer in time, then the one with the lower x, y, time
//   noise   any other
//
// Sources: as density_sites.hpp, and
//   Wang, Gu, Shun (2020), Theoretically-efficient and practical parallel DBSCAN, SIGMOD '20,
//     2555-2571. doi:10.1145/3318464.3380582. Links tested between boxes that are still apart only.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/methods/cluster/density_sites.hpp"

namespace hotward::cluster {

enum class Role : std::uint8_t { noise, border, core };

/// As the column `role` holds them.
inline constexpr Names<Role, 3> role_names = {
    {{Role::noise, "noise"}, {Role::border, "border"}, {Role::core, "core"}}};

struct SiteClusters {
  /// One per site: the lowest site that stands for its cluster, or no_cluster.
  std::vector<std::uint32_t> cluster;
  std::vector<Role> role;
  static constexpr std::uint32_t no_cluster = UINT32_MAX;
};

/// Reorders the sites of crowded boxes. Time: O(n) on maps where a box meets a bounded number of
/// others' sites; O(n sqrt(n)) at worst for the counts, whatever min_points is.
[[nodiscard]] SiteClusters density_clusters(DensitySites& sites, Micro min_points);

}  // namespace hotward::cluster
