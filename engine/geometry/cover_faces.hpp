// cover_faces: into which faces do the lines of cover_edges divide the plane, and how many areas
// cover each? Only for the room's .cpp files.
//
// Edge k is two half-edges, 2k from a to b and 2k + 1 back; each has the face to its left. A walk
// along the half-edges of one face is a loop. A loop that runs anticlockwise is a face's outer
// border; one that runs clockwise is the outer border of connected edges, and lies in the
// face just below its first point, which a sweep from west to east finds.
//
// Sources:
//   de Berg, Cheong, van Kreveld, Overmars (2008), Computational Geometry, 3rd ed., Springer.
//     Chapter 2: half-edges, and the sweep.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/cover_edges.hpp"

namespace hotward::geometry {

class CoverFaces {
 public:
  using Id = std::uint32_t;

  /// @param edges  as cover_edges gives them; must outlive this. Throws Interrupted.
  explicit CoverFaces(std::span<const CoverEdge> edges);

  /// Face 0 is the one outside all.
  [[nodiscard]] std::size_t size() const { return cover_.size(); }
  [[nodiscard]] std::int32_t cover(Id face) const { return cover_[face]; }
  [[nodiscard]] double area_m2(Id face) const { return area_m2_[face]; }
  [[nodiscard]] std::size_t half_edge_count() const { return next_.size(); }
  [[nodiscard]] Id face(Id half_edge) const { return face_of_loop_[loop_[half_edge]]; }
  [[nodiscard]] static Id twin(Id half_edge) { return half_edge ^ 1U; }
  [[nodiscard]] const Point& origin_mm(Id half_edge) const {
    const CoverEdge& edge = edges_[half_edge / 2];
    return half_edge % 2 == 0 ? edge.a : edge.b;
  }
  /// The half-edges that begin where this one does: the next anticlockwise.
  [[nodiscard]] Id turned(Id half_edge) const { return turned_[half_edge]; }
  /// The half-edges that have the face on their left.
  [[nodiscard]] std::span<const Id> border(Id face) const {
    return std::span(by_face_).subspan(first_[face], first_[face + 1] - first_[face]);
  }
  /// The face's loops as rings, in metres: its outer border first.
  [[nodiscard]] Polygon polygon(Id face) const;
  [[nodiscard]] Box box_m(Id face) const;
  /// The counts are one number per face, whichever way one walks there: false would mean that the
  /// edges are not the borders of polygons.
  [[nodiscard]] bool sound() const { return sound_; }

 private:
  void turn();
  void trace();
  void nest();
  void gather();
  void count();

  std::span<const CoverEdge> edges_;
  std::vector<Id> turned_;
  std::vector<Id> next_;
  std::vector<Id> loop_;           // per half-edge
  std::vector<Id> first_of_loop_;  // its half-edge
  std::vector<double> loop_m2_;
  std::vector<Id> face_of_loop_;
  std::vector<double> area_m2_;
  std::vector<std::int32_t> cover_;
  std::vector<std::size_t> first_;
  std::vector<Id> by_face_;
  bool sound_ = true;
};

}  // namespace hotward::geometry
