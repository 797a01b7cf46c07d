#include "engine/methods/targeting/circle_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace hotward::targeting {
namespace {

using geometry::Point;

constexpr double pi = std::numbers::pi;
// Half of it, so that a centre found at the end of an interval still holds what it is to hold.
constexpr double sweep_tolerance_m = 0.5 * circle_tolerance_m;

// At one angle in this order: what is closed on both sides is held at both of its ends, and what is
// forbidden between two angles is allowed at these.
enum class Turn { allowed, added, taken, forbidden };

struct Event {
  double angle;
  Turn turn;
  double weight;

  friend bool operator<(const Event& a, const Event& b) {
    return std::tuple(a.angle, a.turn) < std::tuple(b.angle, b.turn);
  }
};

// What holds all round the circle, and what begins and ends on it.
struct Around {
  std::vector<Event> events;
  double held = 0.0;
  int forbidden = 0;

  void add(double middle, double half, Turn begin, Turn end, double weight) {
    const bool is_place = begin == Turn::added;
    if (half >= pi) {
      held += is_place ? weight : 0.0;
      forbidden += is_place ? 0 : 1;
      return;
    }
    double first = middle - half;
    double last = middle + half;
    if (first < -pi) first += 2.0 * pi;
    if (last > pi) last -= 2.0 * pi;
    if (first > last) {  // it goes on over the seam
      held += is_place ? weight : 0.0;
      forbidden += is_place ? 0 : 1;
    }
    events.push_back({first, begin, weight});
    events.push_back({last, end, weight});
  }
};

// Half the angle at which points of a circle of radius `reach` are within `far` of a point at
// distance `d` from its middle; below 0 for none.
double half_angle(double reach, double d, double far) {
  if (d == 0.0) return reach <= far ? pi : -1.0;
  const double cosine = (reach * reach + d * d - far * far) / (2.0 * reach * d);
  if (cosine > 1.0) return -1.0;
  return cosine <= -1.0 ? pi : std::acos(cosine);
}

Around around(const SortedPlaces& places, double radius_m, const Point& middle, double reach_m,
              const Obstacles& obstacles) {
  Around made;
  const double far = radius_m + sweep_tolerance_m;
  const auto [first, last] = places.near(middle.x, reach_m + far);
  for (std::size_t p = first; p < last; ++p) {
    const Point& q = places.at[p];
    const double half = half_angle(reach_m, geometry::distance(q, middle), far);
    if (half < 0.0) continue;
    made.add(std::atan2(q.y - middle.y, q.x - middle.x), half, Turn::added, Turn::taken,
             places.weight[p]);
  }
  for (const Point& centre : obstacles.centres) {
    const double half = half_angle(reach_m, geometry::distance(centre, middle),
                                   obstacles.apart_m - sweep_tolerance_m);
    if (half < 0.0) continue;
    made.add(std::atan2(centre.y - middle.y, centre.x - middle.x), half, Turn::forbidden,
             Turn::allowed, 0.0);
  }
  std::sort(made.events.begin(), made.events.end());
  return made;
}

// A line along the sides of squares, on which centres run.
struct Line {
  double fixed;  // x of an upright line, y of a level one
  bool is_upright;
};

std::vector<Event> along(const SortedPlaces& places, double radius_m, const Line& line) {
  std::vector<Event> events;
  const double far = radius_m + sweep_tolerance_m;
  const auto [first, last] = line.is_upright
                                 ? places.near(line.fixed, far)
                                 : std::pair<std::size_t, std::size_t>(0, places.at.size());
  for (std::size_t p = first; p < last; ++p) {
    const double across = (line.is_upright ? places.at[p].x : places.at[p].y) - line.fixed;
    const double left = far * far - across * across;
    if (left < 0.0) continue;
    const double half = std::sqrt(left);
    const double at = line.is_upright ? places.at[p].y : places.at[p].x;
    events.push_back({at - half, Turn::added, places.weight[p]});
    events.push_back({at + half, Turn::taken, places.weight[p]});
  }
  std::sort(events.begin(), events.end());
  return events;
}

// The most along each piece of the line, a square long; pieces begin at `from`.
std::vector<double> most_of_pieces(const std::vector<Event>& events, double from, double width,
                                   std::size_t pieces) {
  std::vector<double> most(pieces, 0.0);
  double held = 0.0;
  std::size_t piece = 0;
  for (const Event& event : events) {
    // What is held where a piece begins is held on both sides of it.
    while (piece < pieces && from + width * static_cast<double>(piece) <= event.angle) {
      most[piece] = std::max(most[piece], held);
      ++piece;
    }
    held += event.turn == Turn::added ? event.weight : -event.weight;
    if (piece > 0) most[piece - 1] = std::max(most[piece - 1], held);
  }
  return most;
}

void take_lines(const SortedPlaces& places, double radius_m, bool is_upright, Squares& squares) {
  const std::size_t lines = (is_upright ? squares.columns : squares.rows) + 1;
  const std::size_t pieces = is_upright ? squares.rows : squares.columns;
  const double origin = is_upright ? squares.corner.x : squares.corner.y;
  for (std::size_t line = 0; line < lines; ++line) {
    const double fixed = origin + squares.width_m * static_cast<double>(line);
    const auto most =
        most_of_pieces(along(places, radius_m, {fixed, is_upright}),
                       is_upright ? squares.corner.y : squares.corner.x, squares.width_m, pieces);
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      for (const std::size_t beside : {line, line + 1}) {  // the squares on both sides of it
        if (beside == 0 || beside == lines) continue;
        const std::size_t column = is_upright ? beside - 1 : piece;
        const std::size_t row = is_upright ? piece : beside - 1;
        double& square = squares.most[row * squares.columns + column];
        square = std::max(square, most[piece]);
      }
    }
  }
}

}  // namespace

SortedPlaces sorted_places(std::span<const Point> at, std::span<const double> weight) {
  std::map<Point, double> places;
  for (std::size_t i = 0; i < at.size(); ++i) places[at[i]] += weight[i];
  SortedPlaces made;
  for (const auto& [point, sum] : places) {
    made.at.push_back(point);
    made.weight.push_back(sum);
  }
  return made;
}

std::pair<std::size_t, std::size_t> SortedPlaces::near(double x, double far) const {
  const auto first = std::ranges::lower_bound(at, x - far, {}, &Point::x);
  const auto last = std::ranges::upper_bound(at, x + far, {}, &Point::x);
  return {static_cast<std::size_t>(first - at.begin()),
          static_cast<std::size_t>(last - at.begin())};
}

BestCentre best_on_circle(const SortedPlaces& places, double radius_m, const Point& middle,
                          double reach_m, const Obstacles& obstacles,
                          std::vector<BestCentre>* all) {
  Around found = around(places, radius_m, middle, reach_m, obstacles);
  BestCentre best;
  const auto look = [&](double angle) {
    if (found.forbidden > 0) return;
    const BestCentre here{
        {middle.x + reach_m * std::cos(angle), middle.y + reach_m * std::sin(angle)}, found.held};
    if (here.captured >= best.captured) best.keep(here);
    if (all != nullptr) all->push_back(here);
  };
  look(-pi);
  for (const Event& event : found.events) {
    if (event.turn == Turn::forbidden) ++found.forbidden;
    if (event.turn == Turn::allowed) --found.forbidden;
    if (event.turn == Turn::added) found.held += event.weight;
    if (event.turn == Turn::taken) found.held -= event.weight;
    if (event.turn == Turn::added || event.turn == Turn::allowed) look(event.angle);
  }
  return best;
}

double held_at(const SortedPlaces& places, double radius_m, const Point& centre) {
  double held = 0.0;
  const double far = radius_m + circle_tolerance_m;
  const auto [first, last] = places.near(centre.x, far);
  for (std::size_t p = first; p < last; ++p) {
    if (geometry::distance(places.at[p], centre) <= far) held += places.weight[p];
  }
  return held;
}

Squares best_in_squares(const SortedPlaces& places, double radius_m,
                        std::span<const BestCentre> vertices, const Point& corner, double width_m) {
  Squares squares{.corner = corner, .width_m = width_m, .most = {}};
  double east = corner.x, north = corner.y;
  for (const Point& p : places.at) {
    east = std::max(east, p.x + radius_m);
    north = std::max(north, p.y + radius_m);
  }
  squares.columns = static_cast<std::size_t>((east - corner.x) / width_m) + 1;
  squares.rows = static_cast<std::size_t>((north - corner.y) / width_m) + 1;
  squares.most.assign(squares.columns * squares.rows, 0.0);
  for (const BestCentre& vertex : vertices) {
    const auto column =
        static_cast<std::size_t>(std::max(0.0, std::floor((vertex.at.x - corner.x) / width_m)));
    const auto row =
        static_cast<std::size_t>(std::max(0.0, std::floor((vertex.at.y - corner.y) / width_m)));
    double& square = squares.most[std::min(row, squares.rows - 1) * squares.columns +
                                  std::min(column, squares.columns - 1)];
    square = std::max(square, vertex.captured);
  }
  take_lines(places, radius_m, true, squares);
  take_lines(places, radius_m, false, squares);
  return squares;
}

}  // namespace hotward::targeting
