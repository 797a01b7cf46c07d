#include "engine/methods/cluster/site_tree.hpp"

#include <algorithm>
#include <numeric>

#include "engine/index/kd_tree.hpp"

namespace hotward::cluster {
namespace {

constexpr std::uint32_t crowd = 128;
constexpr std::uint32_t leaf_size = 16;

}  // namespace

SiteTree::SiteTree(DensitySites& sites) : sites_(sites), root_(sites.boxes(), plain) {
  std::vector<std::uint32_t> moved;  // moved[new place] = old place
  for (std::uint32_t box = 0; box < sites.boxes(); ++box) {
    const std::uint32_t first = sites.first[box];
    const std::uint32_t last = sites.first[box + 1];
    if (last - first <= crowd) continue;
    if (moved.empty()) {
      moved.resize(sites.sites.size());
      std::iota(moved.begin(), moved.end(), 0U);
    }
    root_[box] = static_cast<std::uint32_t>(nodes_.size());
    build(first, last, moved);
  }
  if (moved.empty()) return;
  for (std::uint32_t box = 0; box < sites.boxes(); ++box) {
    if (crowded(box)) reorder(sites.first[box], sites.first[box + 1], moved);
  }
  std::vector<std::uint32_t> now(moved.size());
  for (std::uint32_t s = 0; s < moved.size(); ++s) now[moved[s]] = s;
  for (std::uint32_t& s : sites.site_of) s = now[s];
}

void SiteTree::reorder(std::uint32_t first, std::uint32_t last,
                       const std::vector<std::uint32_t>& moved) {
  std::vector<Site> at;
  std::vector<Micro> weight;
  for (std::uint32_t s = first; s < last; ++s) {
    at.push_back(sites_.sites[moved[s]]);
    weight.push_back(sites_.weight[moved[s]]);
  }
  std::ranges::copy(at, sites_.sites.begin() + first);
  std::ranges::copy(weight, sites_.weight.begin() + first);
}

void SiteTree::build(std::uint32_t first, std::uint32_t last, std::vector<std::uint32_t>& moved) {
  const auto self = nodes_.size();
  Node node;
  node.first = first;
  node.last = last;
  for (std::uint32_t s = first; s < last; ++s) {
    node.extent.add(sites_.sites[moved[s]]);
    node.weight += sites_.weight[moved[s]];
  }
  nodes_.push_back(node);
  if (last - first <= leaf_size) return;
  const bool by_time = node.extent.box.low == node.extent.box.high;
  const bool by_x = node.extent.box.width() >= node.extent.box.height();
  const auto order = [&](std::uint32_t a, std::uint32_t b) {
    const Site& left = sites_.sites[a];
    const Site& right = sites_.sites[b];
    if (!by_time && by_x && left.at.x != right.at.x) return left.at.x < right.at.x;
    if (!by_time && !by_x && left.at.y != right.at.y) return left.at.y < right.at.y;
    if (left.when != right.when) return left.when < right.when;
    return left < right;
  };
  const std::uint32_t half = first + (last - first) / 2;
  std::nth_element(moved.begin() + first, moved.begin() + half, moved.begin() + last, order);
  build(first, half, moved);
  nodes_[self].right = static_cast<std::uint32_t>(nodes_.size());
  build(half, last, moved);
}

void SiteTree::set_core(std::span<const std::uint8_t> core) {
  core_ = core;
  for (Node& node : nodes_) {
    node.has_core = std::any_of(core.begin() + node.first, core.begin() + node.last,
                                [](std::uint8_t c) { return c != 0; });
  }
}

Micro SiteTree::weight_near(const Site& of, std::uint32_t box, Micro enough) const {
  if (sites_.reach.none_near({{of.at, of.at}, of.when, of.when}, sites_.extent[box])) return 0;
  if (sites_.reach.all_near(of, sites_.extent[box])) return sites_.box_weight[box];
  Micro total = 0;
  const auto scan = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t s = first; s < last && total < enough; ++s) {
      if (sites_.reach.near(of, sites_.sites[s])) total += sites_.weight[s];
    }
  };
  if (!crowded(box)) {
    scan(sites_.first[box], sites_.first[box + 1]);
    return total;
  }
  std::vector<std::uint32_t> open{root_[box]};
  while (!open.empty() && total < enough) {
    const Node& node = nodes_[open.back()];
    const std::uint32_t self = open.back();
    open.pop_back();
    if (sites_.reach.none_near({{of.at, of.at}, of.when, of.when}, node.extent)) continue;
    if (sites_.reach.all_near(of, node.extent)) {
      total += node.weight;
    } else if (node.right == 0) {
      scan(node.first, node.last);
    } else {
      open.push_back(node.right);
      open.push_back(self + 1);
    }
  }
  return total;
}

bool SiteTree::core_near(const Site& of, std::uint32_t box) const {
  const auto scan = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t s = first; s < last; ++s) {
      if (core_[s] != 0 && sites_.reach.near(of, sites_.sites[s])) return true;
    }
    return false;
  };
  if (!crowded(box)) return scan(sites_.first[box], sites_.first[box + 1]);
  std::vector<std::uint32_t> open{root_[box]};
  while (!open.empty()) {
    const Node& node = nodes_[open.back()];
    const std::uint32_t self = open.back();
    open.pop_back();
    if (!node.has_core) continue;
    if (sites_.reach.none_near({{of.at, of.at}, of.when, of.when}, node.extent)) continue;
    if (sites_.reach.all_near(of, node.extent)) return true;
    if (node.right == 0) {
      if (scan(node.first, node.last)) return true;
    } else {
      open.push_back(node.right);
      open.push_back(self + 1);
    }
  }
  return false;
}

void SiteTree::improve(const Site& of, std::uint32_t site, NearestCore& best) const {
  if (core_[site] == 0 || !sites_.reach.near(of, sites_.sites[site])) return;
  const double distance = index::distance_sq(of.at, sites_.sites[site].at);
  const std::int64_t minutes =
      std::abs(std::int64_t{of.when} - std::int64_t{sites_.sites[site].when});
  if (best.site != NearestCore::none) {
    if (distance > best.distance_sq_m2) return;
    if (distance == best.distance_sq_m2) {
      if (minutes > best.minutes) return;
      if (minutes == best.minutes && !(sites_.sites[site] < sites_.sites[best.site])) return;
    }
  }
  best = {distance, minutes, site};
}

void SiteTree::nearest_core(const Site& of, std::uint32_t box, NearestCore& best) const {
  const auto hopeless = [&](const Extent& extent) {
    return sites_.reach.none_near({{of.at, of.at}, of.when, of.when}, extent) ||
           (best.site != NearestCore::none &&
            index::distance_sq(of.at, extent.box) > best.distance_sq_m2);
  };
  if (hopeless(sites_.extent[box])) return;
  if (!crowded(box)) {
    for (std::uint32_t s = sites_.first[box]; s < sites_.first[box + 1]; ++s) improve(of, s, best);
    return;
  }
  std::vector<std::uint32_t> open{root_[box]};
  while (!open.empty()) {
    const Node& node = nodes_[open.back()];
    const std::uint32_t self = open.back();
    open.pop_back();
    if (!node.has_core || hopeless(node.extent)) continue;
    if (node.right == 0) {
      for (std::uint32_t s = node.first; s < node.last; ++s) improve(of, s, best);
      continue;
    }
    const bool left_first = index::distance_sq(of.at, nodes_[self + 1].extent.box) <=
                            index::distance_sq(of.at, nodes_[node.right].extent.box);
    open.push_back(left_first ? node.right : self + 1);
    open.push_back(left_first ? self + 1 : node.right);
  }
}

}  // namespace hotward::cluster
