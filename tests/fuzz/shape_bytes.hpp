// shape_bytes: shapes whose coordinates are whole numbers, out of a fuzzer's bytes. Small ones, so
// that points meet edges and vertices often; and of a size chosen by the bytes, so that nothing
// depends on it. Every product of them is exact in 128 bits, which is what judges count with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward {

class ShapeBytes {
 public:
  ShapeBytes(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {
    // 1 to 2^24: coordinates up to 2^31.
    const unsigned power = byte() % 25U;
    scale_ = static_cast<double>(std::int64_t{1} << power);
  }

  [[nodiscard]] bool at_end() const { return at_ == end_; }
  unsigned byte() { return at_ == end_ ? 0U : *at_++; }
  /// Four bits on a coarse lattice, or eight bits where `fine` is set.
  geometry::Point point(bool fine) {
    const auto x = static_cast<std::int8_t>(byte());
    if (!fine) return {scale_ * (x & 15), scale_ * (x >> 4U & 15)};
    return {scale_ * x, scale_ * static_cast<std::int8_t>(byte())};
  }
  geometry::Ring ring(bool fine) {
    geometry::Ring ring;
    const unsigned count = 3 + byte() % 14U;
    while (ring.size() < count) ring.push_back(point(fine));
    return ring;
  }
  geometry::MultiPolygon shape() {
    const unsigned how = byte();
    geometry::MultiPolygon shape(1 + how % 2U);
    for (auto& polygon : shape) {
      polygon.outer = ring((how & 4U) != 0);
      for (unsigned hole = 0; hole < (how >> 4U) % 3U; ++hole) {
        polygon.holes.push_back(ring((how & 4U) != 0));
      }
    }
    return shape;
  }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  double scale_ = 1.0;
};

}  // namespace hotward
