#include "engine/geometry/validity.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/orientation.hpp"
#include "engine/geometry/sound_rings.hpp"

namespace hotward::geometry {
namespace {

// Boundaries that people drew cross themselves some dozens of times. The repair of so many
// crossings takes a second, and of ten times as many a minute.
constexpr std::size_t most_crossings = 100000;

// Points that repeat their forerunner, and the closing point, carry nothing.
void drop_repeats(Ring& ring) {
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
}

bool finite(const Ring& ring) {
  return std::ranges::all_of(
      ring, [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

void run(Ring& ring, bool anticlockwise) {
  if ((signed_area_m2(ring) > 0.0) != anticlockwise) std::reverse(ring.begin(), ring.end());
}

std::size_t ring_count(const MultiPolygon& shape) {
  std::size_t count = shape.size();
  for (const Polygon& part : shape) count += part.holes.size();
  return count;
}

// A whole part goes with its outer ring.
std::size_t drop_infinite(MultiPolygon& shape) {
  const std::size_t before = ring_count(shape);
  std::erase_if(shape, [](const Polygon& part) { return !finite(part.outer); });
  for (Polygon& part : shape) {
    std::erase_if(part.holes, [](const Ring& hole) { return !finite(hole); });
  }
  return before - ring_count(shape);
}

void append_reason(std::string& reasons, const std::string& more) {
  if (!reasons.empty()) reasons += "; ";
  reasons += more;
}

// @return GEOS's sentence with the place, "Self-intersection[575100 168050]"; empty where sound.
std::string invalidity(const GeosContext& geos, const GEOSGeometry* shape) {
  char* text = GEOSisValidReason_r(geos.get(), shape);
  if (text == nullptr) return geos.last_error();
  std::string reason = text;
  GEOSFree_r(geos.get(), text);
  return reason == "Valid Geometry" ? "" : reason;
}

bool cross(const Point& a, const Point& b, const Point& c, const Point& d) {
  return orientation(a, b, c) * orientation(a, b, d) < 0 &&
         orientation(c, d, a) * orientation(c, d, b) < 0;
}

// True where edges of the shape cross one another more often than that: GEOS cuts every edge at
// every crossing, and a scribble of some thousand points has millions.
bool crosses_itself_more_than(std::size_t most, const MultiPolygon& shape) {
  std::vector<std::pair<Point, Point>> edges;
  const auto add = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      edges.emplace_back(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    }
  };
  for (const Polygon& part : shape) {
    add(part.outer);
    std::ranges::for_each(part.holes, add);
  }
  std::vector<Box> boxes(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    boxes[i].add(edges[i].first);
    boxes[i].add(edges[i].second);
  }
  std::size_t crossings = 0;
  for_box_pairs(boxes, [&](std::size_t i, std::size_t j) {
    if (cross(edges[i].first, edges[i].second, edges[j].first, edges[j].second)) ++crossings;
    return crossings <= most;
  });
  return crossings > most;
}

GeosGeometry rebuilt(const GeosContext& geos, const GEOSGeometry* shape) {
  const std::unique_ptr<GEOSMakeValidParams, GeosFree> params(
      GEOSMakeValidParams_create_r(geos.get()), GeosFree{geos.get()});
  GEOSMakeValidParams_setMethod_r(geos.get(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos.get(), params.get(), 0);
  return {GEOSMakeValidWithParams_r(geos.get(), shape, params.get()), {geos.get()}};
}

}  // namespace

MultiPolygon normalised(MultiPolygon shape) {
  const auto too_short = [](const Ring& ring) { return ring.size() < 3; };
  for (Polygon& part : shape) {
    drop_repeats(part.outer);
    for (Ring& hole : part.holes) drop_repeats(hole);
    std::erase_if(part.holes, too_short);
    run(part.outer, true);
    for (Ring& hole : part.holes) run(hole, false);
  }
  std::erase_if(shape, [&](const Polygon& part) { return too_short(part.outer); });
  return shape;
}

Result<Repair> repair(MultiPolygon shape) {
  Repair result;
  if (const std::size_t dropped = drop_infinite(shape); dropped > 0) {
    append_reason(result.reason,
                  counted(dropped, "ring") + " with coordinates that are not finite");
  }
  const std::size_t before = ring_count(shape);
  shape = normalised(std::move(shape));
  if (const std::size_t dropped = before - ring_count(shape); dropped > 0) {
    append_reason(result.reason, counted(dropped, "ring") + " of fewer than three points");
  }
  if (is_surely_sound(shape)) {
    result.shape = std::move(shape);
    return result;
  }
  const GeosContext geos;
  const GeosGeometry whole = to_geos(geos, shape);
  if (!whole) return fail(gave_up(geos, "reading a shape"));
  const std::string fault = invalidity(geos, whole.get());
  if (fault.empty()) {
    result.shape = std::move(shape);
    return result;
  }
  append_reason(result.reason, fault);
  if (crosses_itself_more_than(most_crossings, shape)) {
    return fail(ErrorCode::bad_value,
                fmt::format("its boundary crosses itself more than {} times, at {}; draw it anew",
                            most_crossings, fault.substr(0, fault.find(']') + 1)));
  }
  const GeosGeometry sound = rebuilt(geos, whole.get());
  if (!sound) return fail(gave_up(geos, "repairing a shape"));
  result.shape = normalised(from_geos(geos, sound.get()));
  return result;
}

}  // namespace hotward::geometry
