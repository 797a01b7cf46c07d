#include "engine/io/incidents/incident_header.hpp"

#include "tests/support/catch.hpp"

namespace hotward::io {
namespace incident_header_test {

using Names = std::vector<std::string>;

const Names police = {"Crime ID",
                      "Month",
                      "Reported by",
                      "Falls within",
                      "Longitude",
                      "Latitude",
                      "Location",
                      "LSOA code",
                      "LSOA name",
                      "Crime type",
                      "Last outcome category",
                      "Context"};

Result<IncidentLayout> layout_of(const Names& names, const IncidentColumns& told = {},
                                 bool has_geometry = false) {
  return recognise_layout(names, told, {"cases.csv", has_geometry});
}

std::string message_of(const Names& names, const IncidentColumns& told = {}) {
  const auto layout = layout_of(names, told);
  REQUIRE_FALSE(layout);
  return layout.error().message;
}

TEST_CASE("recognise_layout: data.police.uk", "[oracle]") {
  // The header of the monthly street files, as downloaded.
  const auto layout = layout_of(police);
  REQUIRE(layout);
  CHECK(layout->name == "data.police.uk");
  CHECK(layout->crs == "EPSG:4326");
  CHECK(layout->x == 4U);
  CHECK(layout->y == 5U);
  CHECK(layout->time == 1U);
  CHECK_FALSE(layout->time_end);
  CHECK(layout->type == 9U);
  CHECK(layout->id == 0U);
  CHECK(layout->lsoa_code == 7U);
  CHECK(layout->description == 6U);
}

TEST_CASE("recognise_layout: data.police.uk of 2012", "[oracle]") {
  // The street files of 2011 and 2012 gave eastings and northings, and no crime's id.
  const auto layout = layout_of({"Month", "Reported by", "Falls within", "Easting", "Northing",
                                 "Location", "Crime type", "Context"});
  REQUIRE(layout);
  CHECK(layout->name == "data.police.uk of 2012, easting and northing");
  CHECK(layout->crs == "EPSG:27700");
  CHECK(layout->x == 3U);
  CHECK(layout->y == 4U);
  CHECK_FALSE(layout->id);
}

TEST_CASE("recognise_layout: case, blanks and signs in a name are of no weight", "[property]") {
  const auto layout = layout_of({" CRIME_ID ", "date from", "Date-To", "LONG", "lat", "Offence"});
  REQUIRE(layout);
  CHECK(layout->name == "longitude and latitude");
  CHECK(layout->id == 0U);
  CHECK(layout->time == 1U);
  CHECK(layout->time_end == 2U);
  CHECK(layout->x == 3U);
  CHECK(layout->y == 4U);
  CHECK(layout->type == 5U);
}

TEST_CASE("recognise_layout: x and y leave the system open, unless it is told", "[edge]") {
  CHECK(layout_of({"X", "Y"})->crs.empty());
  IncidentColumns told;
  told.crs = "EPSG:29903";
  CHECK(layout_of({"X", "Y"}, told)->crs == "EPSG:29903");
  // Beside a pair that says what it is they are of no weight.
  const auto layout = layout_of({"X", "Y", "Longitude", "Latitude"});
  REQUIRE(layout);
  CHECK(layout->x == 2U);
}

TEST_CASE("recognise_layout: what is told stands before what is recognised", "[edge]") {
  IncidentColumns told;
  told.x = "Reported by";
  told.y = "falls WITHIN";
  told.crs = "EPSG:27700";
  told.time = "Context";
  told.type = "LSOA name";
  told.id = "LSOA code";
  const auto layout = layout_of(police, told);
  REQUIRE(layout);
  CHECK(layout->x == 2U);
  CHECK(layout->y == 3U);
  CHECK(layout->crs == "EPSG:27700");
  CHECK(layout->time == 11U);
  CHECK(layout->type == 8U);
  CHECK(layout->id == 7U);
  CHECK(layout->name == "Reported by and Falls within, as given");
  told.time = "Cont\xC3\xA9xt";
  told.type = "lsoa-name";
  CHECK(layout_of(police, told)->type == 8U);
  CHECK(layout_of(police, told)->time == 11U);
}

TEST_CASE("recognise_layout: told columns of usual names keep their system", "[edge]") {
  IncidentColumns told;
  told.x = "Easting";
  told.y = "Northing";
  const auto layout = layout_of({"Easting", "Northing", "Longitude", "Latitude"}, told);
  REQUIRE(layout);
  CHECK(layout->crs == "EPSG:27700");
  CHECK(layout->x == 0U);
}

TEST_CASE("recognise_layout: points of its own need no columns", "[edge]") {
  const auto layout = layout_of({"date", "category"}, {}, true);
  REQUIRE(layout);
  CHECK_FALSE(layout->x);
  CHECK(layout->time == 0U);
  CHECK(layout->type == 1U);
}

TEST_CASE("recognise_layout: an end without a beginning is not used", "[edge]") {
  CHECK_FALSE(layout_of({"lon", "lat", "Date to"})->time_end);
}

TEST_CASE("recognise_layout: says what is missing, and what to say", "[error]") {
  CHECK(layout_of({"Month", "Crime type"}).error().code == ErrorCode::missing_column);
  CHECK(message_of({"Month", "Crime type"}) ==
        "cases.csv: no columns of coordinates among Month, Crime type; say --x COLUMN --y COLUMN "
        "--crs SYSTEM");
  IncidentColumns told;
  told.type = "Offense";
  CHECK(message_of({"lon", "lat", "Offence"}, told) ==
        "cases.csv: no column Offense (--type-column) (did you mean 'Offence'?); it has lon, lat, "
        "Offence");
  told = {};
  told.x = "lon";
  CHECK(layout_of({"lon", "lat"}, told).error().code == ErrorCode::usage);
  told.y = "lon";
  CHECK(message_of({"lon", "lat"}, told) == "--x and --y name the same column: lon");
}

TEST_CASE("recognise_layout: a doubt is the user's to settle", "[error]") {
  CHECK(message_of({"Easting", "Northing", "Longitude", "Latitude"}) ==
        "cases.csv: the coordinates could be Longitude and Latitude, or Easting and Northing; say "
        "--x COLUMN --y COLUMN --crs SYSTEM");
  CHECK(message_of({"lon", "lat", "Offence", "Category"}) ==
        "cases.csv: the column for --type-column could be Offence or Category; say --type-column "
        "COLUMN");
  CHECK(layout_of({"lon", "lon", "lat"}).error().code == ErrorCode::missing_column);
  IncidentColumns told;
  told.id = "id";
  CHECK(message_of({"lon", "lat", "id", "id"}, told) ==
        "cases.csv: the column for --id could be id (column 3) or id (column 4); rename one of "
        "them in the file");
  CHECK(message_of({"lon", "lat", "Date", "Date"}) ==
        "cases.csv: the column for --time could be Date (column 3) or Date (column 4); rename one "
        "of them in the file");
  // A better group settles it before a worse one is looked at.
  CHECK(layout_of({"lon", "lat", "Crime type", "Offence", "Category"})->type == 2U);
}

}  // namespace incident_header_test
}  // namespace hotward::io
