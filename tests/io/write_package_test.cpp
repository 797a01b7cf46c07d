#include "engine/io/layers/write_package.hpp"

#include <ogrsf_frmts.h>

#include "engine/io/files/gdal_handles.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace write_package_test {

using Names = std::vector<std::string>;

Package test_package() {
  Package package;
  package.layers = {test_points(), test_layer(), test_table()};
  package.project_xml = "<qgis version=\"3.22.16\"/>";
  package.files = {{"summary.json", "{}\n"}};
  return package;
}

// Every file below the folder, its path and bytes, sorted.
std::vector<std::pair<std::string, std::string>> all_files(const std::filesystem::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.emplace_back(entry.path().lexically_relative(folder).string(), bytes_of(entry.path()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST_CASE("write_package: the folder's files", "[property]") {
  const TestFolder folder;
  const auto written = write_package(folder / "out", test_package(), {});
  INFO((written ? "" : written.error().message));
  REQUIRE(written);
  Names names;
  for (const auto& [name, bytes] : all_files(folder / "out")) names.push_back(name);
  Names expected = {"csv/bands.csv",
                    "csv/incidents.csv",
                    "csv/wards.csv",
                    "flatgeobuf/incidents.fgb",
                    "flatgeobuf/wards.fgb",
                    "flatgeobuf/wards.qml",
                    "geojson/incidents.geojson",
                    "geojson/wards.geojson",
                    "geojson/wards.qml",
                    "hotspots.gpkg",
                    "hotspots.qgz",
                    "manifest.json",
                    "shapefile/incidents.cpg",
                    "shapefile/incidents.dbf",
                    "shapefile/incidents.prj",
                    "shapefile/incidents.qix",
                    "shapefile/incidents.shp",
                    "shapefile/incidents.shx",
                    "shapefile/wards.cpg",
                    "shapefile/wards.dbf",
                    "shapefile/wards.prj",
                    "shapefile/wards.qix",
                    "shapefile/wards.qml",
                    "shapefile/wards.shp",
                    "shapefile/wards.shx",
                    "summary.json"};
  CHECK(names == expected);
  CHECK(folder.names() == Names{"out"});
  REQUIRE(written->size() == 10);
  CHECK(written->front().path == folder / "out" / "hotspots.gpkg");
  CHECK(written->front().features == 9);
  CHECK(written->at(1).path == folder / "out" / "geojson/incidents.geojson");
}

TEST_CASE("write_package: the GeoPackage keeps the draw order and stores no project",
          "[property]") {
  const TestFolder folder;
  REQUIRE(write_package(folder / "out", test_package(), {}));
  const auto dataset = open_vector((folder / "out/hotspots.gpkg").string());
  REQUIRE(dataset);
  Names names;
  for (int i = 0; i < (*dataset)->GetLayerCount(); ++i) {
    names.emplace_back((*dataset)->GetLayer(i)->GetName());
  }
  CHECK(names == Names{"incidents", "wards", "bands", "layer_styles"});
  CHECK((*dataset)->GetLayerByName("layer_styles")->GetFeatureCount() == 1);
}

TEST_CASE("write_package: two packages have the same bytes, on one thread or two", "[property]") {
  const TestFolder first;
  const TestFolder second;
  REQUIRE(write_package(first / "out", test_package(), {}));
  REQUIRE(write_package(second / "out", test_package(), {}));
  const auto a = all_files(first / "out");
  const auto b = all_files(second / "out");
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    INFO(a[i].first);
    CHECK(a[i].first == b[i].first);
    CHECK((a[i].second == b[i].second));
  }
}

TEST_CASE("write_package: replaces a package when told, and nothing else ever", "[error]") {
  const TestFolder folder;
  WriteOptions over;
  over.overwrite = true;
  REQUIRE(write_package(folder / "out", test_package(), {}));
  const auto refused = write_package(folder / "out", test_package(), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::already_exists);
  CHECK(refused.error().message ==
        (folder / "out").string() + ": exists already (--overwrite replaces it)");
  CHECK(write_package(folder / "out/", test_package(), over));

  for (const char* foreign : {"notes.txt", "geojson/notes.txt", "archive/x.csv"}) {
    const auto path = folder / "out" / foreign;
    std::filesystem::create_directories(path.parent_path());
    put_bytes(path, "mine");
    const auto kept = write_package(folder / "out", test_package(), over);
    INFO(foreign);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().code == ErrorCode::already_exists);
    CHECK(bytes_of(path) == "mine");
    std::filesystem::remove(path);
    if (path.parent_path().filename() == "archive") std::filesystem::remove(path.parent_path());
  }
  put_bytes(folder / "file", "mine");
  const auto file = write_package(folder / "file", test_package(), over);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::already_exists);
  CHECK(folder.names() == Names{"file", "out"});
}

TEST_CASE("write_package: rasters stand beside the project, each with its style", "[property]") {
  const TestFolder folder;
  Package package = test_package();
  table::Raster raster;
  raster.name = "density_asb";
  raster.unit = "incidents per km²";
  raster.cell_m = 100.0;
  raster.low = {575000.0, 165000.0};
  raster.columns = 3;
  raster.rows = 2;
  raster.values = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0};
  raster.style_qml = "<qgis version=\"3.22.16\">\n</qgis>\n";
  package.rasters = {raster};
  package.describe = [](const std::vector<LayerFile>& files) -> Package::Files {
    return {{"count.txt", std::to_string(files.size()) + files.back().path.filename().string()}};
  };
  REQUIRE(write_package(folder / "a", package, {}));
  CHECK(bytes_of(folder / "a/density_asb.tif").substr(0, 2) == "II");
  CHECK(bytes_of(folder / "a/density_asb.qml") == raster.style_qml);
  CHECK(bytes_of(folder / "a/count.txt") == "11density_asb.tif");
  CHECK(bytes_of(folder / "a/summary.json") == "{}\n");
  // The folder can be replaced, rasters and all; a raster of the user's own name cannot.
  std::filesystem::remove(folder / "a/count.txt");
  package.rasters.clear();
  package.describe = nullptr;
  REQUIRE(write_package(folder / "a", package, {.overwrite = true, .provenance = {}}));
  CHECK_FALSE(std::filesystem::exists(folder / "a/density_asb.tif"));
  for (const char* mine : {"population.tif", "risk_map.tif", "density_notes.txt"}) {
    INFO(mine);
    put_bytes(folder / "a" / mine, "mine");
    CHECK_FALSE(write_package(folder / "a", package, {.overwrite = true, .provenance = {}}));
    std::filesystem::remove(folder / "a" / mine);
  }
  // A raster alone makes no package of a folder.
  std::filesystem::create_directory(folder / "maps");
  put_bytes(folder / "maps/density_people.tif", "mine");
  CHECK_FALSE(write_package(folder / "maps", package, {.overwrite = true, .provenance = {}}));
  CHECK(bytes_of(folder / "maps/density_people.tif") == "mine");
}

}  // namespace write_package_test
}  // namespace hotward::io
