// UnionFind: which things are connected, as connections come in one by one?
//
// Source:
//   Tarjan (1975), Efficiency of a good but not linear set union algorithm, Journal of the ACM
//     22(2), 215-225. doi:10.1145/321879.321884. Here with halved paths; the lower index becomes
//     the root, so the root of a set is its lowest member, whatever the order of joining.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace hotward {

class UnionFind {
 public:
  /// Each thing begins as a set of its own.
  explicit UnionFind(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  /// The lowest member of i's set.
  [[nodiscard]] std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  /// @return whether they were apart.
  bool unite(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a == b) return false;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    return true;
  }

  /// Adds `count` things, each a set of its own.
  void grow(std::size_t count) {
    const std::size_t first = parent_.size();
    parent_.resize(first + count);
    std::iota(parent_.begin() + static_cast<std::ptrdiff_t>(first), parent_.end(),
              static_cast<std::uint32_t>(first));
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace hotward
