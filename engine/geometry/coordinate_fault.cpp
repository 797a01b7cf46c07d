#include "engine/geometry/coordinate_fault.hpp"

#include <cmath>

#include <fmt/format.h>

namespace hotward::geometry {
namespace {

bool within(double value, double low, double high) { return value >= low && value <= high; }

bool britain_degrees(double lon, double lat) {
  return within(lon, -9.0, 3.0) && within(lat, 49.0, 61.0);
}

bool britain_metres(double easting, double northing) {
  return within(easting, 0.0, 700e3) && within(northing, 0.0, 1300e3);
}

bool finite(double x, double y) { return std::isfinite(x) && std::isfinite(y); }

}  // namespace

CoordinateFault lon_lat_fault(double lon, double lat) {
  if (!finite(lon, lat)) return CoordinateFault::not_finite;
  if (lon == 0.0 && lat == 0.0) return CoordinateFault::null_island;
  if (britain_degrees(lon, lat)) return CoordinateFault::none;
  // NOLINTNEXTLINE(readability-suspicious-call-argument): exchanged, to see whether they are
  if (britain_degrees(lat, lon)) return CoordinateFault::swapped;
  if (within(lon, -180.0, 180.0) && within(lat, -90.0, 90.0)) {
    return CoordinateFault::outside_britain;
  }
  if (britain_metres(lon, lat)) return CoordinateFault::easting_northing;
  return CoordinateFault::not_on_earth;
}

CoordinateFault grid_fault(double easting, double northing) {
  if (!finite(easting, northing)) return CoordinateFault::not_finite;
  if (easting == 0.0 && northing == 0.0) return CoordinateFault::null_island;
  // Before the range of the grid: its south-west corner, where such numbers would lie, is open sea.
  if (britain_degrees(easting, northing) || britain_degrees(northing, easting)) {
    return CoordinateFault::degrees;
  }
  if (britain_metres(easting, northing)) return CoordinateFault::none;
  // NOLINTNEXTLINE(readability-suspicious-call-argument): exchanged, to see whether they are
  if (britain_metres(northing, easting)) return CoordinateFault::swapped;
  return CoordinateFault::outside_britain;
}

std::string explanation(CoordinateFault fault, const CoordinateColumns& columns) {
  const auto sentence = [&](std::string_view what) {
    return fmt::format("{} in columns {} and {}", what, columns.x, columns.y);
  };
  switch (fault) {
    case CoordinateFault::none:
      return {};
    case CoordinateFault::not_finite:
      return sentence("coordinates that are no finite numbers");
    case CoordinateFault::null_island:
      return sentence("coordinates are 0, 0, which is what empty fields often become,");
    case CoordinateFault::swapped:
      return sentence("the two coordinates look swapped");
    case CoordinateFault::easting_northing:
      return sentence("metres on the National Grid (EPSG:27700) where degrees are expected");
    case CoordinateFault::degrees:
      return sentence("degrees (EPSG:4326) where metres on the National Grid are expected");
    case CoordinateFault::not_on_earth:
      return sentence("coordinates beyond 180 degrees east or west, or 90 north or south,");
    case CoordinateFault::outside_britain:
      return sentence("coordinates far outside Great Britain");
  }
  return {};
}

}  // namespace hotward::geometry
