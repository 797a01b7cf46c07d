#include "engine/io/layers/write_raster.hpp"

#include <cmath>
#include <memory>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "engine/core/check.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/layers/manifest.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const GdalMessages& messages) {
  return fail(ErrorCode::cannot_write, messages.text("GDAL gives no reason"));
}

// North first, as the format has it; rounded to what the file holds.
std::vector<float> pixels_of(const table::Raster& raster) {
  std::vector<float> pixels;
  pixels.reserve(raster.values.size());
  for (std::size_t r = raster.rows; r-- > 0;) {
    for (std::size_t c = 0; c < raster.columns; ++c) {
      const double value = raster.at(r, c);
      pixels.push_back(static_cast<float>(std::isnan(value) ? raster_no_data : value));
    }
  }
  return pixels;
}

int stop_asked(double /*share*/, const char* /*message*/, void* /*unused*/) {
  return is_stopped() ? FALSE : TRUE;
}

Result<Dataset> in_memory(const table::Raster& raster, std::vector<float>& pixels,
                          const GdalMessages& messages) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
  if (driver == nullptr) return fail(ErrorCode::unavailable, "GDAL has no MEM driver");
  const int width = static_cast<int>(raster.columns);
  const int height = static_cast<int>(raster.rows);
  Dataset dataset{driver->Create("", width, height, 1, GDT_Float32, nullptr)};
  if (!dataset) return cannot_write(messages);
  const double north = raster.low.y + static_cast<double>(raster.rows) * raster.cell_m;
  double transform[6] = {raster.low.x, raster.cell_m, 0.0, north, 0.0, -raster.cell_m};
  OGRSpatialReference system;
  if (system.importFromEPSG(27700) != OGRERR_NONE) return cannot_write(messages);
  if (dataset->SetGeoTransform(transform) != CE_None ||
      dataset->SetSpatialRef(&system) != CE_None) {
    return cannot_write(messages);
  }
  if (!raster.description.empty()) {
    dataset->SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", raster.description.c_str());
  }
  GDALRasterBand* band = dataset->GetRasterBand(1);
  band->SetNoDataValue(raster_no_data);
  band->SetDescription(raster.title.c_str());
  band->SetUnitType(raster.unit.c_str());
  if (band->RasterIO(GF_Write, 0, 0, width, height, pixels.data(), width, height, GDT_Float32, 0, 0,
                     nullptr) != CE_None) {
    return cannot_write(messages);
  }
  return dataset;
}

Result<void> create(const fs::path& path, const table::Raster& raster, std::vector<float>& pixels) {
  GdalMessages messages;
  const auto source = in_memory(raster, pixels, messages);
  if (!source) return fail(source.error());
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
  if (driver == nullptr) return fail(ErrorCode::unavailable, "GDAL has no COG driver");
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=256", "LEVEL=6",
                             "NUM_THREADS=1", "OVERVIEW_RESAMPLING=AVERAGE"}) {
    options.AddString(option);
  }
  const Dataset written{driver->CreateCopy(path.string().c_str(), source->get(), FALSE,
                                           options.List(), stop_asked, nullptr)};
  if (const auto stopped = check_stop(); !stopped) return stopped;
  if (!written || messages.failed()) return cannot_write(messages);
  return {};
}

// What GDAL writes while it closes may fail unnoticed: every pixel is read again.
Result<void> verify(const fs::path& path, const table::Raster& raster,
                    const std::vector<float>& pixels) {
  GdalMessages messages;
  const Dataset dataset{static_cast<GDALDataset*>(GDALOpenEx(
      path.string().c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr))};
  if (!dataset) return cannot_write(messages);
  const int width = dataset->GetRasterXSize();
  const int height = dataset->GetRasterYSize();
  if (width != static_cast<int>(raster.columns) || height != static_cast<int>(raster.rows)) {
    return fail(ErrorCode::cannot_write, "the file is not whole");
  }
  std::vector<float> read(pixels.size());
  if (dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, width, height, read.data(), width, height,
                                          GDT_Float32, 0, 0, nullptr) != CE_None) {
    return cannot_write(messages);
  }
  if (read != pixels) return fail(ErrorCode::cannot_write, "the file is not whole");
  return {};
}

}  // namespace

bool is_raster_path(const fs::path& path) {
  const std::string extension = lower_case(path.extension().string());
  return extension == ".tif" || extension == ".tiff";
}

Result<void> write_raster_files(const fs::path& path, const table::Raster& raster) {
  HOTWARD_EXPECTS(raster.columns > 0 && raster.rows > 0 && raster.cell_m > 0.0);
  HOTWARD_EXPECTS(raster.values.size() == raster.columns * raster.rows);
  use_gdal();
  std::vector<float> pixels = pixels_of(raster);
  if (const auto created = create(path, raster, pixels); !created) return created;
  if (const auto whole = verify(path, raster, pixels); !whole) return whole;
  if (raster.style_qml.empty()) return {};
  return write_bytes(fs::path(path).replace_extension(".qml"), raster.style_qml);
}

Result<LayerFile> make_raster(const fs::path& path, const table::Raster& raster,
                              const WriteOptions& options, std::vector<UnfinishedOutput>& outputs) {
  if (!is_raster_path(path)) {
    return fail(ErrorCode::usage, fmt::format("{}: a surface is written as .tif", path.string()));
  }
  if (const auto free = check_free(path, options.overwrite); !free) return fail(free.error());
  if (const auto apart = check_no_input(path, options.provenance); !apart) {
    return fail(apart.error());
  }
  auto unfinished = UnfinishedOutput::beside(path);
  if (!unfinished) return fail(unfinished.error());
  const fs::path inside = unfinished->folder() / path.filename();
  const auto written = write_raster_files(inside, raster);
  if (!written) return naming(path, written.error());
  const auto manifest = write_bytes(fs::path(inside).replace_extension(".manifest.json"),
                                    manifest_json(options.provenance));
  if (!manifest) return naming(path, manifest.error());
  const std::string stem = path.stem().string();
  unfinished->takes_along({stem + ".qml", path.filename().string() + ".aux.xml"});
  outputs.push_back(std::move(*unfinished));
  return LayerFile{path, 0, {}};
}

Result<LayerFile> write_raster(const fs::path& path, const table::Raster& raster,
                               const WriteOptions& options) {
  return made_together(options.overwrite, [&](std::vector<UnfinishedOutput>& outputs) {
    return make_raster(path, raster, options, outputs);
  });
}

}  // namespace hotward::io
