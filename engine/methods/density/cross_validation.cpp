#include "engine/methods/density/cross_validation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::density {
namespace {

using geometry::Box;
using geometry::Point;
using std::numbers::pi;

constexpr std::size_t diggle_steps = 512;
constexpr std::size_t likelihood_candidates = 64;

// By northing, each once, or why they cannot be used.
Result<std::vector<Point>> distinct_places(std::span<const Point> places, const Box& window) {
  std::vector<Point> points(places.begin(), places.end());
  std::ranges::sort(points, {}, [](const Point& p) { return std::pair(p.y, p.x); });
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 2) {
    return fail(ErrorCode::too_few_sites,
                fmt::format("cross-validation needs 2 distinct places, got {}", points.size()));
  }
  if (points.size() > most_validated_places) {
    return fail(
        ErrorCode::usage,
        fmt::format("cross-validation of {} places: {} is the most, as every pair is looked "
                    "at; use the rule nrd or scott",
                    points.size(), most_validated_places));
  }
  if (!std::ranges::all_of(points, [&](const Point& p) { return window.contains(p); })) {
    return fail(ErrorCode::no_data, "cross-validation: a place lies outside the window");
  }
  return points;
}

// The share of the circle around p through a point at distance d that lies in the window: what
// Ripley's isotropic correction divides by. Each side hides an arc where it is nearer than d; arcs
// of neighbouring sides overlap where the corner lies within the circle.
double share_inside(const Point& p, double d, const Box& window) {
  const double sides[4] = {window.high.x - p.x, window.high.y - p.y, p.x - window.low.x,
                           p.y - window.low.y};
  double half[4];  // half the arc that each side hides
  double corner[4][2];
  for (int i = 0; i < 4; ++i) {
    half[i] = sides[i] < d ? std::acos(sides[i] / d) : 0.0;
    // From the normal of side i to the corners at its two ends.
    corner[i][0] = std::atan2(sides[(i + 1) % 4], sides[i]);
    corner[i][1] = std::atan2(sides[(i + 3) % 4], sides[i]);
  }
  double hidden = 0.0;
  for (int i = 0; i < 4; ++i) {
    hidden += std::min(half[i], corner[i][0]) + std::min(half[i], corner[i][1]);
  }
  return 1.0 - hidden / (2.0 * pi);
}

// The area shared by two discs of radius h whose centres are s apart.
double shared_area(double s, double h) {
  const double y = std::min(1.0, s / (2.0 * h));
  return 2.0 * h * h * (std::acos(y) - y * std::sqrt(1.0 - y * y));
}

// Of K: the sum of 1 / share over ordered pairs, times area / (n (n - 1)), by distance.
struct WeightedPair {
  double distance_m;
  double k;  // by how much K rises here
};

std::vector<WeightedPair> pairs_within(const std::vector<Point>& points, const Box& window,
                                       double reach_m) {
  const auto n = static_cast<double>(points.size());
  const double unit = window.width() * window.height() / (n * (n - 1.0));
  std::vector<std::vector<WeightedPair>> of(points.size());
  parallel_for(points.size(), [&](std::size_t i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      if (points[j].y - points[i].y > reach_m) break;
      const double d = geometry::distance(points[i], points[j]);
      if (d > reach_m) continue;
      of[i].push_back({d, unit * (1.0 / share_inside(points[i], d, window) +
                                  1.0 / share_inside(points[j], d, window))});
    }
  });
  std::vector<WeightedPair> pairs;
  for (const auto& some : of) pairs.insert(pairs.end(), some.begin(), some.end());
  std::ranges::sort(pairs, [](const WeightedPair& a, const WeightedPair& b) {
    return std::pair(a.distance_m, a.k) < std::pair(b.distance_m, b.k);
  });
  return pairs;
}

void choose_best(CrossValidation& result, bool smallest) {
  const auto better = [&](double a, double b) { return smallest ? a < b : a > b; };
  bool any = false;
  for (std::size_t i = 0; i < result.criterion.size(); ++i) {
    if (std::isnan(result.criterion[i])) continue;
    if (any && !better(result.criterion[i], result.criterion[result.best])) continue;
    result.best = i;
    any = true;
  }
  result.at_end = result.best == 0 || result.best + 1 == result.criterion.size();
}

double smallest_distance_m(const std::vector<Point>& points) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size() && points[j].y - points[i].y < least; ++j) {
      least = std::min(least, geometry::distance(points[i], points[j]));
    }
  }
  return least;
}

// A Gaussian's mass in the window.
double gaussian_mass(const Point& p, double sigma, const Box& window) {
  const auto axis = [&](double at, double low, double high) {
    const double unit = sigma * std::numbers::sqrt2;
    return 0.5 * (std::erf((high - at) / unit) - std::erf((low - at) / unit));
  };
  return axis(p.x, window.low.x, window.high.x) * axis(p.y, window.low.y, window.high.y);
}

// log f of the others at places[i]; minus infinity where the nearest is beyond a double's reach.
double log_predicted(const std::vector<Point>& places, std::size_t i, double sigma,
                     const Box& window) {
  double sum = 0.0;
  for (std::size_t j = 0; j < places.size(); ++j) {
    if (j == i) continue;
    const double dx = places[j].x - places[i].x;
    const double dy = places[j].y - places[i].y;
    sum += std::exp(-(dx * dx + dy * dy) / (2.0 * sigma * sigma));
  }
  return std::log(sum / (2.0 * pi * sigma * sigma * gaussian_mass(places[i], sigma, window)));
}

std::vector<double> rising(double low, double high, std::size_t count) {
  std::vector<double> values;
  const double step = std::pow(high / low, 1.0 / static_cast<double>(count - 1));
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(low * std::pow(step, static_cast<double>(i)));
  }
  return values;
}

}  // namespace

Result<CrossValidation> diggle_validation(std::span<const Point> places, const Box& window) {
  const auto points = distinct_places(places, window);
  if (!points) return fail(points.error());
  const double lambda = static_cast<double>(points->size()) / (window.width() * window.height());
  const double reach_m =
      std::min(0.25 * std::min(window.width(), window.height()), std::sqrt(1000.0 / (pi * lambda)));
  const std::vector<WeightedPair> pairs = pairs_within(*points, window, reach_m);
  const double step_m = reach_m / static_cast<double>(diggle_steps - 1);
  CrossValidation result;
  for (std::size_t i = 1; 2 * i <= diggle_steps - 1; ++i) {
    result.sigma_m.push_back(0.5 * static_cast<double>(i) * step_m);
  }
  result.criterion.resize(result.sigma_m.size());
  parallel_for(result.sigma_m.size(), [&](std::size_t i) {
    const double h = 2.0 * result.sigma_m[i];
    double k = 0.0;
    double j = 0.0;
    for (const WeightedPair& pair : pairs) {
      if (pair.distance_m > 2.0 * h) break;
      if (pair.distance_m <= h) k += pair.k;
      j += shared_area(pair.distance_m, h) * pair.k;
    }
    const double disc = pi * h * h;
    result.criterion[i] = (1.0 / lambda - 2.0 * k) / disc + j / (disc * disc);
  });
  choose_best(result, true);
  return result;
}

Result<CrossValidation> likelihood_validation(std::span<const Point> places, const Box& window,
                                              std::span<const double> candidates) {
  const auto points = distinct_places(places, window);
  if (!points) return fail(points.error());
  CrossValidation result;
  result.sigma_m.assign(candidates.begin(), candidates.end());
  if (candidates.empty()) {
    result.sigma_m =
        rising(smallest_distance_m(*points), 0.5 * std::hypot(window.width(), window.height()),
               likelihood_candidates);
  }
  std::vector<double> logs(points->size());
  for (const double sigma : result.sigma_m) {
    parallel_for(points->size(),
                 [&](std::size_t i) { logs[i] = log_predicted(*points, i, sigma, window); });
    double sum = 0.0;
    for (const double log : logs) sum += log;
    result.criterion.push_back(std::isfinite(sum) ? sum : undefined);
  }
  choose_best(result, false);
  return result;
}

}  // namespace hotward::density
