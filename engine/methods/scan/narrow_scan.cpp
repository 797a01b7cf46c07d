#include "engine/methods/scan/narrow_scan.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

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

// Of each list in turn so many steps. Lists that follow one another mostly have centres that do:
// sites that are as far from them are much the same, and stay in the second cache from list to
// list, where the whole of a block does not fit.
constexpr std::size_t steps_in_turn = 4096;
static_assert(steps_in_turn % steps_between == 0 && steps_between % Group::steps == 0);

/// One walk of a block of maps through a part of a list of zones.
class Walk {
 public:
  /// @param begin  of the part; a multiple of steps_in_turn
  /// @param sums   before the part, and then behind it
  Walk(const std::int8_t* block, const Steps& steps, std::size_t begin, NarrowScan::Sums& sums,
       BlockMaxima& maxima)
      : begin_(begin),
        end_(std::min(steps.site.size(), begin + steps_in_turn)),
        block_(block),
        site_(steps.site.data()),
        bin_(steps.bin.data()),
        base_(steps.base.data()),
        group_(steps.group),
        steps_(steps),
        table_(maxima.table(steps.penalty)),
        high_(table_.high.data()),
        low_(table_.low.data()),
        sums_(sums),
        maxima_(maxima) {}

  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] const std::int8_t* row(std::size_t k) const {
    return block_ + std::size_t{site_[k]} * lanes;
  }
  /// What a sum must be above, or below.
  [[nodiscard]] std::int32_t high(std::size_t k) const { return high_[bin_[k]] - base_[k]; }
  [[nodiscard]] std::int32_t low(std::size_t k) const { return low_[bin_[k]] - base_[k]; }
  /// The group of step k and those behind it; nullptr where they are to be taken one by one.
  [[nodiscard]] const Group* group(std::size_t k) const {
    const std::size_t g = k / Group::steps;
    const bool is_whole = k % Group::steps == 0 && g < group_.size();
    return is_whole && group_[g].fits ? &group_[g] : nullptr;
  }
  /// What the sums behind a group must be above, or below, for a step of it to matter.
  [[nodiscard]] std::int32_t high(const Group& group) const {
    return high_[group.high_bin] - group.high_base;
  }
  [[nodiscard]] std::int32_t low(const Group& group) const {
    return low_[group.low_bin] - group.low_base;
  }
  [[nodiscard]] NarrowScan::Sums& sums() const { return sums_; }
  /// To be called where some of the sums, which are those behind step k, pass.
  void raise(std::size_t k) const {
    std::array<std::int32_t, lanes> counts;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      counts[lane] = base_[k] + sums_[lane];
    }
    maxima_.raise(counts, table_, bin_[k], steps_.measure[k]);
  }

 private:
  std::size_t begin_;
  std::size_t end_;
  const std::int8_t* block_;
  const std::uint32_t* site_;
  const std::uint16_t* bin_;
  const std::int32_t* base_;
  std::span<const Group> group_;
  const Steps& steps_;
  const BlockMaxima::Table& table_;
  const std::int32_t* high_;
  const std::int32_t* low_;
  NarrowScan::Sums& sums_;
  BlockMaxima& maxima_;
};

template <bool High, bool Low>
bool stays_within(const Walk& walk) {
  NarrowScan::Sums& sums = walk.sums();
  for (std::size_t k = walk.begin(); k < walk.end(); ++k) {
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
    if ((High && most > walk.high(k)) || (Low && least < walk.low(k))) walk.raise(k);
  }
  return true;
}

#if defined(__x86_64__)

// A threshold in 16 bits, those out of their reach at their ends.
__m128i narrowed_lane(std::int32_t threshold) {
  const __m128i wide = _mm_cvtsi32_si128(threshold);
  return _mm_packs_epi32(wide, wide);
}

// Whole functions carry the target: the program itself needs no more than plain x86-64. AVX-512,
// with half the instructions, takes as long: what is waited for is the sites' counts.

/// The sums of 64 maps.
struct Sums64 {
  __m256i a, b, c, d;
};

/// @param half  of a row's 64 counts, added to the sums of as many maps
[[gnu::target("avx2")]] inline void add(__m256i& low, __m256i& high, __m256i half) {
  low = _mm256_add_epi16(low, _mm256_cvtepi8_epi16(_mm256_castsi256_si128(half)));
  high = _mm256_add_epi16(high, _mm256_cvtepi8_epi16(_mm256_extracti128_si256(half, 1)));
}

[[gnu::target("avx2")]] inline __m256i part_of(const std::int8_t* row, std::size_t half) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row) + half);
}

[[gnu::target("avx2")]] inline __m256i most(const Sums64& s) {
  return _mm256_max_epi16(_mm256_max_epi16(s.a, s.b), _mm256_max_epi16(s.c, s.d));
}

[[gnu::target("avx2")]] inline __m256i least(const Sums64& s) {
  return _mm256_min_epi16(_mm256_min_epi16(s.a, s.b), _mm256_min_epi16(s.c, s.d));
}

template <bool High, bool Low>
[[gnu::target("avx2")]] inline bool passes(const Sums64& sums, std::int32_t high,
                                           std::int32_t low) {
  __m256i found = _mm256_setzero_si256();
  if constexpr (High) {
    found = _mm256_cmpgt_epi16(most(sums), _mm256_broadcastw_epi16(narrowed_lane(high)));
  }
  if constexpr (Low) {
    const __m256i below =
        _mm256_cmpgt_epi16(_mm256_broadcastw_epi16(narrowed_lane(low)), least(sums));
    found = _mm256_or_si256(found, below);
  }
  return _mm256_testz_si256(found, found) == 0;
}

[[gnu::target("avx2")]] inline void store(const Sums64& from, NarrowScan::Sums& to) {
  auto* at = reinterpret_cast<__m256i*>(to.data());
  _mm256_storeu_si256(at, from.a);
  _mm256_storeu_si256(at + 1, from.b);
  _mm256_storeu_si256(at + 2, from.c);
  _mm256_storeu_si256(at + 3, from.d);
}

[[gnu::target("avx2")]] inline Sums64 loaded(const NarrowScan::Sums& from) {
  const auto* at = reinterpret_cast<const __m256i*>(from.data());
  return {_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1), _mm256_loadu_si256(at + 2),
          _mm256_loadu_si256(at + 3)};
}

[[gnu::target("avx2")]] inline Sums64 behind_group(const Walk& walk, std::size_t k, Sums64 sums) {
  __m256i first = part_of(walk.row(k), 0);
  __m256i second = part_of(walk.row(k), 1);
#pragma GCC unroll 3
  for (std::size_t step = 1; step < Group::steps; ++step) {
    first = _mm256_add_epi8(first, part_of(walk.row(k + step), 0));
    second = _mm256_add_epi8(second, part_of(walk.row(k + step), 1));
  }
  add(sums.a, sums.b, first);
  add(sums.c, sums.d, second);
  return sums;
}

template <bool High, bool Low>
[[gnu::target("avx2")]] bool stays_within_avx2(const Walk walk) {
  Sums64 sums = loaded(walk.sums());
  for (std::size_t first = walk.begin(); first < walk.end(); first += steps_between) {
    const std::size_t end = std::min(walk.end(), first + steps_between);
    for (std::size_t k = first; k < end; ++k) {
      if (const Group* group = walk.group(k)) {
        const Sums64 behind = behind_group(walk, k, sums);
        if (!passes<High, Low>(behind, walk.high(*group), walk.low(*group))) {
          sums = behind;
          k += Group::steps - 1;
          continue;
        }
      }
      add(sums.a, sums.b, part_of(walk.row(k), 0));
      add(sums.c, sums.d, part_of(walk.row(k), 1));
      if (!passes<High, Low>(sums, walk.high(k), walk.low(k))) continue;
      store(sums, walk.sums());
      walk.raise(k);
    }
    if (passes<true, true>(sums, beyond, -beyond)) return false;
  }
  store(sums, walk.sums());
  return true;
}

#endif

template <bool High, bool Low>
bool walked(const Walk& walk, [[maybe_unused]] Simd simd) {
#if defined(__x86_64__)
  if (simd >= Simd::avx2) return stays_within_avx2<High, Low>(walk);
#endif
  return stays_within<High, Low>(walk);
}

bool walked(const Walk& walk, Rates rates, Simd simd) {
  if (rates == Rates::high) return walked<true, false>(walk, simd);
  if (rates == Rates::low) return walked<false, true>(walk, simd);
  return walked<true, true>(walk, simd);
}

}  // namespace

void NarrowScan::scan(const std::int8_t* block, std::span<const Steps> lists,
                      std::span<double> maxima) {
  maxima_.begin(maxima);
  sums_.assign(lists.size(), Sums{});
  std::size_t longest = 0;
  for (const Steps& steps : lists) longest = std::max(longest, steps.site.size());
  for (std::size_t begin = 0; begin < longest; begin += steps_in_turn) {
    for (std::size_t list = 0; list < lists.size(); ++list) {
      if (begin >= lists[list].site.size()) continue;
      const Walk walk(block, lists[list], begin, sums_[list], maxima_);
      if (!walked(walk, maxima_.rates(), simd_)) is_beyond_ = true;
      if (is_beyond_) return;
    }
  }
}

}  // namespace hotward::scan
