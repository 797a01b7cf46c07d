// Point and LonLat: metres and degrees, as two types that never mix.
//
// Everything behind the reading door is in metres on the British National Grid (EPSG:27700). There
// is no function from degrees to a distance.
#pragma once

#include <cmath>

namespace hotward::geometry {

/// A position on the study's plane, metres (EPSG:27700: x easting, y northing).
struct Point {
  double x = 0.0;
  double y = 0.0;

  friend bool operator==(const Point&, const Point&) = default;
  friend auto operator<=>(const Point&, const Point&) = default;
};

/// A position on the globe, degrees (WGS 84).
struct LonLat {
  double lon = 0.0;
  double lat = 0.0;

  friend bool operator==(const LonLat&, const LonLat&) = default;
  friend auto operator<=>(const LonLat&, const LonLat&) = default;
};

/// Metres.
[[nodiscard]] inline double distance(const Point& a, const Point& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace hotward::geometry
