#include "engine/io/files/driver_choice.hpp"

#include "engine/io/files/gdal_handles.hpp"
#include "tests/support/catch.hpp"

namespace driver_choice_test {

using hotward::ErrorCode;
using hotward::io::choose_drivers;
using Drivers = std::vector<std::string>;

Drivers drivers_of(const std::string& name) {
  hotward::io::use_gdal();
  const auto choice = choose_drivers(name);
  REQUIRE(choice);
  return choice->drivers;
}

TEST_CASE("driver_choice: the ending names the driver, in any case", "[property]") {
  CHECK(drivers_of("cases.xlsx") == Drivers{"XLSX"});
  CHECK(drivers_of("CASES.XLSX") == Drivers{"XLSX"});
  CHECK(drivers_of("a folder/areas.gpkg") == Drivers{"GPKG"});
  CHECK(drivers_of("/vsizip/a.zip/in.side/wards.shp") == Drivers{"ESRI Shapefile"});
  CHECK(drivers_of("/vsigzip/people.csv.gz") == Drivers{"CSV"});
  CHECK(drivers_of("wards.shp.zip") == Drivers{"ESRI Shapefile"});
}

TEST_CASE("driver_choice: the network is for what was typed as an address", "[property]") {
  hotward::io::use_gdal();
  CHECK_FALSE(choose_drivers("areas.geojson")->may_reach_network);
  CHECK_FALSE(choose_drivers("areas")->may_reach_network);
  CHECK(choose_drivers("PG:dbname=crime")->may_reach_network);
  CHECK(choose_drivers("https://host/query?f=geojson")->may_reach_network);
  CHECK(choose_drivers("https://host/areas.fgb?x=1")->drivers == Drivers{"FlatGeobuf"});
  CHECK(choose_drivers("https://host/areas.fgb?x=1")->name ==
        "/vsicurl/https://host/areas.fgb?x=1");
}

TEST_CASE("driver_choice: descriptions that lead elsewhere are refused by name", "[error]") {
  hotward::io::use_gdal();
  for (const char* name : {"cases.vrt", "a/b/areas.VRT", "/vsizip/a.zip/cases.vrt", "wfs.xml"}) {
    const auto choice = choose_drivers(name);
    INFO(name);
    REQUIRE_FALSE(choice);
    CHECK(choice.error().code == ErrorCode::wrong_format);
    CHECK(choice.error().message.find("is not opened") != std::string::npos);
  }
  CHECK(choose_drivers("EEDA:users/x").error().code == ErrorCode::no_such_file);
}

TEST_CASE("driver_choice: a file without a known ending is opened by what reads nothing else",
          "[edge]") {
  CHECK(drivers_of("areas") == Drivers{"GeoJSON", "FlatGeobuf", "GPKG"});
  CHECK(drivers_of("areas.dat") == Drivers{"GeoJSON", "FlatGeobuf", "GPKG"});
}

}  // namespace driver_choice_test
