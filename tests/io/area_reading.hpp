// Small layers of areas around Chatham, and reading them, for the tests of read_areas.
#pragma once

#include <string>
#include <vector>

#include "engine/io/areas/coverage_audit.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io::area_reading {

using Names = std::vector<std::string>;

// A GeoJSON feature around Chatham: a square of `side` degrees with its lower left at (lon, lat).
inline std::string feature(const std::string& properties, double lon, double lat, double side) {
  const auto at = [](double x, double y) {
    return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
  };
  return R"({"type":"Feature","properties":{)" + properties +
         R"(},"geometry":{"type":"Polygon","coordinates":[[)" + at(lon, lat) + "," +
         at(lon + side, lat) + "," + at(lon + side, lat + side) + "," + at(lon, lat + side) + "," +
         at(lon, lat) + "]]}}";
}

inline std::string collection(const Names& features) {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (const std::string& one : features) text += (&one == &features.front() ? "" : ",") + one;
  return text + "]}";
}

inline const std::string first =
    feature(R"("WD22CD":"E2","WD22NM":"Two","pop":"20")", 0.50, 51.3, 0.01);
inline const std::string second =
    feature(R"("WD22CD":"E1","WD22NM":"One","pop":"10")", 0.51, 51.3, 0.01);

/// With the warnings of overlaps and gaps.
inline Result<AreasRead> read_and_audited(const AreaSource& source) {
  auto areas = read_areas(source);
  if (!areas) return areas;
  const auto audited = audit_coverage(*areas);
  if (!audited) return fail(audited.error());
  return areas;
}

inline Result<AreasRead> read(const TestFolder& folder, const std::string& bytes,
                              AreaSource source = {}) {
  put_bytes(folder / "a.geojson", bytes);
  source.dataset = (folder / "a.geojson").string();
  return read_and_audited(source);
}

inline Error error_of(const Result<AreasRead>& result) {
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace hotward::io::area_reading
