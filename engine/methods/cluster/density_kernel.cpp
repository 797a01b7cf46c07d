#include "engine/methods/cluster/density_kernel.hpp"

#include <algorithm>

#include "engine/core/parallel.hpp"
#include "engine/core/union_find.hpp"
#include "engine/methods/cluster/site_tree.hpp"

namespace hotward::cluster {
namespace {

constexpr std::size_t boxes_per_task = 512;

// Calls body(box, boxes around it) for every box, from several threads.
template <class Body>
void for_each_box(const DensitySites& sites, const Body& body) {
  const std::size_t tasks = (sites.boxes() + boxes_per_task - 1) / boxes_per_task;
  parallel_for(tasks, [&](std::size_t task) {
    index::PointGrid::Walker walker(sites.grid, sites.layer_reach);
    std::vector<std::uint32_t> around;
    const std::size_t last = std::min(sites.boxes(), (task + 1) * boxes_per_task);
    for (std::size_t box = task * boxes_per_task; box < last; ++box) {
      around.clear();
      walker.around(box, [&](std::size_t other) {
        if (!sites.reach.none_near(sites.extent[box], sites.extent[other])) {
          around.push_back(static_cast<std::uint32_t>(other));
        }
      });
      body(static_cast<std::uint32_t>(box), around);
    }
  });
}

std::vector<std::uint8_t> find_core(const DensitySites& sites, const SiteTree& tree,
                                    Micro min_points) {
  std::vector<std::uint8_t> core(sites.sites.size(), 0);
  for_each_box(sites, [&](std::uint32_t box, const std::vector<std::uint32_t>& around) {
    const auto first = sites.first[box];
    const auto last = sites.first[box + 1];
    // Any two sites of a box are near each other.
    if (sites.box_weight[box] >= min_points) {
      std::fill(core.begin() + first, core.begin() + last, std::uint8_t{1});
      return;
    }
    Micro most = 0;
    for (const std::uint32_t other : around) most += sites.box_weight[other];
    if (most < min_points) return;
    for (std::uint32_t s = first; s < last; ++s) {
      Micro total = sites.box_weight[box];
      for (const std::uint32_t other : around) {
        if (total >= min_points) break;
        if (other != box) total += tree.weight_near(sites.sites[s], other, min_points - total);
      }
      core[s] = total >= min_points ? 1 : 0;
    }
  });
  return core;
}

// Links between boxes: sequential, since each saves the tests of those that follow.
class Linker {
 public:
  Linker(const DensitySites& sites, const SiteTree& tree, const std::vector<std::uint8_t>& core)
      : sites_(sites), tree_(tree), core_(core), sets_(sites.boxes()), extent_(sites.boxes()) {
    for (std::uint32_t box = 0; box < sites.boxes(); ++box) {
      for (std::uint32_t s = sites.first[box]; s < sites.first[box + 1]; ++s) {
        if (core[s] != 0) extent_[box].add(sites.sites[s]);
      }
    }
  }

  // Boxes that surely belong together first: they leave fewer pairs for the dear test.
  UnionFind& link() {
    pass([&](std::uint32_t a, std::uint32_t b) {
      return sites_.reach.all_near(extent_[a], extent_[b]);
    });
    pass([&](std::uint32_t a, std::uint32_t b) { return linked(a, b); });
    return sets_;
  }

 private:
  template <class Test>
  void pass(const Test& test) {
    index::PointGrid::Walker walker(sites_.grid, sites_.layer_reach);
    for (std::uint32_t box = 0; box < sites_.boxes(); ++box) {
      walker.around(box, [&](std::size_t other) {
        const auto b = static_cast<std::uint32_t>(other);
        if (b <= box || extent_[box].box.empty() || extent_[b].box.empty()) return;
        if (sets_.find(box) == sets_.find(b)) return;
        if (sites_.reach.none_near(extent_[box], extent_[b])) return;
        if (test(box, b)) sets_.unite(box, b);
      });
    }
  }

  bool linked(std::uint32_t a, std::uint32_t b) {
    if (tree_.crowded(a) && !tree_.crowded(b)) std::swap(a, b);
    for (std::uint32_t s = sites_.first[a]; s < sites_.first[a + 1]; ++s) {
      const Site& site = sites_.sites[s];
      if (core_[s] == 0 ||
          sites_.reach.none_near({{site.at, site.at}, site.when, site.when}, extent_[b])) {
        continue;
      }
      if (tree_.core_near(site, b)) return true;
    }
    return false;
  }

  const DensitySites& sites_;
  const SiteTree& tree_;
  const std::vector<std::uint8_t>& core_;
  UnionFind sets_;
  std::vector<Extent> extent_;  // of the core sites of each box
};

}  // namespace

SiteClusters density_clusters(DensitySites& sites, Micro min_points) {
  SiteTree tree(sites);
  const auto core = find_core(sites, tree, min_points);
  tree.set_core(core);
  Linker linker(sites, tree, core);
  UnionFind& sets = linker.link();
  std::vector<std::uint32_t> set_of(sites.boxes());
  for (std::uint32_t box = 0; box < sites.boxes(); ++box) set_of[box] = sites.first[sets.find(box)];

  SiteClusters result{std::vector<std::uint32_t>(core.size(), SiteClusters::no_cluster),
                      std::vector<Role>(core.size(), Role::noise)};
  for_each_box(sites, [&](std::uint32_t box, const std::vector<std::uint32_t>& around) {
    for (std::uint32_t s = sites.first[box]; s < sites.first[box + 1]; ++s) {
      if (core[s] != 0) {
        result.role[s] = Role::core;
        result.cluster[s] = set_of[box];
        continue;
      }
      NearestCore best;
      for (const std::uint32_t other : around) tree.nearest_core(sites.sites[s], other, best);
      if (best.site == NearestCore::none) continue;
      result.role[s] = Role::border;
      result.cluster[s] = set_of[sites.box_of[best.site]];
    }
  });
  return result;
}

}  // namespace hotward::cluster
