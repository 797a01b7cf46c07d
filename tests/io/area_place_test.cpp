#include "engine/io/areas/area_place.hpp"

#include <filesystem>
#include <fstream>

#include "tests/support/catch.hpp"

namespace hotward::io {
namespace area_place_test {

// One square for each row of columns' values.
AreaPlace place(const std::vector<std::string>& properties) {
  const auto path = std::filesystem::temp_directory_path() / "hotward_area_place_test.geojson";
  std::ofstream file(path);
  file << R"({"type": "FeatureCollection", "features": [)";
  for (std::size_t i = 0; i < properties.size(); ++i) {
    file << (i == 0 ? "" : ",") << R"({"type": "Feature", "properties": {)" << properties[i]
         << R"(}, "geometry": {"type": "Polygon", "coordinates":)"
         << "[[[0.5,51],[0.6,51],[0.6,52],[0.5,52],[0.5,51]]]}}";
  }
  file << "]}";
  file.close();
  AreaPlace found = place_of({.dataset = path.string()});
  std::filesystem::remove(path);
  return found;
}

TEST_CASE("place_of: the authority's name beside each ward", "[edge]") {
  const std::string river = R"("WD22CD": "a", "WD22NM": "River", "LAD22NM": "Medway")";
  CHECK(place({river, R"("WD22CD": "b", "WD22NM": "Hale", "LAD22NM": "Medway")"}).place ==
        "Medway");
  CHECK(place({river}).edition == "2022");
  CHECK(place({river, R"("WD22CD": "b", "WD22NM": "Hale", "LAD22NM": "Swale")"}).place.empty());
  CHECK(place({river, R"("WD22CD": "b", "WD22NM": "Hale", "LAD22NM": "")"}).place.empty());
  const AreaPlace worded = place({R"("code": "a", "name": "River", "ltla24_name": "Medway")"});
  CHECK(worded.place == "Medway");
  CHECK(worded.edition.empty());
  // A layer of authorities lies in what is around it, and not in itself.
  CHECK(place({R"("LAD22CD": "a", "LAD22NM": "Dover", "CTY22NM": "Kent")"}).place == "Kent");
  CHECK(place({R"("LAD22CD": "a", "LAD22NM": "Dover")"}).place.empty());
}

TEST_CASE("place_of: what cannot be read again has none", "[edge]") {
  CHECK(place_of({.dataset = "no/such/file.geojson"}).place.empty());
}

TEST_CASE("place_of_names: what LSOAs are named after", "[edge]") {
  CHECK(place_of_names({"Medway 015A", "Medway 001F"}) == "Medway");
  CHECK(place_of_names({"Kingston upon Hull 015", "Kingston upon Hull 001"}) ==
        "Kingston upon Hull");
  CHECK(place_of_names({"Medway 015A", "Swale 001F"}).empty());
  CHECK(place_of_names({"Ward 12", "Ward 3"}).empty());
  CHECK(place_of_names({"", "015A"}).empty());
}

TEST_CASE("edition_of: the year in the column's name", "[edge]") {
  CHECK(edition_of("lsoa11cd") == "2011");
  CHECK(edition_of("code").empty());
  CHECK(edition_of("CD").empty());
}

}  // namespace area_place_test
}  // namespace hotward::io
