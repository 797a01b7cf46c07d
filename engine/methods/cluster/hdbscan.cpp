#include "engine/methods/cluster/hdbscan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/methods/cluster/condensed_tree.hpp"
#include "engine/methods/cluster/distinct_places.hpp"

namespace hotward::cluster {
namespace {

constexpr std::size_t sites_per_task = 1024;

Result<void> check(const HdbscanOptions& options) {
  if (options.min_cluster_size < 2) {
    return fail(ErrorCode::usage, fmt::format("min-cluster-size must be 2 or more, got {}",
                                              options.min_cluster_size));
  }
  if (!(options.least_m >= 0.0) || !std::isfinite(options.least_m)) {
    return fail(ErrorCode::usage,
                fmt::format("the least distance must be 0 m or more, got {} m", options.least_m));
  }
  return {};
}

// In the order of the tree's points.
std::vector<double> core_distances(const index::KdTree& tree, std::span<const double> incidents,
                                   const HdbscanOptions& options) {
  std::vector<double> core_sq(tree.points().size());
  const double needed = options.min_points == 0 ? options.min_cluster_size : options.min_points;
  parallel_for((core_sq.size() + sites_per_task - 1) / sites_per_task, [&](std::size_t task) {
    const std::size_t last = std::min(core_sq.size(), (task + 1) * sites_per_task);
    for (std::size_t i = task * sites_per_task; i < last; ++i) {
      core_sq[i] = std::max(tree.reach_sq(tree.points()[i], needed, incidents),
                            options.least_m * options.least_m);
    }
  });
  return core_sq;
}

// Which groups are clusters: none of them inside another.
std::vector<bool> selected(const CondensedTree& tree, const HdbscanOptions& options) {
  const std::size_t groups = tree.groups.size();
  std::vector<std::vector<double>> below(groups);  // what the parts of a group are worth
  std::vector<bool> chosen(groups, false);
  for (std::size_t g = groups; g-- > 0;) {
    // Added from the least up: their order in the tree is that of the spanning tree found.
    std::ranges::sort(below[g]);
    double parts = 0.0;
    for (const double worth : below[g]) parts += worth;
    const bool whole = g == 0 && !options.allow_single;
    const bool mass = options.selection == HdbscanOptions::Selection::excess_of_mass;
    const bool holds = below[g].empty() || (mass && tree.groups[g].stability >= parts);
    chosen[g] = holds && !whole;
    if (g > 0) below[tree.groups[g].parent].push_back(holds ? tree.groups[g].stability : parts);
  }
  return chosen;
}

// The outermost chosen group around each group; none where there is none.
std::vector<std::uint32_t> cluster_of_groups(const CondensedTree& tree,
                                             const std::vector<bool>& chosen) {
  std::vector<std::uint32_t> cluster(tree.groups.size(), CondensedTree::none);
  for (std::uint32_t g = 0; g < cluster.size(); ++g) {
    const std::uint32_t parent = tree.groups[g].parent;
    if (parent != CondensedTree::none) cluster[g] = cluster[parent];
    if (cluster[g] == CondensedTree::none && chosen[g]) cluster[g] = g;
  }
  return cluster;
}

double strength(double lambda, double longest) {
  return std::isfinite(longest) ? std::min(lambda, longest) / longest
                                : (std::isfinite(lambda) ? 0.0 : 1.0);
}

struct Found {
  std::vector<std::uint32_t> group;  // of each place, in the order of the tree's points
  std::vector<double> strength;
  CondensedTree tree;
};

Found cluster_places(const index::KdTree& tree, std::span<const double> core_sq,
                     std::span<const double> incidents, const HdbscanOptions& options) {
  Found found{std::vector<std::uint32_t>(core_sq.size(), CondensedTree::none),
              std::vector<double>(core_sq.size(), 0.0),
              {}};
  if (!std::isfinite(core_sq[0])) return found;  // one is infinite where all are
  found.tree = condensed_tree(core_sq, incidents, reach_tree(tree, core_sq),
                              static_cast<double>(options.min_cluster_size));
  const auto cluster = cluster_of_groups(found.tree, selected(found.tree, options));
  for (std::size_t i = 0; i < core_sq.size(); ++i) {
    found.group[i] = cluster[found.tree.last_group[i]];
    if (found.group[i] == CondensedTree::none) continue;
    found.strength[i] = strength(found.tree.lambda[i], found.tree.groups[found.group[i]].longest);
  }
  return found;
}

}  // namespace

Result<Hdbscan> hdbscan(const DensityInput& input, const HdbscanOptions& options) {
  HOTWARD_EXPECTS(input.when.empty() && input.weight.empty());
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (const auto ok = check_input(input); !ok) return fail(ok.error());
  const DistinctPlaces places = distinct_places(input.at, input.incidents);
  const index::KdTree tree(places.at);
  std::vector<double> incidents(places.size());
  std::vector<std::uint32_t> in_tree(places.size());
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    incidents[i] = places.incidents[tree.order()[i]];
    in_tree[tree.order()[i]] = i;
  }
  const auto core_sq = core_distances(tree, incidents, options);
  const Found found = cluster_places(tree, core_sq, incidents, options);

  const auto groups = static_cast<std::uint32_t>(found.tree.groups.size());
  Hdbscan result;
  std::vector<std::uint32_t> group;
  for (const std::uint32_t place : places.place_of) {
    const std::uint32_t i = in_tree[place];
    group.push_back(std::min(found.group[i], groups));
    result.strength.push_back(found.strength[i]);
    result.core_m.push_back(std::sqrt(core_sq[i]));
  }
  result.clusters = numbered(input, group, groups);
  result.stability.resize(result.clusters.count());
  for (std::size_t p = 0; p < group.size(); ++p) {
    const bool noise = group[p] == groups;
    result.clusters.role.push_back(noise ? Role::noise : Role::core);
    if (noise) continue;
    result.stability[static_cast<std::size_t>(result.clusters.cluster_id[p]) - 1] =
        found.tree.groups[group[p]].stability;
  }
  return result;
}

std::vector<table::Column> columns(const Hdbscan& result) {
  auto made = columns(result.clusters);
  made.push_back(
      {"strength", "1", "how firmly the point belongs to its cluster, 0 to 1", result.strength});
  return made;
}

}  // namespace hotward::cluster
