#include "engine/weights/border_contact.hpp"

#include <cmath>
#include <tuple>

#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/orientation.hpp"

namespace hotward::weights {
namespace {

using geometry::Point;

/// Calls visit(e, f) for edges that may come within the tolerance of each other.
template <class Visit>
void for_near_edges(const BorderEdges& borders, double tolerance_m, Visit visit) {
  std::vector<geometry::Box> boxes;
  boxes.reserve(borders.edges.size());
  for (const BorderEdge& edge : borders.edges) {
    geometry::Box box;
    box.add(edge.a);
    box.add(edge.b);
    boxes.push_back(box.grown(0.5001 * tolerance_m));  // of both: the tolerance, and rounding
  }
  geometry::for_box_pairs(boxes, visit);
}

/// Calls visit(s, t) for every two different sites of two edges.
template <class Visit>
void for_sites(const BorderEdges& borders, std::size_t e, std::size_t f, Visit visit) {
  for (const Site s : borders.sites_of(e)) {
    for (const Site t : borders.sites_of(f)) {
      if (s != t) visit(s, t);
    }
  }
}

/// Where on the edge is the foot of the point, as a share of its length?
double foot(const BorderEdge& edge, const Point& p) {
  const double x = edge.b.x - edge.a.x;
  const double y = edge.b.y - edge.a.y;
  const double length2 = x * x + y * y;
  return length2 > 0.0 ? ((p.x - edge.a.x) * x + (p.y - edge.a.y) * y) / length2 : 0.0;
}

double distance_to(const BorderEdge& edge, const Point& p) {
  const double t = std::clamp(foot(edge, p), 0.0, 1.0);
  return geometry::distance(
      p, {edge.a.x + t * (edge.b.x - edge.a.x), edge.a.y + t * (edge.b.y - edge.a.y)});
}

bool cross(const BorderEdge& e, const BorderEdge& f) {
  using geometry::orientation;
  return orientation(e.a, e.b, f.a) * orientation(e.a, e.b, f.b) < 0 &&
         orientation(f.a, f.b, e.a) * orientation(f.a, f.b, e.b) < 0;
}

bool within(const BorderEdge& e, const BorderEdge& f, double tolerance_m) {
  return distance_to(e, f.a) <= tolerance_m || distance_to(e, f.b) <= tolerance_m ||
         distance_to(f, e.a) <= tolerance_m || distance_to(f, e.b) <= tolerance_m || cross(e, f);
}

bool share_place(const BorderEdge& e, const BorderEdge& f) {
  return e.a_place == f.a_place || e.a_place == f.b_place || e.b_place == f.a_place ||
         e.b_place == f.b_place;
}

/// A stretch of an edge, in metres from its first end.
struct Stretch {
  double from_m = 0.0;
  double to_m = 0.0;
};

/// The part of e that lies within the tolerance of f: the distance to a segment is convex along a
/// line, so there is one part at most. It is where e lies in the band beside f, or round f's ends.
Stretch near_part(const BorderEdge& e, const BorderEdge& f, double tolerance_m) {
  const double length_m = geometry::distance(e.a, e.b);
  const double f_length_m = geometry::distance(f.a, f.b);
  const Point u{(e.b.x - e.a.x) / length_m, (e.b.y - e.a.y) / length_m};
  const Point v{(f.b.x - f.a.x) / f_length_m, (f.b.y - f.a.y) / f_length_m};
  Stretch result{length_m, 0.0};
  const auto add = [&](double from_m, double to_m) {
    from_m = std::max(from_m, 0.0);
    to_m = std::min(to_m, length_m);
    if (from_m > to_m) return;
    result = {std::min(result.from_m, from_m), std::max(result.to_m, to_m)};
  };
  for (const Point& end : {f.a, f.b}) {
    const double at_m = (end.x - e.a.x) * u.x + (end.y - e.a.y) * u.y;
    const double off_m = (end.x - e.a.x) * u.y - (end.y - e.a.y) * u.x;
    const double half2 = tolerance_m * tolerance_m - off_m * off_m;
    if (half2 >= 0.0) add(at_m - std::sqrt(half2), at_m + std::sqrt(half2));
  }
  // The band: along f between its ends, across f within the tolerance.
  double from_m = 0.0;
  double to_m = length_m;
  const auto clip = [&](double start, double slope, double low, double high) {
    if (slope == 0.0) {
      if (start < low || start > high) to_m = -1.0;
      return;
    }
    const double one = (low - start) / slope;
    const double two = (high - start) / slope;
    from_m = std::max(from_m, std::min(one, two));
    to_m = std::min(to_m, std::max(one, two));
  };
  clip((e.a.x - f.a.x) * v.x + (e.a.y - f.a.y) * v.y, u.x * v.x + u.y * v.y, 0.0, f_length_m);
  clip((e.a.x - f.a.x) * v.y - (e.a.y - f.a.y) * v.x, u.x * v.y - u.y * v.x, -tolerance_m,
       tolerance_m);
  add(from_m, to_m);
  return result;
}

bool run_alike(const BorderEdge& e, const BorderEdge& f, double steepest) {
  const double x = e.b.x - e.a.x;
  const double y = e.b.y - e.a.y;
  const double fx = f.b.x - f.a.x;
  const double fy = f.b.y - f.a.y;
  return std::abs(x * fy - y * fx) <= steepest * std::abs(x * fx + y * fy);
}

/// A stretch of an edge of the lower site that lies along the other's border.
struct Contact {
  SitePair pair;
  std::uint32_t edge;
  Stretch stretch;
};

/// Overlapping stretches of an edge count once.
std::vector<SitePair> longer_than(std::vector<Contact>& contacts, double least_m) {
  std::ranges::sort(contacts, {}, [](const Contact& c) {
    return std::tuple(c.pair, c.edge, c.stretch.from_m, c.stretch.to_m);
  });
  std::vector<SitePair> result;
  for (std::size_t i = 0; i < contacts.size();) {
    const SitePair pair = contacts[i].pair;
    double total_m = 0.0;
    while (i < contacts.size() && contacts[i].pair == pair) {
      const std::uint32_t edge = contacts[i].edge;
      double reached_m = 0.0;
      for (; i < contacts.size() && contacts[i].pair == pair && contacts[i].edge == edge; ++i) {
        const Stretch& s = contacts[i].stretch;
        total_m += std::max(0.0, s.to_m - std::max(s.from_m, reached_m));
        reached_m = std::max(reached_m, s.to_m);
      }
    }
    if (total_m > least_m) result.push_back(pair);
  }
  return result;
}

}  // namespace

std::vector<SitePair> near_borders(const BorderEdges& borders, double tolerance_m) {
  std::vector<SitePair> pairs;
  for_near_edges(borders, tolerance_m, [&](std::uint32_t e, std::uint32_t f) {
    if (share_place(borders.edges[e], borders.edges[f])) return;
    if (!within(borders.edges[e], borders.edges[f], tolerance_m)) return;
    for_sites(borders, e, f, [&](Site s, Site t) { pairs.push_back(std::minmax(s, t)); });
  });
  sort_distinct(pairs);
  return pairs;
}

std::vector<SitePair> common_borders(const BorderEdges& borders, std::span<const SitePair> linked,
                                     double tolerance_m, double least_m) {
  // Two borders that cross more steeply lie within the tolerance of each other on less than that.
  const double steepest = 2.0 * tolerance_m / least_m;
  std::vector<Contact> contacts;
  for_near_edges(borders, tolerance_m, [&](std::uint32_t e, std::uint32_t f) {
    if (!run_alike(borders.edges[e], borders.edges[f], steepest)) return;
    for_sites(borders, e, f, [&](Site s, Site t) {
      const auto [own, other] = s < t ? std::pair(e, f) : std::pair(f, e);
      const SitePair pair = std::minmax(s, t);
      if (std::ranges::binary_search(linked, pair)) return;
      const Stretch near = near_part(borders.edges[own], borders.edges[other], tolerance_m);
      if (near.to_m > near.from_m) contacts.push_back({pair, own, near});
    });
  });
  return longer_than(contacts, least_m);
}

}  // namespace hotward::weights
