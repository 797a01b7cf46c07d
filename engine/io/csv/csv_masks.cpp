#include "engine/io/csv/csv_masks.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hotward::io {
namespace {

void find_masks_scalar(const CsvBlocks& blocks, char separator, CsvMasks* masks) {
  const char* text = blocks.text;
  for (std::size_t b = 0; b < blocks.count; ++b, text += csv_block_bytes) {
    CsvMasks mask{0, 0, 0};
    for (std::size_t i = 0; i < csv_block_bytes; ++i) {
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

void find_masks_sse2(const CsvBlocks& blocks, char separator, CsvMasks* masks) {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i newline = _mm_set1_epi8('\n');
  const __m128i separators = _mm_set1_epi8(separator);
  const char* text = blocks.text;
  for (std::size_t b = 0; b < blocks.count; ++b, text += csv_block_bytes) {
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
  const auto first =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
  const auto second =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
  return first | (std::uint64_t{second} << 32);
}

__attribute__((target("avx2"))) void find_masks_avx2(const CsvBlocks& blocks, char separator,
                                                     CsvMasks* masks) {
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i separators = _mm256_set1_epi8(separator);
  const char* text = blocks.text;
  for (std::size_t b = 0; b < blocks.count; ++b, text += csv_block_bytes) {
    const auto* at = reinterpret_cast<const __m256i*>(text);
    const __m256i low = _mm256_loadu_si256(at);
    const __m256i high = _mm256_loadu_si256(at + 1);
    const std::uint64_t newlines = equal_avx2(low, high, newline);
    masks[b] = {equal_avx2(low, high, quote), equal_avx2(low, high, separators) | newlines,
                newlines};
  }
}

#endif

}  // namespace

#if defined(__x86_64__)

void find_masks(Simd simd, const CsvBlocks& blocks, char separator, CsvMasks* masks) {
  if (simd >= Simd::avx2) return find_masks_avx2(blocks, separator, masks);
  if (simd == Simd::sse2) return find_masks_sse2(blocks, separator, masks);
  find_masks_scalar(blocks, separator, masks);
}

#else

void find_masks(Simd /*simd*/, const CsvBlocks& blocks, char separator, CsvMasks* masks) {
  find_masks_scalar(blocks, separator, masks);
}

#endif

}  // namespace hotward::io
