#include "engine/methods/targeting/turned_placement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <queue>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/work.hpp"
#include "engine/methods/targeting/circle_placement.hpp"
#include "engine/methods/targeting/circle_sweep.hpp"

namespace hotward::targeting {
namespace {

using geometry::Point;
using Numbers = std::vector<std::uint32_t>;

constexpr double on_side_m = 1e-6;

std::size_t sides(Turned shape) { return shape == Turned::square ? 4 : 6; }

// How far the place lies beyond the lines of the sides: the furthest, negative within.
double beyond(const Point& centre, double angle, std::size_t sides, double half, const Point& p) {
  const double x = p.x - centre.x;
  const double y = p.y - centre.y;
  const double step = 2.0 * std::numbers::pi / static_cast<double>(sides);
  double furthest = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < sides; ++k) {
    const double at = angle + step * static_cast<double>(k);
    furthest = std::max(furthest, x * std::cos(at) + y * std::sin(at));
  }
  return furthest - half;
}

// All polygons whose centre and angle lie so near to the middle ones.
struct Box {
  Point middle;
  double half_m = 0.0;
  double angle = 0.0;
  double half_angle = 0.0;
  double bound = 0.0;
  std::uint64_t number = 0;  // in the order of their making, for ties
  Numbers places;            // that one of them may hold
};

struct LowerFirst {
  bool operator()(const Box& a, const Box& b) const {
    return a.bound != b.bound ? a.bound < b.bound : a.number > b.number;
  }
};

class TurnedSearch {
 public:
  TurnedSearch(const SortedPlaces& places, const TurnedOptions& options, const Obstacles& obstacles)
      : places_(places),
        options_(options),
        obstacles_(obstacles),
        sides_(sides(options.shape)),
        half_(options.width_m / 2.0),
        corner_(corner_m(options.shape, options.width_m)) {}

  TurnedPolygon best() {
    begin();
    double unsure = 0.0;
    std::size_t cut = 0;
    while (!boxes_.empty()) {
      Box box = boxes_.top();
      boxes_.pop();
      if (box.bound <= best_.captured) break;
      if (cut == options_.most_boxes) {
        unsure = std::max(unsure, box.bound);
        break;
      }
      if (reach(box) < options_.tolerance_m) {
        unsure = std::max(unsure, box.bound);
        continue;
      }
      if (++cut % 1024 == 0 && is_stopped()) throw Interrupted{};
      split(box);
    }
    best_.bound = std::max(unsure, best_.captured);
    return best_;
  }

 private:
  // By how much wider the middle polygon must be to hold what any of the box holds.
  [[nodiscard]] double reach(const Box& box) const {
    return std::numbers::sqrt2 * box.half_m + box.half_angle * corner_;
  }

  // Squares over the map, those near a place, with every angle.
  void begin() {
    const double width = corner_;
    std::map<std::pair<std::int64_t, std::int64_t>, bool> known;
    for (const Point& at : places_.at) {
      const auto column = static_cast<std::int64_t>(std::floor(at.x / width));
      const auto row = static_cast<std::int64_t>(std::floor(at.y / width));
      for (std::int64_t c = column - 1; c <= column + 1; ++c) {
        for (std::int64_t r = row - 1; r <= row + 1; ++r) known[{c, r}] = true;
      }
    }
    const double turn = std::numbers::pi / static_cast<double>(sides_);
    for (const auto& [square, is_known] : known) {
      Box box;
      box.middle = {(static_cast<double>(square.first) + 0.5) * width,
                    (static_cast<double>(square.second) + 0.5) * width};
      box.half_m = width / 2.0;
      box.angle = turn;
      box.half_angle = turn;
      const auto [first, last] = places_.near(box.middle.x, half_ + corner_ + reach(box));
      for (std::size_t p = first; p < last; ++p)
        box.places.push_back(static_cast<std::uint32_t>(p));
      add(std::move(box));
    }
  }

  void split(const Box& box) {
    if (std::numbers::sqrt2 * box.half_m < box.half_angle * corner_) {
      for (const double side : {-0.5, 0.5}) {
        Box part = box;
        part.half_angle = box.half_angle / 2.0;
        part.angle = box.angle + side * box.half_angle;
        add(std::move(part));
      }
      return;
    }
    for (const double east : {-0.5, 0.5}) {
      for (const double north : {-0.5, 0.5}) {
        Box part = box;
        part.half_m = box.half_m / 2.0;
        part.middle = {box.middle.x + east * box.half_m, box.middle.y + north * box.half_m};
        add(std::move(part));
      }
    }
  }

  // Finds what its middle holds, and keeps it where more may be in it.
  void add(Box box) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Point& other : obstacles_.centres) {
      nearest = std::min(nearest, geometry::distance(other, box.middle));
    }
    const double least = obstacles_.apart_m - circle_tolerance_m;
    if (nearest + std::numbers::sqrt2 * box.half_m < least) return;
    const double wider = reach(box) + on_side_m;
    double bound = 0.0;
    double held = 0.0;
    Numbers kept;
    for (const std::uint32_t p : box.places) {
      const double far = beyond(box.middle, box.angle, sides_, half_, places_.at[p]);
      if (far > wider) continue;
      kept.push_back(p);
      bound += places_.weight[p];
      if (far <= on_side_m) held += places_.weight[p];
    }
    if (held > best_.captured && nearest >= least) best_ = {box.middle, box.angle, held, 0.0};
    if (bound <= best_.captured) return;
    box.bound = bound;
    box.places = std::move(kept);
    box.number = made_++;
    boxes_.push(std::move(box));
  }

  const SortedPlaces& places_;
  const TurnedOptions& options_;
  const Obstacles& obstacles_;
  std::size_t sides_;
  double half_;
  double corner_;
  TurnedPolygon best_;
  std::priority_queue<Box, std::vector<Box>, LowerFirst> boxes_;
  std::uint64_t made_ = 0;
};

// Those that the polygon does not hold.
SortedPlaces without(const SortedPlaces& places, const TurnedPolygon& polygon,
                     const TurnedOptions& options) {
  SortedPlaces rest;
  for (std::size_t p = 0; p < places.at.size(); ++p) {
    if (holds(polygon, options.shape, options.width_m, places.at[p])) continue;
    rest.at.push_back(places.at[p]);
    rest.weight.push_back(places.weight[p]);
  }
  return rest;
}

Result<void> bound_all(std::span<const Point> at, std::span<const double> weight,
                       const TurnedOptions& options, TurnedPolygons& placed) {
  if (placed.polygons.empty()) return {};
  const std::size_t number = placed.polygons.size();
  placed.bound = static_cast<double>(number) * placed.polygons.front().bound;
  if (number == 1) return {};
  const auto circles = place_circles(at, weight,
                                     {.radius_m = corner_m(options.shape, options.width_m),
                                      .circles = number,
                                      .apart_m = options.apart_m});
  if (!circles) return fail(circles.error());
  placed.bound = std::min(placed.bound, circles->bound);
  return {};
}

}  // namespace

double corner_m(Turned shape, double width_m) {
  return width_m / 2.0 / std::cos(std::numbers::pi / static_cast<double>(sides(shape)));
}

bool holds(const TurnedPolygon& polygon, Turned shape, double width_m, const Point& place) {
  return beyond(polygon.centre, polygon.angle_rad, sides(shape), width_m / 2.0, place) <= on_side_m;
}

geometry::Ring outline(const TurnedPolygon& polygon, Turned shape, double width_m) {
  const std::size_t n = sides(shape);
  const double step = 2.0 * std::numbers::pi / static_cast<double>(n);
  const double far = corner_m(shape, width_m);
  geometry::Ring ring;
  for (std::size_t k = 0; k < n; ++k) {
    const double at = polygon.angle_rad + step * (static_cast<double>(k) + 0.5);
    ring.push_back({polygon.centre.x + far * std::cos(at), polygon.centre.y + far * std::sin(at)});
  }
  return ring;
}

Result<TurnedPolygons> place_turned(std::span<const Point> at, std::span<const double> weight,
                                    const TurnedOptions& options) {
  HOTWARD_EXPECTS(at.size() == weight.size() && options.width_m > 0.0 && options.number > 0);
  HOTWARD_EXPECTS(options.tolerance_m > 0.0);
  if (options.number > 1 &&
      options.apart_m < 2.0 * corner_m(options.shape, options.width_m) - circle_tolerance_m) {
    return fail(ErrorCode::usage, "their centres are so near that they could overlap");
  }
  return unless_stopped([&]() -> Result<TurnedPolygons> {
    TurnedPolygons placed;
    std::vector<Point> centres;
    SortedPlaces places = sorted_places(at, weight);
    while (placed.polygons.size() < options.number && !places.at.empty()) {
      const Obstacles obstacles{centres, options.apart_m};
      const TurnedPolygon one = TurnedSearch(places, options, obstacles).best();
      if (one.captured <= 0.0 || one.captured < options.least) break;
      centres.push_back(one.centre);
      placed.captured += one.captured;
      placed.polygons.push_back(one);
      places = without(places, one, options);
    }
    if (const auto bounded = bound_all(at, weight, options, placed); !bounded) {
      return fail(bounded.error());
    }
    return placed;
  });
}

}  // namespace hotward::targeting
