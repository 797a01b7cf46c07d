// exact_judge: the even-odd rule in its plainest words, for coordinates that are whole numbers of
// at most 32 bits. Counted in 128 bits: nothing is rounded.
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/geometry/containment.hpp"

namespace hotward {

namespace detail {

__extension__ using Wide = __int128;

inline Wide whole(double x) { return static_cast<Wide>(static_cast<std::int64_t>(x)); }

/// Twice the area of the triangle a, b, p; positive where p is left of a → b.
inline Wide turn(const geometry::Point& a, const geometry::Point& b, const geometry::Point& p) {
  return (whole(b.x) - whole(a.x)) * (whole(p.y) - whole(a.y)) -
         (whole(b.y) - whole(a.y)) * (whole(p.x) - whole(a.x));
}

inline bool lies_on(const geometry::Point& a, const geometry::Point& b, const geometry::Point& p) {
  return turn(a, b, p) == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) &&
         p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

}  // namespace detail

inline geometry::Location exact_location(const geometry::Point& p,
                                         const geometry::MultiPolygon& shape) {
  bool odd = false;
  bool on_boundary = false;
  const auto cross = [&](const geometry::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const geometry::Point& a = ring[i];
      const geometry::Point& b = ring[(i + 1) % ring.size()];
      on_boundary = on_boundary || detail::lies_on(a, b, p);
      // A ray to the north: an edge counts with its western end and without its eastern one.
      const bool spans = (a.x <= p.x) != (b.x <= p.x);
      if (spans && (a.x < b.x ? detail::turn(a, b, p) : detail::turn(b, a, p)) < 0) odd = !odd;
    }
  };
  for (const geometry::Polygon& polygon : shape) {
    cross(polygon.outer);
    for (const geometry::Ring& hole : polygon.holes) cross(hole);
  }
  if (on_boundary) return geometry::Location::boundary;
  return odd ? geometry::Location::inside : geometry::Location::outside;
}

}  // namespace hotward
