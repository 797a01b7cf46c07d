// Lane scan: the largest statistic of each map of one block, zone after zone. Only for this
// room's files.
//
// A step adds one site to the running sums of all maps of the block, takes the largest sum (or the
// smallest, for low rates) and compares it with the threshold of the zone's bin: about 30
// instructions for 64 maps. Only where some map passes are likelihood ratios computed. The
// threshold follows the smallest maximum so far of the block's maps, so maps of like maxima should
// share one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/methods/scan/lane_maps.hpp"
#include "engine/methods/scan/likelihood.hpp"
#include "engine/methods/scan/thresholds.hpp"

namespace hotward::scan {

/// The zones of one centre and layout as the steps of a scan.
struct Steps {
  std::vector<std::uint32_t> site;
  std::vector<std::uint16_t> bin;  ///< of the zone that ends here; no_bin where none does
  std::vector<double> measure;     ///< of the sites so far
  double penalty = 1.0;
};

template <class Count>
class LaneScan {
 public:
  using Maps = LaneMaps<Count>;
  using Vector = typename Maps::Vector;
  static constexpr std::size_t lanes = Maps::lanes;

  LaneScan(const Likelihood& likelihood, const Thresholds& thresholds)
      : likelihood_(likelihood), thresholds_(thresholds) {}

  /// @param block  a block of maps;  @param maxima  one per lane, raised where a zone beats it
  void scan(const Vector* block, std::span<const Steps> lists, std::span<double> maxima) {
    maxima_ = maxima;
    for (const Steps& steps : lists) {
      const Table& table = current_table(steps.penalty);
      const Rates rates = likelihood_.terms().rates;
      if (rates == Rates::high) run<true, false>(block, steps, table);
      if (rates == Rates::low) run<false, true>(block, steps, table);
      if (rates == Rates::both) run<true, true>(block, steps, table);
    }
  }

  /// To be called where other maps take the block's places.
  void forget() { tables_.clear(); }

 private:
  /// Thresholds that a sum must pass: above `high`, below `low`, counted from the lanes' origin.
  struct Table {
    double penalty = 0.0;
    double statistic = -1.0;  // what they were made for
    std::vector<Count> high;
    std::vector<Count> low;
  };

  // Making a table takes time too, so it stays until it lags behind by 1 in 50.
  const Table& current_table(double penalty) {
    auto table = std::ranges::find(tables_, penalty, &Table::penalty);
    if (table == tables_.end()) {
      tables_.push_back({penalty, -1.0, {}, {}});
      table = tables_.end() - 1;
    }
    const double least = *std::ranges::min_element(maxima_);
    if (least <= table->statistic * 1.02) return *table;
    table->statistic = least;
    thresholds_.fill(least / penalty, counts_);
    const auto shifted = [](std::int32_t threshold) {
      return static_cast<Count>(threshold + LaneVector<Count>::origin);
    };
    table->high.clear();
    table->low.clear();
    for (const std::int32_t t : counts_.high) table->high.push_back(shifted(t - 1));
    for (const std::int32_t u : counts_.low) table->low.push_back(shifted(u + 1));
    return *table;
  }

  template <bool High, bool Low>
  void run(const Vector* block, const Steps& steps, const Table& table) {
    run_unrolled<High, Low>(block, steps, table, std::make_index_sequence<vectors_per_row>{});
  }

  // The pack is unrolled so that the eight running sums stay in registers.
  template <bool High, bool Low, std::size_t... I>
  void run_unrolled(const Vector* block, const Steps& steps, const Table& table,
                    std::index_sequence<I...> /*each*/) {
    std::array<Vector, vectors_per_row> sums;
    const Vector origin = Vector{} + static_cast<Count>(LaneVector<Count>::origin);
    ((sums[I] = origin), ...);
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
        raise_maxima<High, Low>(seen, {table.high[bin[k]], table.low[bin[k]]},
                                {steps.measure[k], steps.penalty});
      }
    }
  }

  struct Passing {
    Count high, low;
  };
  struct Zone {
    double measure, penalty;
  };

  template <bool High, bool Low>
  void raise_maxima(const std::array<Vector, vectors_per_row>& sums, Passing passing,
                    const Zone& zone) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Count sum = sums[lane / Maps::per_vector][lane % Maps::per_vector];
      const bool passes = (High && sum > passing.high) || (Low && sum < passing.low);
      if (!passes) continue;
      const auto c = static_cast<double>(sum - LaneVector<Count>::origin);
      double& maximum = maxima_[lane];
      if (likelihood_.bound(c, zone.measure) * zone.penalty <= maximum) continue;
      maximum = std::max(maximum, likelihood_(c, zone.measure) * zone.penalty);
    }
  }

  const Likelihood& likelihood_;
  const Thresholds& thresholds_;
  ThresholdTable counts_;
  std::vector<Table> tables_;
  std::span<double> maxima_;
};

}  // namespace hotward::scan
