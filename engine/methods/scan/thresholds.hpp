// Thresholds: how many cases must a zone hold to beat a likelihood ratio already seen?
//
// For a given measure the llr rises with the cases above their expected number, and falls below it.
// So "llr > L" is "c >= T" for a high rate and "c <= U" for a low one, and a zone is dismissed by
// comparing two whole numbers. T and U are tabulated by the square root of the measure,
//   bin = floor(bins sqrt(m / M)),
// since the standard deviation of c grows like sqrt(m). A bin's T is that of its smallest measure,
// U that of its largest: a table may let a zone through that does not beat L, and never stops one
// that does. Who looks for a maximum computes the llr of what is let through, and loses nothing.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/methods/scan/likelihood.hpp"

namespace hotward::scan {

struct ThresholdTable {
  std::vector<std::int32_t> high;  ///< T by bin; the last, of no bin, is never reached
  std::vector<std::int32_t> low;   ///< U by bin; the last, of no bin, is never reached
};

class Thresholds {
 public:
  explicit Thresholds(const Likelihood& likelihood);

  /// The bin that stands for "not a zone": its thresholds are out of reach.
  [[nodiscard]] std::uint16_t no_bin() const { return static_cast<std::uint16_t>(bins_); }
  [[nodiscard]] std::uint16_t bin(double measure) const;

  /// @param llr  what is to be beaten, at least 0.  Time: O(bins log C).
  void fill(double llr, ThresholdTable& table) const;

 private:
  struct Bin {
    double measure;      // whole for Bernoulli
    double log_inside;   // ln E
    double log_outside;  // ln (C - E)
  };
  [[nodiscard]] Bin made(double measure) const;
  [[nodiscard]] double llr(std::int64_t c, const Bin& bin) const;
  [[nodiscard]] std::int32_t least_high(std::int64_t from, double needed, const Bin& bin) const;
  [[nodiscard]] std::int32_t most_low(std::int64_t from, double needed, const Bin& bin) const;

  Likelihood likelihood_;
  std::int64_t cases_ = 0;
  std::size_t bins_ = 0;
  std::vector<double> k_log_k_;  // of 0, 1, 2 …: the logarithms of every table
  std::vector<Bin> lower_;       // at the smallest measure of each bin
  std::vector<Bin> upper_;       // at the largest
  double null_ = 0.0;
};

}  // namespace hotward::scan
