#include "engine/index/point_grid.hpp"

#include <bit>
#include <limits>
#include <string>

#include "engine/core/check.hpp"

namespace hotward::index {
namespace {

struct Keyed {
  std::uint64_t key;
  std::uint32_t point;
};

// Beyond this many squares in a row a point's square is not known to within a few millionths of it,
// which is the slack that callers leave for rounding.
constexpr double max_squares = 8589934592.0;  // 2^33
constexpr double max_keys = 4.0e18;

// Least significant digit first; stable, so points of a square stay in ascending order.
void sort_by_key(std::vector<Keyed>& items, std::uint64_t largest) {
  constexpr unsigned digit_bits = 11;
  constexpr std::size_t digits = std::size_t{1} << digit_bits;
  std::vector<Keyed> other(items.size());
  const auto bits = static_cast<unsigned>(std::bit_width(largest));
  for (unsigned shift = 0; shift < bits; shift += digit_bits) {
    std::array<std::uint32_t, digits + 1> starts{};
    for (const Keyed& item : items) ++starts[((item.key >> shift) & (digits - 1)) + 1];
    for (std::size_t d = 1; d <= digits; ++d) starts[d] += starts[d - 1];
    for (const Keyed& item : items) other[starts[(item.key >> shift) & (digits - 1)]++] = item;
    items.swap(other);
  }
}

}  // namespace

Result<PointGrid> PointGrid::over(std::span<const geometry::Point> points, double cell_m,
                                  std::span<const std::uint32_t> layers) {
  HOTWARD_EXPECTS(std::isfinite(cell_m) && cell_m > 0.0);
  HOTWARD_EXPECTS(layers.empty() || layers.size() == points.size());
  HOTWARD_EXPECTS(points.size() < std::numeric_limits<std::uint32_t>::max());
  PointGrid grid;
  grid.first_.push_back(0);
  if (points.empty()) return grid;
  geometry::Box box;
  for (const geometry::Point& p : points) {
    HOTWARD_EXPECTS(std::isfinite(p.x) && std::isfinite(p.y));
    box.add(p);
  }
  const double columns = std::floor(box.width() / cell_m) + 1.0;
  const double rows = std::floor(box.height() / cell_m) + 1.0;
  const double deep = layers.empty() ? 1.0 : 1.0 + *std::ranges::max_element(layers);
  // One layer more below and above, and margins, so that a step aside never meets another row.
  const double keys = (columns + 2 * max_reach) * (rows + 2 * max_reach) * (deep + 2.0);
  if (!(columns < max_squares && rows < max_squares && keys < max_keys)) {
    return fail(ErrorCode::bad_value,
                "a grid of " + std::to_string(cell_m) + " m is too fine for a map " +
                    std::to_string(std::max(box.width(), box.height())) + " m wide");
  }
  grid.low_ = box.low;
  grid.cell_m_ = cell_m;
  grid.columns_ = static_cast<std::uint64_t>(columns);
  grid.rows_ = static_cast<std::uint64_t>(rows);
  std::vector<Keyed> items(points.size());
  std::uint64_t largest = 0;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const auto column = static_cast<std::uint64_t>((points[i].x - box.low.x) / cell_m);
    const auto row = static_cast<std::uint64_t>((points[i].y - box.low.y) / cell_m);
    items[i] = {grid.key(layers.empty() ? 0 : layers[i], row, column), i};
    largest = std::max(largest, items[i].key);
  }
  sort_by_key(items, largest);
  grid.order_.reserve(items.size());
  for (const Keyed& item : items) {
    if (grid.keys_.empty() || grid.keys_.back() != item.key) {
      if (!grid.keys_.empty()) {
        grid.first_.push_back(static_cast<std::uint32_t>(grid.order_.size()));
      }
      grid.keys_.push_back(item.key);
    }
    grid.order_.push_back(item.point);
  }
  grid.first_.push_back(static_cast<std::uint32_t>(grid.order_.size()));
  return grid;
}

}  // namespace hotward::index
