// point_order: points from west to east, and from south to north where they share an easting.
//
// An order that depends on the points alone makes sums, hulls and numbers the same for any order of
// the input. Points are dealt into strips of equal width, about four to a strip, and each strip is
// sorted by itself.
//
// Time: O(n) for points spread over the map, O(n log n) at worst (all in one strip).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::geometry {

/// The numbers of the points in ascending order of (x, y); equal points in ascending order of
/// number.
/// @param points  finite, fewer than 2^32
[[nodiscard]] std::vector<std::uint32_t> ascending_order(std::span<const Point> points);

namespace detail {

// Strips along an axis. The number of a value's strip never falls as the value grows.
class Strips {
 public:
  /// @param values  how many will be dealt
  Strips(double low, double high, std::size_t values);

  [[nodiscard]] std::size_t count() const { return count_; }

  [[nodiscard]] std::size_t of(double value) const {
    const double strip = (value / 2.0 - low_ / 2.0) * per_half_unit_;
    return strip < static_cast<double>(count_) ? static_cast<std::size_t>(strip) : count_ - 1;
  }

 private:
  double low_;
  double per_half_unit_;
  std::size_t count_;
};

}  // namespace detail

/// Sorts as std::sort would.
/// @param items  fewer than 2^32; may be empty
/// @param along  of an item, the finite number that `less` looks at before all else
///
/// Example:
///   sort_in_strips(points, [](const Point& p) { return p.x; }, std::less<>());
template <class Item, class Along, class Less>
void sort_in_strips(std::vector<Item>& items, Along along, Less less) {
  if (std::is_sorted(items.begin(), items.end(), less)) return;  // none, too
  double low = along(items.front());
  double high = low;
  for (const Item& item : items) {
    low = std::min(low, along(item));
    high = std::max(high, along(item));
  }
  const detail::Strips strips(low, high, items.size());
  std::vector<std::uint32_t> next(strips.count() + 1, 0);
  for (const Item& item : items) ++next[strips.of(along(item)) + 1];
  for (std::size_t s = 1; s <= strips.count(); ++s) next[s] += next[s - 1];
  std::vector<Item> dealt(items.size());
  for (const Item& item : items) dealt[next[strips.of(along(item))]++] = item;
  auto begin = dealt.begin();
  for (std::size_t s = 0; s < strips.count(); ++s) {
    const auto end = dealt.begin() + next[s];
    if (end - begin > 1) std::sort(begin, end, less);
    begin = end;
  }
  items.swap(dealt);
}

}  // namespace hotward::geometry
