// coordinate_fault: do two numbers look like the coordinates they are declared as, and if not, what
// has most likely gone wrong?
//
// A guess from ranges, for messages: Great Britain lies within longitudes −9 … 3 and latitudes
// 49 … 61, and on the National Grid within eastings 0 … 700 km and northings 0 … 1,300 km.
#pragma once

#include <string>
#include <string_view>

namespace hotward::geometry {

enum class CoordinateFault {
  none,
  not_finite,        // no number, or infinite
  null_island,       // both exactly 0: an empty field read as a number
  swapped,           // would be right the other way round
  easting_northing,  // declared as degrees, but metres on the National Grid
  degrees,           // declared as metres on the National Grid, but degrees
  not_on_earth,      // beyond ±180 or ±90 degrees
  outside_britain,   // a place, but one that no ward of Great Britain is near
};

/// @param lon,lat  degrees, as the input's columns give them
[[nodiscard]] CoordinateFault lon_lat_fault(double lon, double lat);

/// @param easting,northing  metres, as the input's columns give them. Swapped is reported only
///        where the pair as given lies off the National Grid and the other way round on it.
[[nodiscard]] CoordinateFault grid_fault(double easting, double northing);

/// The columns that the two numbers came from.
struct CoordinateColumns {
  std::string_view x;
  std::string_view y;
};

/// @return a clause for a message: "the two coordinates look swapped in columns lat and lon";
///         empty for none.
[[nodiscard]] std::string explanation(CoordinateFault fault, const CoordinateColumns& columns);

}  // namespace hotward::geometry
