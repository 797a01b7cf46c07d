// cover_edges: along which lines does the number of areas change? Only for the room's .cpp files.
//
// Every polygon's border is laid on a grid of a millimetre, its edges are matched in strips from
// west to east, each of which fits in a cache. An edge that two areas share in opposite directions
// has as many areas on one side as on the other: it bounds neither a gap nor an overlap, and goes.
// What is left is cut where it crosses or passes within its square of the grid (snap rounding), and
// matched once more, until nothing changes: so borders that have vertices on one side only cancel
// too.
//
// Sources:
//   Hobby (1999), Practical segment intersection with finite precision output, Computational
//     Geometry 13(4), 199-214. doi:10.1016/S0925-7721(99)00021-8.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/union_find.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// Throws Interrupted where the user has asked to stop.
inline void leave_if_stopped() {
  if (is_stopped()) throw Interrupted();
}

/// Whole millimetres; a < b.
struct CoverEdge {
  Point a;
  Point b;
  std::int32_t net = 0;       ///< areas to the left of a → b beyond those to the right
  std::uint32_t polygon = 0;  ///< one of those that run here; all of them are in its group
  bool along = false;         ///< a polygon runs a → b: there is an area to the left
  bool against = false;       ///< one runs b → a: there is one to the right
  bool is_new = true;         ///< not yet compared with all others
};

/// The shapes that are looked at. One that is not stands for an empty one, so that all keep their
/// numbers.
class LookedAt {
 public:
  /// @param which  one per shape, 0 for those that are not looked at; empty: all are
  explicit LookedAt(std::span<const MultiPolygon> shapes, std::span<const std::uint8_t> which = {})
      : shapes_(shapes), which_(which) {}

  [[nodiscard]] std::size_t size() const { return shapes_.size(); }
  [[nodiscard]] std::span<const Polygon> operator[](std::size_t i) const {
    if (!which_.empty() && which_[i] == 0) return {};
    return shapes_[i];
  }

 private:
  std::span<const MultiPolygon> shapes_;
  std::span<const std::uint8_t> which_;
};

/// @param polygons  a group for each polygon, shapes one after the other; those that share a piece
///                  of border or lie on one another along it are joined
/// @return edges that meet in their ends alone, none of net 0. Throws Interrupted.
[[nodiscard]] std::vector<CoverEdge> cover_edges(const LookedAt& shapes, UnionFind& polygons);

}  // namespace hotward::geometry
