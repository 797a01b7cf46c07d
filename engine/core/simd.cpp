#include "engine/core/simd.hpp"

namespace hotward {

Simd best_simd() {
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                    __builtin_cpu_supports("popcnt") != 0;
  const bool avx512 =
      __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
      __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("bmi2") != 0;
  if (avx2 && avx512) return Simd::avx512;
  return avx2 ? Simd::avx2 : Simd::sse2;
#else
  return Simd::scalar;
#endif
}

}  // namespace hotward
