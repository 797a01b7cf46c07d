#include "engine/stats/permutation.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"

namespace hotward::stats {
namespace {

// A product of 2^58 keeps the chance that a word is thrown away below 1 in 64.
constexpr std::uint64_t largest_product = std::uint64_t{1} << 58U;

__extension__ using Wide = unsigned __int128;

// Multipliers and key increments of Philox4x32, as in engine/core/random.cpp; a test compares the
// two.
constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
constexpr std::uint32_t weyl_0 = 0x9E3779B9U;
constexpr std::uint32_t weyl_1 = 0xBB67AE85U;

// Blocks made side by side: the ten rounds of one wait for each other, those of eight do not.
constexpr std::size_t lanes = 8;

struct Lanes {
  std::array<std::uint32_t, lanes> c0;
  std::array<std::uint32_t, lanes> c1;
  std::array<std::uint32_t, lanes> c2;
  std::array<std::uint32_t, lanes> c3;
};

// The same for wider registers, chosen when the program starts, which loaders of ELF files can; of
// integers, so the same numbers.
#if defined(__ELF__) && defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
__attribute__((target_clones("default", "avx2", "avx512f")))
#endif
void philox_rounds(Lanes& c, std::uint64_t seed) {
  auto k0 = static_cast<std::uint32_t>(seed);
  auto k1 = static_cast<std::uint32_t>(seed >> 32U);
  for (int round = 0; round < 10; ++round) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::uint64_t product_0 = multiplier_0 * c.c0[l];
      const std::uint64_t product_1 = multiplier_1 * c.c2[l];
      c.c0[l] = static_cast<std::uint32_t>(product_1 >> 32U) ^ c.c1[l] ^ k0;
      c.c2[l] = static_cast<std::uint32_t>(product_0 >> 32U) ^ c.c3[l] ^ k1;
      c.c1[l] = static_cast<std::uint32_t>(product_1);
      c.c3[l] = static_cast<std::uint32_t>(product_0);
    }
    k0 += weyl_0;
    k1 += weyl_1;
  }
}

template <std::size_t k>
bool all_differ(const std::uint32_t* drawn) {
  bool repeated = false;
  for (std::size_t i = 1; i < k; ++i) {
    for (std::size_t j = 0; j < i; ++j) repeated |= drawn[i] == drawn[j];
  }
  return !repeated;
}

/// The usual numbers of neighbours are compared without a loop: a third of a draw's time.
bool all_differ(std::span<const std::uint32_t> drawn) {
  if (drawn.size() == 8) return all_differ<8>(drawn.data());
  if (drawn.size() == 6) return all_differ<6>(drawn.data());
  if (drawn.size() == 5) return all_differ<5>(drawn.data());
  if (drawn.size() == 4) return all_differ<4>(drawn.data());
  bool repeated = false;
  for (std::size_t i = 1; i < drawn.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) repeated |= drawn[i] == drawn[j];
  }
  return !repeated;
}

/// Numbers below n, `batch` from each word; false where a word is to be thrown away or a number
/// came twice. k known beforehand saves a sixth of a draw's time.
template <std::size_t batch, std::size_t k>
bool drawn_at_once(const std::uint64_t* words, std::uint64_t n, std::uint64_t threshold,
                   std::uint32_t* drawn) {
  bool kept = true;
  for (std::size_t count = 0; count < k; count += batch) {
    std::uint64_t rest = *words++;
    for (std::size_t b = 0; b < batch; ++b) {
      const Wide product = Wide{rest} * n;
      if (count + b < k) drawn[count + b] = static_cast<std::uint32_t>(product >> 64U);
      rest = static_cast<std::uint64_t>(product);
    }
    kept = kept && rest >= threshold;
  }
  return kept && all_differ<k>(drawn);
}

}  // namespace

void heed_stop() {
  if (is_stopped()) throw Interrupted();
}

DistinctDraws::DistinctDraws(std::uint32_t n, std::uint32_t k) : n_(n), k_(k) {
  HOTWARD_EXPECTS(n >= k);
  if (n < 8 || k > 32 || k > n / 8) {
    all_.resize(n);
    std::iota(all_.begin(), all_.end(), 0U);
    partner_.resize(k);
    return;
  }
  std::uint64_t product = n;
  while (batch_ < 16 && product <= largest_product / n) {
    product *= n;
    ++batch_;
  }
  threshold_ = (std::uint64_t{0} - product) % product;
  blocks_ = (k + 2 * batch_ - 1) / (2 * batch_);
  words_.resize(lanes * 2 * blocks_);
}

void DistinctDraws::draw(const DrawKey& key, std::span<std::uint32_t> drawn) {
  HOTWARD_EXPECTS(drawn.size() == k_);
  if (all_.empty()) {
    draw_few(key, drawn);
  } else {
    draw_many(key, drawn);
  }
}

// Words come in runs: those of eight replicates, two blocks each, are made together.
void DistinctDraws::make_words(const DrawKey& key) {
  heed_stop();
  first_ = key;
  for (std::uint32_t block = 0; block < blocks_; ++block) {
    Lanes c{};
    for (std::size_t l = 0; l < lanes; ++l) {
      c.c0[l] = block;
      c.c1[l] = key.replicate + static_cast<std::uint32_t>(l);
      c.c2[l] = key.unit;
      c.c3[l] = permutation_stream.number;
    }
    philox_rounds(c, key.seed);
    for (std::size_t l = 0; l < lanes; ++l) {
      std::uint64_t* const to = words_.data() + 2 * (l * blocks_ + block);
      to[0] = (std::uint64_t{c.c0[l]} << 32U) | c.c1[l];
      to[1] = (std::uint64_t{c.c2[l]} << 32U) | c.c3[l];
    }
  }
  made_ = true;
}

/// The i-th 64-bit word of a key: two from each block of the generator.
std::uint64_t DistinctDraws::word(const DrawKey& key, std::uint32_t i) const {
  if (i < 2 * blocks_) {
    return words_[std::size_t{2} * (key.replicate - first_.replicate) * blocks_ + i];
  }
  const auto block =
      philox({i / 2, key.replicate, key.unit, permutation_stream.number},
             {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32U)});
  return i % 2 == 0 ? (std::uint64_t{block[0]} << 32U) | block[1]
                    : (std::uint64_t{block[2]} << 32U) | block[3];
}

/// What draw_few comes to where no word is thrown away and no number repeated, as in most draws.
bool DistinctDraws::draw_at_once(const std::uint64_t* words, std::span<std::uint32_t> drawn) const {
  // Squares of a small map and of a large one, hexagons of a small one.
  if (batch_ == 4 && k_ == 8) return drawn_at_once<4, 8>(words, n_, threshold_, drawn.data());
  if (batch_ == 3 && k_ == 8) return drawn_at_once<3, 8>(words, n_, threshold_, drawn.data());
  if (batch_ == 4 && k_ == 6) return drawn_at_once<4, 6>(words, n_, threshold_, drawn.data());
  bool kept = true;
  for (std::size_t count = 0; count < drawn.size(); count += batch_) {
    std::uint64_t rest = *words++;
    const std::size_t wanted = std::min<std::size_t>(batch_, drawn.size() - count);
    for (std::size_t b = 0; b < batch_; ++b) {
      const Wide product = Wide{rest} * n_;
      if (b < wanted) drawn[count + b] = static_cast<std::uint32_t>(product >> 64U);
      rest = static_cast<std::uint64_t>(product);
    }
    kept = kept && rest >= threshold_;
  }
  return kept && all_differ(drawn);
}

// A number drawn before is drawn anew: with k^2 / 2 far below n that is rare.
void DistinctDraws::draw_few(const DrawKey& key, std::span<std::uint32_t> drawn) {
  const bool at_hand = made_ && key.seed == first_.seed && key.unit == first_.unit &&
                       key.replicate - first_.replicate < lanes;
  if (!at_hand) make_words(key);
  if (draw_at_once(words_.data() + std::size_t{2} * (key.replicate - first_.replicate) * blocks_,
                   drawn)) {
    return;
  }
  std::size_t count = 0;
  std::array<std::uint32_t, 16> fresh{};
  for (std::uint32_t next = 0; count < drawn.size(); ++next) {
    std::uint64_t rest = word(key, next);
    for (std::uint32_t b = 0; b < batch_; ++b) {
      const Wide product = Wide{rest} * n_;
      fresh[b] = static_cast<std::uint32_t>(product >> 64U);
      rest = static_cast<std::uint64_t>(product);
    }
    if (rest < threshold_) continue;
    for (std::uint32_t b = 0; b < batch_ && count < drawn.size(); ++b) {
      std::uint32_t repeated = 0;
      for (std::size_t i = 0; i < count; ++i) repeated |= drawn[i] == fresh[b] ? 1U : 0U;
      drawn[count] = fresh[b];
      count += 1U - repeated;
    }
  }
}

// The first k steps of a shuffle, undone afterwards so that the next draw starts alike.
void DistinctDraws::draw_many(const DrawKey& key, std::span<std::uint32_t> drawn) {
  heed_stop();
  Random random(key.seed, permutation_stream, key.unit, key.replicate);
  for (std::uint32_t i = 0; i < drawn.size(); ++i) {
    partner_[i] = i + random.below(n_ - i);
    std::swap(all_[i], all_[partner_[i]]);
    drawn[i] = all_[i];
  }
  for (std::size_t i = drawn.size(); i-- > 0;) std::swap(all_[i], all_[partner_[i]]);
}

void shuffle(const DrawKey& key, std::span<double> values) {
  Random random(key.seed, permutation_stream, key.unit, key.replicate);
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace hotward::stats
