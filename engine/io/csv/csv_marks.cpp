#include "engine/io/csv/csv_marks.hpp"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/core/check.hpp"

namespace hotward::io {

namespace {

constexpr std::size_t block_bytes = csv_block_bytes;
// 4 KiB of text whose masks are made at once: they stay in the first cache.
constexpr std::size_t group_blocks = 64;
// Positions are written this many at a time, past the last if need be.
constexpr std::size_t write_ahead = 6;
constexpr std::size_t write_ahead_avx512 = 16;

// Asks memory for a block of the next group while the marks of this group are written. The
// processor does so by itself only within a page, which is one group long. A prefetch never faults,
// so it may reach behind the text.
inline void fetch_next_group(const char* block) {
  __builtin_prefetch(block + group_blocks * block_bytes);
}

inline std::uint32_t lowest_bit(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::countr_zero(bits));
}

// Of no bits: anything, without a question asked. Compilers branch on it, six times a block.
inline std::uint32_t lowest_bit_if_any(std::uint64_t bits) {
#if defined(__x86_64__)
  std::uint64_t position;
  asm("tzcnt %1, %0" : "=r"(position) : "r"(bits) : "cc");  // bsf where there is no tzcnt
  return static_cast<std::uint32_t>(position);
#else
  return lowest_bit(bits);
#endif
}

// Writes the positions of the `write_ahead` lowest bits, and anything where there are fewer.
// @return the bits above them
__attribute__((always_inline)) inline std::uint64_t write_some(std::uint32_t* out,
                                                               std::uint32_t base,
                                                               std::uint64_t bits) {
#pragma GCC unroll 8
  for (std::uint32_t i = 0; i < write_ahead; ++i) {
    out[i] = base + lowest_bit_if_any(bits);
    bits &= bits - 1;
  }
  return bits;
}

// The lowest bit and those below it; all where there is none.
inline std::uint64_t through_lowest(std::uint64_t bits) { return bits ^ (bits - 1); }

inline std::uint32_t bit_count(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::popcount(bits));
}

}  // namespace

CsvMarks::CsvMarks(Simd simd) : simd_(std::min(simd, best_simd())) {}

void CsvMarks::set_rules(const RowShape& shape, std::size_t max_row_lines) {
  shape_ = shape;
  max_row_lines_ = max_row_lines;
}

void CsvMarks::reserve(std::size_t bytes) {
  if (mark_memory_ != nullptr && bytes <= capacity_) return;
  // Every byte may be an end. Pages that no mark reaches are never touched.
  capacity_ = bytes;
  mark_memory_ =
      std::make_unique_for_overwrite<std::uint32_t[]>(1 + bytes + block_bytes + write_ahead_avx512);
  mark_memory_[0] = UINT32_MAX;
  marks_ = mark_memory_.get() + 1;
  row_marks_ = std::make_unique_for_overwrite<std::uint32_t[]>(bytes + 2);
  row_marks_[0] = 0;
}

void CsvMarks::find(std::string_view text) {
  HOTWARD_EXPECTS(text.size() < UINT32_MAX - block_bytes);
  reserve(text.size());
  text_ = text;
  mark_count_ = row_count_ = embedded_newlines_ = row_newlines_ = walked_row_ = 0;
  inside_ = too_many_lines_ = swallows_rows_ = false;
  field_begin_ = 0;
  reopens_at_ = UINT32_MAX;
  std::size_t at = 0;
  if (simd_ == Simd::avx512) {
    at = text.size() / block_bytes * block_bytes;
    if (!find_avx512(at / block_bytes)) return;
  }
  std::array<CsvMasks, group_blocks> masks;
  for (; at < text.size(); at += group_blocks * block_bytes) {
    const std::size_t bytes = std::min(text.size() - at, group_blocks * block_bytes);
    const std::size_t blocks = (bytes + block_bytes - 1) / block_bytes;
    find_masks(simd_, {text.data() + at, blocks}, shape_.separator, masks.data());
    if (const std::size_t rest = bytes % block_bytes; rest != 0) {
      const std::uint64_t within = (std::uint64_t{1} << rest) - 1;
      CsvMasks& last = masks[blocks - 1];
      last = {last.quotes & within, last.ends & within, last.newlines & within};
    }
    if (!take(masks.data(), blocks, at)) return;
  }
}

__attribute__((always_inline)) inline void CsvMarks::take_row_ends(const CsvMasks& block) {
  // Without asking whether there is one: one block in three of a police file has a newline, which
  // no predictor foresees. Two in 64 bytes are rare.
  const std::uint32_t found = bit_count(block.newlines);
  std::uint64_t newlines = block.newlines;
  for (std::uint32_t i = 0; i == 0 || i < found; ++i) {
    row_marks_[row_count_ + i + 1] =
        static_cast<std::uint32_t>(mark_count_) + bit_count(block.ends & through_lowest(newlines));
    newlines &= newlines - 1;
  }
  row_count_ += found;
}

bool CsvMarks::all_have(std::size_t fields, std::size_t rows) const {
  std::uint32_t unlike = 0;
  const auto each = static_cast<std::uint32_t>(fields);
  for (std::uint32_t row = 0; row <= rows; ++row) unlike |= row_marks_[row] ^ (row * each);
  return unlike == 0;
}

bool CsvMarks::take(const CsvMasks* blocks, std::size_t count, std::size_t position) {
  if (simd_ >= Simd::avx2) return take_blocks_popcnt(blocks, count, position);
  return take_blocks(blocks, count, position);
}

// Writes eight positions whether there are as many or not: a police file has four in 64 bytes, and
// a loop of unknown length would be mispredicted in most blocks.
__attribute__((always_inline)) inline bool CsvMarks::take_blocks_inlined(const CsvMasks* blocks,
                                                                         std::size_t count,
                                                                         std::size_t position) {
  auto base = static_cast<std::uint32_t>(position);
  for (std::size_t b = 0; b < count; ++b, base += block_bytes) {
    fetch_next_group(text_.data() + base);
    const CsvMasks& block = blocks[b];
    if (inside_ || block.quotes != 0) {
      if (!walk(block, base)) return false;
      continue;
    }
    std::uint64_t ends = block.ends;
    std::uint32_t* out = marks_ + mark_count_;
    const std::uint32_t found = bit_count(ends);
    ends = write_some(out, base, ends);
    for (std::uint32_t written = write_ahead; written < found; written += write_ahead) {
      ends = write_some(out + written, base, ends);
    }
    take_row_ends(block);
    mark_count_ += found;
  }
  return true;
}

bool CsvMarks::take_blocks(const CsvMasks* blocks, std::size_t count, std::size_t position) {
  return take_blocks_inlined(blocks, count, position);
}

#if defined(__x86_64__)
__attribute__((target("popcnt,bmi")))
#endif
bool CsvMarks::take_blocks_popcnt(const CsvMasks* blocks, std::size_t count, std::size_t position) {
  return take_blocks_inlined(blocks, count, position);
}

#if defined(__x86_64__)
// Masks and marks in one go: the masks never leave the registers, and the positions of all bits are
// made at once, as bytes that are widened.
__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt,bmi"))) bool CsvMarks::find_avx512(
    std::size_t blocks) {
  alignas(64) static constexpr std::array<std::uint8_t, 64> counting = [] {
    std::array<std::uint8_t, 64> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::uint8_t>(i);
    return numbers;
  }();
  const __m512i places = _mm512_load_si512(counting.data());
  const __m512i quote = _mm512_set1_epi8('"');
  const __m512i newline = _mm512_set1_epi8('\n');
  const __m512i separator = _mm512_set1_epi8(shape_.separator);
  const char* text = text_.data();
  std::uint32_t* marks = marks_;
  std::uint32_t* row_marks = row_marks_.get();
  std::size_t mark_count = mark_count_;
  std::size_t row_count = row_count_;
  bool inside = inside_;
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto base = static_cast<std::uint32_t>(b * block_bytes);
    fetch_next_group(text + base);
    const __m512i bytes = _mm512_loadu_si512(text + base);
    const std::uint64_t quotes = _mm512_cmpeq_epi8_mask(bytes, quote);
    const std::uint64_t newlines = _mm512_cmpeq_epi8_mask(bytes, newline);
    const std::uint64_t ends = _mm512_cmpeq_epi8_mask(bytes, separator) | newlines;
    if (quotes != 0 || inside) [[unlikely]] {
      mark_count_ = mark_count;
      row_count_ = row_count;
      if (!walk({quotes, ends, newlines}, base)) return false;
      mark_count = mark_count_;
      row_count = row_count_;
      inside = inside_;
      continue;
    }
    const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
    __m512i found = _mm512_maskz_compress_epi8(ends, places);
    const std::uint32_t number = bit_count(ends);
    for (std::uint32_t written = 0;;) {
      // The masked forms, all bits set: g++ 12 warns of its own header in the plain ones.
      const __m128i low = _mm512_maskz_extracti32x4_epi32(0xF, found, 0);
      const __m512i wide = _mm512_maskz_cvtepu8_epi32(0xFFFF, low);
      _mm512_storeu_si512(marks + mark_count + written, _mm512_add_epi32(wide, bases));
      written += write_ahead_avx512;
      if (written >= number) [[likely]]
        break;
      found = _mm512_maskz_shuffle_i64x2(0xFF, found, found, 0x39);  // the next 16 bytes
    }
    // The first newline of the block without asking whether there is one: one block in three of a
    // police file has one, which no predictor foresees.
    row_marks[row_count + 1] =
        static_cast<std::uint32_t>(mark_count) + bit_count(ends & through_lowest(newlines));
    const std::uint32_t rows = bit_count(newlines);
    if (rows > 1) [[unlikely]] {
      std::uint64_t rest = newlines;
      for (std::uint32_t row = 2; row <= rows; ++row) {
        rest &= rest - 1;
        row_marks[row_count + row] =
            static_cast<std::uint32_t>(mark_count) + bit_count(ends & through_lowest(rest));
      }
    }
    row_count += rows;
    mark_count += number;
  }
  mark_count_ = mark_count;
  row_count_ = row_count;
  return true;
}
#else
bool CsvMarks::find_avx512(std::size_t /*blocks*/) { return true; }
#endif

bool CsvMarks::walk(const CsvMasks& block, std::uint32_t position) {
  if (!inside_) field_begin_ = (marks_ + mark_count_)[-1] + 1;
  for (std::uint64_t events = block.quotes | block.ends; events != 0; events &= events - 1) {
    const std::uint64_t bit = events & (~events + 1);
    const std::uint32_t at = position + lowest_bit(events);
    if ((block.quotes & bit) == 0) {
      if (!end_field(at, (block.newlines & bit) != 0)) return false;
    } else if (inside_) {
      if (!close_quote(at)) return false;
    } else if (at == field_begin_ || at == reopens_at_) {
      inside_ = true;
      if (at == field_begin_) newlines_before_field_ = embedded_newlines_;
    }
  }
  return true;
}

// Perhaps only the first of two, which stand for one.
bool CsvMarks::close_quote(std::uint32_t at) {
  inside_ = false;
  reopens_at_ = at + 1;
  if (embedded_newlines_ == newlines_before_field_) return true;
  if (reopens_at_ < text_.size() && text_[reopens_at_] == '"') return true;
  const std::uint32_t row = begin(row_count_);
  swallows_rows_ = io::swallows_rows(text_.substr(row), at - row, shape_);
  return !swallows_rows_;
}

bool CsvMarks::end_field(std::uint32_t at, bool newline) {
  if (!inside_) {
    marks_[mark_count_++] = at;
    field_begin_ = at + 1;
    if (!newline) return true;
    row_marks_[++row_count_] = static_cast<std::uint32_t>(mark_count_);
  } else if (newline) {
    // The row before may have ended where nothing was walked.
    if (walked_row_ != row_count_) row_newlines_ = 0;
    walked_row_ = row_count_;
    ++embedded_newlines_;
    too_many_lines_ = ++row_newlines_ >= max_row_lines_;
  }
  return !too_many_lines_;
}

}  // namespace hotward::io
