#include "engine/geometry/coordinate_fault.hpp"

#include <limits>

#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace coordinate_fault_test {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("lon_lat_fault: names what most likely went wrong", "[property]") {
  CHECK(lon_lat_fault(0.525604, 51.383734) == CoordinateFault::none);
  CHECK(lon_lat_fault(-8.5, 60.8) == CoordinateFault::none);
  CHECK(lon_lat_fault(51.383734, 0.525604) == CoordinateFault::swapped);
  CHECK(lon_lat_fault(0.0, 0.0) == CoordinateFault::null_island);
  CHECK(lon_lat_fault(0.0, 51.0) == CoordinateFault::none);  // Greenwich
  CHECK(lon_lat_fault(575844.0, 167992.0) == CoordinateFault::easting_northing);
  CHECK(lon_lat_fault(2.35, 48.86) == CoordinateFault::outside_britain);  // Paris
  CHECK(lon_lat_fault(-200.0, 51.0) == CoordinateFault::not_on_earth);
  CHECK(lon_lat_fault(no_number, 51.0) == CoordinateFault::not_finite);
}

TEST_CASE("grid_fault: names what most likely went wrong", "[property]") {
  CHECK(grid_fault(575844.0, 167992.0) == CoordinateFault::none);
  CHECK(grid_fault(0.525604, 51.383734) == CoordinateFault::degrees);
  CHECK(grid_fault(51.383734, 0.525604) == CoordinateFault::degrees);
  CHECK(grid_fault(0.0, 0.0) == CoordinateFault::null_island);
  CHECK(grid_fault(1100000.0, 320000.0) == CoordinateFault::swapped);  // Orkney
  CHECK(grid_fault(2e6, 2e6) == CoordinateFault::outside_britain);
  CHECK(grid_fault(1.0, no_number) == CoordinateFault::not_finite);
}

TEST_CASE("explanation: names the columns", "[error]") {
  CHECK(explanation(CoordinateFault::swapped, {"Longitude", "Latitude"}) ==
        "the two coordinates look swapped in columns Longitude and Latitude");
  CHECK(explanation(CoordinateFault::none, {"x", "y"}).empty());
}

}  // namespace coordinate_fault_test
}  // namespace hotward::geometry
