// CrsOperation: how coordinates came to EPSG:27700, and how well that is known.
#pragma once

#include <string>

namespace hotward::geometry {

/// The coordinate operation that took the input to EPSG:27700.
struct CrsOperation {
  std::string source;  ///< "EPSG:4326", or what the input calls its system
  /// As PROJ names it: "Inverse of OSGB36 to WGS 84 (6) + British National Grid".
  std::string name;
  double accuracy_m = 0.0;    ///< 0 where no datum shift was needed; NaN where PROJ does not know
  std::string definition;     ///< the PROJ pipeline; empty where the input was in EPSG:27700
  bool grid_missing = false;  ///< a better operation exists, but its grid (OSTN15) is not installed
};

}  // namespace hotward::geometry
