#include "engine/io/areas/plain_geojson.hpp"

#include <random>

#include <fmt/format.h>

#include "tests/io/area_reading.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace plain_geojson_test {

using namespace area_reading;

std::optional<PlainGeoJson> plain(const std::string& text) {
  return plain_geojson(text, [](std::size_t) { return true; });
}

std::string shape_of(const std::string& geometry) {
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},)"
         R"("geometry":)" +
         geometry + "}]}";
}

std::string polygon(const std::string& coordinates) {
  return shape_of(R"({"type":"Polygon","coordinates":)" + coordinates + "}");
}

TEST_CASE("plain_geojson: coordinates are taken out, and the rest is left", "[edge]") {
  const auto read = plain(R"( {"type" : "FeatureCollection", "features" : [
    {"geometry": {"coordinates": [[[0.5, 51], [1e0, 51], [1, 52.25], [0.5, 51]],
      [[-0.75,51.1],[0.8,51.1],[0.8,51.2],[-0.75,51.1]]], "type": "Polygon"},
     "properties": {"geometry": "[{\"", "a": [1, {"b": null}]}, "type": "Feature"},
    {"type": "Feature", "geometry": null},
    {"type": "Feature", "geometry": {"type": "MultiPolygon",
      "coordinates": [[[[1,2],[3,4],[5,7],[1,2]]], [[[1,2],[3,4],[5,7],[1,2]]]]}}
    ], "name": "x"} )");
  REQUIRE(read);
  using geometry::Ring;
  REQUIRE(read->shapes.size() == 3);
  REQUIRE(read->shapes[0].size() == 1);
  CHECK(read->shapes[0][0].outer == Ring{{0.5, 51}, {1, 51}, {1, 52.25}, {0.5, 51}});
  REQUIRE(read->shapes[0][0].holes.size() == 1);
  CHECK(read->shapes[0][0].holes[0] ==
        Ring{{-0.75, 51.1}, {0.8, 51.1}, {0.8, 51.2}, {-0.75, 51.1}});
  CHECK(read->shapes[1].empty());
  REQUIRE(read->shapes[2].size() == 2);
  for (const geometry::Polygon& part : read->shapes[2]) {
    CHECK(part.outer == Ring{{1, 2}, {3, 4}, {5, 7}, {1, 2}});
    CHECK(part.holes.empty());
  }
  CHECK(read->rest == R"( {"type" : "FeatureCollection", "features" : [
    {"geometry": {"type":"Polygon","coordinates":[[[0,0]]]},
     "properties": {"geometry": "[{\"", "a": [1, {"b": null}]}, "type": "Feature"},
    {"type": "Feature", "geometry": null},
    {"type": "Feature", "geometry": {"type":"MultiPolygon","coordinates":[[[[0,0]]]]}}
    ], "name": "x"} )");
}

TEST_CASE("plain_geojson: what is not plain is left to GDAL", "[edge]") {
  CHECK(plain(polygon("[[[0,0],[1,0],[1,1],[0,0]]]")));
  for (const char* coordinates : {"[]",
                                  "[[]]",
                                  "[[[0,0],[1,0],[0,0]]]",
                                  "[[[0,0],[1,0],[1,1],[0,1]]]",
                                  "[[[0,0],[1,0]",
                                  "[[[0],[1,0],[1,1],[0]]]",
                                  "[[[0,0,5],[1,0],[1,1],[0,0]]]",
                                  "[[[0,0,0,0],[1,0],[1,1],[0,0]]]",
                                  "[[[0,0],[1,00],[1,1],[0,0]]]",
                                  "[[[0,0],[+1,0],[1,1],[0,0]]]",
                                  "[[[0,0],[1.,0],[1,1],[0,0]]]",
                                  "[[[0,0],[.1,0],[1,1],[0,0]]]",
                                  "[[[0,0],[1e,0],[1,1],[0,0]]]",
                                  "[[[0,0],[1e999,0],[1,1],[0,0]]]",
                                  "[[[-0,0],[1,0],[1,1],[-0,0]]]",
                                  "[[[0,0],[NaN,0],[1,1],[0,0]]]",
                                  "[[[0,0],[\"1\",0],[1,1],[0,0]]]",
                                  "[[[0,0],null,[1,1],[0,0]]]",
                                  "[[[0,0],[1234567890123456789,0],[1,1],[0,0]]]",
                                  "[[[[0,0],[1,0],[1,1],[0,0]]]]",
                                  "null",
                                  "1"}) {
    INFO(coordinates);
    CHECK_FALSE(plain(polygon(coordinates)));
  }
  const std::string ring = "[[[0,0],[1,0],[1,1],[0,0]]]";
  for (const std::string& geometry :
       {std::string(R"({"type":"Point","coordinates":[0,0]})"), "{}" + ring, ring,
        std::string("nul"), R"({"type":"Polygon","coordinates":)" + ring + R"(,"bbox":[0,0,1,1]})",
        R"({"type":"Polygon","coordinates":)" + ring + R"(,"coordinates":)" + ring + "}",
        R"({"type":"Polygon","type":"Polygon","coordinates":)" + ring + "}",
        R"({"coordinates":)" + ring + "}", std::string(R"({"type":"Polygon"})"),
        R"({"type":"P\u006flygon","coordinates":)" + ring + "}",
        R"(null,"Geometry":{"type":"Polygon","coordinates":)" + ring + "}",
        std::string(R"(null,"FEATURES":[])"),
        R"(null,"geometry":{"type":"Polygon","coordinates":)" + ring + "}"}) {
    INFO(geometry);
    CHECK_FALSE(plain(shape_of(geometry)));
  }
  const std::string whole = polygon(ring);
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(plain(whole.substr(0, size)));
  CHECK_FALSE(plain(whole + "}"));
  CHECK_FALSE(plain("\xEF\xBB\xBF" + whole));
  CHECK_FALSE(plain(R"({"features":[{"geometry":null}],"type":"FeatureCollection"})"));
  CHECK_FALSE(plain(R"({"type":"FeatureCollection","features":[]})"));
  CHECK_FALSE(plain_geojson(whole, [](std::size_t) { return false; }));
}

// ---- beside GDAL's own reading ----

// The same bytes in a file whose name says nothing: GDAL reads all of it.
Result<AreasRead> read_by_gdal(const TestFolder& folder, const std::string& bytes) {
  put_bytes(folder / "a", bytes);
  return read_and_audited({.dataset = (folder / "a").string()});
}

void check_same(const TestFolder& folder, const std::string& bytes) {
  INFO(bytes);
  const auto ours = read(folder, bytes);
  const auto gdals = read_by_gdal(folder, bytes);
  INFO((ours ? "" : ours.error().message));
  INFO((gdals ? "" : gdals.error().message));
  REQUIRE(ours.has_value() == gdals.has_value());
  if (!ours) {
    CHECK(ours.error().code == gdals.error().code);
    return;
  }
  CHECK(ours->areas.codes == gdals->areas.codes);
  CHECK(ours->areas.names == gdals->areas.names);
  CHECK(ours->warnings == gdals->warnings);
  CHECK(ours->crs.definition == gdals->crs.definition);
  CHECK(ours->crs.source == gdals->crs.source);
  CHECK(ours->files.front().sha256 == gdals->files.front().sha256);
  REQUIRE(ours->areas.shapes.size() == gdals->areas.shapes.size());
  for (std::size_t i = 0; i < ours->areas.shapes.size(); ++i) {
    const auto& a = ours->areas.shapes[i];
    const auto& b = gdals->areas.shapes[i];
    REQUIRE(a.size() == b.size());
    for (std::size_t p = 0; p < a.size(); ++p) {
      CHECK(a[p].outer == b[p].outer);
      CHECK(a[p].holes == b[p].holes);
    }
  }
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }

  std::string layer() {
    Names features(1 + below(4));
    for (std::string& one : features) one = feature();
    std::string text = R"({"type":"FeatureCollection",)";
    if (below(3) == 0) text += R"("name":"wards",)";
    if (below(3) == 0) {
      text += R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)";
    }
    text += R"("features":[)";
    for (const std::string& one : features) text += (&one == &features.front() ? "" : ", ") + one;
    return text + "]}";
  }

 private:
  std::string number(double from, double width) {
    const double value = from + width * std::uniform_real_distribution<double>()(random_);
    constexpr std::array formats = {"{:.6f}", "{:.17g}", "{:.3e}", "{:.0f}", "{:.15g}"};
    return fmt::format(fmt::runtime(formats[below(formats.size())]), value);
  }

  std::string ring(double x, double y, double side) {
    Names points(3 + below(4));
    for (std::string& p : points) {
      p = "[" + number(x, side) + "," + number(y, side) +
          (has_heights_ && below(9) == 0 ? ",1.5]" : "]");
    }
    points.push_back(points.front());
    std::string text = "[";
    for (const std::string& p : points) text += (&p == &points.front() ? "" : ",") + p;
    return text + "]";
  }

  std::string rings() {
    const double x = -5.0 + 0.25 * static_cast<double>(below(20));
    const double y = 50.0 + 0.25 * static_cast<double>(below(20));
    std::string text = "[" + ring(x, y, 0.2);
    if (below(3) == 0) text += "," + ring(x + 0.05, y + 0.05, 0.05);
    return text + "]";
  }

  std::string feature() {
    constexpr std::array values = {"1",
                                   "2.5",
                                   "true",
                                   "null",
                                   "\"12\"",
                                   "\"2020-01-01\"",
                                   "\"caf\xC3\xA9 \\\"x\\\"\"",
                                   "[1,2]",
                                   "{\"geometry\":null}",
                                   "1e3",
                                   "12345678901"};
    std::string text = R"({"type":"Feature",)";
    if (below(4) == 0) text += fmt::format(R"("id":{},)", below(2) == 0 ? "7" : "\"x\"");
    text += fmt::format(R"("properties":{{"code":"A{}","value":{}}},)", number_++,
                        values[below(values.size())]);
    if (below(12) == 0) return text + R"("geometry":null})";
    if (below(15) == 0) return text + R"("geometry":{"type":"Point","coordinates":[0,51]}})";
    if (below(3) != 0)
      return text + R"("geometry":{"type":"Polygon","coordinates":)" + rings() + "}}";
    return text + R"("geometry":{"type":"MultiPolygon","coordinates":[)" + rings() + "," + rings() +
           "]}}";
  }

  std::mt19937 random_;
  bool has_heights_ = below(6) == 0;  // these GDAL reads
  std::size_t number_ = 0;
};

TEST_CASE("plain_geojson: what GDAL reads of the same text, whole and damaged", "[property]") {
  const TestFolder folder;
  std::size_t plain_ones = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Maker maker(seed);
    const std::string text = maker.layer();
    if (plain(text)) ++plain_ones;
    check_same(folder, text);
    std::string damaged = text;
    constexpr std::string_view bytes = "{}[],:\"\\0-.en \x92";
    for (std::size_t times = 1 + maker.below(2); times > 0; --times) {
      const std::size_t at = maker.below(damaged.size());
      switch (maker.below(3)) {
        case 0:
          damaged.erase(at, 1 + maker.below(3));
          break;
        case 1:
          damaged.insert(at, 1, bytes[maker.below(bytes.size())]);
          break;
        default:
          damaged[at] = bytes[maker.below(bytes.size())];
      }
    }
    check_same(folder, damaged);
  }
  CHECK(plain_ones > 75);
}

}  // namespace plain_geojson_test
}  // namespace hotward::io
