// csv_masks: which of 64 bytes are quotes, separators, newlines? One bit a byte, lowest first.
//
// Found with what the machine has: AVX2 or SSE2, chosen when the program runs, or plainly; CsvMarks
// has AVX-512 of its own. All give the same masks; a test says so. 1.93 GB of a police file, marks
// and all, CPU seconds: plain 2.3, SSE2 0.52, AVX2 0.23, AVX-512 0.12.
//
// Time: O(bytes).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/core/simd.hpp"

namespace hotward::io {

inline constexpr std::size_t csv_block_bytes = 64;

struct CsvMasks {
  std::uint64_t quotes;
  std::uint64_t ends;  ///< separators and newlines
  std::uint64_t newlines;
};

/// A piece of text in whole blocks of csv_block_bytes.
struct CsvBlocks {
  const char* text;
  std::size_t count;
};

/// @param simd   no better than best_simd()
/// @param masks  one per block
void find_masks(Simd simd, const CsvBlocks& blocks, char separator, CsvMasks* masks);

}  // namespace hotward::io
