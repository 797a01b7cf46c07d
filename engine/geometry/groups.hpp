// Groups: things that hang together, by joining two at a time. Only for the .cpp files of the room.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace hotward::geometry {

class Groups {
 public:
  explicit Groups(std::size_t count) : leader_(count) {
    std::iota(leader_.begin(), leader_.end(), std::uint32_t{0});
  }

  /// The group's lowest member, whatever the order of joining.
  [[nodiscard]] std::uint32_t of(std::uint32_t i) {
    while (leader_[i] != i) i = leader_[i] = leader_[leader_[i]];
    return i;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = of(a);
    const std::uint32_t y = of(b);
    leader_[std::max(x, y)] = std::min(x, y);
  }

  /// Adds things that stand alone.
  void grow(std::size_t count) {
    const auto first = static_cast<std::uint32_t>(leader_.size());
    leader_.resize(first + count);
    std::iota(leader_.begin() + first, leader_.end(), first);
  }

 private:
  std::vector<std::uint32_t> leader_;
};

}  // namespace hotward::geometry
