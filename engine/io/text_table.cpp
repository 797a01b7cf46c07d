#include "engine/io/text_table.hpp"

#include <algorithm>

namespace hotward::io {

void TextTable::clear() {
  // The slots may have grown for one crowded piece of text; fewer are sooner cleared.
  if (slots_.size() > std::max(first_slots, 16 * entries_.size())) slots_.resize(slots_.size() / 4);
  std::fill(slots_.begin(), slots_.end(), empty);
  entries_.clear();
  texts_.clear();
}

std::uint64_t TextTable::hash_of_middle(std::string_view text) {
  std::uint64_t hash = text.size();
  for (std::size_t at = 2 * word; at + 2 * word < text.size(); at += word) {
    // The last word may run into the ends, which is no harm.
    hash = fold(hash ^ load(text.data() + at) ^ 0x9E3779B97F4A7C15U, 0xE7037ED1A0B428DBU);
  }
  return hash;
}

bool TextTable::same_middle(const Entry& entry, std::string_view text) const {
  return std::memcmp(texts_.data() + entry.text, text.data(), text.size()) == 0;
}

std::uint32_t TextTable::add(const Words& words, std::uint64_t hash, std::string_view text,
                             std::size_t slot) {
  const auto number = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({words, hash, static_cast<std::uint32_t>(text.size()),
                      static_cast<std::uint32_t>(texts_.size())});
  if (text.size() > sizeof(Words)) texts_ += text;
  slots_[slot] = number;
  if (2 * entries_.size() > slots_.size()) grow();
  return number;
}

void TextTable::grow() {
  slots_.assign(4 * slots_.size(), empty);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & (slots_.size() - 1);
    while (slots_[slot] != empty) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i;
  }
}

}  // namespace hotward::io
