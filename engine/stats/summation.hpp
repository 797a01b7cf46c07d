// Sum: what do many numbers add up to, without the error growing with their number?
//
//   s, c = 0;  for each x:  t = s + x;  c += (|s| >= |x|) ? (s - t) + x : (x - t) + s;  s = t
//   sum = s + c            c gathers what each rounding of s lost
//
// The error is within 2 units in the last place of the sum, plus a term of order n eps^2 times the
// sum of |x|: for the sizes met here as if the sum were made exactly and rounded.
//
// Source:
//   Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
//     Zeitschrift für Angewandte Mathematik und Mechanik 54(1), 39-51. doi:10.1002/zamm.19740540106
#pragma once

#include <cmath>
#include <span>

namespace hotward::stats {

/// A running sum. The order of the additions matters to the last bit, so keep it fixed.
///
/// Example:
///   Sum total;
///   for (const double x : values) total.add(x);
///   const double exact = total.value();
class Sum {
 public:
  void add(double x) {
    const double total = sum_ + x;
    lost_ += std::abs(sum_) >= std::abs(x) ? (sum_ - total) + x : (x - total) + sum_;
    sum_ = total;
  }

  /// 0 before the first addition; infinite or NaN where a term was or where the sum overflows.
  [[nodiscard]] double value() const {
    // Past infinity the correction is inf - inf, which is NaN.
    return std::isfinite(sum_) ? sum_ + lost_ : sum_;
  }

 private:
  double sum_ = 0.0;
  double lost_ = 0.0;
};

/// The sum of all values, from first to last. Time: O(n).
[[nodiscard]] inline double sum(std::span<const double> values) {
  Sum total;
  for (const double x : values) total.add(x);
  return total.value();
}

}  // namespace hotward::stats
