#include "engine/methods/pattern/ripley_k.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/index/point_grid.hpp"
#include "engine/methods/pattern/point_pattern.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::pattern {
namespace {

using Edge = RipleyOptions::Edge;
using geometry::Box;
using geometry::Point;

// Blocks of places that are summed apart: as many whatever the number of threads.
constexpr std::size_t places_per_task = 256;
constexpr double most_weight = 100.0;

constexpr Stream envelope_stream{4};

double depth(const Box& window, const Point& p) {
  return std::min(
      {p.x - window.low.x, window.high.x - p.x, p.y - window.low.y, window.high.y - p.y});
}

// From the foot of the perpendicular on a side to the corner with the next side. At the corner
// itself both sides share the quarter behind it.
double to_corner(double next, double side) {
  return next == 0.0 && side == 0.0 ? std::numbers::pi / 4.0 : std::atan2(next, side);
}

// The angle of a circle that lies beyond one side, up to its corners.
double beyond(double side, double left, double right, double r) {
  if (side >= r) return 0.0;
  const double half = std::acos(side / r);
  return std::min(half, to_corner(left, side)) + std::min(half, to_corner(right, side));
}

double isotropic_weight(const Box& window, const Point& p, double r) {
  if (depth(window, p) >= r) return 1.0;
  const double west = p.x - window.low.x;
  const double east = window.high.x - p.x;
  const double south = p.y - window.low.y;
  const double north = window.high.y - p.y;
  const double outside = beyond(west, south, north, r) + beyond(east, south, north, r) +
                         beyond(south, west, east, r) + beyond(north, west, east, r);
  const double share = 1.0 - outside / (2.0 * std::numbers::pi);
  return share * most_weight > 1.0 ? 1.0 / share : most_weight;
}

double translation_weight(const Box& window, const Point& a, const Point& b) {
  const double w = window.width();
  const double h = window.height();
  return w * h / ((w - std::abs(a.x - b.x)) * (h - std::abs(a.y - b.y)));
}

// What one block of places adds for each distance, not yet cumulated.
struct Part {
  std::vector<stats::Sum> pairs;
  std::vector<double> asked;  // border: points deep enough for the distance
};

class Pairs {
 public:
  Pairs(const PointPattern& pattern, const index::PointGrid& grid, const RipleyOptions& options)
      : pattern_(pattern), grid_(grid), options_(options) {}

  [[nodiscard]] Part of(std::size_t first, std::size_t last) const {
    const std::size_t radii = options_.radius_m.size();
    Part part{std::vector<stats::Sum>(radii), std::vector<double>(radii, 0.0)};
    std::vector<double> found(radii);
    for (std::size_t i = first; i < last; ++i) {
      std::ranges::fill(found, 0.0);
      gather(i, found);
      const double here = static_cast<double>(pattern_.points[i]);
      const double inside = depth(options_.window, pattern_.at[i]);
      double so_far = 0.0;
      for (std::size_t k = 0; k < radii; ++k) {
        so_far += found[k];
        if (options_.edge == Edge::border && inside < options_.radius_m[k]) continue;
        part.asked[k] += here;
        part.pairs[k].add(here * so_far);
      }
    }
    return part;
  }

 private:
  // Others of place i by the first distance that takes them in. Places are sorted and the grid
  // walks its squares in order, so weights always add up in one order.
  void gather(std::size_t i, std::vector<double>& found) const {
    const Point& p = pattern_.at[i];
    const double reach = options_.radius_m.back();
    if (pattern_.points[i] > 1) found[0] += static_cast<double>(pattern_.points[i] - 1);
    grid_.candidates(p, reach, [&](std::uint32_t j) {
      if (j == i) return;
      const double away = std::sqrt(index::distance_sq(p, pattern_.at[j]));
      if (away > reach) return;
      const auto k = static_cast<std::size_t>(std::ranges::lower_bound(options_.radius_m, away) -
                                              options_.radius_m.begin());
      found[k] += weight(p, pattern_.at[j], away) * static_cast<double>(pattern_.points[j]);
    });
  }

  [[nodiscard]] double weight(const Point& a, const Point& b, double away) const {
    if (options_.edge == Edge::isotropic) return isotropic_weight(options_.window, a, away);
    if (options_.edge == Edge::translation) return translation_weight(options_.window, a, b);
    return 1.0;
  }

  const PointPattern& pattern_;
  const index::PointGrid& grid_;
  const RipleyOptions& options_;
};

// The pattern is sorted by place and the window fixed, so the grid's order is a function of both.
Result<std::vector<double>> k_of(const PointPattern& pattern, const RipleyOptions& options) {
  const double widest = std::max(options.window.width(), options.window.height());
  const auto grid =
      index::PointGrid::over(pattern.at, std::max(options.radius_m.back() / 2.0, widest * 1e-3));
  if (!grid) return fail(grid.error());
  const Pairs pairs(pattern, *grid, options);
  std::vector<Part> parts((pattern.at.size() + places_per_task - 1) / places_per_task);
  parallel_for(parts.size(), [&](std::size_t t) {
    parts[t] =
        pairs.of(t * places_per_task, std::min(pattern.at.size(), (t + 1) * places_per_task));
  });
  const auto n = static_cast<double>(pattern.total);
  const double area = options.window.width() * options.window.height();
  std::vector<double> k_m2;
  for (std::size_t k = 0; k < options.radius_m.size(); ++k) {
    stats::Sum sum;
    double asked = 0.0;
    for (const Part& part : parts) {
      sum.add(part.pairs[k].value());
      asked += part.asked[k];
    }
    k_m2.push_back(options.edge == Edge::border ? area / n * sum.value() / asked
                                                : area / n / (n - 1.0) * sum.value());
  }
  return k_m2;
}

std::vector<double> l_of(const std::vector<double>& k_m2) {
  std::vector<double> l_m;
  for (const double k : k_m2) l_m.push_back(std::sqrt(k / std::numbers::pi));
  return l_m;
}

double largest_deviation(const std::vector<double>& l_m, const std::vector<double>& from_m) {
  double largest = 0.0;
  for (std::size_t k = 0; k < l_m.size(); ++k) {
    if (!std::isnan(l_m[k])) largest = std::max(largest, std::abs(l_m[k] - from_m[k]));
  }
  return largest;
}

std::vector<double> mean_of(const std::vector<std::vector<double>>& rows) {
  std::vector<double> mean(rows.front().size(), 0.0);
  for (const auto& row : rows) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      mean[k] += row[k] / static_cast<double>(rows.size());
    }
  }
  return mean;
}

Result<void> check(const RipleyOptions& options) {
  const double shorter = std::min(options.window.width(), options.window.height());
  if (!(shorter > 0.0) || !std::isfinite(options.window.width() * options.window.height())) {
    return fail(ErrorCode::usage, "the window of Ripley's K has no area");
  }
  const auto& r = options.radius_m;
  if (r.empty() || !(r.front() >= 0.0) || !(r.back() > 0.0) ||
      std::ranges::adjacent_find(r, std::greater_equal{}) != r.end()) {
    return fail(ErrorCode::usage, "distances of Ripley's K must be 0 or more and ascend");
  }
  if (!(r.back() <= shorter / 2.0)) {
    return fail(ErrorCode::usage,
                fmt::format("distances of Ripley's K must end at half the window's shorter side, "
                            "{} m, got {} m",
                            shorter / 2.0, r.back()));
  }
  return {};
}

PointPattern even_pattern(std::uint64_t n, const RipleyOptions& options, std::uint32_t replicate) {
  Random random(options.seed, envelope_stream, 0, replicate);
  std::vector<Point> at;
  if (options.layout) at = options.layout(random, n);
  for (std::uint64_t i = at.size(); i < n; ++i) {
    const double x = options.window.low.x + options.window.width() * random.uniform();
    at.push_back({x, options.window.low.y + options.window.height() * random.uniform()});
  }
  auto pattern = point_pattern(at, {});
  HOTWARD_EXPECTS(pattern.has_value());
  return std::move(*pattern);
}

// In a place of any shape L by chance is what random layouts have on average, and not the distance.
// The pattern seen is one of the layouts that the mean is of: then, were all chance, each of them
// is as likely to lie farthest from it.
Result<void> add_envelope(const RipleyOptions& options, RipleyK& result) {
  std::vector<std::vector<double>> rows{result.l_m};
  for (std::size_t s = 0; s < options.simulations; ++s) {
    if (const auto go = check_stop(); !go) return fail(go.error());
    report_progress(random_maps, static_cast<double>(s) / static_cast<double>(options.simulations));
    const auto k = k_of(even_pattern(result.n, options, static_cast<std::uint32_t>(s)), options);
    if (!k) return fail(k.error());
    const auto l = l_of(*k);
    if (s == 0) result.lower_m = result.upper_m = l;
    for (std::size_t r = 0; r < l.size(); ++r) {
      result.lower_m[r] = std::fmin(result.lower_m[r], l[r]);
      result.upper_m[r] = std::fmax(result.upper_m[r], l[r]);
    }
    rows.push_back(l);
  }
  const std::vector<double> middle = mean_of(rows);
  // Layouts of the same points add up in the same order; a hair below is no less far.
  const double seen = largest_deviation(result.l_m, middle) * (1.0 - 1e-12);
  const auto as_far = std::count_if(rows.begin() + 1, rows.end(), [&](const auto& l) {
    return largest_deviation(l, middle) >= seen;
  });
  result.p_value =
      (static_cast<double>(as_far) + 1.0) / (static_cast<double>(options.simulations) + 1.0);
  rows.erase(rows.begin());
  result.mean_m = mean_of(rows);
  return {};
}

}  // namespace

double usual_radius_m(const geometry::Box& window) {
  return std::min(1000.0, std::min(window.width(), window.height()) / 4.0);
}

std::vector<double> radii_m(double longest_m, std::size_t n) {
  HOTWARD_EXPECTS(longest_m > 0.0);
  std::vector<double> radii;
  for (std::size_t k = 1; k <= n; ++k) {
    radii.push_back(longest_m * static_cast<double>(k) / static_cast<double>(n));
  }
  return radii;
}

Result<RipleyK> ripley_k(std::span<const Point> at, std::span<const std::uint32_t> incidents,
                         const RipleyOptions& options) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  auto all = point_pattern(at, incidents);
  if (!all) return fail(all.error());
  RipleyK result;
  result.radius_m = options.radius_m;
  PointPattern inside;
  for (std::size_t i = 0; i < all->at.size(); ++i) {
    const std::uint64_t points = options.places_only ? 1 : all->points[i];
    if (!options.window.contains(all->at[i])) {
      result.outside += points;
      continue;
    }
    inside.at.push_back(all->at[i]);
    inside.points.push_back(points);
    inside.total += points;
  }
  result.n = inside.total;
  if (inside.total < 2) {
    return fail(ErrorCode::too_few_sites,
                fmt::format("Ripley's K needs 2 points in its window, got {}", inside.total));
  }
  const auto k_m2 = k_of(inside, options);
  if (!k_m2) return fail(k_m2.error());
  result.k_m2 = *k_m2;
  result.l_m = l_of(*k_m2);
  if (options.simulations > 0) {
    if (const auto done = add_envelope(options, result); !done) return fail(done.error());
  }
  return result;
}

std::vector<table::Column> columns(const RipleyK& result) {
  const std::vector<double> none(result.radius_m.size(), undefined);
  std::vector<double> beyond;
  for (std::size_t k = 0; k < result.l_m.size(); ++k) {
    beyond.push_back(result.l_m[k] - result.radius_m[k]);
  }
  return {{"r_m", "m", "distance", result.radius_m},
          {"k", "m²", "Ripley's K: others within the distance, over their density", result.k_m2},
          {"l", "m", "L = √(K/π); the distance itself by chance", result.l_m},
          {"l_minus_r", "m", "L less the distance: above 0 gathered, below spread out", beyond},
          {"l_lo", "m", "lowest L of the random layouts",
           result.lower_m.empty() ? none : result.lower_m},
          {"l_hi", "m", "highest L of the random layouts",
           result.upper_m.empty() ? none : result.upper_m},
          {"l_mean", "m", "mean L of the random layouts: L by chance",
           result.mean_m.empty() ? none : result.mean_m}};
}

}  // namespace hotward::pattern
