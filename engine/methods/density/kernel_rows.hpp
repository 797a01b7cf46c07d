// KernelRows: a kernel's values over a stretch of a raster's row. Only for this room's files.
//
// Every kernel is a function of u^2 = (dx^2 + dy^2) / h^2, so dx^2 / h^2 is worked out once for a
// point and each row needs one subtraction and one or two products a cell, without a branch: loops
// that compilers turn into SIMD. Kernels that fall to 0 at their rim take the whole width of the
// disc in each row: the zeros beyond the rim cost less than finding it. The Gaussian is a product
// of a factor of the row and one of the column: two exponentials for a row and a column, none for a
// cell.
//
// The sum over a stretch of whole cells needs no cell at all: for (1 - u^2)^m it follows from sums
// of dx^2, dx^4, dx^6 that are added up once for a point. That makes the kernel's sum over the
// study area, where no boundary is near, about as cheap as its values: measured (density_bench,
// quartic kernel 15 cells wide to each side, 200,800 places), a surface takes 0.11 CPU s, and one
// with Diggle's correction, which needs both, 0.26.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kernel.hpp"

namespace hotward::density {

/// Cells first … last − 1 of a row or a column.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The cells whose centres lie within reach of `at` along one axis.
[[nodiscard]] inline Stretch stretch_of(double at, double reach, double low, double cell,
                                        std::size_t count) {
  const auto index = [&](double x) {
    return static_cast<std::size_t>(std::clamp(x, 0.0, static_cast<double>(count)));
  };
  const double first = std::ceil((at - reach - low) / cell - 0.5);
  const double last = std::floor((at + reach - low) / cell - 0.5) + 1.0;
  return {index(first), std::max(index(first), index(last))};
}

template <Kernel kernel>
class KernelRows {
 public:
  KernelRows(const Frame& frame, double bandwidth_m)
      : frame_(frame),
        h_(bandwidth_m),
        reach_(kernel_reach_m(kernel, bandwidth_m)),
        peak_(kernel_density(kernel, 0.0, bandwidth_m)),
        of_column_(frame.columns) {}

  /// The rows that a point may reach. The calls below are about the point of the last call of this.
  Stretch at(const geometry::Point& p) {
    point_ = p;
    columns_ = stretch_of(p.x, reach_, frame_.low.x, frame_.cell_m, frame_.columns);
    if (falls_to_zero) columns_ = in_fours(columns_, frame_.columns);
    for (std::size_t c = columns_.first; c < columns_.last; ++c) {
      const double u = (frame_.low.x + (static_cast<double>(c) + 0.5) * frame_.cell_m - p.x) / h_;
      of_column_[c] = kernel == Kernel::gaussian ? std::exp(-0.5 * u * u) : u * u;
    }
    return stretch_of(p.y, reach_, frame_.low.y, frame_.cell_m, frame_.rows);
  }

  /// The columns that the point may reach.
  [[nodiscard]] Stretch columns() const { return columns_; }

  /// Calls each(column, k) … as loops over contiguous cells. @param weight  taken into k
  template <class Each>
  void row(std::size_t r, double weight, const Each& each) const {
    const double v =
        (frame_.low.y + (static_cast<double>(r) + 0.5) * frame_.cell_m - point_.y) / h_;
    const double scale = weight * peak_;
    if constexpr (kernel == Kernel::gaussian) {
      const double of_row = scale * std::exp(-0.5 * v * v);
      for (std::size_t c = columns_.first; c < columns_.last; ++c) each(c, of_row * of_column_[c]);
    } else {
      const double t = 1.0 - v * v;
      if (t < 0.0) return;
      const Stretch of = falls_to_zero ? columns_ : chord(t);
      const double* of_column = of_column_.data();
      for (std::size_t c = of.first; c < of.last; ++c) {
        each(c, scale * shape(t - of_column[c]));
      }
    }
  }

  /// Whether row_sum is there.
  static constexpr bool has_row_sum = kernel != Kernel::conic;

  /// Makes ready for row_sum, after at().
  void add_up_columns() {
    for (auto& sums : sums_) sums.resize(frame_.columns + 1);
    for (std::size_t c = columns_.first; c < columns_.last; ++c) {
      double power = 1.0;
      for (auto& sums : sums_) {
        power *= of_column_[c];
        sums[c + 1] = (c == columns_.first ? 0.0 : sums[c]) + power;
      }
    }
  }

  /// The sum of what row() gives.
  [[nodiscard]] double row_sum(std::size_t r) const {
    const double v = offset(r);
    const auto sum = [&](std::size_t power, const Stretch& of) {
      const double before = of.first == columns_.first ? 0.0 : sums_[power - 1][of.first];
      return of.first < of.last ? sums_[power - 1][of.last] - before : 0.0;
    };
    if constexpr (kernel == Kernel::gaussian) {
      return peak_ * std::exp(-0.5 * v * v) * sum(1, columns_);
    }
    const double t = 1.0 - v * v;
    if (t < 0.0) return 0.0;
    const Stretch of = chord(t);
    const auto n = static_cast<double>(of.last - of.first);
    if constexpr (kernel == Kernel::uniform) return peak_ * n;
    if constexpr (kernel == Kernel::epanechnikov) return peak_ * (n * t - sum(1, of));
    if constexpr (kernel == Kernel::quartic) {
      return peak_ * (t * (n * t - 2.0 * sum(1, of)) + sum(2, of));
    }
    return peak_ * (n * t * t * t - 3.0 * t * (t * sum(1, of) - sum(2, of)) - sum(3, of));
  }

 private:
  // The conic does too, but a root for each cell is dear.
  static constexpr bool falls_to_zero =
      kernel == Kernel::quartic || kernel == Kernel::triweight || kernel == Kernel::epanechnikov;

  // The same and a few more at its ends, if there are any: loops over four at a time need no rest.
  static Stretch in_fours(const Stretch& of, std::size_t count) {
    const std::size_t more = (4 - (of.last - of.first) % 4) % 4;
    if (of.last + more <= count) return {of.first, of.last + more};
    return of.first >= more ? Stretch{of.first - more, of.last} : of;
  }

  // From the point to the row's centres, in bandwidths.
  [[nodiscard]] double offset(std::size_t r) const {
    return (frame_.low.y + (static_cast<double>(r) + 0.5) * frame_.cell_m - point_.y) / h_;
  }

  // The disc's cells in a row where 1 - (dy / h)^2 = t; those that rounding lets in have a value of
  // 0.
  [[nodiscard]] Stretch chord(double t) const {
    Stretch of =
        stretch_of(point_.x, h_ * std::sqrt(t), frame_.low.x, frame_.cell_m, frame_.columns);
    of.first = std::max(of.first, columns_.first);
    of.last = std::max(of.first, std::min(of.last, columns_.last));
    return of;
  }

  // Of 1 - u^2, the kernel over its peak.
  static double shape(double rest) {
    // max(rest, 0) to the bit, in a form that compilers do not turn into a branch.
    const double s = 0.5 * (rest + std::abs(rest));
    if constexpr (kernel == Kernel::quartic) return s * s;
    if constexpr (kernel == Kernel::triweight) return s * s * s;
    if constexpr (kernel == Kernel::epanechnikov) return s;
    if constexpr (kernel == Kernel::conic) return 1.0 - std::sqrt(1.0 - s);
    return 1.0;  // uniform: the chord's ends are its rim
  }

  const Frame& frame_;
  double h_;
  double reach_;
  double peak_;
  geometry::Point point_;
  Stretch columns_;
  std::vector<double> of_column_;            // (dx / h)^2, or the Gaussian's factor
  std::array<std::vector<double>, 3> sums_;  // of its first three powers, up to a column
};

/// Calls use(KernelRows<kernel>) for a kernel known at run time.
template <class Use>
void with_kernel_rows(Kernel kernel, const Frame& frame, double bandwidth_m, const Use& use) {
  switch (kernel) {
    case Kernel::quartic:
      return use(KernelRows<Kernel::quartic>(frame, bandwidth_m));
    case Kernel::triweight:
      return use(KernelRows<Kernel::triweight>(frame, bandwidth_m));
    case Kernel::epanechnikov:
      return use(KernelRows<Kernel::epanechnikov>(frame, bandwidth_m));
    case Kernel::uniform:
      return use(KernelRows<Kernel::uniform>(frame, bandwidth_m));
    case Kernel::conic:
      return use(KernelRows<Kernel::conic>(frame, bandwidth_m));
    case Kernel::gaussian:
      return use(KernelRows<Kernel::gaussian>(frame, bandwidth_m));
  }
}

}  // namespace hotward::density
