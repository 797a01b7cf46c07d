#include "engine/geometry/overlaps.hpp"

#include <algorithm>

#include "engine/core/parallel.hpp"
#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/shared_area.hpp"

namespace hotward::geometry {
namespace {

// What is less is rounding.
double least_m2(const MultiPolygon& a, const MultiPolygon& b) {
  return std::max(1e-4, 1e-10 * std::min(area_m2(a), area_m2(b)));
}

std::vector<SharedLand> candidates(std::span<const MultiPolygon> a,
                                   std::span<const MultiPolygon> b) {
  std::vector<Box> boxes;
  for (const auto& shapes : {a, b}) {
    for (const MultiPolygon& shape : shapes) boxes.push_back(bounds(shape));
  }
  const auto split = static_cast<std::uint32_t>(a.size());
  std::vector<SharedLand> pairs;
  for_box_pairs_between(std::span<const Box>(boxes), split, [&](std::uint32_t i, std::uint32_t j) {
    pairs.push_back({i, j - split, 0.0});
  });
  std::ranges::sort(pairs, [](const SharedLand& p, const SharedLand& q) {
    return p.a != q.a ? p.a < q.a : p.b < q.b;
  });
  return pairs;
}

}  // namespace

std::vector<SharedLand> overlaps(std::span<const MultiPolygon> a, std::span<const MultiPolygon> b) {
  std::vector<SharedLand> pairs = candidates(a, b);
  parallel_for(pairs.size(), [&](std::size_t i) {
    const MultiPolygon& one = a[pairs[i].a];
    const MultiPolygon& other = b[pairs[i].b];
    const double shared_m2 = shared_area_m2(one, other);
    pairs[i].area_m2 = shared_m2 < least_m2(one, other) ? 0.0 : shared_m2;
  });
  std::erase_if(pairs, [](const SharedLand& pair) { return pair.area_m2 == 0.0; });
  return pairs;
}

}  // namespace hotward::geometry
