#include "engine/io/files/sha256.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace hotward::io {
namespace {

using State = std::array<std::uint32_t, 8>;
constexpr std::size_t block_size = 64;

// FIPS 180-4, 5.3.3 and 4.2.2: the first 32 bits of the fractions of the square roots of the first
// 8 primes, and of the cube roots of the first 64.
constexpr State initial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
alignas(16) constexpr std::array<std::uint32_t, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

// One block, in the letters of FIPS 180-4, 6.2.2.
void portable_block(State& state, const unsigned char* block) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t t = 0; t < 16; ++t) w[t] = big_endian(block + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                             ((e & f) ^ (~e & g)) + constants[t] + w[t];
    const std::uint32_t t2 =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const State after = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < after.size(); ++i) state[i] += after[i];
}

#if defined(__x86_64__)
bool has_extensions() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned ssse3 = 1U << 9U;
  constexpr unsigned sse41 = 1U << 19U;
  constexpr unsigned sha = 1U << 29U;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3) == 0 || (c & sse41) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

// The processor holds the state as two vectors, (a b e f) and (c d g h), highest lane first, and
// does two rounds a call; each step below is four rounds.
__attribute__((target("sha,sse4.1"))) void extension_blocks(State& state,
                                                            const unsigned char* bytes,
                                                            std::size_t blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto lane = [](std::uint32_t x) { return static_cast<int>(x); };
  __m128i abef = _mm_set_epi32(lane(state[0]), lane(state[1]), lane(state[4]), lane(state[5]));
  __m128i cdgh = _mm_set_epi32(lane(state[2]), lane(state[3]), lane(state[6]), lane(state[7]));
  for (; blocks > 0; --blocks, bytes += block_size) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    __m128i w[16];
    for (std::size_t i = 0; i < 16; ++i) {
      if (i < 4) {
        const auto* at = reinterpret_cast<const __m128i*>(bytes + 16 * i);
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128(at), swap);
      } else {
        const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w[i - 4], w[i - 3]),
                                          _mm_alignr_epi8(w[i - 1], w[i - 2], 4));
        w[i] = _mm_sha256msg2_epu32(sum, w[i - 1]);
      }
      const auto* k = reinterpret_cast<const __m128i*>(constants.data() + 4 * i);
      const __m128i wk = _mm_add_epi32(w[i], _mm_load_si128(k));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(wk, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  alignas(16) std::array<std::uint32_t, 4> first;
  alignas(16) std::array<std::uint32_t, 4> second;
  _mm_store_si128(reinterpret_cast<__m128i*>(first.data()), abef);
  _mm_store_si128(reinterpret_cast<__m128i*>(second.data()), cdgh);
  state = {first[3], first[2], second[3], second[2], first[1], first[0], second[1], second[0]};
}
#else
bool has_extensions() { return false; }
void extension_blocks(State& /*state*/, const unsigned char* /*bytes*/, std::size_t /*blocks*/) {}
#endif

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Sha256::Sha256(Rounds rounds)
    : state_(initial), extensions_(rounds == Rounds::fastest && has_extensions()) {}

void Sha256::add_blocks(const unsigned char* bytes, std::size_t blocks) {
  if (extensions_) return extension_blocks(state_, bytes, blocks);
  for (; blocks > 0; --blocks, bytes += block_size) portable_block(state_, bytes);
}

void Sha256::add(std::string_view bytes) {
  bytes_ += bytes.size();
  if (rest_size_ > 0) {
    const std::size_t taken = std::min(bytes.size(), block_size - rest_size_);
    std::memcpy(rest_.data() + rest_size_, bytes.data(), taken);
    rest_size_ += taken;
    bytes.remove_prefix(taken);
    if (rest_size_ < block_size) return;
    add_blocks(rest_.data(), 1);
    rest_size_ = 0;
  }
  const std::size_t blocks = bytes.size() / block_size;
  add_blocks(reinterpret_cast<const unsigned char*>(bytes.data()), blocks);
  bytes.remove_prefix(blocks * block_size);
  std::copy(bytes.begin(), bytes.end(), rest_.begin());
  rest_size_ = bytes.size();
}

std::string Sha256::digest() {
  const std::uint64_t bits = 8 * bytes_;
  std::string padding(1, '\x80');
  padding.append((block_size + 55 - rest_size_) % block_size, '\0');
  for (unsigned shift = 64; shift > 0;) padding += static_cast<char>(bits >> (shift -= 8U) & 0xFFU);
  add(padding);
  std::string hex;
  for (const std::uint32_t word : state_) {
    for (unsigned shift = 32; shift > 0;) hex += "0123456789abcdef"[word >> (shift -= 4U) & 0xFU];
  }
  return hex;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::no_such_file, path.string() + ": no such file");
  }
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.string().c_str(), "rb"));
  if (!file) return fail(ErrorCode::unreadable, path.string() + ": cannot be opened");
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  Sha256 hash;
  std::vector<char> buffer(std::size_t{1} << 20U);
  for (std::size_t read = buffer.size(); read > 0;) {
    read = std::fread(buffer.data(), 1, buffer.size(), file.get());
    hash.add({buffer.data(), read});
  }
  if (std::ferror(file.get()) != 0) {
    return fail(ErrorCode::unreadable, path.string() + ": cannot be read to its end");
  }
  return hash.digest();
}

}  // namespace hotward::io
