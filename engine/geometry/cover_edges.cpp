#include "engine/geometry/cover_edges.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/orientation.hpp"

namespace hotward::geometry {
namespace {

// Adding nothing makes 0 of −0, whose bits differ.
Point on_grid(const Point& p) {
  return {std::nearbyint(1000.0 * p.x) + 0.0, std::nearbyint(1000.0 * p.y) + 0.0};
}

std::uint64_t mixed(std::uint64_t h, double value) {
  h = (h ^ std::bit_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15U;
  return h ^ (h >> 32U);
}

/// Edges with the same ends made one as they come: most of a coverage's come twice, and then
/// nothing changes across them. A country's edges do not fit in the cache, so a few wait while what
/// they will be compared with is on its way.
class EdgeSet {
 public:
  /// @param most  edges that will be added, or fewer
  EdgeSet(std::size_t most, UnionFind& polygons) : polygons_(polygons) {
    slots_.resize(std::bit_ceil(std::max<std::size_t>(most + most / 2, 16)));
    edges_.reserve(most);  // what is not used of it costs nothing
  }

  /// The edge a → b, the way round that edges have. Nothing where the ends are one.
  void add(const Point& a, const Point& b, CoverEdge edge) {
    if (a == b) return;
    edge.a = a;
    edge.b = b;
    if (b < a) {
      std::swap(edge.a, edge.b);
      std::swap(edge.along, edge.against);
      edge.net = -edge.net;
    }
    const std::uint64_t hash =
        mixed(mixed(mixed(mixed(1, edge.a.x), edge.a.y), edge.b.x), edge.b.y);
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    waiting_[waiting_count_++] = {edge, hash};
    if (waiting_count_ == waiting_.size()) add_waiting();
  }

  /// Those across which the number of areas changes, in an order of their own.
  std::vector<CoverEdge> take() {
    add_waiting();
    std::erase_if(edges_, [](const CoverEdge& edge) { return edge.net == 0; });
    leave_if_stopped();
    std::ranges::sort(edges_, [](const CoverEdge& e, const CoverEdge& f) {
      return std::tie(e.a, e.b) < std::tie(f.a, f.b);
    });
    return std::move(edges_);
  }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t edge = 0;  // its number and 1; 0: empty
  };

  struct Waiting {
    CoverEdge edge;
    std::uint64_t hash;
  };

  void add_waiting() {
    const std::span<const Waiting> waiting(waiting_.data(), waiting_count_);
    for (const Waiting& each : waiting) {
      const Slot& slot = slots_[each.hash & (slots_.size() - 1)];
      if (slot.edge != 0) __builtin_prefetch(&edges_[slot.edge - 1]);
    }
    for (const Waiting& each : waiting) {
      if (CoverEdge* known = find_or_add(each.edge, each.hash)) join(*known, each.edge);
    }
    waiting_count_ = 0;
  }

  // Null where the edge is a new one.
  CoverEdge* find_or_add(const CoverEdge& edge, std::uint64_t hash) {
    const auto key = static_cast<std::uint32_t>(hash >> 32U);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].edge != 0; at = (at + 1) & mask) {
      if (slots_[at].key != key) continue;
      CoverEdge& known = edges_[slots_[at].edge - 1];
      if (known.a == edge.a && known.b == edge.b) return &known;
    }
    edges_.push_back(edge);
    slots_[at] = {key, static_cast<std::uint32_t>(edges_.size())};
    return nullptr;
  }

  void join(CoverEdge& whole, const CoverEdge& more) {
    polygons_.unite(whole.polygon, more.polygon);
    whole.net += more.net;
    whole.along = whole.along || more.along;
    whole.against = whole.against || more.against;
    whole.is_new = whole.is_new && more.is_new;
  }

  UnionFind& polygons_;
  std::vector<CoverEdge> edges_;
  std::vector<Slot> slots_;
  std::array<Waiting, 32> waiting_;
  std::size_t waiting_count_ = 0;
};

/// @param inside  +1 for an outer ring, −1 for a hole, whichever way it runs
void add_ring(const Ring& ring, int inside, std::uint32_t polygon, EdgeSet& out) {
  if (ring.empty()) return;
  CoverEdge edge;
  edge.net = signed_area_m2(ring) > 0.0 ? inside : -inside;
  edge.polygon = polygon;
  edge.along = edge.net > 0;
  edge.against = edge.net < 0;
  Point before = on_grid(ring.back());
  for (const Point& p : ring) {
    const Point here = on_grid(p);
    out.add(before, here, edge);
    before = here;
  }
}

struct Split {
  std::uint32_t edge;
  Point at;
};

/// Does the edge, not by its ends, meet the square of the grid round p? By the three axes that can
/// part them: x, y, and across the edge.
bool meets_square(const CoverEdge& e, const Point& p) {
  if (p == e.a || p == e.b) return false;
  if (p.x < e.a.x - 0.5 || p.x > e.b.x + 0.5) return false;
  const auto [low, high] = std::minmax(e.a.y, e.b.y);
  if (p.y < low - 0.5 || p.y > high + 0.5) return false;
  const double x = e.b.x - e.a.x;
  const double y = e.b.y - e.a.y;
  const double off = x * (p.y - e.a.y) - y * (p.x - e.a.x);
  return std::abs(off) <= 0.5 * (std::abs(x) + std::abs(y));
}

bool cross(const CoverEdge& e, const CoverEdge& f) {
  return orientation(e.a, e.b, f.a) * orientation(e.a, e.b, f.b) < 0 &&
         orientation(f.a, f.b, e.a) * orientation(f.a, f.b, e.b) < 0;
}

Point crossing(const CoverEdge& e, const CoverEdge& f) {
  const double x = e.b.x - e.a.x;
  const double y = e.b.y - e.a.y;
  const double fx = f.b.x - f.a.x;
  const double fy = f.b.y - f.a.y;
  const double t = ((f.a.x - e.a.x) * fy - (f.a.y - e.a.y) * fx) / (x * fy - y * fx);
  const double inner = std::clamp(t, 0.0, 1.0);
  return {std::nearbyint(e.a.x + inner * x) + 0.0, std::nearbyint(e.a.y + inner * y) + 0.0};
}

Box box_of(const CoverEdge& edge) {
  Box box;
  box.add(edge.a);
  box.add(edge.b);
  return box.grown(0.5);
}

/// Calls visit(i, j), i < j, for every two whose boxes meet and one of which is new.
template <class Visit>
void for_new_pairs(std::span<const CoverEdge> edges, Visit visit) {
  if (std::ranges::none_of(edges, &CoverEdge::is_new)) return;
  std::vector<std::uint32_t> order;  // the new ones first
  order.reserve(edges.size());
  for (const bool is_new : {true, false}) {
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
      if (edges[i].is_new == is_new) order.push_back(i);
    }
  }
  std::vector<Box> boxes;
  boxes.reserve(edges.size());
  for (const std::uint32_t i : order) boxes.push_back(box_of(edges[i]));
  const auto count = static_cast<std::uint32_t>(
      std::ranges::count_if(edges, [](const CoverEdge& edge) { return edge.is_new; }));
  const auto in_order = [&](std::uint32_t i, std::uint32_t j) {
    visit(std::min(order[i], order[j]), std::max(order[i], order[j]));
  };
  for_box_pairs(std::span<const Box>(boxes).first(count), in_order);
  for_box_pairs_between(boxes, count, in_order);
}

/// Where edges must be cut: at ends of others in whose squares they come, and where they cross.
/// Of two that stood like this before, that is known already: neither was cut.
std::vector<Split> find_splits(std::span<const CoverEdge> edges) {
  std::vector<Split> splits;
  std::vector<Point> crossings;
  const auto add = [&](std::uint32_t e, const Point& p) {
    if (p != edges[e].a && p != edges[e].b) splits.push_back({e, p});
  };
  for_new_pairs(edges, [&](std::uint32_t i, std::uint32_t j) {
    const CoverEdge& e = edges[i];
    const CoverEdge& f = edges[j];
    for (const Point& p : {f.a, f.b}) {
      if (meets_square(e, p)) splits.push_back({i, p});
    }
    for (const Point& p : {e.a, e.b}) {
      if (meets_square(f, p)) splits.push_back({j, p});
    }
    if (!cross(e, f)) return;
    const Point p = crossing(e, f);
    add(i, p);
    add(j, p);
    crossings.push_back(p);
  });
  std::ranges::sort(crossings);
  crossings.erase(std::unique(crossings.begin(), crossings.end()), crossings.end());
  if (crossings.empty()) return splits;
  const auto first = static_cast<std::uint32_t>(crossings.size());
  std::vector<Box> all;
  for (const Point& p : crossings) all.push_back(Box{p, p});
  for (const CoverEdge& edge : edges) all.push_back(box_of(edge));
  for_box_pairs_between(all, first, [&](std::uint32_t p, std::uint32_t e) {
    if (meets_square(edges[e - first], crossings[p])) splits.push_back({e - first, crossings[p]});
  });
  return splits;
}

/// @return whether any edge was cut.
bool cut(std::vector<CoverEdge>& edges, UnionFind& polygons) {
  std::vector<Split> splits = find_splits(edges);
  if (splits.empty()) return false;
  const auto along_m = [&](const Split& s) {
    const CoverEdge& e = edges[s.edge];
    return (s.at.x - e.a.x) * (e.b.x - e.a.x) + (s.at.y - e.a.y) * (e.b.y - e.a.y);
  };
  std::ranges::sort(splits, {},
                    [&](const Split& s) { return std::tuple(s.edge, along_m(s), s.at); });
  EdgeSet pieces(edges.size() + splits.size(), polygons);
  std::size_t s = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    CoverEdge& edge = edges[i];
    Point from = edge.a;
    edge.is_new = s < splits.size() && splits[s].edge == i;
    for (; s < splits.size() && splits[s].edge == i; ++s) {
      pieces.add(from, splits[s].at, edge);
      from = splits[s].at;
    }
    pieces.add(from, edge.b, edge);
  }
  edges = pieces.take();
  return true;
}

}  // namespace

std::vector<CoverEdge> cover_edges(const LookedAt& shapes, UnionFind& polygons) {
  std::size_t vertices = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (const Polygon& part : shapes[i]) {
      vertices += part.outer.size();
      for (const Ring& hole : part.holes) vertices += hole.size();
    }
  }
  EdgeSet all(vertices, polygons);
  std::uint32_t polygon = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    leave_if_stopped();
    for (const Polygon& part : shapes[i]) {
      add_ring(part.outer, 1, polygon, all);
      for (const Ring& hole : part.holes) add_ring(hole, -1, polygon, all);
      ++polygon;
    }
  }
  std::vector<CoverEdge> edges = all.take();
  while (cut(edges, polygons)) {
  }
  return edges;
}

}  // namespace hotward::geometry
