// Block maxima: the largest statistic of each map of a block so far, and what a zone must hold to
// beat the smallest of them. Only for this room's files.
//
// The threshold follows the smallest maximum so far of the block's maps, so maps of like maxima
// should share a block.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/scan/likelihood.hpp"
#include "engine/methods/scan/thresholds.hpp"

namespace hotward::scan {

class BlockMaxima {
 public:
  /// What a zone of each bin must hold: more than `high`, less than `low`.
  struct Table {
    double penalty = 0.0;
    double statistic = -1.0;  ///< what they were made for
    std::vector<std::int32_t> high;
    std::vector<std::int32_t> low;
  };

  BlockMaxima(const Likelihood& likelihood, const Thresholds& thresholds)
      : likelihood_(likelihood), thresholds_(thresholds) {}

  /// @param maxima  one per map; raised from now on where a zone beats it
  void begin(std::span<double> maxima) { maxima_ = maxima; }
  [[nodiscard]] Rates rates() const { return likelihood_.terms().rates; }

  [[nodiscard]] const Table& table(double penalty);

  /// @param counts  of a zone, one per map; those that do not pass are left out
  /// @param bin     of the zone in the table
  void raise(std::span<const std::int32_t> counts, const Table& table, std::uint16_t bin,
             double measure);

  /// To be called where other maps take the block's places.
  void forget() { tables_.clear(); }

 private:
  const Likelihood& likelihood_;
  const Thresholds& thresholds_;
  ThresholdTable counts_;
  std::vector<Table> tables_;
  std::span<double> maxima_;
};

}  // namespace hotward::scan
