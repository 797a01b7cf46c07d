// PolygonGrid: in which area does a point lie? Exact, in nanoseconds.
//
// A grid of square cells covers all areas. Most cells touch no boundary: for these the answer is
// stored. Each other cell stores, for every area that reaches into it, the boundary edges that pass
// through it and whether its reference point lies in the area. The reference point is a point of
// the cell on no boundary. A point p of the cell is on the same side as the reference point where
// the straight line between them crosses an even number of those edges, for the line does not leave
// the cell. All decisions are signs of exact determinants (orientation.hpp), so the grid's
// resolution changes the time and never the answer:
//
//   an edge a → b crosses p → r  where  side(p, r, a) ≠ side(p, r, b)  and  side(a, b, p) ≠ side(a,
//   b, r)
//
// with a vertex exactly on the line counted to its left throughout, as if the line were shifted by
// less than anything to the right.
//
// The rule where areas share points: the area of highest priority (lowest code) among those that
// hold the point, inside or on the boundary. So a point on a shared edge, and a point where shapes
// overlap, go to the area with the lowest code, exactly once.
//
// Sources:
//   Shewchuk (1997), as in orientation.hpp. Hormann, Agathos (2001), as in containment.hpp.
//   Žalik, Kolingerova (2001), A cell-based point-in-polygon algorithm suitable for large sets of
//     points, Computers & Geosciences 27(10), 1135-1145. doi:10.1016/S0098-3004(01)00037-1. The
//     idea of cells with a known answer; here cells keep edges and a reference point instead of a
//     nearest vertex.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::index {

struct PolygonGridOptions {
  /// Areas by falling priority: a permutation of 0 … n − 1. Empty: in their own order.
  std::span<const std::int32_t> order = {};
  /// How many points will be asked for; a few thousand need no fine grid.
  std::size_t expected_points = std::numeric_limits<std::size_t>::max();
  /// Cells along the longer side; 0 chooses by edges and expected_points.
  std::size_t cells = 0;
};

/// What nearest() found: no area (−1, infinity) where none is near enough.
struct NearestArea {
  std::int32_t area = -1;
  double distance_m = std::numeric_limits<double>::infinity();
};

/// May be asked from several threads at once.
class PolygonGrid {
 public:
  /// @param shapes  one per area, sound or at least closed: even-odd decides what is inside
  /// Time: O(edges × cells that each passes + cells), parallel over rows.
  explicit PolygonGrid(std::span<const geometry::MultiPolygon> shapes,
                       const PolygonGridOptions& options = {});

  /// @return the area's index in `shapes`; −1 outside all, and for a point that is not finite.
  [[nodiscard]] std::int32_t locate(const geometry::Point& p) const {
    const std::size_t cell = cell_of(p);
    if (cell == no_cell) return -1;
    const std::int32_t known = cells_[cell];
    return known >= -1 ? known : locate_in_cell(p, known);
  }

  /// Both spans have one length. Time: O(points), parallel.
  void locate(std::span<const geometry::Point> points, std::span<std::int32_t> areas) const;

  /// The area whose boundary is nearest, if within reach_m; of equal distances, that of highest
  /// priority. For points outside all areas. Time: O(cells and edges within the distance found).
  [[nodiscard]] NearestArea nearest(const geometry::Point& p, double reach_m) const;

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t bytes() const;      ///< memory held
  [[nodiscard]] double boundary_share() const;  ///< cells that a boundary touches, of all

 private:
  friend class PolygonGridBuilder;
  static constexpr std::size_t no_cell = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t cell_of(const geometry::Point& p) const {
    // NaN fails the comparisons.
    const double u = (p.x - low_.x) * cells_per_m_;
    const double v = (p.y - low_.y) * cells_per_m_;
    if (!(u >= 0.0 && v >= 0.0 && u < columns_real_ && v < rows_real_)) return no_cell;
    return static_cast<std::size_t>(v) * columns_ + static_cast<std::size_t>(u);
  }
  void locate_block(std::span<const geometry::Point> points, std::span<std::int32_t> areas) const;
  [[nodiscard]] std::int32_t locate_in_cell(const geometry::Point& p, std::int32_t known) const;
  void nearest_in_cell(const geometry::Point& p, std::size_t cell, NearestArea& best) const;
  [[nodiscard]] bool higher_priority(std::int32_t area, std::int32_t than) const;

  geometry::Point low_;
  double cells_per_m_ = 0.0;
  double columns_real_ = 0.0;  // as the comparisons of locate() want them
  double rows_real_ = 0.0;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  // ≥ 0 the area, −1 outside, below: −2 − index into boundary_cells_.
  std::vector<std::int32_t> cells_;

  struct BoundaryCell {
    geometry::Point reference;
    std::uint32_t first_entry;  // its entries end where the next cell's begin
  };
  // One area in one cell; entries of a cell by falling priority.
  struct Entry {
    std::int32_t area;
    std::uint32_t first_run;  // its runs end where the next entry's begin
    bool reference_inside;
  };
  // Edges first … last − 1 of one ring; edge i goes from vertex i to vertex i + 1.
  struct Run {
    std::uint32_t first;
    std::uint32_t last;
  };
  std::vector<BoundaryCell> boundary_cells_;  // one more at the end
  std::vector<Entry> entries_;                // one more at the end
  std::vector<Run> runs_;
  std::vector<geometry::Point> vertices_;  // rings one after the other, each with its first point
                                           // again at its end
  std::vector<std::int32_t> priority_;     // per area: 0 is highest
};

}  // namespace hotward::index
