// IdSet: has this id been seen before?
//
// Ids are held as hashes of 128 bits, not as texts: ten million ids of data.police.uk take 0.2 GB
// instead of 1. Two different ids among ten million share a hash with a probability of about
// 10^-25. Open addressing, at most three quarters full, in many small tables: each grows by itself,
// so that growing never needs the memory of all of them twice.
//
// Time: O(1) expected per id.
#pragma once

#include <array>
#include <cstddef>
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

  /// Asks for the memory that add(id) will read: with many ids it is in no cache.
  void prefetch(const IdHash& id) const;

 private:
  struct Table {
    std::vector<IdHash> slots;
    std::size_t used = 0;
  };
  static constexpr std::size_t table_count = 64;

  std::array<Table, table_count> tables_;
};

}  // namespace hotward::io
