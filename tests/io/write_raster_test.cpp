#include "engine/io/layers/write_raster.hpp"

#include <cmath>
#include <string>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "engine/io/files/gdal_handles.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace write_raster_test {

// 700 x 520 cells: more than one tile, so that there are overviews.
table::Raster raster() {
  table::Raster r;
  r.name = "density";
  r.title = "ASB incidents per km²";
  r.description = "quartic kernel, 300 m";
  r.unit = "incidents per km²";
  r.low = {566'000.0, 158'000.0};
  r.cell_m = 50.0;
  r.columns = 700;
  r.rows = 520;
  for (std::size_t i = 0; i < r.columns * r.rows; ++i) {
    r.values.push_back(i % 7 == 0 ? std::nan("") : 0.25 * static_cast<double>(i % 1000));
  }
  r.style_qml = "<qgis/>";
  return r;
}

WriteOptions options() {
  WriteOptions o;
  o.provenance.version = "0.0.0";
  o.provenance.command_line = "hotward density";
  return o;
}

TEST_CASE("write_raster: read again, the same values in the same places", "[property]") {
  const TestFolder folder;
  const table::Raster written = raster();
  const auto file = write_raster(folder / "density.tif", written, options());
  REQUIRE(file);
  CHECK(folder.names() ==
        std::vector<std::string>{"density.manifest.json", "density.qml", "density.tif"});
  const Dataset dataset{static_cast<GDALDataset*>(GDALOpenEx(
      (folder / "density.tif").string().c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr))};
  REQUIRE(dataset);
  double transform[6];
  REQUIRE(dataset->GetGeoTransform(transform) == CE_None);
  CHECK(transform[0] == 566'000.0);
  CHECK(transform[1] == 50.0);
  CHECK(transform[3] == 158'000.0 + 520 * 50.0);
  CHECK(transform[5] == -50.0);
  CHECK(std::string(dataset->GetSpatialRef()->GetAuthorityCode(nullptr)) == "27700");
  GDALRasterBand* band = dataset->GetRasterBand(1);
  CHECK(band->GetNoDataValue() == raster_no_data);
  CHECK(std::string(band->GetDescription()) == written.title);
  CHECK(std::string(band->GetUnitType()) == written.unit);
  CHECK(band->GetOverviewCount() > 0);
  int block_width = 0;
  int block_height = 0;
  band->GetBlockSize(&block_width, &block_height);
  CHECK(block_width == 256);
  const char* layout = dataset->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE");
  REQUIRE(layout != nullptr);
  CHECK(std::string(layout) == "COG");
  std::vector<double> row(written.columns);
  for (std::size_t r = 0; r < written.rows; ++r) {
    REQUIRE(band->RasterIO(GF_Read, 0, static_cast<int>(written.rows - 1 - r), 700, 1, row.data(),
                           700, 1, GDT_Float64, 0, 0, nullptr) == CE_None);
    for (std::size_t c = 0; c < written.columns; ++c) {
      const double expected = std::isnan(written.at(r, c)) ? raster_no_data : written.at(r, c);
      REQUIRE(row[c] == expected);  // quarters are exact in 32 bits
    }
  }
}

TEST_CASE("write_raster: the same raster gives the same bytes", "[property]") {
  const TestFolder folder;
  REQUIRE(write_raster(folder / "a.tif", raster(), options()));
  REQUIRE(write_raster(folder / "b.tif", raster(), options()));
  CHECK(bytes_of(folder / "a.tif") == bytes_of(folder / "b.tif"));
  CHECK_FALSE(bytes_of(folder / "a.tif").empty());
}

TEST_CASE("write_raster: one cell, and a raster without data", "[edge]") {
  const TestFolder folder;
  table::Raster small = raster();
  small.columns = 1;
  small.rows = 1;
  small.values = {3.0};
  CHECK(write_raster(folder / "one.tif", small, options()));
  small.values = {std::nan("")};
  small.style_qml.clear();
  CHECK(write_raster(folder / "none.tif", small, options()));
}

TEST_CASE("write_raster: says why it cannot, and leaves nothing behind", "[error]") {
  const TestFolder folder;
  const auto wrong = write_raster(folder / "density.png", raster(), options());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::usage);
  const auto missing = write_raster(folder / "no" / "density.tif", raster(), options());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::cannot_write);
  CHECK(folder.names().empty());

  put_bytes(folder / "density.tif", "mine");
  const auto there = write_raster(folder / "density.tif", raster(), options());
  REQUIRE_FALSE(there);
  CHECK(there.error().code == ErrorCode::already_exists);
  CHECK(bytes_of(folder / "density.tif") == "mine");
  WriteOptions over = options();
  over.overwrite = true;
  CHECK(write_raster(folder / "density.tif", raster(), over));
  CHECK(is_raster_path("x.TIF"));
  CHECK_FALSE(is_raster_path("x.gpkg"));
}

}  // namespace write_raster_test
}  // namespace hotward::io
