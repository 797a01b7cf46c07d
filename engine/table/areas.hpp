// Areas: the boundary polygons that incidents are counted in. Plain data, one element per area.
#pragma once

#include <string>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward::table {

struct Areas {
  std::vector<std::string> codes;              ///< unique, never empty: "E05002261"
  std::vector<std::string> names;              ///< "River"; the code where the layer has no names
  std::vector<geometry::MultiPolygon> shapes;  ///< valid, metres, EPSG:27700
  std::vector<double>
      population;  ///< people at risk; NaN where not known; empty where none was given
  std::string population_source;            ///< "pop_2019 of medway_wards_schematic.shp"
  std::string population_label = "people";  ///< what the population counts, in the plural
  std::string population_series;    ///< "mid-2019, 2011-based"; empty where nobody states it
  std::string population_released;  ///< "2020-10"; the same
  std::string source;               ///< the data set and layer they came from
  /// Not empty where the shapes are not real boundaries; shown on every map and in every summary.
  std::string caveat;

  [[nodiscard]] std::size_t size() const { return codes.size(); }
};

/// What people are shown for each area: its name, and where several areas have that name its code
/// behind it, "Central (E05000026)".
[[nodiscard]] std::vector<std::string> distinct_names(const Areas& areas);

/// One of them: "person" of "people", "household" of "households".
[[nodiscard]] std::string one_of(const std::string& population_label);

}  // namespace hotward::table
