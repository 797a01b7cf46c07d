#include "engine/io/layers/write_layer.hpp"

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/layers/csv_writer.hpp"
#include "engine/io/layers/gdal_formats.hpp"
#include "engine/io/layers/geojson.hpp"
#include "engine/io/layers/layer_files.hpp"
#include "engine/io/layers/manifest.hpp"
#include "engine/io/layers/workbook_layer.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* columnar_advice =
    " (GeoParquet and Arrow are read where GDAL has their drivers, not written: write .gpkg, which "
    "ogr2ogr, GeoPandas and DuckDB turn into them)";

bool style_beside(LayerFormat format) {
  return format == LayerFormat::geojson || format == LayerFormat::shapefile ||
         format == LayerFormat::flatgeobuf;
}

// Files of an earlier output that would be read together with the new one.
std::vector<std::string> stale_files(const fs::path& path, LayerFormat format) {
  const std::string stem = path.stem().string();
  std::vector<std::string> names;
  if (style_beside(format)) names.push_back(stem + ".qml");
  if (format == LayerFormat::shapefile) {
    for (const char* extension : {".sbn", ".sbx", ".shp.xml", ".idm", ".ind", ".atx"}) {
      names.push_back(stem + extension);
    }
  }
  if (format == LayerFormat::geopackage) {
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
      names.push_back(path.filename().string() + suffix);
    }
  }
  return names;
}

Result<LayerWritten> write_one(const fs::path& path, table::LayerRows& rows,
                               const table::Provenance& provenance) {
  const auto silent = [&](const Result<void>& written) -> Result<LayerWritten> {
    if (!written) return fail(written.error());
    return LayerWritten{rows.size(), {}};
  };
  switch (*format_of(path)) {
    case LayerFormat::geojson:
      return silent(write_geojson(path, rows));
    case LayerFormat::shapefile:
      return write_shapefile(path, rows);
    case LayerFormat::geopackage:
      return write_geopackage(path, {&rows}, provenance);
    case LayerFormat::flatgeobuf:
      return write_flatgeobuf(path, rows);
    case LayerFormat::csv:
      return silent(write_csv(path, rows));
    case LayerFormat::xlsx:
      return write_workbook(path, rows, WorkbookFormat::xlsx);
    case LayerFormat::ods:
      return write_workbook(path, rows, WorkbookFormat::ods);
  }
  return LayerWritten{};
}

}  // namespace

const std::string& layer_extensions() {
  static const std::string text = ".geojson .shp .gpkg .fgb .csv .xlsx .ods";
  return text;
}

std::optional<LayerFormat> format_of(const fs::path& path) {
  const std::string extension = lower_case(path.extension().string());
  if (extension == ".geojson") return LayerFormat::geojson;
  if (extension == ".shp") return LayerFormat::shapefile;
  if (extension == ".gpkg") return LayerFormat::geopackage;
  if (extension == ".fgb") return LayerFormat::flatgeobuf;
  if (extension == ".csv") return LayerFormat::csv;
  if (extension == ".xlsx") return LayerFormat::xlsx;
  if (extension == ".ods") return LayerFormat::ods;
  return {};
}

Result<void> check_layer_path(const fs::path& path) {
  if (format_of(path)) return {};
  if (path == "-") {
    return fail(ErrorCode::usage,
                "-o -: a layer cannot go to standard output; name a file, such as wards.gpkg");
  }
  const std::string extension = path.extension().string();
  const bool columnar = lower_case(extension) == ".parquet" || lower_case(extension) == ".arrow" ||
                        lower_case(extension) == ".feather";
  return fail(ErrorCode::usage,
              fmt::format("{}: no format has the extension '{}'; there are {}{}", path.string(),
                          extension, layer_extensions(), columnar ? columnar_advice : ""));
}

fs::path style_file(const fs::path& path) {
  const auto format = format_of(path);
  if (format && !style_beside(*format)) return {};
  return fs::path(path).replace_extension(".qml");
}

Result<LayerWritten> write_layer_files(const fs::path& path, table::LayerRows& rows,
                                       const table::Provenance& provenance) {
  auto written = write_one(path, rows, provenance);
  const std::string& qml = rows.head().style_qml;
  if (!written || qml.empty() || !style_beside(*format_of(path))) return written;
  const auto style = write_bytes(style_file(path), qml);
  if (!style) return fail(style.error());
  return written;
}

Result<LayerFile> make_layer(const fs::path& path, const table::Layer& layer,
                             const WriteOptions& options, std::vector<UnfinishedOutput>& outputs) {
  table::HeldRows rows(layer);
  return make_layer(path, rows, options, outputs);
}

Result<LayerFile> make_layer(const fs::path& path, table::LayerRows& rows,
                             const WriteOptions& options, std::vector<UnfinishedOutput>& outputs) {
  const table::Layer& layer = rows.head();
  expect_sound(layer);
  if (const auto known = check_layer_path(path); !known) return fail(known.error());
  const LayerFormat format = *format_of(path);
  const bool shapes = !std::holds_alternative<std::monostate>(layer.geometry);
  if (!shapes && (format == LayerFormat::shapefile || format == LayerFormat::flatgeobuf)) {
    return fail(ErrorCode::usage,
                fmt::format("{}: {} is a table without shapes; write it as .csv or .xlsx",
                            path.string(), layer.name));
  }
  if (const auto free = check_free(path, options.overwrite); !free) return fail(free.error());
  if (const auto apart = check_no_input(path, options.provenance); !apart) {
    return fail(apart.error());
  }
  auto unfinished = UnfinishedOutput::beside(path);
  if (!unfinished) return fail(unfinished.error());
  const fs::path inside = unfinished->folder() / path.filename();
  auto written =
      unless_stopped([&] { return write_layer_files(inside, rows, options.provenance); });
  if (!written) return naming(path, written.error());
  const auto manifest = write_bytes(fs::path(inside).replace_extension(".manifest.json"),
                                    manifest_json(options.provenance));
  if (!manifest) return naming(path, manifest.error());
  unfinished->takes_along(stale_files(path, format));
  outputs.push_back(std::move(*unfinished));
  for (std::string& warning : written->warnings)
    warning = path.filename().string() + ": " + warning;
  return LayerFile{path, written->features, std::move(written->warnings)};
}

Result<LayerFile> write_layer(const fs::path& path, const table::Layer& layer,
                              const WriteOptions& options) {
  return made_together(options.overwrite, [&](std::vector<UnfinishedOutput>& outputs) {
    return make_layer(path, layer, options, outputs);
  });
}

}  // namespace hotward::io
