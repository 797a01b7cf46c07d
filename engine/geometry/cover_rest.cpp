#include "engine/geometry/cover_rest.hpp"

#include <optional>

#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/interior_point.hpp"

namespace hotward::geometry {

std::vector<std::uint8_t> filled_by_rest(std::span<const CoverHole> holes,
                                         std::span<const MultiPolygon> shapes,
                                         std::span<const std::uint8_t> looked_at) {
  std::vector<std::uint8_t> filled(holes.size(), 0);
  if (looked_at.empty() || holes.empty()) return filled;
  std::vector<Box> boxes;
  for (const CoverHole& hole : holes) boxes.push_back(bounds(hole.open));
  std::vector<const Polygon*> parts;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (looked_at[i] != 0) continue;
    for (const Polygon& part : shapes[i]) {
      parts.push_back(&part);
      boxes.push_back(bounds(part));
    }
  }
  std::vector<std::optional<Point>> within(parts.size());  // a point of each, once it is asked for
  const auto split = static_cast<std::uint32_t>(holes.size());
  for_box_pairs_between(boxes, split, [&](std::uint32_t hole, std::uint32_t box) {
    if (filled[hole] != 0) return;
    const Polygon& part = *parts[box - split];
    std::optional<Point>& point = within[box - split];
    if (!point) point = interior_point({part});
    const bool is_filled = locate(holes[hole].inside, part) != Location::outside ||
                           locate(*point, holes[hole].open) == Location::inside;
    filled[hole] = is_filled ? 1 : 0;
  });
  return filled;
}

}  // namespace hotward::geometry
