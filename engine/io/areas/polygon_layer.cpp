#include "engine/io/areas/polygon_layer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogr_geometry.h>
#include <ogrsf_frmts.h>

#include "engine/core/listed.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/utf8.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"

namespace hotward::io {
namespace {

bool is_areal(OGRwkbGeometryType type) {
  return OGR_GT_IsSubClassOf(wkbFlatten(type), wkbCurvePolygon) != FALSE ||
         OGR_GT_IsSubClassOf(wkbFlatten(type), wkbMultiSurface) != FALSE;
}

// A layer that promises nothing (GeoJSON of mixed parts) may still hold areas.
bool may_hold_areas(OGRLayer& layer) {
  const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
  return is_areal(type) || type == wkbUnknown || type == wkbGeometryCollection;
}

std::string kinds_of(GDALDataset& dataset) {
  std::string text;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer& layer = *dataset.GetLayer(i);
    const bool none = layer.GetGeomType() == wkbNone;
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", layer.GetName(),
                        none ? "no shapes" : OGRGeometryTypeToName(layer.GetGeomType()));
  }
  return text.empty() ? "it is empty, cut short or damaged" : text;
}

// What PROJ is asked for: a code where the system has one, else its whole description.
std::string system_name(const OGRSpatialReference& system) {
  const char* authority = system.GetAuthorityName(nullptr);
  const char* code = system.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  char* text = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  system.exportToWkt(&text, options);
  std::string wkt = text == nullptr ? "" : text;
  CPLFree(text);
  return wkt;
}

// The largest radius among the arcs of a shape, in the shape's own unit; 0 where it has none.
class LargestRadius final : public OGRDefaultConstGeometryVisitor {
 public:
  using OGRDefaultConstGeometryVisitor::visit;
  void visit(const OGRCircularString* arcs) override {
    for (int i = 0; i + 2 < arcs->getNumPoints(); i += 2) {
      double radius = 0.0;
      double unused[5];
      if (OGRGeometryFactory::GetCurveParameters(arcs->getX(i), arcs->getY(i), arcs->getX(i + 1),
                                                 arcs->getY(i + 1), arcs->getX(i + 2),
                                                 arcs->getY(i + 2), radius, unused[0], unused[1],
                                                 unused[2], unused[3], unused[4]) != FALSE) {
        radius_ = std::max(radius_, radius);
      }
    }
  }
  [[nodiscard]] double radius() const { return radius_; }

 private:
  double radius_ = 0.0;
};

// Into how small angles arcs are cut: a piece of angle a lies up to r a²/8 inside an arc of radius
// r. That is a millimetre here for every r up to 260 km; beyond, GDAL's smallest angle ends it, and
// it is 4 mm at 1,000 km. GDAL's own step of 4° is 3 m on a circle of 5 km.
double arc_step_degrees(const OGRGeometry& shape) {
  constexpr double most_m = 0.001;
  constexpr double metres_a_degree = 111000.0;
  constexpr double smallest = 0.01;
  constexpr double gdals_own = 4.0;
  OGREnvelope box;
  shape.getEnvelope(&box);
  const bool degrees = std::max(std::abs(box.MaxX), std::abs(box.MinX)) <= 360.0;
  LargestRadius largest;
  shape.accept(&largest);
  const double radius_m = largest.radius() * (degrees ? metres_a_degree : 1.0);
  const double step = std::sqrt(8.0 * most_m / std::max(radius_m, 1.0)) * 180.0 / std::numbers::pi;
  return std::clamp(step, smallest, gdals_own);
}

geometry::Ring ring_of(const OGRLinearRing& from) {
  geometry::Ring ring(static_cast<std::size_t>(from.getNumPoints()));
  for (int i = 0; i < from.getNumPoints(); ++i) {
    ring[static_cast<std::size_t>(i)] = {from.getX(i), from.getY(i)};
  }
  return ring;
}

void add_polygon(const OGRPolygon& from, geometry::MultiPolygon& to) {
  const OGRLinearRing* outer = from.getExteriorRing();
  if (outer == nullptr || outer->getNumPoints() == 0) return;
  geometry::Polygon polygon{ring_of(*outer), {}};
  for (int i = 0; i < from.getNumInteriorRings(); ++i) {
    polygon.holes.push_back(ring_of(*from.getInteriorRing(i)));
  }
  to.push_back(std::move(polygon));
}

// False where the geometry is no area. Curves become lines, heights go.
bool add_shape(const OGRGeometry& from, geometry::MultiPolygon& to) {
  if (from.IsEmpty()) return true;
  const bool curved = from.hasCurveGeometry(TRUE) != FALSE;
  const Geometry straight{from.getLinearGeometry(curved ? arc_step_degrees(from) : 0.0)};
  if (!straight) return false;
  const OGRwkbGeometryType type = wkbFlatten(straight->getGeometryType());
  if (type == wkbPolygon) {
    add_polygon(*straight->toPolygon(), to);
    return true;
  }
  if (!OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) return false;
  const OGRGeometryCollection& parts = *straight->toGeometryCollection();
  for (int i = 0; i < parts.getNumGeometries(); ++i) {
    if (!add_shape(*parts.getGeometryRef(i), to)) return false;
  }
  return true;
}

template <class Visit>
void for_rings(std::vector<geometry::MultiPolygon>& shapes, Visit visit) {
  for (geometry::MultiPolygon& shape : shapes) {
    for (geometry::Polygon& polygon : shape) {
      visit(polygon.outer);
      for (geometry::Ring& hole : polygon.holes) visit(hole);
    }
  }
}

// So many points at a time that all threads have some, and a country's are not held twice.
void project(const geometry::ToNationalGrid& projection,
             std::vector<geometry::MultiPolygon>& shapes) {
  constexpr std::size_t enough = std::size_t{1} << 17U;
  std::vector<geometry::Ring*> rings;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<geometry::Point> projected;
  const auto project_waiting = [&] {
    projected.resize(x.size());
    projection.project(x, y, projected);
    auto next = projected.begin();
    for (geometry::Ring* ring : rings) {
      std::copy_n(next, ring->size(), ring->begin());
      next += static_cast<std::ptrdiff_t>(ring->size());
    }
    rings.clear();
    x.clear();
    y.clear();
  };
  for_rings(shapes, [&](geometry::Ring& ring) {
    rings.push_back(&ring);
    for (const geometry::Point& p : ring) {
      x.push_back(p.x);
      y.push_back(p.y);
    }
    if (x.size() >= enough) project_waiting();
  });
  project_waiting();
}

Result<geometry::ToNationalGrid> projection_of(OGRLayer& layer, const std::string& name) {
  const OGRSpatialReference* system = layer.GetSpatialRef();
  if (system == nullptr) {
    return fail(
        ErrorCode::wrong_format,
        fmt::format("{0}: names no coordinate system; if it is the National Grid, say so with "
                    "ogr2ogr -a_srs EPSG:27700 with_crs.gpkg {0}",
                    name));
  }
  auto projection = geometry::ToNationalGrid::from(system_name(*system));
  if (!projection) {
    return fail(projection.error().code, fmt::format("{}: {}", name, projection.error().message));
  }
  return projection;
}

// What to do with a feature's shape.
using TakeShape = std::function<Result<void>(const OGRFeature&)>;

Result<void> read_features(OGRLayer& layer, const std::string& name, RawAreas& raw,
                           const TakeShape& take_shape) {
  GdalMessages messages;
  layer.ResetReading();
  while (const Feature feature{layer.GetNextFeature()}) {
    if (const auto going = check_stop(); !going) return fail(going.error());
    if (const auto taken = take_shape(*feature); !taken) return fail(taken.error());
    for (std::size_t c = 0; c < raw.columns.size(); ++c) {
      raw.values[c].emplace_back(trimmed(as_utf8(feature->GetFieldAsString(static_cast<int>(c)))));
    }
  }
  if (messages.failed()) {
    return fail(damaged(name, messages));
  }
  return {};
}

// GeoJSON that says nothing of its system is in degrees, as its standard has it; metres in it would
// be no place at all.
Result<void> expect_degrees(OGRLayer& layer, const std::string& name,
                            std::vector<geometry::MultiPolygon>& shapes) {
  const OGRSpatialReference* system = layer.GetSpatialRef();
  if (system == nullptr || system->IsGeographic() == FALSE) return {};
  std::optional<geometry::Point> wrong;
  for_rings(shapes, [&](const geometry::Ring& ring) {
    if (wrong) return;
    const auto found = std::ranges::find_if(ring, [](const geometry::Point& p) {
      return std::isfinite(p.x) && std::isfinite(p.y) &&
             !(std::abs(p.x) <= 360.0 && std::abs(p.y) <= 90.0);
    });
    if (found != ring.end()) wrong = *found;
  });
  if (!wrong) return {};
  const auto& [x, y] = *wrong;
  const bool on_grid = x >= 0.0 && x <= 700000.0 && y >= 0.0 && y <= 1300000.0;
  return fail(ErrorCode::bad_value,
              fmt::format("{0}: coordinates such as {1:.0f}, {2:.0f} are not degrees, which the "
                          "file says they are, or which GeoJSON is in where it says nothing; "
                          "{3}ogr2ogr -a_srs {4} with_crs.gpkg {0}",
                          name, x, y,
                          on_grid ? "they look like the British National Grid: say so with "
                                  : "say what they are with ",
                          on_grid ? "EPSG:27700" : "EPSG:CODE"));
}

}  // namespace

Result<OGRLayer*> polygon_layer(GDALDataset& dataset, const std::string& name,
                                const std::string& layer) {
  const GdalMessages quiet;
  std::vector<OGRLayer*> found;
  std::vector<std::string> with_areas;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer* candidate = dataset.GetLayer(i);
    if (!may_hold_areas(*candidate)) continue;
    with_areas.emplace_back(candidate->GetName());
    found.push_back(candidate);
  }
  if (!layer.empty()) {
    std::vector<OGRLayer*> named;
    for (const std::size_t i : same_names(with_areas, layer)) named.push_back(found[i]);
    found = std::move(named);
  }
  // A folder's layers come in the order of the file system.
  std::sort(with_areas.begin(), with_areas.end());
  if (with_areas.empty()) {
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: has no layer of polygons ({})", name, kinds_of(dataset)));
  }
  if (found.empty()) {
    return fail(ErrorCode::no_such_file,
                fmt::format("{}: no layer of polygons '{}'{}; there are {}", name, layer,
                            did_you_mean(layer, with_areas), listed(with_areas)));
  }
  if (found.size() > 1) {
    return fail(ErrorCode::usage,
                fmt::format("{}: has {} layers of polygons ({}); name one as {}", name,
                            found.size(), listed(with_areas), with_layer(name, "LAYER")));
  }
  return found.front();
}

bool has_areas(OGRLayer& layer) {
  if (is_areal(layer.GetGeomType())) return true;
  if (!may_hold_areas(layer)) return false;
  const GdalMessages quiet;
  layer.ResetReading();
  bool found = false;
  while (const Feature feature{layer.GetNextFeature()}) {
    const OGRGeometry* shape = feature->GetGeometryRef();
    if (shape == nullptr || shape->IsEmpty() != FALSE) continue;
    const OGRwkbGeometryType type = shape->getGeometryType();
    found = is_areal(type) || wkbFlatten(type) == wkbGeometryCollection;
    break;
  }
  layer.ResetReading();
  return found;
}

bool is_number(const OGRFieldDefn& column) {
  const OGRFieldType type = column.GetType();
  return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

namespace {

RawAreas begin_reading(OGRLayer& layer, const geometry::ToNationalGrid& projection) {
  RawAreas raw;
  raw.crs = projection.operation();
  const OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    raw.columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    raw.are_numbers.push_back(is_number(*definition.GetFieldDefn(i)));
  }
  raw.values.resize(raw.columns.size());
  return raw;
}

Result<void> end_reading(OGRLayer& layer, const std::string& name,
                         const geometry::ToNationalGrid& projection,
                         std::vector<geometry::MultiPolygon> shapes, RawAreas& raw) {
  if (shapes.empty()) return fail(ErrorCode::no_data, name + ": has no features");
  if (const auto sane = expect_degrees(layer, name, shapes); !sane) return fail(sane.error());
  project(projection, shapes);
  raw.shapes = std::move(shapes);
  return {};
}

}  // namespace

Result<RawAreas> read_polygons(OGRLayer& layer, const std::string& name) {
  const auto projection = projection_of(layer, name);
  if (!projection) return fail(projection.error());
  RawAreas raw = begin_reading(layer, *projection);
  std::vector<geometry::MultiPolygon> shapes;
  const auto take = [&](const OGRFeature& feature) -> Result<void> {
    geometry::MultiPolygon& shape = shapes.emplace_back();
    const OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr) return {};
    if (geometry->IsEmpty() == FALSE && geometry->hasCurveGeometry(TRUE) != FALSE) ++raw.curved;
    if (add_shape(*geometry, shape)) return {};
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: feature {} is a {}, not an area", name, feature.GetFID(),
                            geometry->getGeometryName()));
  };
  if (const auto all = read_features(layer, name, raw, take); !all) return fail(all.error());
  const auto ended = end_reading(layer, name, *projection, std::move(shapes), raw);
  if (!ended) return fail(ended.error());
  return raw;
}

Result<RawAreas> read_polygons(OGRLayer& layer, const std::string& name,
                               std::vector<geometry::MultiPolygon> shapes) {
  const auto projection = projection_of(layer, name);
  if (!projection) return fail(projection.error());
  RawAreas raw = begin_reading(layer, *projection);
  std::size_t features = 0;
  const auto take = [&](const OGRFeature& feature) -> Result<void> {
    const bool has_shape = features < shapes.size() && !shapes[features].empty();
    if (has_shape == (feature.GetGeometryRef() != nullptr)) {
      ++features;
      return {};
    }
    return fail(ErrorCode::wrong_format, name + ": its features are not what its text says");
  };
  if (const auto all = read_features(layer, name, raw, take); !all) return fail(all.error());
  if (features != shapes.size()) {
    return fail(ErrorCode::wrong_format, name + ": has fewer features than its text says");
  }
  const auto ended = end_reading(layer, name, *projection, std::move(shapes), raw);
  if (!ended) return fail(ended.error());
  return raw;
}

}  // namespace hotward::io
