#include "engine/io/csv_marks.hpp"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/core/check.hpp"

namespace hotward::io {

struct CsvMarks::Block {
  std::uint64_t quotes;
  std::uint64_t ends;
  std::uint64_t newlines;
};

namespace {

constexpr std::size_t block_bytes = 64;
// 4 KiB of text whose masks are made at once: they stay in the first cache.
constexpr std::size_t group_blocks = 64;
// Positions are written this many at a time, past the last if need be.
constexpr std::size_t write_ahead = 8;
constexpr std::size_t write_ahead_avx512 = 16;

void find_masks_scalar(const char* text, std::size_t blocks, char separator,
                       CsvMarks::Block* masks) {
  for (std::size_t b = 0; b < blocks; ++b, text += block_bytes) {
    CsvMarks::Block mask{0, 0, 0};
    for (std::size_t i = 0; i < block_bytes; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      if (text[i] == '"') mask.quotes |= bit;
      if (text[i] == '\n') mask.newlines |= bit;
      if (text[i] == separator) mask.ends |= bit;
    }
    mask.ends |= mask.newlines;
    masks[b] = mask;
  }
}

#if defined(__x86_64__)

struct Bytes64 {
  __m128i part[4];
};

std::uint64_t equal_sse2(const Bytes64& bytes, __m128i wanted) {
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const auto part =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes.part[i], wanted)));
    mask |= std::uint64_t{part} << (16 * i);
  }
  return mask;
}

void find_masks_sse2(const char* text, std::size_t blocks, char separator,
                     CsvMarks::Block* masks) {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i newline = _mm_set1_epi8('\n');
  const __m128i separators = _mm_set1_epi8(separator);
  for (std::size_t b = 0; b < blocks; ++b, text += block_bytes) {
    const auto* at = reinterpret_cast<const __m128i*>(text);
    const Bytes64 bytes = {{_mm_loadu_si128(at), _mm_loadu_si128(at + 1), _mm_loadu_si128(at + 2),
                            _mm_loadu_si128(at + 3)}};
    const std::uint64_t newlines = equal_sse2(bytes, newline);
    masks[b] = {equal_sse2(bytes, quote), equal_sse2(bytes, separators) | newlines, newlines};
  }
}

// Whole functions carry the target, so that the program itself needs no more than the plain x86-64
// and chooses when it runs.
__attribute__((target("avx2"))) inline std::uint64_t equal_avx2(__m256i low, __m256i high,
                                                               __m256i wanted) {
  const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
  const auto second =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
  return first | (std::uint64_t{second} << 32);
}

__attribute__((target("avx2"))) void find_masks_avx2(const char* text, std::size_t blocks,
                                                     char separator, CsvMarks::Block* masks) {
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i separators = _mm256_set1_epi8(separator);
  for (std::size_t b = 0; b < blocks; ++b, text += block_bytes) {
    const auto* at = reinterpret_cast<const __m256i*>(text);
    const __m256i low = _mm256_loadu_si256(at);
    const __m256i high = _mm256_loadu_si256(at + 1);
    const std::uint64_t newlines = equal_avx2(low, high, newline);
    masks[b] = {equal_avx2(low, high, quote), equal_avx2(low, high, separators) | newlines,
                newlines};
  }
}

__attribute__((target("avx512f,avx512bw"))) void find_masks_avx512(const char* text,
                                                                  std::size_t blocks,
                                                                  char separator,
                                                                  CsvMarks::Block* masks) {
  const __m512i quote = _mm512_set1_epi8('"');
  const __m512i newline = _mm512_set1_epi8('\n');
  const __m512i separators = _mm512_set1_epi8(separator);
  for (std::size_t b = 0; b < blocks; ++b, text += block_bytes) {
    const __m512i bytes = _mm512_loadu_si512(text);
    const std::uint64_t newlines = _mm512_cmpeq_epi8_mask(bytes, newline);
    masks[b] = {_mm512_cmpeq_epi8_mask(bytes, quote),
                _mm512_cmpeq_epi8_mask(bytes, separators) | newlines, newlines};
  }
}

void find_masks(Simd simd, const char* text, std::size_t blocks, char separator,
                CsvMarks::Block* masks) {
  if (simd == Simd::avx512) return find_masks_avx512(text, blocks, separator, masks);
  if (simd == Simd::avx2) return find_masks_avx2(text, blocks, separator, masks);
  if (simd == Simd::sse2) return find_masks_sse2(text, blocks, separator, masks);
  find_masks_scalar(text, blocks, separator, masks);
}

#else

void find_masks(Simd /*simd*/, const char* text, std::size_t blocks, char separator,
                CsvMarks::Block* masks) {
  find_masks_scalar(text, blocks, separator, masks);
}

#endif

// Counting the zeros of 0 is undefined; with this bit set no mask is 0.
constexpr std::uint64_t last_bit = std::uint64_t{1} << 63;

inline std::uint32_t lowest_bit(std::uint64_t bits) {
  return static_cast<std::uint32_t>(__builtin_ctzll(bits));
}

// Writes the positions of the eight lowest bits, and anything where there are fewer.
// @return the bits above them
__attribute__((always_inline)) inline std::uint64_t write_eight(std::uint32_t* out,
                                                                std::uint32_t base,
                                                                std::uint64_t bits) {
#pragma GCC unroll 8
  for (std::uint32_t i = 0; i < write_ahead; ++i) {
    out[i] = base + lowest_bit(bits | last_bit);
    bits &= bits - 1;
  }
  return bits;
}

inline std::uint32_t bit_count(std::uint64_t bits) {
  return static_cast<std::uint32_t>(__builtin_popcountll(bits));
}

}  // namespace

Simd best_simd() {
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                    __builtin_cpu_supports("popcnt") != 0;
  const bool avx512 = __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512vbmi2") != 0;
  if (avx2 && avx512) return Simd::avx512;
  return avx2 ? Simd::avx2 : Simd::sse2;
#else
  return Simd::scalar;
#endif
}

CsvMarks::CsvMarks(Simd simd) : simd_(std::min(simd, best_simd())) {}

void CsvMarks::set_rules(char separator, std::size_t max_row_lines) {
  separator_ = separator;
  max_row_lines_ = max_row_lines;
}

void CsvMarks::reserve(std::size_t bytes) {
  if (bytes <= capacity_) return;
  // Every byte may be an end. Pages that no mark reaches are never touched.
  capacity_ = bytes;
  marks_ = std::make_unique_for_overwrite<std::uint32_t[]>(bytes + block_bytes + write_ahead_avx512);
  row_marks_ = std::make_unique_for_overwrite<std::uint32_t[]>(bytes + 1);
}

void CsvMarks::find(std::string_view text) {
  HOTWARD_EXPECTS(text.size() < UINT32_MAX - block_bytes);
  reserve(text.size());
  mark_count_ = row_count_ = embedded_newlines_ = row_newlines_ = 0;
  inside_ = too_many_lines_ = false;
  field_begin_ = 0;
  reopens_at_ = UINT32_MAX;
  std::array<Block, group_blocks> masks;
  for (std::size_t at = 0; at < text.size(); at += group_blocks * block_bytes) {
    const std::size_t bytes = std::min(text.size() - at, group_blocks * block_bytes);
    const std::size_t blocks = (bytes + block_bytes - 1) / block_bytes;
    find_masks(simd_, text.data() + at, blocks, separator_, masks.data());
    if (const std::size_t rest = bytes % block_bytes; rest != 0) {
      const std::uint64_t within = (std::uint64_t{1} << rest) - 1;
      Block& last = masks[blocks - 1];
      last = {last.quotes & within, last.ends & within, last.newlines & within};
    }
    if (!take(masks.data(), blocks, at)) return;
  }
}

__attribute__((always_inline)) inline void CsvMarks::take_row_ends(const Block& block) {
  // Without asking whether there is one: one block in three of a police file has a newline, which no
  // predictor foresees. Two in 64 bytes are rare.
  std::uint64_t newlines = block.newlines;
  do {
    const std::uint64_t before = (newlines & (~newlines + 1)) - 1;
    row_marks_[row_count_] =
        static_cast<std::uint32_t>(mark_count_) + bit_count(block.ends & before);
    row_count_ += newlines != 0 ? 1 : 0;
    newlines &= newlines - 1;
  } while (newlines != 0);
}

bool CsvMarks::take(const Block* blocks, std::size_t count, std::size_t position) {
  if (simd_ == Simd::avx512) return take_blocks_avx512(blocks, count, position);
  if (simd_ == Simd::avx2) return take_blocks_popcnt(blocks, count, position);
  return take_blocks(blocks, count, position);
}

// Writes eight positions whether there are as many or not: a police file has four in 64 bytes, and a
// loop of unknown length would be mispredicted in most blocks.
__attribute__((always_inline)) inline bool CsvMarks::take_blocks_inlined(const Block* blocks,
                                                                        std::size_t count,
                                                                        std::size_t position) {
  auto base = static_cast<std::uint32_t>(position);
  for (std::size_t b = 0; b < count; ++b, base += block_bytes) {
    const Block& block = blocks[b];
    if (inside_ || block.quotes != 0) {
      if (!walk(block, base)) return false;
      continue;
    }
    std::uint64_t ends = block.ends;
    std::uint32_t* out = marks_.get() + mark_count_;
    const std::uint32_t found = bit_count(ends);
    ends = write_eight(out, base, ends);
    for (std::uint32_t written = write_ahead; written < found; written += write_ahead) {
      ends = write_eight(out + written, base, ends);
    }
    take_row_ends(block);
    mark_count_ += found;
  }
  return true;
}

bool CsvMarks::take_blocks(const Block* blocks, std::size_t count, std::size_t position) {
  return take_blocks_inlined(blocks, count, position);
}

#if defined(__x86_64__)
__attribute__((target("popcnt,bmi")))
#endif
bool CsvMarks::take_blocks_popcnt(const Block* blocks, std::size_t count, std::size_t position) {
  return take_blocks_inlined(blocks, count, position);
}

#if defined(__x86_64__)
// The positions of all bits at once, as bytes that are widened: a third less time for the marks of a
// police file than by AVX2.
__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt,bmi"))) bool CsvMarks::take_blocks_avx512(
    const Block* blocks, std::size_t count, std::size_t position) {
  alignas(64) static constexpr std::array<std::uint8_t, 64> counting = [] {
    std::array<std::uint8_t, 64> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::uint8_t>(i);
    return numbers;
  }();
  const __m512i places = _mm512_load_si512(counting.data());
  auto base = static_cast<std::uint32_t>(position);
  for (std::size_t b = 0; b < count; ++b, base += block_bytes) {
    const Block& block = blocks[b];
    if (inside_ || block.quotes != 0) {
      if (!walk(block, base)) return false;
      continue;
    }
    const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
    __m512i found = _mm512_maskz_compress_epi8(block.ends, places);
    const std::uint32_t number = bit_count(block.ends);
    std::uint32_t written = 0;
    do {
      // The masked forms, all bits set: g++ 12 warns of its own header in the plain ones.
      const __m128i low = _mm512_maskz_extracti32x4_epi32(0xF, found, 0);
      const __m512i wide = _mm512_maskz_cvtepu8_epi32(0xFFFF, low);
      _mm512_storeu_si512(marks_.get() + mark_count_ + written, _mm512_add_epi32(wide, bases));
      written += write_ahead_avx512;
      found = _mm512_maskz_shuffle_i64x2(0xFF, found, found, 0x39);  // the next 16 bytes come down
    } while (written < number);
    take_row_ends(block);
    mark_count_ += number;
  }
  return true;
}
#else
bool CsvMarks::take_blocks_avx512(const Block* blocks, std::size_t count, std::size_t position) {
  return take_blocks_inlined(blocks, count, position);
}
#endif

bool CsvMarks::walk(const Block& block, std::uint32_t position) {
  if (!inside_) field_begin_ = mark_count_ == 0 ? 0 : marks_[mark_count_ - 1] + 1;
  for (std::uint64_t events = block.quotes | block.ends; events != 0; events &= events - 1) {
    const std::uint64_t bit = events & (~events + 1);
    const std::uint32_t at = position + lowest_bit(events);
    if ((block.quotes & bit) == 0) {
      if (!end_field(at, (block.newlines & bit) != 0)) return false;
    } else if (inside_) {
      inside_ = false;
      reopens_at_ = at + 1;
    } else if (at == field_begin_ || at == reopens_at_) {
      inside_ = true;
    }
  }
  return true;
}

bool CsvMarks::end_field(std::uint32_t at, bool newline) {
  if (!inside_) {
    marks_[mark_count_++] = at;
    field_begin_ = at + 1;
    if (!newline) return true;
    row_marks_[row_count_++] = static_cast<std::uint32_t>(mark_count_ - 1);
    embedded_newlines_ += row_newlines_;
    row_newlines_ = 0;
  } else if (newline && ++row_newlines_ >= max_row_lines_) {
    too_many_lines_ = true;
    return false;
  }
  return true;
}

}  // namespace hotward::io
