// naive_join: what a careful programmer writes with two good libraries, to be measured against.
//
//   naive_join INCIDENTS.csv AREAS
//
// GDAL's CSV driver reads the rows, OGR projects them to the areas' system, an STRtree of GEOS
// finds candidates and a prepared polygon decides. Prints counts per area.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <geos_c.h>
#include <ogrsf_frmts.h>

namespace {

struct Area {
  std::string code;
  GEOSGeometry* shape;
  const GEOSPreparedGeometry* prepared;
  long count = 0;
};

struct Question {
  GEOSContextHandle_t geos;
  GEOSGeometry* point;
  Area* found;
};

void test_candidate(void* item, void* data) {
  auto* question = static_cast<Question*>(data);
  auto* area = static_cast<Area*>(item);
  if (question->found == nullptr &&
      GEOSPreparedCovers_r(question->geos, area->prepared, question->point) == 1) {
    question->found = area;
  }
}

std::vector<Area> read_areas(GEOSContextHandle_t geos, OGRLayer& layer) {
  std::vector<Area> areas;
  for (auto& feature : layer) {
    OGRGeometry* geometry = feature->GetGeometryRef();
    std::vector<unsigned char> wkb(geometry->WkbSize());
    geometry->exportToWkb(wkbNDR, wkb.data());
    GEOSGeometry* shape = GEOSGeomFromWKB_buf_r(geos, wkb.data(), wkb.size());
    areas.push_back({feature->GetFieldAsString(0), shape, GEOSPrepare_r(geos, shape)});
  }
  return areas;
}

void quiet(const char* /*format*/, ...) {}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: naive_join INCIDENTS.csv AREAS\n", stderr);
    return 2;
  }
  GDALAllRegister();
  GEOSContextHandle_t geos = initGEOS_r(quiet, quiet);
  GDALDatasetUniquePtr boundaries(GDALDataset::Open(argv[2], GDAL_OF_VECTOR));
  GDALDatasetUniquePtr incidents(GDALDataset::Open(argv[1], GDAL_OF_VECTOR));
  if (!boundaries || !incidents) return 1;
  OGRLayer& layer = *boundaries->GetLayer(0);
  std::vector<Area> areas = read_areas(geos, layer);
  GEOSSTRtree* tree = GEOSSTRtree_create_r(geos, 10);
  for (Area& area : areas) GEOSSTRtree_insert_r(geos, tree, area.shape, &area);

  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference target(*layer.GetSpatialRef());
  target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRCoordinateTransformation* transform = nullptr;
  if (!wgs84.IsSame(&target)) transform = OGRCreateCoordinateTransformation(&wgs84, &target);

  OGRLayer& rows = *incidents->GetLayer(0);
  const int lon = rows.GetLayerDefn()->GetFieldIndex("Longitude");
  const int lat = rows.GetLayerDefn()->GetFieldIndex("Latitude");
  long read = 0;
  long outside = 0;
  for (auto& row : rows) {
    ++read;
    const char* lon_text = row->GetFieldAsString(lon);
    if (*lon_text == '\0') continue;
    double x = std::strtod(lon_text, nullptr);
    double y = std::strtod(row->GetFieldAsString(lat), nullptr);
    if (transform != nullptr && !transform->Transform(1, &x, &y)) continue;
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(geos, x, y);
    Question question{geos, point, nullptr};
    GEOSSTRtree_query_r(geos, tree, point, test_candidate, &question);
    if (question.found != nullptr)
      ++question.found->count;
    else
      ++outside;
    GEOSGeom_destroy_r(geos, point);
  }
  std::printf("read %ld outside %ld\n", read, outside);
  for (const Area& area : areas) std::printf("%s %ld\n", area.code.c_str(), area.count);
  return 0;
}
