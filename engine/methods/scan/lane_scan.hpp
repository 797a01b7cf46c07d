// Lane scan: the largest statistic of each map of one block, zone after zone. Only for this room's
// files.
//
// A step adds one site to the running sums of all maps of the block, takes the largest sum (or the
// smallest, for low rates) and compares it with the threshold of the zone's bin: about 30
// instructions for 32 maps. Only where some map passes are likelihood ratios computed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "engine/methods/scan/block_maxima.hpp"
#include "engine/methods/scan/lane_maps.hpp"
#include "engine/methods/scan/steps.hpp"

namespace hotward::scan {

class LaneScan {
 public:
  using Vector = LaneMaps::Vector;

  LaneScan(const Likelihood& likelihood, const Thresholds& thresholds)
      : maxima_(likelihood, thresholds) {}

  /// @param block  a block of maps;  @param maxima  one per lane, raised where a zone beats it
  void scan(const Vector* block, std::span<const Steps> lists, std::span<double> maxima) {
    maxima_.begin(maxima);
    for (const Steps& steps : lists) {
      const BlockMaxima::Table& table = maxima_.table(steps.penalty);
      const Rates rates = maxima_.rates();
      if (rates == Rates::high) run<true, false>(block, steps, table);
      if (rates == Rates::low) run<false, true>(block, steps, table);
      if (rates == Rates::both) run<true, true>(block, steps, table);
    }
  }

  /// To be called where other maps take the block's places.
  void forget() { maxima_.forget(); }

  [[nodiscard]] bool is_beyond() const { return false; }

 private:
  template <bool High, bool Low>
  void run(const Vector* block, const Steps& steps, const BlockMaxima::Table& table) {
    run_unrolled<High, Low>(block, steps, table, std::make_index_sequence<vectors_per_row>{});
  }

  // The pack is unrolled so that the eight running sums stay in registers.
  template <bool High, bool Low, std::size_t... I>
  void run_unrolled(const Vector* block, const Steps& steps, const BlockMaxima::Table& table,
                    std::index_sequence<I...> /*each*/) {
    std::array<Vector, vectors_per_row> sums{};
    const std::uint32_t* site = steps.site.data();
    const std::uint16_t* bin = steps.bin.data();
    const std::size_t count = steps.site.size();
    for (std::size_t k = 0; k < count; ++k) {
      const Vector* row = block + std::size_t{site[k]} * vectors_per_row;
      ((sums[I] += row[I]), ...);
      using Words __attribute__((vector_size(16))) = long long;
      Words passes{};
      if constexpr (High) {
        Vector most = sums[0];
        ((most = sums[I] > most ? sums[I] : most), ...);
        passes |= reinterpret_cast<Words>(most > table.high[bin[k]]);
      }
      if constexpr (Low) {
        Vector least = sums[0];
        ((least = sums[I] < least ? sums[I] : least), ...);
        passes |= reinterpret_cast<Words>(least < table.low[bin[k]]);
      }
      if ((passes[0] | passes[1]) != 0) {
        // A copy: were the sums' own address given away, they would leave the registers for good.
        const std::array<Vector, vectors_per_row> seen{sums[I]...};
        raise(seen, steps, table, k);
      }
    }
  }

  void raise(const std::array<Vector, vectors_per_row>& sums, const Steps& steps,
             const BlockMaxima::Table& table, std::size_t k) {
    std::array<std::int32_t, LaneMaps::lanes> counts;
    for (std::size_t lane = 0; lane < counts.size(); ++lane) {
      counts[lane] = sums[lane / LaneMaps::per_vector][lane % LaneMaps::per_vector];
    }
    maxima_.raise(counts, table, steps.bin[k], steps.measure[k]);
  }

  BlockMaxima maxima_;
};

}  // namespace hotward::scan
