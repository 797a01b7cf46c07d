// dbscan_judge: what plain_dbscan says of a result of dbscan.
#pragma once

#include <string>
#include <vector>

#include "engine/index/kd_tree.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "tests/support/plain_dbscan.hpp"

namespace hotward::cluster {

inline PlainSettings plain(const std::vector<geometry::Point>& at, double eps_m,
                           double min_points) {
  return {.points = at.size(),
          .near = [&at, eps_m](
                      std::size_t a,
                      std::size_t b) { return index::distance_sq(at[a], at[b]) <= eps_m * eps_m; },
          .min_points = min_points};
}

inline std::vector<bool> core_of(const Clusters& c) {
  std::vector<bool> core;
  for (const Role r : c.role) core.push_back(r == Role::core);
  return core;
}

inline std::string fault(const Clusters& c, const std::vector<geometry::Point>& at,
                         const PlainSettings& s) {
  for (std::size_t i = 0; i < c.role.size(); ++i) {
    if ((c.role[i] == Role::noise) != (c.cluster_id[i] == 0)) return "a role belies its label";
  }
  return dbscan_fault(s, c.cluster_id, core_of(c), [&at](std::size_t a, std::size_t b) {
    return index::distance_sq(at[a], at[b]);
  });
}

}  // namespace hotward::cluster
