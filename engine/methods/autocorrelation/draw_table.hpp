// Draw table: R draws of distinct sites that all sites of a map share. Only for this room's files.
//
// A site with k links takes the first k of each draw, which are a draw of k. Where a site's own
// value stays in its place, a draw that has the site takes its next one instead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

class DrawTable {
 public:
  /// @param width  sites in each draw, at most `sites`. Throws Interrupted.
  /// Time and memory: O(R width).
  DrawTable(std::size_t sites, std::uint32_t width, std::uint32_t permutations, std::uint64_t seed);

  /// Per number of sites k: what the values of the first k of each draw add up to. Empty for k that
  /// are not asked for. Time: O(R (width + distinct k)).
  [[nodiscard]] std::vector<std::vector<double>> sums(std::span<const double> values,
                                                      std::span<const std::uint32_t> asked) const;

  struct Place {
    std::uint32_t draw;
    std::uint32_t position;
  };
  /// Where a site stands in the draws.
  [[nodiscard]] std::span<const Place> places(std::size_t site) const {
    return {places_.data() + starts_[site], starts_[site + 1] - starts_[site]};
  }
  [[nodiscard]] weights::Site at(std::uint32_t draw, std::uint32_t position) const {
    return sites_[std::size_t{draw} * width_ + position];
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  void index_members(std::size_t sites);

  std::uint32_t width_;
  std::uint32_t count_;
  std::vector<weights::Site> sites_;
  std::vector<std::size_t> starts_;
  std::vector<Place> places_;
};

}  // namespace hotward::autocorrelation
