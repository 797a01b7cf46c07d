// TextTable: short texts, each given a small number; made for millions of look-ups a second.
//
// A text of at most 31 bytes is held as four words: its bytes, zeros, its length in the last byte.
// So it is hashed (one product, folded) and compared without a loop and without a branch on its
// length, which no predictor foresees where names of crimes are mixed. A longer one is held as its
// hash and length, and compared byte by byte. Open addressing, at most half full.
//
// Numbers run 0, 1, 2 … in the order in which texts first came. Time: O(1) expected per look-up.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/simd.hpp"
#include "engine/io/csv/csv_row.hpp"

namespace hotward::io {

/// Bytes that must be readable (and are ignored) behind a text given to TextTable::number.
inline constexpr std::size_t text_padding = 32;

class TextTable {
 public:
  struct Found {
    std::uint32_t number;
    bool is_new;
  };

  TextTable() : slots_(first_slots, empty), slot_mask_(first_slots - 1) {}

  [[nodiscard]] std::size_t size() const { return count_; }

  /// Forgets all texts, keeps the memory.
  void clear();

  /// @param text  followed by text_padding readable bytes
  Found number(std::string_view text) {
    if (text.size() > longest_short) return number_of_long(text);
    return number_of(words_of(text));
  }

  /// The same of a field of each row of a batch, quicker than one by one.
  /// @param column   its texts are followed by text_padding readable bytes
  /// @param simd     at most best_simd(); of no consequence for the numbers
  /// @param numbers  of as many rows, from the batch's first on
  void number(CsvColumn column, Simd simd, std::span<std::uint32_t> numbers);

 private:
  // Of a short text its bytes, noughts and its length; of a longer one its hash, its length, where
  // in texts_ it stands, and the mark of longer ones. Two of them to a line of the cache.
  struct alignas(32) Words {
    std::array<std::uint64_t, 4> word;
  };
  static constexpr std::size_t word = sizeof(std::uint64_t);
  static constexpr std::size_t longest_short = sizeof(Words) - 1;
  static constexpr std::uint64_t longer = std::uint64_t{UINT8_MAX} << 56U;
  static constexpr std::size_t first_slots = 1024;
  static constexpr std::uint32_t empty = UINT32_MAX;
  // Read from `sizeof(Words) - length` on: ones for each byte of a text, then zeros.
  static constexpr auto byte_masks = [] {
    std::array<char, 2 * sizeof(Words)> masks{};
    for (std::size_t i = 0; i < sizeof(Words); ++i) masks[i] = static_cast<char>(0xFF);
    return masks;
  }();

  Found number_of(const Words& words) {
    const std::uint64_t hash = hash_of(words);
    for (std::size_t slot = hash & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      const std::uint32_t at = slots_[slot];
      if (at == empty) return {add(words, slot), true};
      if (same(entries_[at], words)) return {at, false};
    }
  }

  static std::uint64_t load(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, word);
    return bytes;
  }
  // Of a text of at most 31 bytes.
  static const char* mask_of(std::string_view text) {
    return byte_masks.data() + sizeof(Words) - text.size();
  }
  static std::uint64_t length_byte(std::size_t length) { return std::uint64_t{length} << 56U; }
  static Words words_of(std::string_view text) {
    const char* at = text.data();
    const char* mask = mask_of(text);
    return {{load(at) & load(mask), load(at + word) & load(mask + word),
             load(at + 2 * word) & load(mask + 2 * word),
             (load(at + 3 * word) & load(mask + 3 * word)) | length_byte(text.size())}};
  }
  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;  // NOLINT(modernize-use-using): pedantic
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  // Turned by no whole number of bytes, so that what differs in two digits does not cancel. Odd
  // constants whose bytes are no text, so that no word of text becomes nought.
  static constexpr int turn = 29;
  static constexpr std::uint64_t even_words = 0x9E3779B97F4A7C15U;
  static constexpr std::uint64_t odd_words = 0xE7037ED1A0B428DBU;
  static std::uint64_t hash_of(const Words& words) {
    const auto& w = words.word;
    return fold(w[0] ^ std::rotl(w[2], turn) ^ even_words,
                w[1] ^ std::rotl(w[3], turn) ^ odd_words);
  }
  // Not ==, which the compiler makes a call of memcmp: a fifth of the time of reading a police
  // file.
  static bool same(const Words& a, const Words& b) {
    return ((a.word[0] ^ b.word[0]) | (a.word[1] ^ b.word[1]) | (a.word[2] ^ b.word[2]) |
            (a.word[3] ^ b.word[3])) == 0;
  }

  Found number_of_long(std::string_view text);
  void number_avx512(CsvColumn column, std::span<std::uint32_t> numbers);
  std::uint32_t add(const Words& words, std::size_t slot);
  void make_room(std::size_t more);
  void resize_slots(std::size_t count);
  void grow();

  std::vector<std::uint32_t> slots_;  // a power of two of them
  std::size_t slot_mask_;             // their number, less one
  std::vector<Words> entries_;        // and room for more
  std::uint32_t count_ = 0;           // of entries
  std::string texts_;                 // the long ones
};

}  // namespace hotward::io
