// Random numbers that are a function of (seed, stream, unit, replicate), and of nothing else.
//
// Any thread may draw for any unit in any order and gets the same numbers. The generator is
// Philox4x32-10: a keyed bijection of a 128-bit counter, here
//   key     = seed (64 bits)
//   counter = (block, replicate, unit, stream), 32 bits each.
//
// Sources:
//   Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11.
//     doi:10.1145/2063384.2063405. The Philox4x32 rounds and constants.
//   Lemire (2019), Fast random integer generation in an interval, ACM Transactions on Modeling and
//     Computer Simulation 29(1), 3. doi:10.1145/3230636. The unbiased `below`.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hotward {

/// One Philox4x32-10 block: ten rounds over `counter` under `key`.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// What the numbers are for, so that two statistics of one run never share draws. A method that
/// draws names its own stream beside its code:
///
///   constexpr Stream stream = stream_of("knox");
///
/// The first methods have numbers below 100, so that their draws stay as they were.
struct Stream {
  std::uint32_t number;
  static const Stream test;
};
inline constexpr Stream Stream::test{99};

/// A hash of the method's own name (FNV-1a), of 100 or more.
[[nodiscard]] constexpr Stream stream_of(std::string_view method) {
  std::uint32_t hash = 2166136261U;
  for (const char c : method) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return {hash < 100U ? hash + 100U : hash};
}

/// The numbers of one (seed, stream, unit, replicate), one after the other. Satisfies the
/// standard's UniformRandomBitGenerator, but use its own members: std::*_distribution differs by
/// library.
class Random {
 public:
  using result_type = std::uint32_t;

  Random(std::uint64_t seed, Stream stream, std::uint32_t unit = 0, std::uint32_t replicate = 0);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xFFFFFFFFU; }
  result_type operator()();

  std::uint64_t bits64();  ///< 64 uniform bits
  double uniform();        ///< in (0, 1), never 0 or 1: 53 bits, centred in their cell
  std::uint32_t below(std::uint32_t n);  ///< uniform in 0 … n − 1, exactly; n ≥ 1
  double normal();  ///< standard normal (Box–Muller, both values used in turn)

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
  double spare_normal_ = 0.0;
  bool has_spare_ = false;
};

}  // namespace hotward
