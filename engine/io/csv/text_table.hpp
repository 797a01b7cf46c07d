// TextTable: short texts, each given a small number; made for millions of look-ups a second.
//
// A text of at most 32 bytes is held as four words, zeros behind it. So it is hashed (two products,
// folded) and compared without a loop and without a branch on its length, which no predictor
// foresees where names of crimes are mixed; what a longer one has more is looked at as bytes. Open
// addressing, at most half full.
//
// Numbers run 0, 1, 2 … in the order in which texts first came. Time: O(1) expected per look-up.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

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

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  /// Forgets all texts, keeps the memory.
  void clear();

  /// @param text  followed by text_padding readable bytes; less than 4 GiB
  Found number(std::string_view text) {
    if (text.size() > sizeof(Words)) return number_of_long(text);
    return number_of(words_of(text), text);
  }

  /// The same, quicker where texts have mostly no more than 8 bytes, as months have 7.
  Found number_of_short(std::string_view text) {
    if (text.size() > word) return number(text);
    return number_of({load(text.data()) & load(mask_of(text)), 0, 0, 0}, text);
  }

  /// The same, quicker where texts are mostly the one asked for before.
  Found number_as_before(std::string_view text) {
    if (text.size() <= sizeof(Words) && before_ < entries_.size() &&
        same(entries_[before_], words_of(text), text.size())) {
      return {before_, false};
    }
    const Found found = number(text);
    before_ = found.number;
    return found;
  }

 private:
  using Words = std::array<std::uint64_t, 4>;

  Found number_of(const Words& words, std::string_view text) {
    const std::uint64_t hash = hash_of(words);
    for (std::size_t slot = hash & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      const std::uint32_t at = slots_[slot];
      if (at == empty) return {add(words, hash, text, slot), true};
      if (same(entries_[at], words, text.size())) return {at, false};
    }
  }

  struct Entry {
    Words words;  // the first 32 bytes
    std::uint64_t hash;
    std::uint32_t length;
    std::uint32_t text;  // where in texts_ the rest stands
  };
  static constexpr std::size_t word = sizeof(std::uint64_t);
  static constexpr std::size_t first_slots = 1024;
  static constexpr std::uint32_t empty = UINT32_MAX;
  // Read from `sizeof(Words) - length` on: ones for each byte of a text, then zeros.
  static constexpr auto byte_masks = [] {
    std::array<char, 2 * sizeof(Words)> masks{};
    for (std::size_t i = 0; i < sizeof(Words); ++i) masks[i] = static_cast<char>(0xFF);
    return masks;
  }();

  static std::uint64_t load(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, word);
    return bytes;
  }
  // Of a text of at most 32 bytes.
  static const char* mask_of(std::string_view text) {
    return byte_masks.data() + sizeof(Words) - text.size();
  }
  static Words words_of(std::string_view text) {
    const char* at = text.data();
    const char* mask = mask_of(text);
    return {load(at) & load(mask), load(at + word) & load(mask + word),
            load(at + 2 * word) & load(mask + 2 * word),
            load(at + 3 * word) & load(mask + 3 * word)};
  }
  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;  // NOLINT(modernize-use-using): pedantic
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  static std::uint64_t hash_of(const Words& words) {
    // Odd constants whose bytes are no text, so that no word of text cancels one.
    return fold(words[0] ^ 0x9E3779B97F4A7C15U, words[1] ^ 0xE7037ED1A0B428DBU) ^
           fold(words[2] ^ 0x8EBC6AF09C88C6E3U, words[3] ^ 0xD6E8FEB86659FD93U);
  }
  // Not ==, which the compiler makes a call of memcmp: a fifth of the time of reading a police
  // file.
  static bool same(const Entry& entry, const Words& words, std::size_t length) {
    return ((entry.words[0] ^ words[0]) | (entry.words[1] ^ words[1]) |
            (entry.words[2] ^ words[2]) | (entry.words[3] ^ words[3]) | (entry.length ^ length)) ==
           0;
  }

  Found number_of_long(std::string_view text);
  std::uint32_t add(const Words& words, std::uint64_t hash, std::string_view text,
                    std::size_t slot);
  void resize_slots(std::size_t count);
  void grow();

  std::vector<std::uint32_t> slots_;  // a power of two of them
  std::size_t slot_mask_;             // their number, less one
  std::vector<Entry> entries_;
  std::string texts_;         // the long ones
  std::uint32_t before_ = 0;  // what number_as_before() gave last
};

}  // namespace hotward::io
