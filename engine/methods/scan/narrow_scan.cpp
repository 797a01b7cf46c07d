#include "engine/methods/scan/narrow_scan.hpp"

#include <algorithm>
#include <array>
#include <limits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hotward::scan {
namespace {

constexpr std::size_t lanes = NarrowMaps::lanes;

// Sums are looked at once in so many steps, which together cannot take one from here out of 16
// bits.
constexpr std::size_t steps_between = 16;
constexpr std::int16_t beyond = 28'000;
static_assert(beyond + static_cast<int>(steps_between) * NarrowMaps::furthest <
              std::numeric_limits<std::int16_t>::max());

/// One walk of a block of maps through a list of zones.
class Walk {
 public:
  Walk(const std::int8_t* block, const Steps& steps, BlockMaxima& maxima)
      : block_(block),
        site_(steps.site.data()),
        bin_(steps.bin.data()),
        base_(steps.base.data()),
        size_(steps.site.size()),
        steps_(steps),
        table_(maxima.table(steps.penalty)),
        high_(table_.high.data()),
        low_(table_.low.data()),
        maxima_(maxima) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::int8_t* row(std::size_t k) const {
    return block_ + std::size_t{site_[k]} * lanes;
  }
  /// What a sum must be above, or below.
  [[nodiscard]] std::int32_t high(std::size_t k) const { return high_[bin_[k]] - base_[k]; }
  [[nodiscard]] std::int32_t low(std::size_t k) const { return low_[bin_[k]] - base_[k]; }
  void raise(const std::int16_t* sums, std::size_t k) const {
    std::array<std::int32_t, lanes> counts;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      counts[lane] = base_[k] + sums[lane];
    }
    maxima_.raise(counts, table_, bin_[k], steps_.measure[k]);
  }

 private:
  const std::int8_t* block_;
  const std::uint32_t* site_;
  const std::uint16_t* bin_;
  const std::int32_t* base_;
  std::size_t size_;
  const Steps& steps_;
  const BlockMaxima::Table& table_;
  const std::int32_t* high_;
  const std::int32_t* low_;
  BlockMaxima& maxima_;
};

template <bool High, bool Low>
bool stays_within(const Walk& walk) {
  std::array<std::int16_t, lanes> sums{};
  for (std::size_t k = 0; k < walk.size(); ++k) {
    const std::int8_t* row = walk.row(k);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      sums[lane] = static_cast<std::int16_t>(sums[lane] + row[lane]);
    }
    std::int16_t most = sums[0];
    std::int16_t least = sums[0];
    for (const std::int16_t sum : sums) {
      most = std::max(most, sum);
      least = std::min(least, sum);
    }
    if (most > beyond || least < -beyond) return false;
    if ((High && most > walk.high(k)) || (Low && least < walk.low(k))) walk.raise(sums.data(), k);
  }
  return true;
}

#if defined(__x86_64__)

// The sites of a zone lie anywhere in a block, which is larger than the second cache.
constexpr std::size_t steps_ahead = 24;

void fetch_ahead(const Walk& walk, std::size_t k) {
  if (k + steps_ahead < walk.size()) {
    _mm_prefetch(reinterpret_cast<const char*>(walk.row(k + steps_ahead)), _MM_HINT_T0);
  }
}

// A threshold in 16 bits, those out of their reach at their ends.
__m128i narrowed_lane(std::int32_t threshold) {
  const __m128i wide = _mm_cvtsi32_si128(threshold);
  return _mm_packs_epi32(wide, wide);
}

// Whole functions carry the target: the program itself needs no more than plain x86-64.
template <bool High, bool Low>
[[gnu::target("avx2")]] bool stays_within_avx2(const Walk walk) {
  __m256i a = _mm256_setzero_si256();
  __m256i b = a;
  __m256i c = a;
  __m256i d = a;
  for (std::size_t first = 0; first < walk.size(); first += steps_between) {
    const std::size_t end = std::min(walk.size(), first + steps_between);
    for (std::size_t k = first; k < end; ++k) {
      fetch_ahead(walk, k);
      const auto* row = reinterpret_cast<const __m128i*>(walk.row(k));
      a = _mm256_add_epi16(a, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
      b = _mm256_add_epi16(b, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
      c = _mm256_add_epi16(c, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 2)));
      d = _mm256_add_epi16(d, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 3)));
      __m256i passes = _mm256_setzero_si256();
      if constexpr (High) {
        const __m256i most = _mm256_max_epi16(_mm256_max_epi16(a, b), _mm256_max_epi16(c, d));
        const __m256i high = _mm256_broadcastw_epi16(narrowed_lane(walk.high(k)));
        passes = _mm256_cmpgt_epi16(most, high);
      }
      if constexpr (Low) {
        const __m256i least = _mm256_min_epi16(_mm256_min_epi16(a, b), _mm256_min_epi16(c, d));
        const __m256i low = _mm256_broadcastw_epi16(narrowed_lane(walk.low(k)));
        passes = _mm256_or_si256(passes, _mm256_cmpgt_epi16(low, least));
      }
      if (_mm256_testz_si256(passes, passes) != 0) continue;
      std::int16_t sums[lanes];
      auto* to = reinterpret_cast<__m256i*>(sums);
      _mm256_storeu_si256(to, a);
      _mm256_storeu_si256(to + 1, b);
      _mm256_storeu_si256(to + 2, c);
      _mm256_storeu_si256(to + 3, d);
      walk.raise(sums, k);
    }
    const __m256i most = _mm256_max_epi16(_mm256_max_epi16(a, b), _mm256_max_epi16(c, d));
    const __m256i least = _mm256_min_epi16(_mm256_min_epi16(a, b), _mm256_min_epi16(c, d));
    const __m256i out = _mm256_or_si256(_mm256_cmpgt_epi16(most, _mm256_set1_epi16(beyond)),
                                        _mm256_cmpgt_epi16(_mm256_set1_epi16(-beyond), least));
    if (_mm256_testz_si256(out, out) == 0) return false;
  }
  return true;
}

template <bool High, bool Low>
[[gnu::target("avx512bw")]] bool stays_within_avx512(const Walk walk) {
  constexpr __mmask32 all = ~__mmask32{0};  // without a mask g++ 12 warns of its own header
  __m512i a = _mm512_setzero_si512();
  __m512i b = a;
  for (std::size_t first = 0; first < walk.size(); first += steps_between) {
    const std::size_t end = std::min(walk.size(), first + steps_between);
    for (std::size_t k = first; k < end; ++k) {
      fetch_ahead(walk, k);
      const auto* row = reinterpret_cast<const __m256i*>(walk.row(k));
      a = _mm512_add_epi16(a, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row)));
      b = _mm512_add_epi16(b, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row + 1)));
      std::uint32_t passes = 0;
      if constexpr (High) {
        const __m512i high = _mm512_maskz_broadcastw_epi16(all, narrowed_lane(walk.high(k)));
        passes |= _mm512_cmpgt_epi16_mask(_mm512_max_epi16(a, b), high);
      }
      if constexpr (Low) {
        const __m512i low = _mm512_maskz_broadcastw_epi16(all, narrowed_lane(walk.low(k)));
        passes |= _mm512_cmplt_epi16_mask(_mm512_min_epi16(a, b), low);
      }
      if (passes == 0) continue;
      std::int16_t sums[lanes];
      _mm512_storeu_si512(sums, a);
      _mm512_storeu_si512(sums + lanes / 2, b);
      walk.raise(sums, k);
    }
    const __mmask32 out =
        _mm512_cmpgt_epi16_mask(_mm512_max_epi16(a, b), _mm512_set1_epi16(beyond)) |
        _mm512_cmplt_epi16_mask(_mm512_min_epi16(a, b), _mm512_set1_epi16(-beyond));
    if (out != 0) return false;
  }
  return true;
}

#endif

template <bool High, bool Low>
bool walked(const Walk& walk, [[maybe_unused]] Simd simd) {
#if defined(__x86_64__)
  if (simd == Simd::avx512) return stays_within_avx512<High, Low>(walk);
  if (simd == Simd::avx2) return stays_within_avx2<High, Low>(walk);
#endif
  return stays_within<High, Low>(walk);
}

}  // namespace

void NarrowScan::scan(const std::int8_t* block, std::span<const Steps> lists,
                      std::span<double> maxima) {
  maxima_.begin(maxima);
  for (const Steps& steps : lists) {
    const Walk walk(block, steps, maxima_);
    bool within = false;
    switch (maxima_.rates()) {
      case Rates::high:
        within = walked<true, false>(walk, simd_);
        break;
      case Rates::low:
        within = walked<false, true>(walk, simd_);
        break;
      case Rates::both:
        within = walked<true, true>(walk, simd_);
        break;
    }
    if (!within) is_beyond_ = true;
    if (is_beyond_) return;
  }
}

}  // namespace hotward::scan
