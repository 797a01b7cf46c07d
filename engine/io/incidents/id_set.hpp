// IdSet: has this id been seen before?
//
// Ids are held as hashes of 128 bits, not as texts: ten million ids of data.police.uk take 0.3 GB
// instead of 1. Two different ids among ten million share a hash with a probability of about
// 10^-25. Open addressing, at most two thirds full.
//
// Time: O(1) expected per id.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hotward::io {

using IdHash = std::array<std::uint64_t, 2>;

/// Of a row without an id.
inline constexpr IdHash no_id = {0, 0};

/// @return never no_id
[[nodiscard]] IdHash hash_id(std::string_view id);

class IdSet {
 public:
  /// @param id  not no_id
  /// @return false where it is there already
  bool add(const IdHash& id);

 private:
  std::vector<IdHash> slots_;
  std::size_t size_ = 0;
};

}  // namespace hotward::io
