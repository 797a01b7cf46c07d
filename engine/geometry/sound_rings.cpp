#include "engine/geometry/sound_rings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/geometry/containment.hpp"
#include "engine/geometry/orientation.hpp"

namespace hotward::geometry {
namespace {

// The work that is worth it, in looks at an edge for each edge there is.
constexpr std::size_t most_places = 8;  // squares that edges lie in
constexpr std::size_t most_pairs = 64;  // comparisons
constexpr std::size_t most_nesting = 8;
constexpr double furthest_m = 1e9;

struct Edge {
  Point a;
  Point b;
  std::uint32_t next;  // the edge that begins where this one ends
};

void add_ring(const Ring& ring, std::vector<Edge>& edges) {
  const auto first = static_cast<std::uint32_t>(edges.size());
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    edges.push_back({ring[i], ring[i + 1], static_cast<std::uint32_t>(edges.size() + 1)});
  }
  edges.push_back({ring.back(), ring.front(), first});
}

std::vector<Edge> edges_of(const MultiPolygon& shape) {
  std::vector<Edge> edges;
  for (const Polygon& part : shape) {
    add_ring(part.outer, edges);
    for (const Ring& hole : part.holes) add_ring(hole, edges);
  }
  return edges;
}

// Whether f, which begins where e ends, goes back along it.
bool turns_back(const Edge& e, const Edge& f) {
  const double along = (e.a.x - e.b.x) * (f.b.x - e.b.x) + (e.a.y - e.b.y) * (f.b.y - e.b.y);
  return along >= 0.0 && orientation(e.a, e.b, f.b) == 0;
}

bool on_one_side(const Edge& of, const Edge& edge) {
  return orientation(of.a, of.b, edge.a) * orientation(of.a, of.b, edge.b) > 0;
}

bool are_apart(const Edge& e, const Edge& f) {
  if (std::max(e.a.x, e.b.x) < std::min(f.a.x, f.b.x) ||
      std::max(f.a.x, f.b.x) < std::min(e.a.x, e.b.x) ||
      std::max(e.a.y, e.b.y) < std::min(f.a.y, f.b.y) ||
      std::max(f.a.y, f.b.y) < std::min(e.a.y, e.b.y)) {
    return true;
  }
  return on_one_side(e, f) || on_one_side(f, e);
}

// Squares over the shape. The number of a coordinate's column never falls as it grows, so edges
// that have a point in common have a square in common.
class Squares {
 public:
  Squares(const Box& box, double width_m, std::size_t most) : low_(box.low) {
    const double least_m = std::sqrt(box.width() * box.height() / static_cast<double>(most));
    const double longest_m = std::max(box.width(), box.height()) / static_cast<double>(most);
    per_m_ = 1.0 / std::max({width_m, least_m, longest_m});
    columns_ = static_cast<std::size_t>(box.width() * per_m_) + 1;
    rows_ = static_cast<std::size_t>(box.height() * per_m_) + 1;
  }

  [[nodiscard]] std::size_t size() const { return columns_ * rows_; }

  template <class Visit>
  void for_each_of(const Edge& e, Visit visit) const {
    const auto [west, east] = std::minmax(e.a.x, e.b.x);
    const auto [south, north] = std::minmax(e.a.y, e.b.y);
    const std::size_t last_row = place(north - low_.y, rows_);
    const std::size_t last_column = place(east - low_.x, columns_);
    for (std::size_t r = place(south - low_.y, rows_); r <= last_row; ++r) {
      for (std::size_t c = place(west - low_.x, columns_); c <= last_column; ++c) {
        visit(r * columns_ + c);
      }
    }
  }

 private:
  [[nodiscard]] std::size_t place(double from_low, std::size_t count) const {
    return std::min(count - 1, static_cast<std::size_t>(from_low * per_m_));
  }

  Point low_;
  double per_m_ = 1.0;
  std::size_t columns_ = 1;
  std::size_t rows_ = 1;
};

// No two edges meet but neighbours at their common end.
bool are_simple_and_apart(const std::vector<Edge>& edges, const Box& box) {
  double length_m = 0.0;
  for (const Edge& e : edges) {
    if (turns_back(e, edges[e.next])) return false;
    length_m += std::abs(e.b.x - e.a.x) + std::abs(e.b.y - e.a.y);
  }
  const Squares squares(box, length_m / static_cast<double>(edges.size()), 4 * edges.size());
  std::vector<std::uint32_t> next(squares.size() + 1, 0);
  std::size_t places = 0;
  for (const Edge& e : edges) {
    squares.for_each_of(e, [&](std::size_t square) {
      ++next[square + 1];
      ++places;
    });
    if (places > most_places * edges.size()) return false;
  }
  for (std::size_t s = 1; s < next.size(); ++s) next[s] += next[s - 1];
  std::vector<std::uint32_t> dealt(places);
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    squares.for_each_of(edges[i], [&](std::size_t square) { dealt[next[square]++] = i; });
  }
  std::size_t pairs = 0;
  std::size_t begin = 0;
  for (std::size_t s = 0; s < squares.size(); ++s) {
    const std::size_t end = next[s];
    pairs += (end - begin) * (end - begin) / 2;
    if (pairs > most_pairs * edges.size()) return false;
    for (std::size_t k = begin; k < end; ++k) {
      for (std::size_t m = k + 1; m < end; ++m) {
        const Edge& e = edges[dealt[k]];
        const Edge& f = edges[dealt[m]];
        if (e.next == dealt[m] || f.next == dealt[k]) continue;
        if (!are_apart(e, f)) return false;
      }
    }
    begin = end;
  }
  return true;
}

bool holds(const Box& box, const Box& other) {
  return box.contains(other.low) && box.contains(other.high);
}

bool lies_in(const Ring& inner, const Ring& outer) {
  return locate(inner.front(), outer) == Location::inside;
}

// Of rings that neither cross nor touch: holes in their parts, and in no other hole; no part in
// another. A part in another's hole is sound, but rare.
bool are_nested(const MultiPolygon& shape, std::size_t edges) {
  std::size_t looks = 0;
  const auto may_look = [&](const Ring& ring) {
    looks += ring.size();
    return looks <= most_nesting * edges;
  };
  std::vector<Box> boxes;
  for (const Polygon& part : shape) boxes.push_back(bounds(part));
  for (std::size_t p = 0; p < shape.size(); ++p) {
    const Polygon& part = shape[p];
    for (std::size_t h = 0; h < part.holes.size(); ++h) {
      if (!may_look(part.outer) || !lies_in(part.holes[h], part.outer)) return false;
      for (std::size_t other = 0; other < part.holes.size(); ++other) {
        if (other == h) continue;
        if (!may_look(part.holes[other]) || lies_in(part.holes[h], part.holes[other])) return false;
      }
    }
    for (std::size_t q = 0; q < shape.size(); ++q) {
      if (q == p || !holds(boxes[q], boxes[p])) continue;
      if (!may_look(shape[q].outer) || lies_in(part.outer, shape[q].outer)) return false;
    }
  }
  return true;
}

}  // namespace

bool is_surely_sound(const MultiPolygon& shape) {
  const Box box = bounds(shape);
  if (shape.empty() || !(std::abs(box.low.x) < furthest_m && std::abs(box.low.y) < furthest_m &&
                         std::abs(box.high.x) < furthest_m && std::abs(box.high.y) < furthest_m)) {
    return false;
  }
  Box of_holes;
  for (const Polygon& part : shape) {
    for (const Ring& hole : part.holes) of_holes.add(bounds(Polygon{hole, {}}));
  }
  if (!of_holes.empty() && !holds(box, of_holes)) return false;
  const std::vector<Edge> edges = edges_of(shape);
  return are_simple_and_apart(edges, box) && are_nested(shape, edges.size());
}

}  // namespace hotward::geometry
