// Any columns and shapes of areas: codes that are sorted and distinct, people who are not fewer
// than none, sound shapes; or an error of one line.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/areas/read_areas.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hotward;
  // The text that follows the first byte stands in the middle of a file that is else sound, so that
  // more of it gets past the parser: properties, features, what comes behind the features.
  static const std::string square =
      R"("type":"Polygon","coordinates":[[[5e5,2e5],[5e5,3e5],[6e5,3e5],[5e5,2e5]]])";
  const std::string text(reinterpret_cast<const char*>(data) + 1, size == 0 ? 0 : size - 1);
  const unsigned how = size == 0 ? 0 : data[0];
  const std::string inside = how % 2 == 0
                                 ? R"("properties":{)" + text + R"(},"geometry":{)" + square + "}"
                                 : R"("properties":{"code":"a"},"geometry":{)" + text + "}";
  std::string file =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},)"
      R"("features":[{"type":"Feature",)" +
      inside + R"(},{"type":"Feature","properties":{"code":"b","pop_2019":"1,202"},"geometry":{)" +
      square + "}}]}";
  const char* name = "/vsimem/fuzz.geojson";
  VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte*>(file.data()), file.size(), FALSE));
  io::AreaSource source;
  source.dataset = name;
  if ((how & 4U) != 0) source.value = "v";
  if ((how & 8U) != 0) source.population = "pop_2019";
  const auto read = io::read_areas(source);
  VSIUnlink(name);
  if (!read) {
    HOTWARD_EXPECTS(!read.error().message.empty());
    return 0;
  }
  const table::Areas& areas = read->areas;
  HOTWARD_EXPECTS(std::is_sorted(areas.codes.begin(), areas.codes.end()));
  HOTWARD_EXPECTS(std::adjacent_find(areas.codes.begin(), areas.codes.end()) == areas.codes.end());
  HOTWARD_EXPECTS(areas.names.size() == areas.size() && areas.shapes.size() == areas.size());
  for (const std::string& code : areas.codes) HOTWARD_EXPECTS(!code.empty());
  for (const double people : areas.population) HOTWARD_EXPECTS(std::isnan(people) || people >= 0.0);
  for (const double value : read->value.values) HOTWARD_EXPECTS(!std::isinf(value));
  return 0;
}
