#include "engine/methods/targeting/circle_placement.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/methods/targeting/circle_sweep.hpp"

namespace hotward::targeting {
namespace {

using geometry::Point;

constexpr int most_rounds = 5;
constexpr std::size_t positions = 4;  // of the squares, along each axis

// Of circles anywhere that keep their distance.
BestCentre best_anywhere(const SortedPlaces& places, double radius_m, const Obstacles& obstacles) {
  std::vector<BestCentre> of_place(places.at.size());
  parallel_for(places.at.size(), [&](std::size_t p) {
    if (places.weight[p] <= 0.0) return;
    of_place[p] = best_on_circle(places, radius_m, places.at[p], radius_m, obstacles);
  });
  BestCentre best;
  for (const BestCentre& one : of_place) best.keep(one);
  // Others may close in a centre that no place's circle bounds.
  for (const Point& centre : obstacles.centres) {
    best.keep(best_on_circle(places, radius_m, centre, obstacles.apart_m, obstacles));
  }
  return best;
}

std::vector<Point> held_by(const SortedPlaces& places, double radius_m, const Point& centre) {
  std::vector<Point> held;
  const double far = radius_m + circle_tolerance_m;
  const auto [first, last] = places.near(centre.x, far);
  for (std::size_t p = first; p < last; ++p) {
    const bool within = geometry::distance(places.at[p], centre) <= far;
    if (within && places.weight[p] > 0.0) held.push_back(places.at[p]);
  }
  return held;
}

struct Round {
  Point centre;
  double radius_m;

  [[nodiscard]] bool holds(const Point& p) const {
    return geometry::distance(p, centre) <= radius_m + circle_tolerance_m;
  }
};

Round round_of(const Point& a, const Point& b) {
  const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  return {middle, geometry::distance(a, middle)};
}

// Through all three; of points on a line, round the two that lie furthest apart.
Round round_of(const Point& a, const Point& b, const Point& c) {
  const double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
  const double d = 2 * (bx * cy - by * cx);
  if (std::abs(d) < 1e-12) {
    const Round all[] = {round_of(a, b), round_of(a, c), round_of(b, c)};
    return *std::ranges::max_element(all, {}, &Round::radius_m);
  }
  const double x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d;
  const double y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d;
  return {{a.x + x, a.y + y}, std::hypot(x, y)};
}

// The smallest circle round the points: each that the circle so far leaves out lies on its rim.
Round smallest_round(const std::vector<Point>& points) {
  Round round{points.front(), 0.0};
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (round.holds(points[i])) continue;
    round = {points[i], 0.0};
    for (std::size_t j = 0; j < i; ++j) {
      if (round.holds(points[j])) continue;
      round = round_of(points[i], points[j]);
      for (std::size_t k = 0; k < j; ++k) {
        if (!round.holds(points[k])) round = round_of(points[i], points[j], points[k]);
      }
    }
  }
  return round;
}

// To the middle of what it holds, where it keeps its distance and loses nothing.
Point settled(const SortedPlaces& places, double radius_m, const Point& centre,
              const Obstacles& obstacles) {
  const std::vector<Point> held = held_by(places, radius_m, centre);
  if (held.empty()) return centre;
  const Point middle = smallest_round(held).centre;
  const bool keeps_off = std::ranges::all_of(obstacles.centres, [&](const Point& other) {
    return geometry::distance(other, middle) >= obstacles.apart_m - circle_tolerance_m;
  });
  const bool loses = held_at(places, radius_m, middle) < held_at(places, radius_m, centre);
  return keeps_off && !loses ? middle : centre;
}

class Placement {
 public:
  Placement(const SortedPlaces& places, const CircleOptions& options)
      : places_(places), options_(options) {}

  void run() {
    while (centres_.size() < options_.circles) {
      const auto found = next(centres_);
      if (!found) break;
      centres_.push_back(*found);
    }
    for (int round = 0; round < most_rounds && centres_.size() > 1; ++round) {
      if (!improve()) break;
    }
  }

  [[nodiscard]] std::vector<PlacedCircle> circles() const {
    SortedPlaces left = places_;
    std::vector<PlacedCircle> made;
    for (const Point& centre : centres_) {
      made.push_back({centre, held_at(left, options_.radius_m, centre)});
      take_out(centre, left);
    }
    std::ranges::stable_sort(made, std::ranges::greater{}, &PlacedCircle::captured);
    return made;
  }

 private:
  void take_out(const Point& centre, SortedPlaces& places) const {
    for (std::size_t p = 0; p < places.at.size(); ++p) {
      const double far = options_.radius_m + circle_tolerance_m;
      if (geometry::distance(places.at[p], centre) <= far) places.weight[p] = 0.0;
    }
  }

  // The best that keeps its distance from these, of what they leave.
  [[nodiscard]] std::optional<Point> next(const std::vector<Point>& others) const {
    SortedPlaces left = places_;
    for (const Point& other : others) take_out(other, left);
    const Obstacles obstacles{others, options_.apart_m};
    const BestCentre best = best_anywhere(left, options_.radius_m, obstacles);
    if (!(best.captured > 0.0) || best.captured < options_.least) return {};
    return settled(left, options_.radius_m, best.at, obstacles);
  }

  [[nodiscard]] double sum(const std::vector<Point>& centres) const {
    SortedPlaces left = places_;
    double held = 0.0;
    for (const Point& centre : centres) {
      held += held_at(left, options_.radius_m, centre);
      take_out(centre, left);
    }
    return held;
  }

  bool improve() {
    bool better = false;
    for (std::size_t i = 0; i < centres_.size(); ++i) {
      std::vector<Point> trial = centres_;
      trial.erase(trial.begin() + static_cast<std::ptrdiff_t>(i));
      const auto found = next(trial);
      if (!found) continue;
      trial.insert(trial.begin() + static_cast<std::ptrdiff_t>(i), *found);
      if (sum(trial) <= sum(centres_) * (1.0 + 1e-12)) continue;
      centres_ = std::move(trial);
      better = true;
    }
    return better;
  }

  const SortedPlaces& places_;
  CircleOptions options_;
  std::vector<Point> centres_;
};

std::vector<BestCentre> vertices_of(const SortedPlaces& places, double radius_m) {
  std::vector<std::vector<BestCentre>> of_place(places.at.size());
  parallel_for(places.at.size(), [&](std::size_t p) {
    (void)best_on_circle(places, radius_m, places.at[p], radius_m, {}, &of_place[p]);
  });
  std::vector<BestCentre> all;
  for (const auto& some : of_place) all.insert(all.end(), some.begin(), some.end());
  return all;
}

// The sum of the best squares, the lowest of all positions.
double bound_of(const SortedPlaces& places, const CircleOptions& options, std::size_t circles) {
  const std::vector<BestCentre> vertices = vertices_of(places, options.radius_m);
  const double width = options.apart_m / std::numbers::sqrt2 * (1.0 - 1e-9);
  Point low = places.at.front();
  for (const Point& p : places.at) low.y = std::min(low.y, p.y);
  std::vector<double> sums(positions * positions);
  parallel_for(sums.size(), [&](std::size_t k) {
    const auto shift = [&](std::size_t step) {
      return options.radius_m + width * static_cast<double>(step) / static_cast<double>(positions) +
             1.0;
    };
    const Point corner{low.x - shift(k % positions), low.y - shift(k / positions)};
    Squares squares = best_in_squares(places, options.radius_m, vertices, corner, width);
    std::ranges::sort(squares.most, std::ranges::greater{});
    const std::size_t count = std::min(circles, squares.most.size());
    sums[k] = std::accumulate(squares.most.begin(),
                              squares.most.begin() + static_cast<std::ptrdiff_t>(count), 0.0);
  });
  const double all = std::accumulate(places.weight.begin(), places.weight.end(), 0.0);
  return std::min(all, *std::ranges::min_element(sums));
}

}  // namespace

Result<PlacedCircles> place_circles(std::span<const Point> at, std::span<const double> weight,
                                    const CircleOptions& options) {
  HOTWARD_EXPECTS(at.size() == weight.size() && options.radius_m > 0.0 && options.circles > 0);
  if (options.circles > 1 && options.apart_m < 2.0 * options.radius_m) {
    return fail(ErrorCode::usage, "circles whose centres lie nearer than twice the radius overlap");
  }
  if (at.empty()) return PlacedCircles{};
  return unless_stopped([&]() -> Result<PlacedCircles> {
    const SortedPlaces places = sorted_places(at, weight);
    Placement placement(places, options);
    placement.run();
    PlacedCircles placed{placement.circles()};
    for (const PlacedCircle& circle : placed.circles) placed.captured += circle.captured;
    const bool exact = options.circles == 1 || placed.circles.empty();
    placed.bound =
        exact ? placed.captured
              : std::max(placed.captured, bound_of(places, options, placed.circles.size()));
    return placed;
  });
}

}  // namespace hotward::targeting
