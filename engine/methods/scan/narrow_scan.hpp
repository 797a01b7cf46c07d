// Narrow scan: the largest statistic of each map of one block of narrow maps, zone after zone. Only
// for this room's files.
//
// A step adds one site to the running sums of 64 maps, which have 16 bits each, and compares the
// largest sum (or the smallest, for low rates) with what the zone's bin asks for, less the zone's
// own base. Only where some map passes are likelihood ratios computed. With AVX2 four steps are
// taken in one where no map can pass in any of them, as 99 of 100 times (Group): their counts are
// added as bytes, and one comparison does for the four. A sum of counts above and below what is
// expected seldom goes far; should one leave 16 bits, the scan says so and its maxima are not to be
// used.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/simd.hpp"
#include "engine/methods/scan/block_maxima.hpp"
#include "engine/methods/scan/narrow_maps.hpp"
#include "engine/methods/scan/steps.hpp"

namespace hotward::scan {

class NarrowScan {
 public:
  using Sums = std::array<std::int16_t, NarrowMaps::lanes>;

  /// @param simd  no better than best_simd(); the maxima are the same with any
  NarrowScan(const Likelihood& likelihood, const Thresholds& thresholds, Simd simd = best_simd())
      : maxima_(likelihood, thresholds), simd_(simd) {}

  /// @param block  a block of maps;  @param maxima  one per lane, raised where a zone beats it
  void scan(const std::int8_t* block, std::span<const Steps> lists, std::span<double> maxima);

  /// To be called where other maps take the block's places.
  void forget() { maxima_.forget(); }

  [[nodiscard]] bool is_beyond() const { return is_beyond_; }

 private:
  BlockMaxima maxima_;
  std::vector<Sums> sums_;  // of each list, while they are gone through
  Simd simd_;
  bool is_beyond_ = false;
};

}  // namespace hotward::scan
