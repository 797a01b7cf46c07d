#include "engine/stats/permutation.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"

namespace hotward::stats {
namespace {

// A product of 2^58 keeps the chance that a word is thrown away below 1 in 64.
constexpr std::uint64_t largest_product = std::uint64_t{1} << 58U;

__extension__ using Wide = unsigned __int128;

/// The 64-bit words of one key: two from each block of the generator.
class Words {
 public:
  explicit Words(const DrawKey& key)
      : key_{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32U)},
        counter_{0, key.replicate, key.unit, static_cast<std::uint32_t>(Stream::permutation)} {}

  std::uint64_t next() {
    if (second_) {
      second_ = false;
      return (std::uint64_t{block_[2]} << 32U) | block_[3];
    }
    block_ = philox(counter_, key_);
    ++counter_[0];
    second_ = true;
    return (std::uint64_t{block_[0]} << 32U) | block_[1];
  }

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  bool second_ = false;
};

}  // namespace

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
}

void DistinctDraws::draw(const DrawKey& key, std::span<std::uint32_t> drawn) {
  HOTWARD_EXPECTS(drawn.size() == k_);
  if (all_.empty()) {
    draw_few(key, drawn);
  } else {
    draw_many(key, drawn);
  }
}

// A number drawn before is drawn anew: with k^2 / 2 far below n that is rare.
void DistinctDraws::draw_few(const DrawKey& key, std::span<std::uint32_t> drawn) const {
  Words words(key);
  std::array<std::uint32_t, 16> fresh{};
  std::size_t count = 0;
  while (count < drawn.size()) {
    std::uint64_t rest = words.next();
    for (std::uint32_t b = 0; b < batch_; ++b) {
      const Wide product = Wide{rest} * n_;
      fresh[b] = static_cast<std::uint32_t>(product >> 64U);
      rest = static_cast<std::uint64_t>(product);
    }
    if (rest < threshold_) continue;
    for (std::uint32_t b = 0; b < batch_ && count < drawn.size(); ++b) {
      bool repeated = false;
      for (std::size_t i = 0; i < count; ++i) repeated |= drawn[i] == fresh[b];
      drawn[count] = fresh[b];
      count += repeated ? 0 : 1;
    }
  }
}

// The first k steps of a shuffle, undone afterwards so that the next draw starts alike.
void DistinctDraws::draw_many(const DrawKey& key, std::span<std::uint32_t> drawn) {
  Random random(key.seed, Stream::permutation, key.unit, key.replicate);
  for (std::uint32_t i = 0; i < drawn.size(); ++i) {
    partner_[i] = i + random.below(n_ - i);
    std::swap(all_[i], all_[partner_[i]]);
    drawn[i] = all_[i];
  }
  for (std::size_t i = drawn.size(); i-- > 0;) std::swap(all_[i], all_[partner_[i]]);
}

void shuffle(const DrawKey& key, std::span<double> values) {
  Random random(key.seed, Stream::permutation, key.unit, key.replicate);
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace hotward::stats
