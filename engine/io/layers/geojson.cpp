#include "engine/io/layers/geojson.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/core/utf8.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/output_file.hpp"

namespace hotward::io {
namespace {

// Degrees times 10^7, as they will stand in the file: 180 degrees fit.
struct Position {
  std::int32_t lon = nowhere;
  std::int32_t lat = nowhere;
  static constexpr std::int32_t nowhere = INT32_MIN;

  [[nodiscard]] bool known() const { return lon != nowhere; }
};

struct Bounds {
  Position low{INT32_MAX, INT32_MAX};
  Position high{INT32_MIN, INT32_MIN};

  void add(const Position& p) {
    if (!p.known()) return;
    low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
    high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
  }
  [[nodiscard]] bool empty() const { return low.lon > high.lon; }
};

std::vector<Position> positions(const std::vector<geometry::Point>& points,
                                const geometry::ToLonLat& to_lon_lat) {
  std::vector<geometry::LonLat> degrees(points.size());
  to_lon_lat.project(points, degrees);
  std::vector<Position> result(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!std::isfinite(degrees[i].lon) || !std::isfinite(degrees[i].lat)) continue;
    result[i] = {static_cast<std::int32_t>(std::lround(degrees[i].lon * 1e7)),
                 static_cast<std::int32_t>(std::lround(degrees[i].lat * 1e7))};
  }
  return result;
}

std::vector<geometry::Point> all_vertices(const table::Layer& layer) {
  std::vector<geometry::Point> all;
  const auto add = [&](const std::vector<geometry::Point>& points) {
    all.insert(all.end(), points.begin(), points.end());
  };
  if (const auto* points = std::get_if<table::Layer::Points>(&layer.geometry)) add(*points);
  if (const auto* lines = std::get_if<table::Layer::Lines>(&layer.geometry)) {
    for (const geometry::LineString& line : *lines) add(line);
  }
  if (const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry)) {
    shapes->for_each([&](const geometry::MultiPolygon& shape) {
      for (const geometry::Polygon& polygon : shape) {
        add(polygon.outer);
        for (const geometry::Ring& hole : polygon.holes) add(hole);
      }
    });
  }
  return all;
}

// -0.1234567 from -1234567: no trailing zeros, no "-0".
void add_degrees(std::string& out, std::int32_t ten_millionths) {
  const auto size = static_cast<std::uint32_t>(std::abs(std::int64_t{ten_millionths}));
  if (ten_millionths < 0) out += '-';
  std::array<char, 12> digits;
  const auto whole = std::to_chars(digits.data(), digits.data() + digits.size(), size / 10'000'000);
  out.append(digits.data(), whole.ptr);
  std::uint32_t fraction = size % 10'000'000;
  if (fraction == 0) return;
  out += '.';
  for (std::uint32_t unit = 1'000'000; fraction > 0; unit /= 10) {
    out += static_cast<char>('0' + fraction / unit);
    fraction %= unit;
  }
}

void add_position(std::string& out, const Position& p) {
  out += '[';
  add_degrees(out, p.lon);
  out += ',';
  add_degrees(out, p.lat);
  out += ']';
}

void add_bbox(std::string& out, const Bounds& bounds) {
  out += "\"bbox\":[";
  add_degrees(out, bounds.low.lon);
  for (const std::int32_t edge : {bounds.low.lat, bounds.high.lon, bounds.high.lat}) {
    out += ',';
    add_degrees(out, edge);
  }
  out += ']';
}

void add_json_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : as_utf8(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void add_json_value(std::string& out, const table::Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    const std::int64_t value = (*integers)[row];
    if (value == table::null_integer) {
      out += "null";
    } else {
      add_integer(out, value);
    }
  } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    const std::string text = real_text(column, (*reals)[row]);
    out += text.empty() ? "null" : text;
    if (text.find_first_of(".e") == std::string::npos && !text.empty()) out += ".0";
  } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
    const table::Day day = (*days)[row];
    out += day == table::null_day ? "null" : '"' + table::to_string(day) + '"';
  } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    const table::Moment& moment = (*moments)[row];
    out += moment == table::null_moment ? "null" : '"' + table::to_string(moment, 'T') + '"';
  } else {
    const std::string_view text = table::text_at(column, row);
    if (text == table::null_text) return void(out += "null");
    add_json_text(out, text);
  }
}

// Writes one feature after the other; the positions of the layer are used up from the front.
class Features {
 public:
  Features(const table::Layer& head, std::vector<Position> vertices)
      : vertices_(std::move(vertices)) {
    for (const table::Column& column : head.columns) keys_.push_back('"' + column.name + "\":");
  }

  void add(std::string& out, const table::Layer& layer, std::size_t row) {
    out += "{\"type\":\"Feature\",";
    const std::size_t begin = next_;
    std::string shape;
    add_geometry(shape, layer, row);
    Bounds bounds;
    for (std::size_t i = begin; i < next_; ++i) bounds.add(vertices_[i]);
    const bool has_extent = !std::holds_alternative<table::Layer::Points>(layer.geometry);
    if (has_extent && !bounds.empty()) {
      add_bbox(out, bounds);
      out += ',';
    }
    out += "\"properties\":{";
    for (std::size_t c = 0; c < keys_.size(); ++c) {
      if (c > 0) out += ',';
      out += keys_[c];
      add_json_value(out, layer.columns[c], row);
    }
    out += "},\"geometry\":";
    out += shape;
    out += '}';
  }

 private:
  void add_geometry(std::string& out, const table::Layer& layer, std::size_t row) {
    if (std::holds_alternative<table::Layer::Points>(layer.geometry)) {
      const Position at = vertices_[next_++];
      if (!at.known()) return void(out += "null");
      out += R"({"type":"Point","coordinates":)";
      add_position(out, at);
    } else if (const auto* lines = std::get_if<table::Layer::Lines>(&layer.geometry)) {
      if ((*lines)[row].empty()) return void(out += "null");
      out += R"({"type":"LineString","coordinates":)";
      add_line(out, (*lines)[row].size());
    } else if (const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry)) {
      const geometry::MultiPolygon& shape = shapes->at(row, spare_);
      if (shape.empty()) return void(out += "null");
      out += shape.size() == 1 ? R"({"type":"Polygon","coordinates":)"
                               : R"({"type":"MultiPolygon","coordinates":[)";
      for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i > 0) out += ',';
        add_polygon(out, shape[i]);
      }
      if (shape.size() > 1) out += ']';
    } else {
      return void(out += "null");
    }
    out += '}';
  }

  void add_line(std::string& out, std::size_t size) {
    out += '[';
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) out += ',';
      add_position(out, vertices_[next_++]);
    }
    out += ']';
  }

  void add_polygon(std::string& out, const geometry::Polygon& polygon) {
    out += '[';
    add_ring(out, polygon.outer, true);
    for (const geometry::Ring& hole : polygon.holes) {
      out += ',';
      add_ring(out, hole, false);
    }
    out += ']';
  }

  void add_ring(std::string& out, const geometry::Ring& ring, bool anticlockwise) {
    const auto begin = vertices_.begin() + static_cast<std::ptrdiff_t>(next_);
    next_ += ring.size();
    std::vector<Position> closed(begin, begin + static_cast<std::ptrdiff_t>(ring.size()));
    if ((geometry::signed_area_m2(ring) > 0.0) != anticlockwise) {
      std::reverse(closed.begin() + 1, closed.end());
    }
    closed.push_back(closed.front());
    out += '[';
    for (std::size_t i = 0; i < closed.size(); ++i) {
      if (i > 0) out += ',';
      add_position(out, closed[i]);
    }
    out += ']';
  }

  std::vector<Position> vertices_;
  std::vector<std::string> keys_;
  std::size_t next_ = 0;
  geometry::MultiPolygon spare_;
};

// Of all rows, in their order: what the file says of its extent stands before them.
Result<std::vector<Position>> all_positions(table::LayerRows& rows) {
  const auto to_lon_lat = geometry::ToLonLat::make();
  if (!to_lon_lat) return fail(to_lon_lat.error());
  if (const auto begun = rows.restart(); !begun) return fail(begun.error());
  std::vector<Position> all;
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) return all;
    const auto more = positions(all_vertices(**run), *to_lon_lat);
    all.insert(all.end(), more.begin(), more.end());
  }
}

std::string heading(const table::Layer& head, const std::vector<Position>& vertices) {
  std::string text = "{\n\"type\":\"FeatureCollection\",\n\"name\":";
  add_json_text(text, head.name);
  if (!head.description.empty()) {
    text += ",\n\"description\":";
    add_json_text(text, head.description);
  }
  Bounds bounds;
  for (const Position& p : vertices) bounds.add(p);
  if (!bounds.empty()) {
    text += ",\n";
    add_bbox(text, bounds);
  }
  return text + ",\n\"features\":[\n";
}

}  // namespace

Result<void> write_geojson(const std::filesystem::path& path, table::LayerRows& rows) {
  auto vertices = all_positions(rows);
  if (!vertices) return fail(vertices.error());
  if (const auto begun = rows.restart(); !begun) return begun;
  OutputFile file(path);
  file.add(heading(rows.head(), *vertices));
  Features features(rows.head(), std::move(*vertices));
  std::string text;
  for (std::size_t written = 0; written < rows.size();) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) break;
    for (std::size_t row = 0; row < (*run)->size(); ++row) {
      if (row % 4096 == 0) {
        if (const auto going = check_stop(); !going) return fail(going.error());
      }
      text.clear();
      features.add(text, **run, row);
      file.add(text += ++written < rows.size() ? ",\n" : "\n");
    }
  }
  file.add("]\n}\n");
  return file.close();
}

}  // namespace hotward::io
