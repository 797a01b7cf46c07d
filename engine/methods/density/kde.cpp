#include "engine/methods/density/kde.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/names.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/point_order.hpp"
#include "engine/methods/density/edge_mass.hpp"
#include "engine/methods/density/kernel_rows.hpp"

namespace hotward::density {
namespace {

constexpr double m2_per_km2 = 1e6;

// So many rows that preparing a point for a band costs little beside its rows, and so few that the
// band's part of the raster stays in the cache.
constexpr std::size_t band_rows = 32;

// From south to north, then west to east; each point once; none without weight.
std::vector<WeightedPoint> merged(const Places& places) {
  std::vector<WeightedPoint> points;
  points.reserve(places.at.size());
  for (std::size_t i = 0; i < places.at.size(); ++i) {
    HOTWARD_EXPECTS(std::isfinite(places.weights[i]) && places.weights[i] >= 0.0);
    HOTWARD_EXPECTS(std::isfinite(places.at[i].x) && std::isfinite(places.at[i].y));
    if (places.weights[i] > 0.0) points.push_back({places.at[i], places.weights[i]});
  }
  geometry::sort_in_strips(
      points, [](const WeightedPoint& p) { return p.at.y; },
      [](const WeightedPoint& p, const WeightedPoint& q) {
        return std::tuple(p.at.y, p.at.x, p.weight) < std::tuple(q.at.y, q.at.x, q.weight);
      });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0 && points[i].at == points[kept - 1].at) {
      points[kept - 1].weight += points[i].weight;
    } else {
      points[kept++] = points[i];
    }
  }
  points.resize(kept);
  return points;
}

// What is added up: a point's weight times its kernel, or the square of that.
enum class Term { plain, squared };

// A value for each cell: per m², or where terms are squared per m⁴.
struct Sums {
  const Frame& frame;
  const KdeOptions& options;
  Term term = Term::plain;
  std::vector<double> values = std::vector<double>(frame.size(), 0.0);
};

/// Rows of the raster, and the points that may reach them.
struct Band {
  std::size_t first;
  std::size_t last;
  std::span<const WeightedPoint> points;
};

template <class Rows>
void add_band(Rows& rows, const Band& band, Sums& sums) {
  for (const WeightedPoint& p : band.points) {
    const Stretch reached = rows.at(p.at);
    const std::size_t end = std::min(band.last, reached.last);
    for (std::size_t r = std::max(band.first, reached.first); r < end; ++r) {
      double* __restrict out = sums.values.data() + r * sums.frame.columns;
      if (sums.term == Term::squared) {
        rows.row(r, p.weight, [out](std::size_t c, double k) { out[c] += k * k; });
      } else {
        rows.row(r, p.weight, [out](std::size_t c, double k) { out[c] += k; });
      }
    }
  }
}

#if defined(__x86_64__)
// The same loops, flattened into a function of four numbers at once. Nothing is fused: AVX2 without
// FMA rounds each step as plain x86-64 does.
template <class Rows>
[[gnu::target("avx2"), gnu::flatten]] void add_band_avx2(Rows& rows, const Band& band, Sums& sums) {
  add_band(rows, band, sums);
}
#endif

void add_kernels(const std::vector<WeightedPoint>& points, Sums& sums) {
  const Frame& frame = sums.frame;
  const KdeOptions& options = sums.options;
  const double reach = kernel_reach_m(options.kernel, options.bandwidth_m) + frame.cell_m;
  parallel_for((frame.rows + band_rows - 1) / band_rows, [&](std::size_t band) {
    const std::size_t first = band * band_rows;
    const std::size_t last = std::min(frame.rows, first + band_rows);
    const double south = frame.low.y + static_cast<double>(first) * frame.cell_m - reach;
    const double north = frame.low.y + static_cast<double>(last) * frame.cell_m + reach;
    const auto y = [](const WeightedPoint& p) { return p.at.y; };
    const auto begin = std::ranges::lower_bound(points, south, {}, y);
    const auto end = std::ranges::upper_bound(points, north, {}, y);
    with_kernel_rows(options.kernel, frame, options.bandwidth_m, [&](auto rows) {
#if defined(__x86_64__)
      if (options.simd >= Simd::avx2) return add_band_avx2(rows, {first, last, {begin, end}}, sums);
#endif
      add_band(rows, {first, last, {begin, end}}, sums);
    });
  });
}

// A place whose kernel lies between the cells' centres: all of it in its own cell.
void add_to_own_cell(const WeightedPoint& p, Sums& sums) {
  const Frame& frame = sums.frame;
  const double column = std::floor((p.at.x - frame.low.x) / frame.cell_m);
  const double row = std::floor((p.at.y - frame.low.y) / frame.cell_m);
  const auto within = [](double i, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(i, 0.0, static_cast<double>(count) - 1.0));
  };
  const std::size_t cell = within(row, frame.rows) * frame.columns + within(column, frame.columns);
  if (frame.inside_m2[cell] <= 0.0) return;
  const double k = p.weight / frame.inside_m2[cell];
  sums.values[cell] += sums.term == Term::squared ? k * k : k;
}

void add_preserving_mass(std::vector<WeightedPoint> points, Sums& sums) {
  const std::vector<double> inside = mass_inside(points, sums.frame, sums.options);
  std::vector<WeightedPoint> unreached;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (inside[i] > 0.0) {
      points[i].weight /= inside[i];
    } else {
      unreached.push_back(std::exchange(points[i], {points[i].at, 0.0}));
    }
  }
  add_kernels(points, sums);
  for (const WeightedPoint& p : unreached) add_to_own_cell(p, sums);
}

// With the edge correction.
void add_corrected(std::vector<WeightedPoint> points, Sums& sums) {
  if (sums.options.edge == EdgeCorrection::diggle) {
    return add_preserving_mass(std::move(points), sums);
  }
  add_kernels(points, sums);
  if (sums.options.edge == EdgeCorrection::none) return;
  const std::vector<double> inside = mass_inside_cells(sums.frame, sums.options);
  for (std::size_t i = 0; i < sums.values.size(); ++i) {
    const double e = sums.term == Term::squared ? inside[i] * inside[i] : inside[i];
    if (e > 0.0) sums.values[i] /= e;
  }
}

void summarise(Surface& surface, const Frame& frame) {
  for (std::size_t i = 0; i < frame.size(); ++i) {
    double& value = surface.per_km2[i];
    if (frame.inside_m2[i] <= 0.0) {
      value = undefined;
      continue;
    }
    surface.mass += value * frame.inside_m2[i];
    value *= m2_per_km2;
    if (value > surface.highest_per_km2) {
      surface.highest_per_km2 = value;
      surface.highest_at = frame.centre(i);
    }
  }
}

}  // namespace

std::string edge_name(EdgeCorrection edge) { return std::string(name_of(edge_names, edge)); }

std::optional<EdgeCorrection> edge_named(std::string_view name) {
  return value_of(edge_names, name);
}

Result<Surface> kernel_density_surface(const Places& places, const Frame& frame,
                                       const KdeOptions& options) {
  HOTWARD_EXPECTS(places.at.size() == places.weights.size());
  if (!(options.bandwidth_m > 0.0) || !std::isfinite(options.bandwidth_m)) {
    return fail(ErrorCode::usage,
                fmt::format("a bandwidth of {} m: it must be above 0", options.bandwidth_m));
  }
  std::vector<WeightedPoint> points = merged(places);
  if (points.empty()) return fail(ErrorCode::no_data, "there is no incident to spread");
  Surface surface;
  surface.options = options;
  for (const WeightedPoint& p : points) surface.incidents += p.weight;
  if (options.bandwidth_m < frame.cell_m) {
    surface.cautions.push_back(fmt::format(
        "the bandwidth of {} m is shorter than a cell of {} m: the surface shows single cells, not "
        "their surroundings",
        options.bandwidth_m, frame.cell_m));
  }
  Sums sums{frame, options};
  add_corrected(std::move(points), sums);
  surface.per_km2 = std::move(sums.values);
  summarise(surface, frame);
  return surface;
}

std::vector<double> squared_kernel_sums(const Places& places, const Frame& frame,
                                        const KdeOptions& options) {
  HOTWARD_EXPECTS(places.at.size() == places.weights.size());
  HOTWARD_EXPECTS(options.bandwidth_m > 0.0);
  std::vector<WeightedPoint> points = merged(places);
  // The term is squared whole: w k^2 is the square of sqrt(w) k.
  for (WeightedPoint& p : points) p.weight = std::sqrt(p.weight);
  Sums sums{frame, options, Term::squared};
  add_corrected(std::move(points), sums);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.inside_m2[i] <= 0.0) sums.values[i] = 0.0;
  }
  return std::move(sums.values);
}

table::Raster raster_of(const Surface& surface, const Frame& frame, SurfaceUnit unit) {
  table::Raster raster;
  raster.low = frame.low;
  raster.cell_m = frame.cell_m;
  raster.columns = frame.columns;
  raster.rows = frame.rows;
  raster.values = surface.per_km2;
  double scale = 1.0;
  raster.unit = "incidents per km²";
  if (unit == SurfaceUnit::per_cell || unit == SurfaceUnit::probability) {
    scale = frame.cell_m2() / m2_per_km2;
    raster.unit = "incidents per cell";
  }
  if (unit == SurfaceUnit::probability) {
    scale /= surface.mass;
    raster.unit = "probability per cell";
  }
  if (unit == SurfaceUnit::raw) {
    scale = 1.0 /
            (m2_per_km2 * kernel_density(surface.options.kernel, 0.0, surface.options.bandwidth_m));
    raster.unit = "sum of kernel weights";
  }
  if (scale != 1.0) {  // exact: 1.0 is assigned above
    for (std::size_t i = 0; i < frame.size(); ++i) {
      // A cell at the rim counts with its own part of the study area.
      const bool by_area = unit == SurfaceUnit::per_cell || unit == SurfaceUnit::probability;
      raster.values[i] *= scale * (by_area ? frame.inside_m2[i] / frame.cell_m2() : 1.0);
    }
  }
  return raster;
}

}  // namespace hotward::density
