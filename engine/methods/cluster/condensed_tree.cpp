#include "engine/methods/cluster/condensed_tree.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/union_find.hpp"

namespace hotward::cluster {
namespace {

constexpr std::uint32_t none = CondensedTree::none;

// Places first, in their order, then joins; a join's children are a linked list.
struct Hierarchy {
  std::vector<double> level_sq;  // m²: of a place its core distance, of a join its links' length
  std::vector<double> size;      // incidents
  std::vector<std::uint32_t> first_child;
  std::vector<std::uint32_t> last_child;
  std::vector<std::uint32_t> next;
  std::uint32_t root = 0;

  std::uint32_t add(double level, double incidents) {
    level_sq.push_back(level);
    size.push_back(incidents);
    first_child.push_back(none);
    last_child.push_back(none);
    next.push_back(none);
    return static_cast<std::uint32_t>(size.size() - 1);
  }
  void adopt(std::uint32_t join, std::uint32_t child) {
    size[join] += size[child];
    if (first_child[join] == none) {
      first_child[join] = child;
    } else {
      next[last_child[join]] = child;
    }
    last_child[join] = child;
  }
  void merge(std::uint32_t join, std::uint32_t other) {
    size[join] += size[other];
    next[last_child[join]] = first_child[other];
    last_child[join] = last_child[other];
  }
};

Hierarchy hierarchy(std::span<const double> core_sq, std::span<const double> incidents,
                    std::span<const Link> links) {
  const auto places = static_cast<std::uint32_t>(core_sq.size());
  Hierarchy tree;
  for (std::uint32_t p = 0; p < places; ++p) tree.add(core_sq[p], incidents[p]);
  UnionFind sets(places);
  std::vector<std::uint32_t> top(places);
  for (std::uint32_t p = 0; p < places; ++p) top[p] = p;
  for (const Link& link : links) {
    const std::uint32_t a = top[sets.find(link.a)];
    const std::uint32_t b = top[sets.find(link.b)];
    // Levels are copies of link lengths, so == finds the joins that this length made.
    const bool a_same = a >= places && tree.level_sq[a] == link.reach_sq;
    const bool b_same = b >= places && tree.level_sq[b] == link.reach_sq;
    std::uint32_t join = a;
    if (a_same && b_same) {
      tree.merge(a, b);
    } else if (a_same) {
      tree.adopt(a, b);
    } else if (b_same) {
      tree.adopt(b, a);
      join = b;
    } else {
      join = tree.add(link.reach_sq, 0.0);
      tree.adopt(join, a);
      tree.adopt(join, b);
    }
    sets.unite(link.a, link.b);
    top[sets.find(link.a)] = join;
  }
  tree.root = top[sets.find(0)];
  return tree;
}

class Condenser {
 public:
  Condenser(const Hierarchy& tree, std::size_t places, double min_size)
      : tree_(tree), places_(static_cast<std::uint32_t>(places)), min_size_(min_size) {
    result_.last_group.assign(places, 0);
    result_.lambda.assign(places, 0.0);
  }

  CondensedTree run() {
    result_.groups.push_back({});
    open_.push_back({tree_.root, 0});
    while (!open_.empty()) {
      const Open next = open_.back();
      open_.pop_back();
      visit(next.node, next.group);
    }
    return std::move(result_);
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t group;
  };

  [[nodiscard]] double lambda_of(std::uint32_t node) const {
    return 1.0 / std::sqrt(tree_.level_sq[node]);
  }

  // A place with several incidents is a group of its own only between its core distance and the
  // length at which it joins others.
  [[nodiscard]] bool lives_on(std::uint32_t child, std::uint32_t join) const {
    return tree_.size[child] >= min_size_ && tree_.level_sq[child] < tree_.level_sq[join];
  }

  void leave(std::uint32_t group, double incidents, double lambda) {
    CondensedTree::Group& g = result_.groups[group];
    g.longest = std::max(g.longest, lambda);
    if (incidents > 0.0) g.stability += incidents * (lambda - g.birth);
  }

  void visit(std::uint32_t node, std::uint32_t group) {
    const double lambda = lambda_of(node);
    if (node < places_) {
      leave(group, tree_.size[node], lambda);
      result_.last_group[node] = group;
      result_.lambda[node] = lambda;
      return;
    }
    std::size_t parts = 0;
    double staying = 0.0;
    for (std::uint32_t c = tree_.first_child[node]; c != none; c = tree_.next[c]) {
      if (!lives_on(c, node)) continue;
      ++parts;
      staying += tree_.size[c];
    }
    leave(group, parts == 1 ? tree_.size[node] - staying : tree_.size[node], lambda);
    for (std::uint32_t c = tree_.first_child[node]; c != none; c = tree_.next[c]) {
      if (!lives_on(c, node)) {
        drop(c, group, lambda);
      } else if (parts == 1) {
        open_.push_back({c, group});
      } else {
        result_.groups.push_back({.parent = group, .birth = lambda, .longest = lambda});
        open_.push_back({c, static_cast<std::uint32_t>(result_.groups.size() - 1)});
      }
    }
  }

  void drop(std::uint32_t node, std::uint32_t group, double lambda) {
    falling_.assign(1, node);
    while (!falling_.empty()) {
      const std::uint32_t n = falling_.back();
      falling_.pop_back();
      if (n < places_) {
        result_.last_group[n] = group;
        result_.lambda[n] = lambda;
      }
      for (std::uint32_t c = tree_.first_child[n]; c != none; c = tree_.next[c]) {
        falling_.push_back(c);
      }
    }
  }

  const Hierarchy& tree_;
  std::uint32_t places_;
  double min_size_;
  CondensedTree result_;
  std::vector<Open> open_;
  std::vector<std::uint32_t> falling_;
};

}  // namespace

CondensedTree condensed_tree(std::span<const double> core_sq, std::span<const double> incidents,
                             std::span<const Link> links, double min_cluster_size) {
  HOTWARD_EXPECTS(!core_sq.empty() && links.size() + 1 == core_sq.size());
  HOTWARD_EXPECTS(incidents.size() == core_sq.size());
  const Hierarchy tree = hierarchy(core_sq, incidents, links);
  return Condenser(tree, core_sq.size(), min_cluster_size).run();
}

}  // namespace hotward::cluster
