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
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hotward::io {

/// 128 bits. No std::array, whose == is a call of memcmp: a seventh of the time of `check`.
struct IdHash {
  std::uint64_t first;
  std::uint64_t second;

  /// Multiplies and folds twice, from two beginnings.
  void add(std::uint64_t word) {
    first = (first ^ word) * 0xE7037ED1A0B428DBU;
    first ^= first >> 32U;
    second = (second + word) * 0x8EBC6AF09C88C6E3U;
    second ^= second >> 29U;
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }

  friend bool operator==(const IdHash& a, const IdHash& b) {
    return ((a.first ^ b.first) | (a.second ^ b.second)) == 0;
  }
};

/// Of a row without an id.
inline constexpr IdHash no_id = {0, 0};

/// Of a text's bytes; numbers that tell two rows of the same text apart may be added. It is no_id
/// with a probability of 2^-128: that row counts as one without an id.
[[nodiscard]] IdHash hash_id(std::string_view id);

class IdSet {
 public:
  /// Makes room for so many ids in all; a guess will do.
  void expect(std::size_t ids);

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
