#include "engine/geometry/cover_faces.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <ranges>
#include <set>
#include <tuple>
#include <utility>

#include "engine/geometry/orientation.hpp"
#include "engine/geometry/point_order.hpp"

namespace hotward::geometry {
namespace {

using Id = CoverFaces::Id;
constexpr Id none = std::numeric_limits<Id>::max();

/// Below, on the line that the sweep has come to; edges meet in their ends alone.
struct Below {
  using is_transparent = void;
  std::span<const CoverEdge> edges;

  bool operator()(Id i, Id j) const {
    if (i == j) return false;
    const CoverEdge& e = edges[i];
    const CoverEdge& f = edges[j];
    if (e.a <= f.a) {
      const int side = orientation(e.a, e.b, f.a);
      return (side != 0 ? side : orientation(e.a, e.b, f.b)) > 0;
    }
    const int side = orientation(f.a, f.b, e.a);
    return (side != 0 ? side : orientation(f.a, f.b, e.b)) < 0;
  }
  bool operator()(Id i, const Point& p) const { return orientation(edges[i].a, edges[i].b, p) > 0; }
  bool operator()(const Point& p, Id i) const { return orientation(edges[i].a, edges[i].b, p) < 0; }
};

/// Anticlockwise from the west, among half-edges that begin at one point.
bool turns_before(const Point& at, const Point& p, const Point& q) {
  const bool upper_p = p > at;
  const bool upper_q = q > at;
  if (upper_p != upper_q) return upper_q;
  return orientation(at, p, q) > 0;
}

struct HalfEdge {
  Point from;
  Id id;
};

/// All half-edges by where they begin. @param before  the order of those that begin at one point
template <class Before>
std::vector<HalfEdge> from_west(std::span<const CoverEdge> edges, Before before) {
  std::vector<HalfEdge> order;
  order.reserve(2 * edges.size());
  for (const CoverEdge& edge : edges) {
    const auto id = static_cast<Id>(order.size());
    order.push_back({edge.a, id});
    order.push_back({edge.b, id + 1});
  }
  sort_in_strips(
      order, [](const HalfEdge& h) { return h.from.x; },
      [&](const HalfEdge& g, const HalfEdge& h) {
        return g.from != h.from ? g.from < h.from : before(g, h);
      });
  return order;
}

}  // namespace

CoverFaces::CoverFaces(std::span<const CoverEdge> edges) : edges_(edges) {
  turn();
  trace();
  nest();
  gather();
  count();
}

void CoverFaces::turn() {
  const std::size_t n = 2 * edges_.size();
  const std::vector<HalfEdge> order = from_west(edges_, [&](const HalfEdge& g, const HalfEdge& h) {
    return turns_before(g.from, origin_mm(twin(g.id)), origin_mm(twin(h.id)));
  });
  leave_if_stopped();
  turned_.resize(n);
  next_.resize(n);
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first;
    while (last < n && order[last].from == order[first].from) ++last;
    for (std::size_t i = first; i < last; ++i) {
      const Id after = order[i + 1 < last ? i + 1 : first].id;
      turned_[order[i].id] = after;
      // Who comes in along `after` and keeps its face on the left leaves along order[i].
      next_[twin(after)] = order[i].id;
    }
    first = last;
  }
}

void CoverFaces::trace() {
  loop_.assign(next_.size(), none);
  for (Id start = 0; start < next_.size(); ++start) {
    if (loop_[start] != none) continue;
    const auto loop = static_cast<Id>(loop_m2_.size());
    const Point at = origin_mm(start);
    double twice_mm2 = 0.0;
    for (Id h = start; loop_[h] == none; h = next_[h]) {
      loop_[h] = loop;
      const Point& p = origin_mm(h);
      const Point& q = origin_mm(twin(h));
      twice_mm2 += (p.x - at.x) * (q.y - at.y) - (p.y - at.y) * (q.x - at.x);
    }
    first_of_loop_.push_back(start);
    loop_m2_.push_back(0.5e-6 * twice_mm2);
  }
}

void CoverFaces::nest() {
  face_of_loop_.assign(loop_m2_.size(), none);
  Id faces = 1;
  for (std::size_t i = 0; i < loop_m2_.size(); ++i) {
    if (loop_m2_[i] > 0.0) face_of_loop_[i] = faces++;
  }
  area_m2_.assign(faces, 0.0);
  cover_.assign(faces, 0);
  // Half-edges by where they begin: at each point edges that end there go, then others come in.
  const std::vector<HalfEdge> order = from_west(edges_, [](const HalfEdge& g, const HalfEdge& h) {
    return std::tuple(g.id % 2 == 0, g.id) < std::tuple(h.id % 2 == 0, h.id);
  });
  std::set<Id, Below> standing(Below{edges_});
  std::vector<std::set<Id, Below>::iterator> place(edges_.size(), standing.end());
  for (const Id h : order | std::views::transform(&HalfEdge::id)) {
    if (h % 2 == 1) {
      standing.erase(place[h / 2]);
      continue;
    }
    leave_if_stopped();
    // A point from which all edges lead on: the lower right of its loops may be an outer border.
    for (const Id side : {h, twin(h)}) {
      Id& face = face_of_loop_[loop_[side]];
      if (face != none) continue;
      const auto above = standing.lower_bound(origin_mm(h));
      face = above == standing.begin() ? 0 : face_of_loop_[loop_[2 * *std::prev(above)]];
    }
    place[h / 2] = standing.insert(h / 2).first;
  }
  for (std::size_t i = 0; i < loop_m2_.size(); ++i) area_m2_[face_of_loop_[i]] += loop_m2_[i];
}

void CoverFaces::gather() {
  first_.assign(size() + 1, 0);
  for (Id h = 0; h < next_.size(); ++h) ++first_[face(h) + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  by_face_.resize(next_.size());
  std::vector<std::size_t> at(first_.begin(), first_.end() - 1);
  for (Id h = 0; h < next_.size(); ++h) by_face_[at[face(h)]++] = h;
}

void CoverFaces::count() {
  std::vector<bool> known(size(), false);
  std::vector<Id> open{0};
  known[0] = true;
  while (!open.empty()) {
    const Id here = open.back();
    open.pop_back();
    for (const Id h : border(here)) {
      const std::int32_t net = edges_[h / 2].net;
      const std::int32_t there = cover_[here] - (h % 2 == 0 ? net : -net);
      const Id other = face(twin(h));
      if (known[other]) {
        sound_ = sound_ && cover_[other] == there;
        continue;
      }
      known[other] = true;
      cover_[other] = there;
      open.push_back(other);
    }
  }
  sound_ = sound_ && std::ranges::find(known, false) == known.end();
}

Polygon CoverFaces::polygon(Id face) const {
  Polygon result;
  std::vector<Id> loops;
  for (const Id h : border(face)) loops.push_back(loop_[h]);
  std::ranges::sort(loops);
  loops.erase(std::unique(loops.begin(), loops.end()), loops.end());
  for (const Id loop : loops) {
    Ring ring;
    Id h = first_of_loop_[loop];
    do {
      ring.push_back({origin_mm(h).x / 1000.0, origin_mm(h).y / 1000.0});
      h = next_[h];
    } while (h != first_of_loop_[loop]);
    (loop_m2_[loop] > 0.0 ? result.outer : result.holes.emplace_back()) = std::move(ring);
  }
  return result;
}

Box CoverFaces::box_m(Id face) const {
  Box box;
  for (const Id h : border(face)) {
    box.add(Point{origin_mm(h).x / 1000.0, origin_mm(h).y / 1000.0});
  }
  return box;
}

}  // namespace hotward::geometry
