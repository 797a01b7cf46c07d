#include "engine/study/findings_digest.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

#include "engine/io/files/sha256.hpp"

namespace hotward {
namespace {

// To a tenth of a metre: another version of PROJ may differ in the last digits.
void put_corner(const geometry::Point& p, std::string& text) {
  text += fmt::format("{} {};", std::llround(10.0 * p.x), std::llround(10.0 * p.y));
}

void put_shape(const geometry::Point& point, std::string& text) { put_corner(point, text); }

void put_shape(const geometry::LineString& line, std::string& text) {
  for (const geometry::Point& p : line) put_corner(p, text);
}

void put_shape(const geometry::MultiPolygon& shape, std::string& text) {
  for (const geometry::Polygon& part : shape) {
    put_shape(part.outer, text);
    for (const geometry::Ring& hole : part.holes) put_shape(hole, text);
  }
}

template <class Value>
std::string value_text(const Value& value) {
  if constexpr (std::is_same_v<Value, table::Day>) {
    return fmt::format("{}", value.time_since_epoch().count());
  } else if constexpr (std::is_same_v<Value, table::Moment>) {
    return fmt::format("{} {}", value.milliseconds, value.offset_minutes);
  } else {
    return fmt::format("{}", value);
  }
}

// With its length, so that no two lists of texts are the same.
void add_text(const std::string& text, io::Sha256& digest) {
  digest.add(fmt::format("{}:", text.size()));
  digest.add(text);
}

void add_column(const table::Column& column, io::Sha256& digest) {
  add_text(column.name, digest);
  std::visit(
      [&](const auto& values) {
        for (std::size_t row = 0; row < values.size(); ++row) {
          add_text(value_text(values[row]), digest);
        }
      },
      column.values);
}

void add_layer(const table::Layer& layer, io::Sha256& digest) {
  add_text(layer.name, digest);
  for (const table::Column& column : layer.columns) add_column(column, digest);
  const auto add = [&](const auto& shape) {
    std::string text;
    put_shape(shape, text);
    add_text(text, digest);
  };
  if (const auto* points = std::get_if<table::Layer::Points>(&layer.geometry)) {
    std::ranges::for_each(*points, add);
  } else if (const auto* lines = std::get_if<table::Layer::Lines>(&layer.geometry)) {
    std::ranges::for_each(*lines, add);
  } else if (const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry)) {
    shapes->for_each(add);
  }
}

void add_raster(const table::Raster& raster, io::Sha256& digest) {
  std::string frame =
      fmt::format("{} {} {} {} ", raster.name, raster.columns, raster.rows, raster.cell_m);
  put_corner(raster.low, frame);
  add_text(frame, digest);
  for (const double value : raster.values) add_text(value_text(value), digest);
}

}  // namespace

std::string findings_digest(const Published& findings) {
  io::Sha256 digest;
  add_text(findings->key, digest);
  add_text(findings->summary.dump(), digest);
  add_text(findings->also.dump(), digest);
  for (const table::Layer& layer : findings->layers) add_layer(layer, digest);
  for (const table::Raster& raster : findings->rasters) add_raster(raster, digest);
  return digest.digest();
}

}  // namespace hotward
