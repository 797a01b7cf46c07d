// Any text as plain GeoJSON: nothing, or shapes whose rings are closed and hold all points read.
// The rest, read again, has as many shapes, each of triangles where one stood, and its own rest is
// itself. A text that is cut short anywhere is not plain.
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

void check_points(const PlainGeoJson& plain) {
  const std::vector<double>& x = plain.read.x;
  const std::vector<double>& y = plain.read.y;
  std::size_t points = 0;
  const auto check_ring = [&](const hotward::geometry::Ring& ring) {
    HOTWARD_EXPECTS(ring.size() >= 4 && points + ring.size() <= x.size());
    const std::size_t last = points + ring.size() - 1;
    HOTWARD_EXPECTS(x[points] == x[last] && y[points] == y[last]);
    points = last + 1;
  };
  for (const auto& shape : plain.read.shapes) {
    for (const auto& polygon : shape) {
      check_ring(polygon.outer);
      for (const auto& hole : polygon.holes) check_ring(hole);
    }
  }
  HOTWARD_EXPECTS(points == x.size() && points == y.size());
  for (const double value : x) HOTWARD_EXPECTS(std::isfinite(value));
  for (const double value : y) HOTWARD_EXPECTS(std::isfinite(value));
}

void check_rest(const PlainGeoJson& plain) {
  const auto again = read(plain.rest);
  HOTWARD_EXPECTS(again && again->rest == plain.rest);
  HOTWARD_EXPECTS(again->read.shapes.size() == plain.read.shapes.size());
  std::size_t triangles = 0;
  for (std::size_t i = 0; i < again->read.shapes.size(); ++i) {
    HOTWARD_EXPECTS(again->read.shapes[i].empty() == plain.read.shapes[i].empty());
    triangles += again->read.shapes[i].size();
  }
  HOTWARD_EXPECTS(again->read.x.size() == 4 * triangles);
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
