// Permutation: random draws without replacement, and the p-value they give
//
//   p = (M + 1) / (R + 1)      M of R random relabellings are at least as extreme as what was seen
//
// The seen arrangement counts as one of them, so p is never 0. Equal counts as extreme.
//
// Sources:
//   North, Curtis, Sham (2002), A note on the calculation of empirical P values from Monte Carlo
//     procedures, American Journal of Human Genetics 71(2), 439-441. doi:10.1086/341527
//   Brackett-Rozinsky, Lemire (2024), Batched ranged random integer generation, Software: Practice
//     and Experience. doi:10.1002/spe.3369. Several numbers below n from one 64-bit word, without
//     bias.
//
// A draw is a function of (seed, unit, replicate) alone, so any thread may make any of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/random.hpp"

namespace hotward::stats {

/// Of every test that relabels.
inline constexpr Stream permutation_stream{2};

[[nodiscard]] inline double pseudo_p_value(std::uint32_t as_extreme, std::uint32_t permutations) {
  return (static_cast<double>(as_extreme) + 1.0) / (static_cast<double>(permutations) + 1.0);
}

/// Whose draw it is.
struct DrawKey {
  std::uint64_t seed = 1;
  std::uint32_t unit = 0;
  std::uint32_t replicate = 0;
};

/// Draws k distinct numbers from 0 … n − 1, every ordered choice equally likely.
/// One object per thread: it has room of its own. Time per draw: O(k^2) for k below 33 and n / 8,
/// else O(k); a few nanoseconds a number.
///
/// Example:
///   DistinctDraws draws(100, 5);
///   draws.draw({.seed = 1, .unit = 0, .replicate = 17}, drawn);  // five numbers below 100
class DistinctDraws {
 public:
  /// @param n  at least k
  DistinctDraws(std::uint32_t n, std::uint32_t k);

  /// @param drawn  room for k numbers
  void draw(const DrawKey& key, std::span<std::uint32_t> drawn);

 private:
  void draw_few(const DrawKey& key, std::span<std::uint32_t> drawn);
  [[nodiscard]] bool draw_at_once(const std::uint64_t* words, std::span<std::uint32_t> drawn) const;
  void make_words(const DrawKey& key);
  [[nodiscard]] std::uint64_t word(const DrawKey& key, std::uint32_t i) const;
  void draw_many(const DrawKey& key, std::span<std::uint32_t> drawn);

  std::uint32_t n_;
  std::uint32_t k_;
  std::uint32_t batch_ = 1;      // numbers that one 64-bit word gives
  std::uint64_t threshold_ = 0;  // words whose remainder lies below it are thrown away
  std::uint32_t blocks_ = 0;     // made ahead for each replicate
  std::vector<std::uint64_t> words_;
  DrawKey first_;  // of the first replicate that words_ holds
  bool made_ = false;
  std::vector<std::uint32_t> all_;      // 0 … n − 1, where many are drawn
  std::vector<std::uint32_t> partner_;  // what each was exchanged with
};

/// Throws Interrupted where a stop was asked for: in loops over draws, which can be for hours.
void heed_stop();

/// Exchanges the values for a random order of them, every order equally likely. Time: O(n).
void shuffle(const DrawKey& key, std::span<double> values);

}  // namespace hotward::stats
