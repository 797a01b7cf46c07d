// medway: the real wards beside the project, for tests of geometry and joins.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/geometry/projection.hpp"
#include "engine/table/areas.hpp"
#include "tests/support/shared.hpp"

namespace hotward {

inline geometry::Ring projected_ring(const geometry::ToNationalGrid& grid,
                                     const nlohmann::json& positions) {
  std::vector<double> xs;
  std::vector<double> ys;
  for (const auto& position : positions) {
    xs.push_back(position.at(0).get<double>());
    ys.push_back(position.at(1).get<double>());
  }
  geometry::Ring ring(xs.size());
  grid.project(xs, ys, ring);
  ring.pop_back();  // GeoJSON closes its rings
  return ring;
}

/// A GeoJSON file of polygons in longitude and latitude, projected.
/// @param code  the property that holds the code: "WD13CD"
inline table::Areas shared_areas(const std::string& relative, const std::string& code) {
  std::ifstream file(shared_path(relative));
  const nlohmann::json json = nlohmann::json::parse(file);
  const auto grid = geometry::ToNationalGrid::from("EPSG:4326");
  table::Areas areas;
  for (const auto& feature : json.at("features")) {
    const auto& shape = feature.at("geometry");
    nlohmann::json parts = shape.at("coordinates");
    if (shape.at("type") == "Polygon") parts = nlohmann::json::array({parts});
    geometry::MultiPolygon polygons;
    for (const auto& part : parts) {
      geometry::Polygon polygon;
      for (const auto& ring : part) {
        (polygon.outer.empty() ? polygon.outer : polygon.holes.emplace_back()) =
            projected_ring(*grid, ring);
      }
      polygons.push_back(std::move(polygon));
    }
    areas.shapes.push_back(std::move(polygons));
    areas.codes.push_back(feature.at("properties").at(code).get<std::string>());
    areas.names.push_back(areas.codes.back());
  }
  return areas;
}

}  // namespace hotward
