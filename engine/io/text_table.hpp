// TextTable: short texts, each given a small number; made for millions of look-ups a second.
//
// A text of at most 32 bytes is held as four words that overlap where it is shorter: its first
// eight bytes, the next, the last but one, the last. So it is hashed (two products, folded) and
// compared without a loop; what a longer one has in between is looked at as bytes. Open addressing,
// at most half full.
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
inline constexpr std::size_t text_padding = 8;

class TextTable {
 public:
  struct Found {
    std::uint32_t number;
    bool is_new;
  };

  TextTable() : slots_(first_slots, empty) {}

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  /// Forgets all texts, keeps the memory.
  void clear();

  /// @param text  followed by text_padding readable bytes; less than 4 GiB
  Found number(std::string_view text) {
    if (text.size() > word) return number_of_long(text);
    // Months and the like: one word says it all.
    const std::uint64_t first = first_word(text);
    const std::uint64_t hash = fold(first ^ 0x9E3779B97F4A7C15U, 0xE7037ED1A0B428DBU);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
      const std::uint32_t at = slots_[slot];
      if (at == empty) return {add({first, 0, 0, 0}, hash, text, slot), true};
      if (entries_[at].words[0] == first && entries_[at].length == text.size()) return {at, false};
    }
  }

 private:
  using Words = std::array<std::uint64_t, 4>;
  struct Entry {
    Words words;
    std::uint64_t hash;
    std::uint32_t length;
    std::uint32_t text;  // where in texts_ it stands, if it is long
  };
  static constexpr std::size_t word = sizeof(std::uint64_t);
  static constexpr std::size_t first_slots = 1024;
  static constexpr std::uint32_t empty = UINT32_MAX;

  Found number_of_long(std::string_view text) {
    const Words words = words_of(text);
    const std::uint64_t hash = hash_of(words, text);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
      const std::uint32_t at = slots_[slot];
      if (at == empty) return {add(words, hash, text, slot), true};
      const Entry& entry = entries_[at];
      if (entry.length == text.size() && same(entry.words, words) &&
          (text.size() <= sizeof(Words) || same_middle(entry, text))) {
        return {at, false};
      }
    }
  }

  static std::uint64_t load(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, word);
    return bytes;
  }
  static std::uint64_t first_word(std::string_view text) {
    if (text.empty()) return 0;
    return load(text.data()) & (~std::uint64_t{0} >> (8 * (word - text.size())));
  }
  // Of a text longer than one word.
  static Words words_of(std::string_view text) {
    const char* begin = text.data();
    const char* end = begin + text.size();
    if (text.size() < 2 * word) return {load(begin), 0, 0, load(end - word)};
    return {load(begin), load(begin + word), load(end - 2 * word), load(end - word)};
  }
  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;  // NOLINT(modernize-use-using): pedantic
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  static std::uint64_t hash_of(const Words& words, std::string_view text) {
    // Odd constants whose bytes are no text, so that no word of text cancels one.
    std::uint64_t hash = fold(words[0] ^ 0x9E3779B97F4A7C15U, words[3] ^ 0xE7037ED1A0B428DBU) ^
                         fold(words[1] ^ 0x8EBC6AF09C88C6E3U, words[2] ^ 0xD6E8FEB86659FD93U);
    if (text.size() > sizeof(Words)) hash ^= hash_of_middle(text);
    return hash;
  }
  // Not ==, which the compiler makes a call of memcmp: a fifth of the time of reading a police
  // file.
  static bool same(const Words& a, const Words& b) {
    return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
  }

  static std::uint64_t hash_of_middle(std::string_view text);
  [[nodiscard]] bool same_middle(const Entry& entry, std::string_view text) const;
  std::uint32_t add(const Words& words, std::uint64_t hash, std::string_view text,
                    std::size_t slot);
  void grow();

  std::vector<std::uint32_t> slots_;  // a power of two of them
  std::vector<Entry> entries_;
  std::string texts_;  // the long ones
};

}  // namespace hotward::io
