#include "engine/core/random.hpp"

#include <cmath>
#include <numbers>

#include "engine/core/check.hpp"

namespace hotward {
namespace {

// Multipliers and Weyl key increments of Philox4x32 (Salmon et al. 2011, section 4.3).
constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
constexpr std::uint32_t weyl_0 = 0x9E3779B9U;
constexpr std::uint32_t weyl_1 = 0xBB67AE85U;

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> c,
                                    std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product_0 = multiplier_0 * c[0];
    const std::uint64_t product_1 = multiplier_1 * c[2];
    c = {static_cast<std::uint32_t>(product_1 >> 32U) ^ c[1] ^ key[0],
         static_cast<std::uint32_t>(product_1),
         static_cast<std::uint32_t>(product_0 >> 32U) ^ c[3] ^ key[1],
         static_cast<std::uint32_t>(product_0)};
    key[0] += weyl_0;
    key[1] += weyl_1;
  }
  return c;
}

Random::Random(std::uint64_t seed, Stream stream, std::uint32_t unit, std::uint32_t replicate)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
      counter_{0, replicate, unit, stream.number} {}

Random::result_type Random::operator()() {
  if (used_ == 4) {
    block_ = philox(counter_, key_);
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

std::uint64_t Random::bits64() {
  const std::uint64_t high = (*this)();
  return (high << 32U) | (*this)();
}

double Random::uniform() { return (static_cast<double>(bits64() >> 11U) + 0.5) * 0x1.0p-53; }

std::uint32_t Random::below(std::uint32_t n) {
  HOTWARD_EXPECTS(n > 0);
  std::uint64_t product = std::uint64_t{(*this)()} * n;
  if (static_cast<std::uint32_t>(product) < n) {
    const std::uint32_t threshold = (0U - n) % n;
    while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{(*this)()} * n;
  }
  return static_cast<std::uint32_t>(product >> 32U);
}

double Random::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  const double radius = std::sqrt(-2.0 * std::log(uniform()));
  const double angle_rad = 2.0 * std::numbers::pi * uniform();
  spare_normal_ = radius * std::sin(angle_rad);
  has_spare_ = true;
  return radius * std::cos(angle_rad);
}

}  // namespace hotward
