// GammaSurvival: how likely is a gamma variate to lie above x, asked for millions of x?
//
//   S(y) = P(G > e^y),   G ~ Gamma(shape), scale 1
//
// Asked by the logarithm, so that a change of scale is an addition. S is kept at even steps of y
// with its slope there, and a cubic through two neighbours answers in between.
//
// From a shape of 5,000 on the cube root of G is taken as normal, which is as near.
//
// Sources:
//   Wilson, Hilferty (1931), The distribution of chi-square, Proceedings of the National Academy of
//     Sciences 17(12), 684-688. doi:10.1073/pnas.17.12.684
//   de Boor (1978), A Practical Guide to Splines, Springer. Chapter IV: cubic Hermite
//     interpolation, error at most h^4 / 384 times the largest fourth derivative.
//
// Error: below 1e-5, and below 1 in 100 of S itself down to S = 1e-6. At low() and before it S is
// 1, at high() and after it 0: each is at most 1e-9 off. Time: O(1), some nanoseconds; the table
// takes half a thousand incomplete gamma functions and 8 KB at most.
#pragma once

#include <cstddef>
#include <vector>

namespace hotward::stats {

/// Example:
///   const GammaSurvival survival(12.5);
///   const double p = survival(std::log(10.0));  // P(X > 10), X gamma of shape 12.5
class GammaSurvival {
 public:
  /// @param shape  above 0
  explicit GammaSurvival(double shape);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }

  [[nodiscard]] double operator()(double log_x) const {
    const double at = (log_x - low_) * knots_per_unit_;
    if (!(at > 0.0)) return 1.0;
    const auto k = static_cast<std::size_t>(at);
    if (k + 1 >= knots_.size()) return 0.0;
    const Knot& a = knots_[k];
    const Knot& b = knots_[k + 1];
    const double t = at - static_cast<double>(k);
    const double rise = b.value - a.value;
    const double s = a.value + t * (a.slope + t * (3.0 * rise - 2.0 * a.slope - b.slope +
                                                   t * (a.slope + b.slope - 2.0 * rise)));
    return s < 0.0 ? 0.0 : s > 1.0 ? 1.0 : s;
  }

 private:
  template <class Law>
  void fill(const Law& law, std::size_t steps);

  struct Knot {
    double value;
    double slope;  // per step
  };
  double low_ = 0.0;
  double high_ = 0.0;
  double knots_per_unit_ = 0.0;
  std::vector<Knot> knots_;
};

}  // namespace hotward::stats
