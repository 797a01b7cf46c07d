#include "engine/methods/cluster/reach_tree.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/union_find.hpp"

namespace hotward::cluster {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint32_t mixed = UINT32_MAX;
constexpr Link no_link{infinite, UINT32_MAX, UINT32_MAX};

class Rounds {
 public:
  Rounds(const index::KdTree& tree, std::span<const double> core_sq)
      : tree_(tree),
        core_(core_sq),
        sets_(core_sq.size()),
        component_(core_sq.size()),
        known_(core_sq.size(), no_link),
        at_least_(core_sq.begin(), core_sq.end()),
        node_component_(tree.nodes().size()),
        node_core_(tree.nodes().size()) {
    for (std::uint32_t p = 0; p < component_.size(); ++p) component_[p] = p;
    const auto nodes = tree.nodes();
    for (std::size_t n = nodes.size(); n-- > 0;) {
      node_core_[n] = nodes[n].right == 0 ? *std::min_element(core_.begin() + nodes[n].first,
                                                              core_.begin() + nodes[n].last)
                                          : std::min(node_core_[n + 1], node_core_[nodes[n].right]);
    }
  }

  std::vector<Link> run() {
    std::vector<Link> links;
    links.reserve(component_.size());
    while (links.size() + 1 < component_.size()) {
      mark_nodes();
      best_.assign(component_.size(), no_link);
      remember();
      for (std::uint32_t p = 0; p < component_.size(); ++p) ask(p);
      for (std::uint32_t c = 0; c < best_.size(); ++c) {
        if (component_[c] == c && sets_.unite(best_[c].a, best_[c].b)) links.push_back(best_[c]);
      }
      for (std::uint32_t p = 0; p < component_.size(); ++p) component_[p] = sets_.find(p);
    }
    std::ranges::sort(links);
    return links;
  }

 private:
  void mark_nodes() {
    const auto nodes = tree_.nodes();
    for (std::size_t n = nodes.size(); n-- > 0;) {
      if (nodes[n].right == 0) {
        const std::uint32_t c = component_[nodes[n].first];
        const bool one =
            std::all_of(component_.begin() + nodes[n].first, component_.begin() + nodes[n].last,
                        [&](std::uint32_t other) { return other == c; });
        node_component_[n] = one ? c : mixed;
      } else {
        const std::uint32_t left = node_component_[n + 1];
        node_component_[n] = left == node_component_[nodes[n].right] ? left : mixed;
      }
    }
  }

  // Links of earlier rounds that still lead elsewhere are still the best of their place.
  void remember() {
    for (std::uint32_t p = 0; p < component_.size(); ++p) {
      if (known_[p].a == UINT32_MAX) continue;
      if (component_[known_[p].a] == component_[known_[p].b]) {
        known_[p] = no_link;
      } else {
        best_[component_[p]] = std::min(best_[component_[p]], known_[p]);
      }
    }
  }

  void ask(std::uint32_t p) {
    Link& best = best_[component_[p]];
    if (known_[p].a != UINT32_MAX || at_least_[p] > best.reach_sq) return;
    const Link found = search(p, best);
    if (found < best) {
      best = found;
      known_[p] = found;
      at_least_[p] = found.reach_sq;
    } else {
      at_least_[p] = std::max(at_least_[p], best.reach_sq);
    }
  }

  [[nodiscard]] double node_reach(std::uint32_t p, std::uint32_t n) const {
    return std::max(
        {core_[p], node_core_[n], index::distance_sq(tree_.points()[p], tree_.nodes()[n].box)});
  }

  // The least link from p to another component that is less than `best`, else `best`.
  Link search(std::uint32_t p, Link best) {
    const std::uint32_t mine = component_[p];
    const auto points = tree_.points();
    open_.clear();
    open_.push_back({0, node_reach(p, 0)});
    while (!open_.empty()) {
      const Open next = open_.back();
      open_.pop_back();
      if (next.reach > best.reach_sq) continue;
      const auto& node = tree_.nodes()[next.node];
      if (node.right == 0) {
        for (std::uint32_t q = node.first; q < node.last; ++q) {
          if (component_[q] == mine) continue;
          const double reach =
              std::max({core_[p], core_[q], index::distance_sq(points[p], points[q])});
          if (reach > best.reach_sq) continue;
          best = std::min(best, Link{reach, std::min(p, q), std::max(p, q)});
        }
        continue;
      }
      push(p, mine, next.node + 1, node.right, best);
    }
    return best;
  }

  void push(std::uint32_t p, std::uint32_t mine, std::uint32_t left, std::uint32_t right,
            const Link& best) {
    Open a{left, node_component_[left] == mine ? infinite : node_reach(p, left)};
    Open b{right, node_component_[right] == mine ? infinite : node_reach(p, right)};
    // Of equal reach the nearer first: it is likelier to hold a link that short.
    if (b.reach < a.reach || (b.reach == a.reach && nearer(p, right, left))) std::swap(a, b);
    if (b.reach <= best.reach_sq && b.reach < infinite) open_.push_back(b);
    if (a.reach <= best.reach_sq && a.reach < infinite) open_.push_back(a);
  }

  [[nodiscard]] bool nearer(std::uint32_t p, std::uint32_t a, std::uint32_t b) const {
    const auto& point = tree_.points()[p];
    return index::distance_sq(point, tree_.nodes()[a].box) <
           index::distance_sq(point, tree_.nodes()[b].box);
  }

  struct Open {
    std::uint32_t node;
    double reach;
  };

  const index::KdTree& tree_;
  std::span<const double> core_;
  UnionFind sets_;
  std::vector<std::uint32_t> component_;
  std::vector<Link> known_;       // the best link of a place, while it leads elsewhere
  std::vector<double> at_least_;  // no link of a place to elsewhere is shorter
  std::vector<std::uint32_t> node_component_;
  std::vector<double> node_core_;  // the least core distance in a node
  std::vector<Link> best_;         // of each component, by its lowest member
  std::vector<Open> open_;
};

}  // namespace

std::vector<Link> reach_tree(const index::KdTree& tree, std::span<const double> core_sq) {
  if (core_sq.size() < 2) return {};
  return Rounds(tree, core_sq).run();
}

}  // namespace hotward::cluster
