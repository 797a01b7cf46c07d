#include "engine/io/csv/text_table.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/core/check.hpp"

namespace hotward::io {

void TextTable::clear() {
  // The slots may have grown for one crowded piece of text; fewer are sooner cleared.
  const bool crowded = slots_.size() <= std::max(first_slots, std::size_t{16} * count_);
  resize_slots(crowded ? slots_.size() : slots_.size() / 4);
  count_ = 0;
  texts_.clear();
}

void TextTable::resize_slots(std::size_t count) {
  slots_.assign(count, empty);
  slot_mask_ = count - 1;
}

TextTable::Found TextTable::number_of_long(std::string_view text) {
  std::uint64_t hash = even_words;
  for (std::size_t at = 0; at < text.size(); at += word) {
    // The last word reaches back into what was taken already, which is no harm.
    const char* from = at + word <= text.size() ? text.data() + at : text.end() - word;
    hash = fold(hash ^ load(from) ^ even_words, odd_words);
  }
  const auto same_long = [&](const Words& entry) {
    const auto& [its_hash, length, begin, mark] = entry.word;
    return its_hash == hash && mark == longer && length == text.size() &&
           std::memcmp(texts_.data() + begin, text.data(), length) == 0;
  };
  for (std::size_t slot = hash & slot_mask_;; slot = (slot + 1) & slot_mask_) {
    const std::uint32_t at = slots_[slot];
    if (at == empty) {
      const std::size_t begin = texts_.size();
      texts_ += text;
      return {add({{hash, text.size(), begin, longer}}, slot), true};
    }
    if (same_long(entries_[at])) return {at, false};
  }
}

// Room for so many more texts, so that nothing moves while they are looked up.
void TextTable::make_room(std::size_t more) {
  const std::size_t wanted = count_ + more;
  if (wanted > entries_.size()) entries_.resize(2 * wanted);
  while (2 * wanted > slots_.size()) grow();
}

void TextTable::number(CsvColumn column, Simd simd, std::span<std::uint32_t> numbers) {
  HOTWARD_EXPECTS(simd <= best_simd());
  if (simd == Simd::avx512) return number_avx512(column, numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number(column.field(i)).number;
}

#if defined(__x86_64__)
#define HOTWARD_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,bmi2")))

namespace {

// A short text's bytes, noughts and its length: Words, in one masked load.
HOTWARD_AVX512 inline __m256i wide_words(std::string_view text) {
  constexpr __mmask32 last_byte = 1U << 31U;
  const auto length = static_cast<std::uint32_t>(text.size());
  const __m256i bytes = _mm256_maskz_loadu_epi8(_bzhi_u32(~0U, length), text.data());
  return _mm256_mask_set1_epi8(bytes, last_byte, static_cast<char>(length));
}

}  // namespace

HOTWARD_AVX512 void TextTable::number_avx512(CsvColumn column, std::span<std::uint32_t> numbers) {
  make_room(numbers.size());
  auto* entries = reinterpret_cast<__m256i*>(entries_.data());
  std::uint32_t* slots = slots_.data();
  const std::size_t mask = slot_mask_;
  const __m128i keys =
      _mm_set_epi64x(static_cast<long long>(odd_words), static_cast<long long>(even_words));
  const auto is_short = [](std::string_view text) { return text.size() <= longest_short; };
  std::size_t i = 0;
  // A column that says one thing, as a police file's month and force.
  if (count_ == 1) {
    for (; i < numbers.size() && is_short(column.field(i)); ++i) {
      if (_mm256_cmpneq_epi8_mask(wide_words(column.field(i)), entries[0]) != 0) break;
      numbers[i] = 0;
    }
  }
  for (; i < numbers.size(); ++i) {
    const std::string_view text = column.field(i);
    if (!is_short(text)) {
      numbers[i] = number_of_long(text).number;
      continue;
    }
    const __m256i words = wide_words(text);
    // hash_of()
    const __m128i turned = _mm_rol_epi64(_mm256_extracti128_si256(words, 1), turn);
    const __m128i mixed = _mm_xor_si128(_mm_xor_si128(_mm256_castsi256_si128(words), turned), keys);
    const std::uint64_t hash = fold(static_cast<std::uint64_t>(_mm_cvtsi128_si64(mixed)),
                                    static_cast<std::uint64_t>(_mm_extract_epi64(mixed, 1)));
    std::size_t slot = hash & mask;
    std::uint32_t at = slots[slot];
    while (at != empty && _mm256_cmpneq_epi8_mask(words, entries[at]) != 0) {
      slot = (slot + 1) & mask;
      at = slots[slot];
    }
    if (at == empty) {
      at = count_++;
      _mm256_store_si256(entries + at, words);
      slots[slot] = at;
    }
    numbers[i] = at;
  }
}

#undef HOTWARD_AVX512
#else
void TextTable::number_avx512(CsvColumn /*column*/, std::span<std::uint32_t> /*numbers*/) {}
#endif

std::uint32_t TextTable::add(const Words& words, std::size_t slot) {
  const std::uint32_t number = count_;
  if (number == entries_.size()) entries_.resize(2 * number + 1);
  entries_[number] = words;
  slots_[slot] = number;
  ++count_;
  if (2 * std::size_t{count_} > slots_.size()) grow();
  return number;
}

void TextTable::grow() {
  resize_slots(4 * slots_.size());
  for (std::uint32_t i = 0; i < count_; ++i) {
    const Words& words = entries_[i];
    const std::uint64_t hash = words.word[3] == longer ? words.word[0] : hash_of(words);
    std::size_t slot = hash & slot_mask_;
    while (slots_[slot] != empty) slot = (slot + 1) & slot_mask_;
    slots_[slot] = i;
  }
}

}  // namespace hotward::io
