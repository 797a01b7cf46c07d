// Small layers with every kind of column and every kind of shape.
#pragma once

#include <limits>

#include "engine/io/layers/write_layer.hpp"
#include "engine/table/layer.hpp"

namespace hotward::io {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

inline geometry::MultiPolygon square(double x, double y, double side) {
  return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

/// Three rows: plain values, awkward ones, undefined ones.
inline std::vector<table::Column> test_columns() {
  using namespace std::chrono;
  return {
      {"area_code", "", "code", table::Column::Texts{"E1", "E2", "E3"}},
      {"area_name", "", "name", table::Column::Texts{"St Mary’s & \"Island\", Kent", "=1+1", ""}},
      {"count", "incidents", "incidents",
       table::Column::Integers{6023, -9007199254740993, table::null_integer}},
      {"rate_1k", "per 1,000", "rate", table::Column::Reals{1.0 / 3.0, 22.0, nan}},
      {"gi_p", "1", "chance", table::Column::Reals{1e-6 / 3.0, -0.0, nan}},
      {"start", "", "first day",
       table::Column::Days{sys_days{2019y / 4 / 1}, sys_days{1999y / 12 / 31}, table::null_day}},
  };
}

inline table::Layer test_layer() {
  table::Layer layer;
  layer.name = "wards";
  layer.title = "Wards by ASB";
  layer.description = "A test of everything";
  layer.columns = test_columns();
  // A square with a hole, one of two parts, one alone; near Chatham.
  geometry::MultiPolygon holed = square(575000, 167000, 1000);
  holed.front().holes.push_back(
      {{575400, 167400}, {575400, 167600}, {575600, 167600}, {575600, 167400}});
  geometry::MultiPolygon parts = square(577000, 167000, 500);
  parts.push_back(square(578000, 168000, 250).front());
  layer.geometry = table::Shapes::List{holed, parts, square(579000, 169000, 100)};
  layer.style_qml = "<qgis version=\"3.22.16\"><renderer-v2 type=\"singleSymbol\"/></qgis>\n";
  return layer;
}

inline table::Layer test_points() {
  table::Layer layer = test_layer();
  layer.name = "incidents";
  layer.title = "Incidents";
  layer.geometry = table::Layer::Points{{575801.25, 167303.5}, {576000, 168000}, {577000, 169000}};
  layer.style_qml.clear();
  return layer;
}

inline table::Layer test_table() {
  table::Layer layer = test_points();
  layer.name = "bands";
  layer.title = "Bands";
  layer.geometry = std::monostate{};
  return layer;
}

inline WriteOptions options() {
  WriteOptions result;
  result.provenance.version = "0.1.0";
  result.provenance.command_line = "hotward rank in.csv -o wards.geojson";
  result.provenance.inputs = {{"in.csv", 12, std::string(64, 'a'), ""},
                              {"PG:crime", 0, "", "a database has no bytes to hash"}};
  result.provenance.crs = {"EPSG:4326", "Inverse of OSGB36 to WGS 84 (6)", 2.0, "+proj=pipeline",
                           true};
  return result;
}

}  // namespace hotward::io
