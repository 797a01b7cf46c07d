// Projection: from the coordinates of an input to metres on the British National Grid, and back.
//
// PROJ knows several operations between two systems. The one used here is the best, for Great
// Britain, of those that this installation can carry out. Between WGS 84 and the National Grid that
// is OSTN15 (1 m as PROJ states it) where its grid is installed, else a seven-parameter shift that
// is good to 2 m: operation() names it. Millions of points take tens of nanoseconds each
// (interpolated_operation.hpp) and differ from PROJ's own answer by less than a micrometre.
//
// Sources:
//   PROJ contributors, PROJ coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.5884394
//   IOGP, EPSG Geodetic Parameter Dataset: EPSG:27700, EPSG:1314 "OSGB36 to WGS 84 (6)", EPSG:7710
//     "OSGB36 to WGS 84 (9)" (OSTN15). Read through PROJ.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/geometry/interpolated_operation.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::geometry {

/// May be used from several threads at once.
class ToNationalGrid {
 public:
  /// @param crs  an EPSG code ("EPSG:4326"), WKT (ESRI's too), or a PROJ string ("+proj=longlat …")
  /// @return bad_value where PROJ does not know the system; unavailable where it knows no way from
  ///         it to EPSG:27700 that can be carried out here.
  [[nodiscard]] static Result<ToNationalGrid> from(std::string_view crs);

  /// EPSG:27700 itself: an empty definition and accuracy 0.
  [[nodiscard]] const CrsOperation& operation() const { return operation_; }

  /// True where the input's coordinates are degrees.
  [[nodiscard]] bool from_degrees() const { return from_degrees_; }

  /// All spans have one length.
  /// @param xs,ys  longitude or easting, latitude or northing, in the units of the input's system:
  ///               x first always, whatever order the system defines
  /// @param out    metres; NaN, NaN where there is no answer
  /// Time: O(points), parallel.
  void project(std::span<const double> xs, std::span<const double> ys, std::span<Point> out) const;

 private:
  ToNationalGrid() = default;
  CrsOperation operation_;
  bool from_degrees_ = false;
  std::unique_ptr<InterpolatedOperation> interpolated_;  // none for EPSG:27700 itself
};

/// From the National Grid to longitude and latitude on WGS 84. May be used from several threads.
class ToLonLat {
 public:
  /// @return unavailable where PROJ's database is missing.
  [[nodiscard]] static Result<ToLonLat> make();

  [[nodiscard]] const CrsOperation& operation() const { return operation_; }
  [[nodiscard]] LonLat operator()(const Point& point) const;

  /// Both spans have one length. @param out  NaN, NaN where there is no answer
  void project(std::span<const Point> points, std::span<LonLat> out) const;

 private:
  ToLonLat() = default;
  CrsOperation operation_;
  std::unique_ptr<InterpolatedOperation> interpolated_;
};

}  // namespace hotward::geometry
