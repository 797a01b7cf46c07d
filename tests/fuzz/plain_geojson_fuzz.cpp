// Any text as plain GeoJSON: nothing, or shapes whose rings are closed and of finite points. The
// rest has a point in the place of each shape. A text that is cut short anywhere is not plain.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/io/areas/plain_geojson.hpp"

namespace {

using hotward::io::PlainGeoJson;

std::optional<PlainGeoJson> read(std::string_view text) {
  return hotward::io::plain_geojson(text, [](std::size_t) { return true; });
}

void check_ring(const hotward::geometry::Ring& ring) {
  HOTWARD_EXPECTS(ring.size() >= 4 && ring.front() == ring.back());
  for (const auto& p : ring) HOTWARD_EXPECTS(std::isfinite(p.x) && std::isfinite(p.y));
}

void check_points(const PlainGeoJson& plain) {
  for (const auto& shape : plain.shapes) {
    for (const auto& polygon : shape) {
      check_ring(polygon.outer);
      for (const auto& hole : polygon.holes) check_ring(hole);
    }
  }
}

// How often a part stands in a text.
std::size_t times(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

// A ring of one point is not plain itself.
void check_rest(const PlainGeoJson& plain) {
  const auto shapes = static_cast<std::size_t>(
      std::ranges::count_if(plain.shapes, [](const auto& shape) { return !shape.empty(); }));
  HOTWARD_EXPECTS(times(plain.rest, "[[[0,0]]]") >= shapes);
  HOTWARD_EXPECTS(shapes == 0 || !read(plain.rest));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // As it is, and in the middle of a collection that is else plain.
  const std::string before = R"({"type":"FeatureCollection","features":[)";
  for (const std::string& text : {bytes, before + bytes + "]}"}) {
    const auto plain = read(text);
    if (!plain) continue;
    check_points(*plain);
    check_rest(*plain);
    HOTWARD_EXPECTS(!read(std::string_view(text).substr(0, text.rfind('}'))));
  }
  return 0;
}
