#include "engine/methods/autocorrelation/draw_table.hpp"

#include <algorithm>

#include "engine/stats/permutation.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::uint32_t stop_chunk = 4096;

}  // namespace

DrawTable::DrawTable(std::size_t sites, std::uint32_t width, std::uint32_t permutations,
                     std::uint64_t seed)
    : width_(width), count_(permutations), sites_(std::size_t{permutations} * width) {
  stats::DistinctDraws draws(static_cast<std::uint32_t>(sites), width_);
  for (std::uint32_t r = 0; r < count_; ++r) {
    // The unit is beyond any site's: shared draws are nobody's own.
    draws.draw({seed, UINT32_MAX, r}, std::span(sites_).subspan(std::size_t{r} * width_, width_));
  }
  index_members(sites);
}

std::vector<std::vector<double>> DrawTable::sums(std::span<const double> values,
                                                 std::span<const std::uint32_t> asked) const {
  std::vector<std::uint32_t> numbers(asked.begin(), asked.end());
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<std::vector<double>> result(numbers.back() + std::size_t{1});
  std::vector<double> running(count_, 0.0);
  std::uint32_t taken = 0;
  for (const std::uint32_t k : numbers) {  // from one to the next each draw takes in a few more
    for (std::uint32_t r = 0; r < count_; ++r) {
      if (r % stop_chunk == 0) stats::heed_stop();
      for (std::uint32_t j = taken; j < k; ++j) running[r] += values[at(r, j)];
    }
    taken = k;
    result[k] = running;
  }
  return result;
}

void DrawTable::index_members(std::size_t sites) {
  starts_.assign(sites + 1, 0);
  for (const weights::Site site : sites_) ++starts_[site + 1];
  for (std::size_t i = 0; i < sites; ++i) starts_[i + 1] += starts_[i];
  places_.resize(sites_.size());
  auto next = starts_;
  for (std::uint32_t r = 0; r < count_; ++r) {
    if (r % stop_chunk == 0) stats::heed_stop();
    for (std::uint32_t j = 0; j < width_; ++j) places_[next[at(r, j)]++] = {r, j};
  }
}

}  // namespace hotward::autocorrelation
