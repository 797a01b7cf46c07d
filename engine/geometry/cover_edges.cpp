#include "engine/geometry/cover_edges.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
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
/// nothing changes across them.
class EdgeSet {
 public:
  explicit EdgeSet(UnionFind& polygons) : slots_(first_slots), polygons_(polygons) {}

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
    Slot& slot = slot_of(edge);
    if (slot.edge != 0) return join(edges_[slot.edge - 1], edge);
    edges_.push_back(edge);
    slot = {key_of(hash_of(edge)), static_cast<std::uint32_t>(edges_.size())};
    if (2 * edges_.size() > slots_.size()) grow();
  }

  /// Makes an edge one with that of the same ends. @return false where there is none
  bool join_known(const CoverEdge& edge) {
    const Slot& slot = slot_of(edge);
    if (slot.edge != 0) join(edges_[slot.edge - 1], edge);
    return slot.edge != 0;
  }

  /// Moves those across which the number of areas changes to the end of `out`, as they came; none
  /// is left.
  void take(std::vector<CoverEdge>& out) {
    std::ranges::copy_if(
        edges_, std::back_inserter(out), [](int net) { return net != 0; }, &CoverEdge::net);
    edges_.clear();
    std::ranges::fill(slots_, Slot{});
  }

 private:
  static constexpr std::size_t first_slots = 1024;

  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t edge = 0;  // its number and 1; 0: empty
  };

  static std::uint64_t hash_of(const CoverEdge& edge) {
    return mixed(mixed(mixed(mixed(1, edge.a.x), edge.a.y), edge.b.x), edge.b.y);
  }
  static std::uint32_t key_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32U);
  }

  // That of the edge, or the one for it.
  Slot& slot_of(const CoverEdge& edge) {
    const std::uint64_t hash = hash_of(edge);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].edge != 0; at = (at + 1) & mask) {
      if (slots_[at].key != key_of(hash)) continue;
      const CoverEdge& known = edges_[slots_[at].edge - 1];
      if (known.a == edge.a && known.b == edge.b) break;
    }
    return slots_[at];
  }

  void grow() {
    slots_.assign(4 * slots_.size(), Slot{});
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      slot_of(edges_[i]) = {key_of(hash_of(edges_[i])), i + 1};
    }
  }

  void join(CoverEdge& whole, const CoverEdge& more) {
    polygons_.unite(whole.polygon, more.polygon);
    whole.net += more.net;
    whole.along = whole.along || more.along;
    whole.against = whole.against || more.against;
    whole.is_new = whole.is_new && more.is_new;
  }

  std::vector<CoverEdge> edges_;
  std::vector<Slot> slots_;
  UnionFind& polygons_;
};

/// A ring and what its edges have in common.
struct BorderRing {
  const Ring* ring;
  double west;  // on the grid
  double east;
  CoverEdge edge;  // without its ends
};

/// The rings of all shapes.
class Borders {
 public:
  explicit Borders(const LookedAt& shapes) {
    std::uint32_t polygon = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      for (const Polygon& part : shapes[i]) {
        add(part.outer, 1, polygon);
        for (const Ring& hole : part.holes) add(hole, -1, polygon);
        ++polygon;
      }
    }
  }

  /// From west to east, the edges that begin in one strip after the other: so few at a time that
  /// those they are compared with stay in the cache.
  [[nodiscard]] std::vector<CoverEdge> edges(UnionFind& polygons) const {
    std::vector<CoverEdge> all;
    EdgeSet of_strip(polygons);
    const std::vector<double> bounds = strips();
    for (std::size_t s = 0; s + 1 < bounds.size(); ++s) {
      leave_if_stopped();
      for (const BorderRing& border : rings_) {
        if (border.east < bounds[s] || border.west >= bounds[s + 1]) continue;
        add_edges(border, bounds[s], bounds[s + 1], of_strip);
      }
      of_strip.take(all);
    }
    return all;
  }

 private:
  /// @param inside  +1 for an outer ring, −1 for a hole, whichever way it runs
  void add(const Ring& ring, int inside, std::uint32_t polygon) {
    if (ring.empty()) return;
    const auto [west, east] = std::ranges::minmax_element(ring, {}, &Point::x);
    CoverEdge edge;
    edge.net = signed_area_m2(ring) > 0.0 ? inside : -inside;
    edge.polygon = polygon;
    edge.along = edge.net > 0;
    edge.against = edge.net < 0;
    rings_.push_back({&ring, on_grid(*west).x, on_grid(*east).x, edge});
    points_ += ring.size();
  }

  /// Of about as many points each; from beyond the first to beyond the last.
  [[nodiscard]] std::vector<double> strips() const {
    constexpr std::size_t points_a_strip = std::size_t{1} << 16U;
    constexpr std::size_t sample_a_strip = 64;
    constexpr double all = std::numeric_limits<double>::infinity();
    const std::size_t count = points_ / points_a_strip + 1;
    const std::size_t step = std::max<std::size_t>(points_ / (count * sample_a_strip), 1);
    std::vector<double> sample;
    std::size_t next = 0;
    for (const BorderRing& border : rings_) {
      for (; next < border.ring->size(); next += step) {
        sample.push_back(on_grid((*border.ring)[next]).x);
      }
      next -= border.ring->size();
    }
    std::ranges::sort(sample);
    std::vector<double> bounds{-all};
    for (std::size_t s = 1; s < count; ++s) bounds.push_back(sample[s * sample.size() / count]);
    bounds.push_back(all);
    return bounds;
  }

  static void add_edges(const BorderRing& border, double from, double to, EdgeSet& out) {
    Point before = on_grid(border.ring->back());
    for (const Point& p : *border.ring) {
      const Point here = on_grid(p);
      const double begin = std::min(before.x, here.x);
      if (begin >= from && begin < to) out.add(before, here, border.edge);
      before = here;
    }
  }

  std::vector<BorderRing> rings_;
  std::size_t points_ = 0;
};

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
  if (e.a == f.a || e.a == f.b || e.b == f.a || e.b == f.b) return false;  // as most do
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
  EdgeSet pieces(polygons);
  auto next = splits.begin();
  const auto is_cut = [&](std::uint32_t i) { return next != splits.end() && next->edge == i; };
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    CoverEdge& edge = edges[i];
    edge.is_new = is_cut(i);
    if (!edge.is_new) continue;
    Point from = edge.a;
    for (; is_cut(i); ++next) {
      pieces.add(from, next->at, edge);
      from = next->at;
    }
    pieces.add(from, edge.b, edge);
  }
  // One on which a piece has come to lie is that piece.
  std::erase_if(edges,
                [&](const CoverEdge& edge) { return edge.is_new || pieces.join_known(edge); });
  pieces.take(edges);
  return true;
}

}  // namespace

std::vector<CoverEdge> cover_edges(const LookedAt& shapes, UnionFind& polygons) {
  std::vector<CoverEdge> edges = Borders(shapes).edges(polygons);
  while (cut(edges, polygons)) {
  }
  return edges;
}

}  // namespace hotward::geometry
