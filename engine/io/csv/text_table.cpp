#include "engine/io/csv/text_table.hpp"

#include <algorithm>

namespace hotward::io {

void TextTable::clear() {
  // The slots may have grown for one crowded piece of text; fewer are sooner cleared.
  const bool crowded = slots_.size() <= std::max(first_slots, 16 * entries_.size());
  resize_slots(crowded ? slots_.size() : slots_.size() / 4);
  entries_.clear();
  texts_.clear();
}

void TextTable::resize_slots(std::size_t count) {
  slots_.assign(count, empty);
  slot_mask_ = count - 1;
}

TextTable::Found TextTable::number_of_long(std::string_view text) {
  const std::string_view more = text.substr(sizeof(Words));
  const Words words = words_of(text.substr(0, sizeof(Words)));
  std::uint64_t hash = hash_of(words);
  for (std::size_t at = 0; at < more.size(); at += word) {
    // The last word reaches back into what was taken already, which is no harm.
    const char* from = at + word <= more.size() ? more.data() + at : more.end() - word;
    hash = fold(hash ^ load(from) ^ 0x9E3779B97F4A7C15U, 0xE7037ED1A0B428DBU);
  }
  const auto same_more = [&](const Entry& entry) {
    return std::memcmp(texts_.data() + entry.text, more.data(), more.size()) == 0;
  };
  for (std::size_t slot = hash & slot_mask_;; slot = (slot + 1) & slot_mask_) {
    const std::uint32_t at = slots_[slot];
    if (at == empty) return {add(words, hash, text, slot), true};
    if (same(entries_[at], words, text.size()) && same_more(entries_[at])) return {at, false};
  }
}

std::uint32_t TextTable::add(const Words& words, std::uint64_t hash, std::string_view text,
                             std::size_t slot) {
  const auto number = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({words, hash, static_cast<std::uint32_t>(text.size()),
                      static_cast<std::uint32_t>(texts_.size())});
  if (text.size() > sizeof(Words)) texts_ += text.substr(sizeof(Words));
  slots_[slot] = number;
  if (2 * entries_.size() > slots_.size()) grow();
  return number;
}

void TextTable::grow() {
  resize_slots(4 * slots_.size());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & slot_mask_;
    while (slots_[slot] != empty) slot = (slot + 1) & slot_mask_;
    slots_[slot] = i;
  }
}

}  // namespace hotward::io
