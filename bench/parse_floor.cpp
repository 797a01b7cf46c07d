// parse_floor: the least that any program does with a police file: find the fields of every row,
// turn longitude and latitude into numbers, look at the type; here they are summed and printed.
//
//   parse_floor FILE.csv        one thread; columns of data.police.uk; no quotes, no checks, no
//   memory
//
// It is what reading is measured against: no projection, no join, no table. Commas and newlines are
// found 32 bytes at a time where the machine has AVX2, numbers are read by fast_float, the file is
// mapped and let go again piece by piece: of the ways to read it the cheapest.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <fast_float/fast_float.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

constexpr std::size_t piece_bytes = std::size_t{4} << 20;
constexpr std::size_t fields = 12;
constexpr std::size_t lon_field = 4;
constexpr std::size_t lat_field = 5;
constexpr std::size_t type_field = 9;

struct Sums {
  std::uint64_t rows = 0;
  std::uint64_t located = 0;
  std::uint64_t types = 0;  // of the first two letters of each type
  double lon = 0.0;
  double lat = 0.0;
};

void add_row(const std::array<const char*, fields>& ends, Sums& sums) {
  ++sums.rows;
  double lon = 0.0;
  double lat = 0.0;
  const char* lon_begin = ends[lon_field - 1] + 1;
  const char* lat_begin = ends[lat_field - 1] + 1;
  const char* type = ends[type_field - 1] + 1;
  sums.types += static_cast<unsigned char>(type[0]) + static_cast<unsigned char>(type[1]);
  if (ends[lon_field] == lon_begin) return;
  fast_float::from_chars(lon_begin, ends[lon_field], lon);
  fast_float::from_chars(lat_begin, ends[lat_field], lat);
  ++sums.located;
  sums.lon += lon;
  sums.lat += lat;
}

// Told of every comma and newline, in their order.
struct Rows {
  Sums& sums;
  std::array<const char*, fields> ends{};
  std::size_t field = 0;

  void end(const char* at) {
    if (field < fields) ends[field] = at;
    ++field;
    if (*at != '\n') return;
    if (field == fields) add_row(ends, sums);
    field = 0;
  }
};

void scan_plain(const char* text, const char* end, Rows& rows) {
  for (const char* at = text; at != end; ++at) {
    if (*at == ',' || *at == '\n') rows.end(at);
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) void scan_avx2(const char* text, const char* end, Rows& rows) {
  const __m256i commas = _mm256_set1_epi8(',');
  const __m256i newlines = _mm256_set1_epi8('\n');
  for (; end - text >= 32; text += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
    const __m256i found =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, commas), _mm256_cmpeq_epi8(bytes, newlines));
    auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(found));
    for (; mask != 0; mask &= mask - 1) rows.end(text + std::countr_zero(mask));
  }
  scan_plain(text, end, rows);
}
#endif

void scan(const char* text, const char* end, Rows& rows) {
#if defined(__x86_64__)
  static const bool avx2 =
      __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
  if (avx2) return scan_avx2(text, end, rows);
#endif
  scan_plain(text, end, rows);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "parse_floor FILE.csv\n");
    return 2;
  }
  const int file = open(arguments[1], O_RDONLY);
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0) {
    std::perror(arguments[1]);
    return 1;
  }
  const auto bytes = static_cast<std::size_t>(status.st_size);
  void* map = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
  if (map == MAP_FAILED) {
    std::perror(arguments[1]);
    return 1;
  }
  const char* text = static_cast<const char*>(map);
  Sums sums;
  Rows rows{sums};
  for (std::size_t at = 0; at < bytes; at += piece_bytes) {
    const std::size_t piece = std::min(piece_bytes, bytes - at);
    scan(text + at, text + at + piece, rows);
    // A row that the next piece ends is read again from there.
    madvise(static_cast<char*>(map) + at, piece, MADV_DONTNEED);
  }
  // The header is a row like the others here, without numbers.
  std::printf("rows %llu located %llu types %llu lon %.6f lat %.6f\n",
              static_cast<unsigned long long>(sums.rows),
              static_cast<unsigned long long>(sums.located),
              static_cast<unsigned long long>(sums.types), sums.lon, sums.lat);
  munmap(map, bytes);
  close(file);
  return 0;
}
