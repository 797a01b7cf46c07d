#include "engine/sample/streets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/sample/apportion.hpp"
#include "engine/sample/units.hpp"

namespace hotward::sample {
namespace {

using geometry::Location;
using geometry::MultiPolygon;
using geometry::Point;

// Nearer than this, two points of different streets could not be told apart on a map.
constexpr double least_gap_m = 8.0;
// A ward that has taken no street after so many tries will take none.
constexpr int tries_per_area = 200'000;
// So many streets in a row that do not fit, and shorter ones are tried.
constexpr int tries_per_length = 100;

double to_segment_m(const Point& p, const Point& a, const Point& b) {
  const Point along{b.x - a.x, b.y - a.y};
  const double length_sq = along.x * along.x + along.y * along.y;
  if (!(length_sq > 0.0)) return geometry::distance(p, a);
  const double t = ((p.x - a.x) * along.x + (p.y - a.y) * along.y) / length_sq;
  const double u = std::clamp(t, 0.0, 1.0);
  return geometry::distance(p, {a.x + u * along.x, a.y + u * along.y});
}

double to_ring_m(const Point& p, const geometry::Ring& ring) {
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    nearest = std::min(nearest, to_segment_m(p, ring[i], ring[(i + 1) % ring.size()]));
  }
  return nearest;
}

/// The streets of one area while they are laid.
class Quarter {
 public:
  Quarter(const MultiPolygon& shape, const table::SampleStreets& streets, Random& random)
      : shape_(shape), streets_(streets), random_(random), box_(geometry::bounds(shape)) {}

  /// The roomiest of a few inner points. False where none was found.
  bool find_centre() {
    double best = 0.0;
    for (int found = 0, tries = 0; found < 10 && tries < tries_per_area; ++tries) {
      const Point p = anywhere();
      if (geometry::locate(p, shape_) != Location::inside) continue;
      ++found;
      if (const double room = clearance_m(p, shape_); room > best) {
        best = room;
        centre_ = p;
      }
    }
    direction_rad_ = std::numbers::pi * random_.uniform();
    return best > 0.0;
  }

  /// Points of one more street, at most `most`; nothing where the try failed.
  std::vector<Point> lay_street(std::uint32_t most, bool short_one) {
    const double spread_m = 0.12 * std::sqrt(geometry::area_m2(shape_));
    Point at = anywhere();
    if (random_.uniform() < streets_.centre_share) {
      at = {centre_.x + spread_m * random_.normal(), centre_.y + spread_m * random_.normal()};
    }
    const double turn_rad = random_.below(2) * std::numbers::pi / 2.0 + 0.15 * random_.normal();
    const Point step{std::cos(direction_rad_ + turn_rad), std::sin(direction_rad_ + turn_rad)};
    const double spacing_m = streets_.spacing_low_m +
                             (streets_.spacing_high_m - streets_.spacing_low_m) * random_.uniform();
    const auto span = streets_.points_high - streets_.points_low + 1;
    const auto count = short_one ? 1U : streets_.points_low + random_.below(span);
    std::vector<Point> points;
    for (std::uint32_t i = 0; i < std::min(count, most); ++i) {
      const double m = spacing_m * i;
      points.push_back({at.x + m * step.x, at.y + m * step.y});
    }
    if (!fits(points)) return {};
    taken_.insert(taken_.end(), points.begin(), points.end());
    return points;
  }

  [[nodiscard]] const Point& centre() const { return centre_; }

 private:
  Point anywhere() {
    const double x = box_.low.x + box_.width() * random_.uniform();
    return {x, box_.low.y + box_.height() * random_.uniform()};
  }

  [[nodiscard]] bool has_room(const Point& p) const {
    return geometry::locate(p, shape_) == Location::inside &&
           clearance_m(p, shape_) >= streets_.margin_m;
  }

  [[nodiscard]] bool fits(const std::vector<Point>& points) const {
    const auto gap = [&](const Point& p) {
      return std::ranges::all_of(
          taken_, [&](const Point& other) { return geometry::distance(p, other) >= least_gap_m; });
    };
    if (!std::ranges::all_of(points, gap) || !has_room(points.front())) return false;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const Point& a = points[i - 1];
      const Point& b = points[i];
      const int steps = static_cast<int>(std::ceil(geometry::distance(a, b) / streets_.margin_m));
      for (int k = 1; k <= steps; ++k) {
        const double t = static_cast<double>(k) / steps;
        if (!has_room({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)})) return false;
      }
    }
    return true;
  }

  const MultiPolygon& shape_;
  const table::SampleStreets& streets_;
  Random& random_;
  geometry::Box box_;
  Point centre_;
  double direction_rad_ = 0.0;
  std::vector<Point> taken_;
};

// Which of `count` equal sectors around the centre holds p, from 1.
std::uint32_t sector(const Point& p, const Point& centre, std::uint32_t count) {
  const double turn = std::atan2(p.y - centre.y, p.x - centre.x) / (2.0 * std::numbers::pi) + 0.5;
  return std::min(count, static_cast<std::uint32_t>(turn * count) + 1);
}

// Near the centre means popular, but not strictly: distances are stretched by a random factor.
void rank_points(std::vector<MapPoint>& points, const Point& centre, Random& random) {
  std::vector<double> score;
  for (const MapPoint& p : points) {
    score.push_back(geometry::distance(p.at, centre) * std::exp(0.6 * random.normal()));
  }
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return score[a] < score[b]; });
  std::vector<MapPoint> ranked;
  for (const std::size_t i : order) {
    ranked.push_back(points[i]);
    ranked.back().rank = static_cast<std::uint32_t>(ranked.size());
  }
  points = std::move(ranked);
}

struct Order {
  std::uint32_t area;
  std::uint32_t points;
  std::uint32_t small_areas;
};

Result<std::vector<MapPoint>> lay_area(const table::SampleRecipe& recipe, const table::Areas& areas,
                                       const Order& order, std::uint32_t& street) {
  Random random(recipe.seed, sample_stream, unit_area + order.area);
  Quarter quarter(areas.shapes[order.area], recipe.streets, random);
  const auto no_room = [&] {
    return fail(ErrorCode::no_data,
                fmt::format("sample: {} has no room for {}", areas.names[order.area],
                            counted(order.points, "map point")));
  };
  if (!quarter.find_centre()) return no_room();
  std::vector<MapPoint> points;
  int failed = 0;
  for (int tries = 0; points.size() < order.points; ++tries) {
    if (tries == tries_per_area) return no_room();
    const auto most = order.points - static_cast<std::uint32_t>(points.size());
    const auto laid = quarter.lay_street(most, failed >= tries_per_length);
    failed = laid.empty() ? failed + 1 : 0;
    if (laid.empty()) continue;
    ++street;
    for (const Point& p : laid) {
      points.push_back({p, order.area, street, sector(p, quarter.centre(), order.small_areas), 0});
    }
  }
  rank_points(points, quarter.centre(), random);
  return points;
}

Result<void> lay_elsewhere(const table::SampleRecipe& recipe, const table::Areas& areas,
                           std::uint32_t street, std::vector<MapPoint>& points) {
  Random random(recipe.seed, sample_stream, unit_elsewhere);
  const geometry::Box& box = recipe.elsewhere.box;
  std::uint32_t laid = 0;
  for (int tries = 0; laid < recipe.elsewhere.points; ++tries) {
    if (tries == tries_per_area) {
      return fail(ErrorCode::no_data,
                  fmt::format("sample: the box of [elsewhere] has no room for {} outside the areas",
                              counted(recipe.elsewhere.points, "point")));
    }
    const double x = box.low.x + box.width() * random.uniform();
    const Point p{x, box.low.y + box.height() * random.uniform()};
    const bool free = std::ranges::all_of(areas.shapes, [&](const MultiPolygon& shape) {
      return geometry::locate(p, shape) == Location::outside &&
             clearance_m(p, shape) >= recipe.streets.margin_m;
    });
    if (!free) continue;
    ++laid;
    points.push_back({p, no_area, street + laid, 1, laid});
  }
  return {};
}

}  // namespace

double clearance_m(const Point& p, const MultiPolygon& shape) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const geometry::Polygon& part : shape) {
    nearest = std::min(nearest, to_ring_m(p, part.outer));
    for (const geometry::Ring& hole : part.holes) nearest = std::min(nearest, to_ring_m(p, hole));
  }
  return nearest;
}

Result<std::vector<MapPoint>> make_streets(const table::SampleRecipe& recipe,
                                           const table::Areas& areas) {
  const auto counts = apportion(recipe.streets.points, areas.population);
  std::vector<MapPoint> points;
  std::uint32_t street = 0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const double small = areas.population[i] / recipe.streets.residents_per_small_area;
    const Order order{static_cast<std::uint32_t>(i), counts[i],
                      std::max(1U, static_cast<std::uint32_t>(std::lround(small)))};
    const auto laid = lay_area(recipe, areas, order, street);
    if (!laid) return fail(laid.error());
    points.insert(points.end(), laid->begin(), laid->end());
  }
  if (const auto done = lay_elsewhere(recipe, areas, street, points); !done) {
    return fail(done.error());
  }
  return points;
}

}  // namespace hotward::sample
