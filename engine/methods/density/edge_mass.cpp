#include "engine/methods/density/edge_mass.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/core/parallel.hpp"
#include "engine/methods/density/kernel_rows.hpp"

namespace hotward::density {
namespace {

constexpr std::size_t chunk = 256;

// A Gaussian over its peak, at the offsets 0 … reach along one axis: the kernel is the product of
// two of these.
std::vector<double> gaussian_line(const Frame& frame, double sigma_m) {
  const double reach = kernel_reach_m(Kernel::gaussian, sigma_m);
  std::vector<double> line;
  for (double d = 0.0; d <= reach; d += frame.cell_m) {
    line.push_back(std::exp(-0.5 * (d / sigma_m) * (d / sigma_m)));
  }
  return line;
}

// out[i] = sum_j line[|j|] in[i + j], j running to both sides.
void smooth_line(const double* in, double* out, std::size_t count,
                 const std::vector<double>& line) {
  for (std::size_t i = 0; i < count; ++i) {
    double sum = line[0] * in[i];
    for (std::size_t j = 1; j < line.size(); ++j) {
      if (i >= j) sum += line[j] * in[i - j];
      if (i + j < count) sum += line[j] * in[i + j];
    }
    out[i] = sum;
  }
}

std::vector<double> gaussian_inside_cells(const Frame& frame, const KdeOptions& options) {
  const std::vector<double> line = gaussian_line(frame, options.bandwidth_m);
  const double peak = kernel_density(Kernel::gaussian, 0.0, options.bandwidth_m);
  std::vector<double> along(frame.size());
  parallel_for(frame.rows, [&](std::size_t r) {
    smooth_line(frame.inside_m2.data() + r * frame.columns, along.data() + r * frame.columns,
                frame.columns, line);
  });
  std::vector<double> result(frame.size());
  parallel_for(frame.columns, [&](std::size_t c) {
    std::vector<double> in(frame.rows);
    std::vector<double> out(frame.rows);
    for (std::size_t r = 0; r < frame.rows; ++r) in[r] = along[r * frame.columns + c];
    smooth_line(in.data(), out.data(), frame.rows, line);
    for (std::size_t r = 0; r < frame.rows; ++r) result[r * frame.columns + c] = peak * out[r];
  });
  return result;
}

// How many cells of a rectangle are not whole: in O(1), from counts over all rectangles that begin
// in the south-western corner.
class PartialCells {
 public:
  explicit PartialCells(const Frame& frame)
      : width_(frame.columns + 1), counts_(width_ * (frame.rows + 1)) {
    for (std::size_t r = 0; r < frame.rows; ++r) {
      std::uint32_t in_row = 0;
      for (std::size_t c = 0; c < frame.columns; ++c) {
        // Equal on purpose: whole cells are given this very area.
        in_row += frame.inside_m2[r * frame.columns + c] != frame.cell_m2() ? 1U : 0U;
        counts_[(r + 1) * width_ + c + 1] = counts_[r * width_ + c + 1] + in_row;
      }
    }
  }

  [[nodiscard]] bool none(const Stretch& rows, const Stretch& columns) const {
    const auto upto = [&](std::size_t r, std::size_t c) { return counts_[r * width_ + c]; };
    return upto(rows.last, columns.last) + upto(rows.first, columns.first) ==
           upto(rows.first, columns.last) + upto(rows.last, columns.first);
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> counts_;
};

// e at one point whose kernel reaches whole cells only.
template <class Rows>
double mass_on_whole_cells(Rows& rows, const Stretch& reached, const Frame& frame) {
  rows.add_up_columns();
  double sum = 0.0;
  for (std::size_t r = reached.first; r < reached.last; ++r) sum += rows.row_sum(r);
  return sum * frame.cell_m2();
}

// e at one point. @param sums  room for a number per column
template <class Rows>
double mass_on_cells(const Rows& rows, const Stretch& reached, const Frame& frame,
                     std::vector<double>& sums) {
  // Sums per column first: independent of each other, so that they run side by side.
  const Stretch across = rows.columns();
  double* of_column = sums.data();
  std::fill(of_column + across.first, of_column + across.last, 0.0);
  for (std::size_t r = reached.first; r < reached.last; ++r) {
    const double* inside = frame.inside_m2.data() + r * frame.columns;
    rows.row(r, 1.0, [&](std::size_t c, double k) { of_column[c] += k * inside[c]; });
  }
  double sum = 0.0;
  for (std::size_t c = across.first; c < across.last; ++c) sum += of_column[c];
  return sum;
}

}  // namespace

std::vector<double> mass_inside(const std::vector<WeightedPoint>& points, const Frame& frame,
                                const KdeOptions& options) {
  const PartialCells partial(frame);
  std::vector<double> result(points.size());
  parallel_for((points.size() + chunk - 1) / chunk, [&](std::size_t part) {
    with_kernel_rows(options.kernel, frame, options.bandwidth_m, [&](auto rows) {
      std::vector<double> sums(frame.columns);
      const std::size_t end = std::min(points.size(), (part + 1) * chunk);
      for (std::size_t i = part * chunk; i < end; ++i) {
        const Stretch reached = rows.at(points[i].at);
        if (decltype(rows)::has_row_sum && partial.none(reached, rows.columns())) {
          result[i] = mass_on_whole_cells(rows, reached, frame);
        } else {
          result[i] = mass_on_cells(rows, reached, frame, sums);
        }
      }
    });
  });
  return result;
}

std::vector<double> mass_inside_cells(const Frame& frame, const KdeOptions& options) {
  if (options.kernel == Kernel::gaussian) return gaussian_inside_cells(frame, options);
  std::vector<WeightedPoint> centres;
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.inside_m2[i] <= 0.0) continue;
    centres.push_back({frame.centre(i), 0.0});
    cells.push_back(i);
  }
  const std::vector<double> inside = mass_inside(centres, frame, options);
  std::vector<double> result(frame.size());
  for (std::size_t i = 0; i < cells.size(); ++i) result[cells[i]] = inside[i];
  return result;
}

}  // namespace hotward::density
