// Simd: the instructions that take many numbers at once, as this machine has them. A loop that is
// written for several of them gives the same answer with each; which one runs is chosen when the
// program runs.
#pragma once

namespace hotward {

/// From the narrowest; avx2 has BMI and POPCNT beside it, avx512 has BW, VL, VBMI2 and BMI2.
enum class Simd { scalar, sse2, avx2, avx512 };

/// The best that this machine has.
///
/// Example:
///   const Simd with = std::min(Simd::avx2, best_simd());  // at most AVX2
[[nodiscard]] Simd best_simd();

}  // namespace hotward
