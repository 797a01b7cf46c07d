// PointGrid: which points share a square, and which lie within a fixed distance of a place?
//
// Only squares that hold a point are kept, in the order (layer, row, column), so memory grows with
// the points and not with the map. Squares around a square are found by walking that order, without
// a hash table. Layers part points that lie in the same square: days, for instance.
//
// Source:
//   Bentley, Stanat, Williams (1977), The complexity of finding fixed-radius near neighbors,
//     Information Processing Letters 6(6), 209-212. doi:10.1016/0020-0190(77)90070-9
//
// Edges: a square takes in its lower and left sides. Equal points lie in one square, however many.
// Time: O(n) to build for maps of up to 2^33 squares by radix sort, O(n log) of the squares beyond.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::index {

class PointGrid {
 public:
  /// Squares further away than this many rows and columns are never asked for by `around`.
  static constexpr int max_reach = 2;

  /// @param points  finite; copied by order, so they need not outlive the grid
  /// @param cell_m  side of a square, above 0
  /// @param layers  one per point, each at least 0; or empty: all on one layer
  /// @return bad_value where the map is more than 2^33 squares wide or high, or the layers would
  ///         make more than 2^62 squares of it.
  [[nodiscard]] static Result<PointGrid> over(std::span<const geometry::Point> points,
                                              double cell_m,
                                              std::span<const std::uint32_t> layers = {});

  /// How many squares hold a point.
  [[nodiscard]] std::size_t cell_count() const { return keys_.size(); }

  /// The points of a square, in ascending order of index.
  [[nodiscard]] std::span<const std::uint32_t> cell(std::size_t c) const {
    return {order_.data() + first_[c], first_[c + 1] - first_[c]};
  }

  /// Walks squares in ascending order and remembers where it was: O(1) a square on the whole.
  class Walker {
   public:
    /// @param layer_reach  0 or 1: how many layers up and down
    Walker(const PointGrid& grid, int layer_reach) : grid_(grid), layer_reach_(layer_reach) {}

    /// Calls visit(other) for every square at most max_reach rows and columns and layer_reach
    /// layers away, `cell` itself among them. Cells must come in ascending order.
    template <class Visit>
    void around(std::size_t cell, Visit visit) {
      std::size_t slot = 0;
      for (int layer = -layer_reach_; layer <= layer_reach_; ++layer) {
        for (int row = -max_reach; row <= max_reach; ++row, ++slot) {
          const std::uint64_t from = grid_.shifted(grid_.keys_[cell], layer, row, -max_reach);
          std::size_t& at = at_[slot];
          if (!begun_) at = grid_.first_from(from);
          while (at < grid_.keys_.size() && grid_.keys_[at] < from) ++at;
          for (std::size_t other = at;
               other < grid_.keys_.size() && grid_.keys_[other] <= from + 2 * max_reach; ++other) {
            visit(other);
          }
        }
      }
      begun_ = true;
    }

   private:
    const PointGrid& grid_;
    int layer_reach_;
    bool begun_ = false;
    std::array<std::size_t, std::size_t{3} * (2 * max_reach + 1)> at_{};
  };

  /// Calls visit(point) for every point whose square comes within radius_m of p on layer 0, in no
  /// promised order: all points that near are among them, others may be.
  template <class Visit>
  void candidates(const geometry::Point& p, double radius_m, Visit visit) const {
    if (keys_.empty()) return;
    // Wide enough for the rounding of the differences that the caller compares.
    const double reach = radius_m + 1e-15 * (std::abs(p.x) + std::abs(p.y) + radius_m);
    const auto rows = bounds_of(p.y - low_.y, reach, rows_);
    const auto columns = bounds_of(p.x - low_.x, reach, columns_);
    if (rows[0] > rows[1] || columns[0] > columns[1]) return;
    for (std::uint64_t row = rows[0]; row <= rows[1]; ++row) {
      const std::uint64_t last = key(0, row, columns[1]);
      for (std::size_t c = first_from(key(0, row, columns[0]));
           c < keys_.size() && keys_[c] <= last; ++c) {
        for (const std::uint32_t point : cell(c)) visit(point);
      }
    }
  }

 private:
  friend class Walker;

  PointGrid() = default;
  [[nodiscard]] std::uint64_t key(std::uint64_t layer, std::uint64_t row,
                                  std::uint64_t column) const {
    return ((layer + 1) * (rows_ + 2 * max_reach) + row + max_reach) * (columns_ + 2 * max_reach) +
           column + max_reach;
  }
  [[nodiscard]] std::uint64_t shifted(std::uint64_t key, int layer, int row, int column) const {
    const auto width = static_cast<std::int64_t>(columns_ + 2 * max_reach);
    const auto height = static_cast<std::int64_t>(rows_ + 2 * max_reach);
    return key + static_cast<std::uint64_t>((layer * height + row) * width + column);
  }
  [[nodiscard]] std::size_t first_from(std::uint64_t key) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(keys_, key) - keys_.begin());
  }
  /// The first and last row (or column) that [at − reach, at + reach] meets; crossed where it meets
  /// none.
  [[nodiscard]] std::array<std::uint64_t, 2> bounds_of(double at, double reach,
                                                       std::uint64_t count) const {
    const double from = std::floor((at - reach) / cell_m_);
    const double to = std::floor((at + reach) / cell_m_);
    if (to < 0.0 || from >= static_cast<double>(count)) return {1, 0};
    return {from > 0.0 ? static_cast<std::uint64_t>(from) : 0,
            to < static_cast<double>(count) ? static_cast<std::uint64_t>(to) : count - 1};
  }

  geometry::Point low_;
  double cell_m_ = 1.0;
  std::uint64_t rows_ = 0;
  std::uint64_t columns_ = 0;
  std::vector<std::uint64_t> keys_;   // ascending, one per square that holds a point
  std::vector<std::uint32_t> first_;  // into order_, one more than squares
  std::vector<std::uint32_t> order_;
};

}  // namespace hotward::index
