// A small layer of wards with awkward names and a ward without values, for the tests of styles.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "engine/table/layer.hpp"

namespace hotward::report {

inline const std::vector<std::string> awkward_names = {
    "Luton & Wayfield", "St Mary's Island", "\"Top\" End", "Rainham <North>", "Peña", "River",
    "Strood Rural",     "Twydall"};

/// Eight squares of 1 km in a row; the last has no rate and no rank.
inline table::Layer small_wards() {
  using table::Column;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  table::Layer layer;
  layer.name = "wards";
  layer.title = "Wards by ASB incidents (schematic wards)";
  layer.description = "Counts & rates";
  layer.columns = {
      {"area_code", "", "area code", Column::Texts{"a", "b", "c", "d", "e", "f", "g", "h"}},
      {"area_name", "", "ward", Column::Texts(awkward_names)},
      {"rank", "1", "rank, 1 is the hottest",
       Column::Integers{1, 2, 3, 4, 5, 6, 7, table::null_integer}},
      {"count", "incidents", "ASB incidents", Column::Integers{723, 410, 395, 160, 149, 90, 83, 0}},
      {"rate_1k", "per 1,000", "incidents per 1,000 people & year",
       Column::Reals{41.2, 33.0, 30.5, 12.1, 11.9, 7.5, 7.25, nan}},
      {"chg_pct", "%", "change on the year before",
       Column::Reals{-12.5, 3.0, 44.0, 0.0, -31.0, 8.0, 2.5, nan}}};
  table::Shapes::List shapes;
  for (int i = 0; i < 8; ++i) {
    const double x = 575000.0 + 1000.0 * i;
    shapes.push_back({{{{x, 165000}, {x + 1000, 165000}, {x + 1000, 166000}, {x, 166000}}, {}}});
  }
  layer.geometry = shapes;
  return layer;
}

}  // namespace hotward::report
