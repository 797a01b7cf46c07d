#include "engine/disclosure/cell_graph.hpp"

#include <algorithm>

#include "engine/core/check.hpp"

namespace hotward::disclosure {
namespace {

struct Arc {
  std::uint32_t to;
  std::uint32_t cell;
};

using Arcs = std::vector<std::vector<Arc>>;  // per node

constexpr std::uint32_t unset = UINT32_MAX;

// One step of a walk in depth: a node, the next of its arcs, and the cell that led here.
struct Step {
  std::uint32_t node;
  std::size_t next;
  std::uint32_t cell;
};

// Nodes in the order in which a walk in depth leaves them.
std::vector<std::uint32_t> leaving_order(const Arcs& arcs) {
  std::vector<std::uint32_t> order;
  std::vector<std::uint8_t> seen(arcs.size(), 0);
  std::vector<Step> path;
  for (std::uint32_t start = 0; start < arcs.size(); ++start) {
    if (seen[start] != 0) continue;
    seen[start] = 1;
    path.push_back({start, 0, unset});
    while (!path.empty()) {
      Step& here = path.back();
      if (here.next == arcs[here.node].size()) {
        order.push_back(here.node);
        path.pop_back();
        continue;
      }
      const std::uint32_t to = arcs[here.node][here.next++].to;
      if (seen[to] != 0) continue;
      seen[to] = 1;
      path.push_back({to, 0, unset});
    }
  }
  return order;
}

// Strongly connected components by two walks, along the arcs and against them.
std::vector<std::uint32_t> components(const Arcs& along, const Arcs& against) {
  const std::vector<std::uint32_t> order = leaving_order(along);
  std::vector<std::uint32_t> component(along.size(), unset);
  std::vector<std::uint32_t> open;
  std::uint32_t count = 0;
  for (auto start = order.rbegin(); start != order.rend(); ++start) {
    if (component[*start] != unset) continue;
    component[*start] = count;
    open.push_back(*start);
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      for (const Arc& arc : against[node]) {
        if (component[arc.to] != unset) continue;
        component[arc.to] = count;
        open.push_back(arc.to);
      }
    }
    ++count;
  }
  return component;
}

// Bridges of a graph without directions: edges on no closed walk. A node's `low` is the earliest
// node that its part of the walk can reach by an edge not yet walked.
class Bridges {
 public:
  Bridges(const Arcs& edges, std::size_t cells)
      : edges_(edges), entered_(edges.size(), unset), low_(edges.size()), is_bridge_(cells, 0) {}

  std::vector<std::uint8_t> find() && {
    for (std::uint32_t start = 0; start < edges_.size(); ++start) {
      if (entered_[start] == unset) walk(start);
    }
    return std::move(is_bridge_);
  }

 private:
  void enter(std::uint32_t node, std::uint32_t cell) {
    entered_[node] = low_[node] = time_++;
    path_.push_back({node, 0, cell});
  }

  void walk(std::uint32_t start) {
    enter(start, unset);
    while (!path_.empty()) {
      Step& here = path_.back();
      if (here.next < edges_[here.node].size()) {
        const Arc edge = edges_[here.node][here.next++];
        if (edge.cell == here.cell) continue;
        if (entered_[edge.to] == unset) {
          enter(edge.to, edge.cell);
        } else {
          low_[here.node] = std::min(low_[here.node], entered_[edge.to]);
        }
        continue;
      }
      const Step left = here;
      path_.pop_back();
      if (path_.empty()) return;
      const std::uint32_t before = path_.back().node;
      low_[before] = std::min(low_[before], low_[left.node]);
      if (low_[left.node] > entered_[before]) is_bridge_[left.cell] = 1;
    }
  }

  const Arcs& edges_;
  std::vector<std::uint32_t> entered_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint8_t> is_bridge_;
  std::vector<Step> path_;
  std::uint32_t time_ = 0;
};

}  // namespace

std::vector<std::uint8_t> certain_cells(std::size_t nodes, std::span<const HiddenCell> cells) {
  Arcs along(nodes);
  Arcs against(nodes);
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const HiddenCell& cell = cells[i];
    HOTWARD_EXPECTS(cell.from < nodes && cell.to < nodes);
    along[cell.from].push_back({cell.to, i});
    against[cell.to].push_back({cell.from, i});
    if (!cell.may_fall) continue;
    along[cell.to].push_back({cell.from, i});
    against[cell.from].push_back({cell.to, i});
  }
  const std::vector<std::uint32_t> component = components(along, against);
  Arcs within(nodes);
  std::vector<std::uint8_t> certain(cells.size(), 0);
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const HiddenCell& cell = cells[i];
    if (component[cell.from] != component[cell.to]) {
      certain[i] = 1;
      continue;
    }
    within[cell.from].push_back({cell.to, i});
    within[cell.to].push_back({cell.from, i});
  }
  const std::vector<std::uint8_t> bridge = Bridges(within, cells.size()).find();
  for (std::uint32_t i = 0; i < cells.size(); ++i) certain[i] |= bridge[i];
  return certain;
}

}  // namespace hotward::disclosure
