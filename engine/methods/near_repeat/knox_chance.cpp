#include "engine/methods/near_repeat/knox_chance.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::near_repeat {
namespace {

// Permutations counted side by side: a pair's two incidents are looked up once for all of them.
constexpr std::size_t lanes = 8;
constexpr std::size_t chunk = 128;  // pairs whose lags wait in the fastest cache

// Spelt as a vector, which g++ 11 makes of plain loops at -O3 only.
constexpr std::size_t in_vector = 4;
constexpr std::size_t vectors = lanes / in_vector;
using Vector = std::int32_t __attribute__((vector_size(in_vector * sizeof(std::int32_t))));
using Times = std::array<Vector, vectors>;  // of one incident, in each of the permutations

std::vector<Times> permuted_times(const TimedPoints& points, std::uint32_t first,
                                  std::uint32_t count, std::uint64_t seed) {
  std::vector<Times> times(points.size(), Times{});
  std::vector<double> minutes(points.size());
  for (std::uint32_t l = 0; l < count; ++l) {
    std::copy(points.minute.begin(), points.minute.end(), minutes.begin());
    stats::shuffle({.seed = seed, .unit = 0, .replicate = first + l}, minutes);
    for (std::size_t i = 0; i < minutes.size(); ++i) {
      times[i][l / in_vector][l % in_vector] = static_cast<std::int32_t>(minutes[i]);
    }
  }
  return times;
}

// counts[lag × lanes + lane] of one band's pairs.
void count_within(const std::vector<Times>& times, const std::vector<ClosePair>& pairs,
                  std::span<const std::int32_t> ends, std::vector<std::int32_t>& counts) {
  std::array<Vector, chunk * vectors> lag;
  for (std::size_t from = 0; from < pairs.size(); from += chunk) {
    const std::size_t n = std::min(chunk, pairs.size() - from);
    for (std::size_t k = 0; k < n; ++k) {
      const Times& a = times[pairs[from + k].a];
      const Times& b = times[pairs[from + k].b];
      for (std::size_t v = 0; v < vectors; ++v) {
        const Vector difference = a[v] - b[v];
        const Vector sign = difference >> 31;
        lag[k * vectors + v] = (difference ^ sign) - sign;
      }
    }
    for (std::size_t e = 0; e < ends.size(); ++e) {
      const std::int32_t end = ends[e];
      Times within{};
      for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t v = 0; v < vectors; ++v) within[v] -= lag[k * vectors + v] < end;
      }
      for (std::size_t l = 0; l < lanes; ++l) {
        counts[e * lanes + l] += within[l / in_vector][l % in_vector];
      }
    }
  }
}

}  // namespace

Links Links::of(std::span<const std::uint32_t> degree) {
  std::uint64_t ends = 0;
  double adjacent = 0.0;
  for (const std::uint32_t d : degree) {
    ends += d;
    adjacent += 0.5 * static_cast<double>(d) * (static_cast<double>(d) - 1.0);
  }
  return {0.5 * static_cast<double>(ends), adjacent};
}

ChanceMoments chance_moments(std::size_t incidents, const Links& space, const Links& time) {
  const auto n = static_cast<double>(incidents);
  const auto disjoint = [](const Links& links) {
    return 0.5 * links.pairs * (links.pairs - 1.0) - links.adjacent;
  };
  const double mean = space.pairs / (0.5 * n * (n - 1.0)) * time.pairs;
  double variance = mean - mean * mean;
  if (incidents >= 3) {
    variance += 4.0 * space.adjacent / (n * (n - 1.0) * (n - 2.0)) * time.adjacent;
  }
  if (incidents >= 4) {
    variance += 16.0 * disjoint(space) / (n * (n - 1.0) * (n - 2.0) * (n - 3.0)) * disjoint(time);
  }
  // What does not vary comes out as the rounding of terms that cancel.
  if (variance < 1e-9 * mean * mean) variance = 0.0;
  return {mean, variance};
}

std::vector<std::uint32_t> permuted_counts(const TimedPoints& points, const ClosePairs& near,
                                           std::span<const std::int32_t> ends_minute,
                                           std::uint32_t permutations, std::uint64_t seed) {
  const std::size_t cells = near.size() * ends_minute.size();
  std::vector<std::uint32_t> found(std::size_t{permutations} * cells);
  parallel_for((permutations + lanes - 1) / lanes, random_maps, [&](std::size_t group) {
    const auto first = static_cast<std::uint32_t>(group * lanes);
    const std::uint32_t count = std::min<std::uint32_t>(lanes, permutations - first);
    const std::vector<Times> times = permuted_times(points, first, count, seed);
    std::vector<std::int32_t> counts(ends_minute.size() * lanes);
    for (std::size_t s = 0; s < near.size(); ++s) {
      std::ranges::fill(counts, 0);
      count_within(times, near[s], ends_minute, counts);
      for (std::size_t e = 0; e < ends_minute.size(); ++e) {
        for (std::uint32_t l = 0; l < count; ++l) {
          found[(first + l) * cells + s * ends_minute.size() + e] =
              static_cast<std::uint32_t>(counts[e * lanes + l]);
        }
      }
    }
  });
  return found;
}

}  // namespace hotward::near_repeat
