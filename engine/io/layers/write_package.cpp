#include "engine/io/layers/write_package.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/files/zip.hpp"
#include "engine/io/layers/gdal_formats.hpp"
#include "engine/io/layers/layer_files.hpp"
#include "engine/io/layers/manifest.hpp"
#include "engine/io/layers/write_raster.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

struct Shelf {
  const char* folder;
  const char* extension;
  bool tables;  // takes layers without shapes too
  PackageFormat format;
};
constexpr Shelf shelves[] = {{"geojson", ".geojson", false, PackageFormat::geojson},
                             {"shapefile", ".shp", false, PackageFormat::shp},
                             {"flatgeobuf", ".fgb", false, PackageFormat::fgb},
                             {"csv", ".csv", true, PackageFormat::csv},
                             {"xlsx", ".xlsx", true, PackageFormat::xlsx},
                             {"ods", ".ods", true, PackageFormat::ods}};

bool has_format(const Package& package, PackageFormat format) {
  const bool is_shown = format == PackageFormat::gpkg && !package.project_xml.empty();
  return is_shown || is_asked_for(package, format);
}

const table::Layer& layer_for(const Package& package, const Shelf& shelf,
                              const table::Layer& layer) {
  if (shelf.format != PackageFormat::geojson) return layer;
  const auto found = std::ranges::find(package.for_geojson, layer.name, &table::Layer::name);
  return found == package.for_geojson.end() ? layer : *found;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Only what an earlier package may have left goes when a folder is replaced: --overwrite with the
// wrong folder must not cost anybody a file.
bool is_ours(const fs::directory_entry& entry, const Package& package) {
  const fs::path name = entry.path().filename();
  std::error_code error;
  if (entry.is_directory(error)) {
    const auto known = [&](const Shelf& shelf) { return name == shelf.folder; };
    if (!std::any_of(std::begin(shelves), std::end(shelves), known)) return false;
    for (const auto& file : fs::directory_iterator(entry.path(), error)) {
      if (!is_one_of(file.path().extension().string(),
                     {".geojson", ".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".fgb", ".csv",
                      ".qml", ".xlsx", ".ods"})) {
        return false;
      }
    }
    return true;
  }
  // A chart, or a raster with its style and what QGIS lays beside it (.tif.aux.xml); only beside a
  // package's other files, for a name like density_map.tif may be anybody's.
  const std::string text = name.string();
  if (text.starts_with("trend_") && text.ends_with(".svg")) {
    return fs::exists(entry.path().parent_path() / "hotspots.gpkg", error);
  }
  if (text.starts_with("density_")) {
    return fs::exists(entry.path().parent_path() / "hotspots.gpkg", error) &&
           (text.ends_with(".tif") || text.ends_with(".qml") || text.ends_with(".tif.aux.xml"));
  }
  return name.stem().string() == "hotspots" ||
         is_one_of(name.string(), {"manifest.json", "summary.json", "report.html", "README.txt"}) ||
         std::any_of(package.files.begin(), package.files.end(),
                     [&](const auto& file) { return name == file.first; });
}

Result<void> check_replaceable(const fs::path& folder, const Package& package, bool overwrite) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return {};
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorCode::already_exists, folder.string() + ": exists already, and is no folder");
  }
  if (fs::is_empty(folder, error)) return {};
  if (!overwrite) return check_free(folder, false);
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (is_ours(entry, package)) continue;
    return fail(ErrorCode::already_exists,
                fmt::format("{}: holds {}, which is none of hotward's; the folder is not replaced",
                            folder.string(), entry.path().filename().string()));
  }
  return {};
}

// One file with features: where it goes, and what came of it.
struct Job {
  fs::path name;                        // within the folder
  const table::Layer* layer = nullptr;  // neither for the GeoPackage of all layers
  const table::Raster* raster = nullptr;
  std::optional<Result<LayerWritten>> result{};
};

std::vector<Job> jobs_for(const Package& package) {
  std::vector<Job> jobs;
  if (has_format(package, PackageFormat::gpkg)) jobs.push_back({.name = "hotspots.gpkg"});
  for (const Shelf& shelf : shelves) {
    if (!has_format(package, shelf.format)) continue;
    for (const table::Layer& layer : package.layers) {
      if (!shelf.tables && std::holds_alternative<std::monostate>(layer.geometry)) continue;
      jobs.push_back({.name = fs::path(shelf.folder) / (layer.name + shelf.extension),
                      .layer = &layer_for(package, shelf, layer)});
    }
  }
  for (const table::Raster& raster : package.rasters) {
    jobs.push_back({.name = raster.name + ".tif", .raster = &raster});
  }
  return jobs;
}

Result<LayerWritten> write_all_layers(const fs::path& path, const Package& package,
                                      const table::Provenance& provenance) {
  std::deque<table::HeldRows> held;
  std::vector<table::LayerRows*> layers;
  for (const table::Layer& layer : package.layers) layers.push_back(&held.emplace_back(layer));
  return write_geopackage(path, layers, provenance);
}

Result<LayerWritten> write(const Job& job, const fs::path& folder, const Package& package,
                           const table::Provenance& provenance) {
  const fs::path path = folder / job.name;
  if (job.layer != nullptr) {
    table::HeldRows rows(*job.layer);
    return write_layer_files(path, rows, provenance);
  }
  if (job.raster == nullptr) return write_all_layers(path, package, provenance);
  if (const auto done = write_raster_files(path, *job.raster); !done) return fail(done.error());
  return LayerWritten{};
}

Result<void> write_other_files(const fs::path& folder, const Package& package, Package::Files files,
                               const table::Provenance& provenance) {
  files.insert(files.begin(), package.files.begin(), package.files.end());
  const bool has_manifest = std::any_of(
      files.begin(), files.end(), [](const auto& file) { return file.first == "manifest.json"; });
  if (!has_manifest) files.emplace_back("manifest.json", manifest_json(provenance));
  if (!package.project_xml.empty()) {
    auto project = zip_archive({{"hotspots.qgs", package.project_xml}});
    if (!project) return fail(project.error());
    files.emplace_back("hotspots.qgz", std::move(*project));
  }
  for (const auto& [name, bytes] : files) {
    if (const auto written = write_bytes(folder / name, bytes); !written) {
      return fail(written.error().code, fmt::format("{}: {}", name, written.error().message));
    }
  }
  return {};
}

void expect_sound_layers(const Package& package) {
  std::vector<std::string> names;
  for (const table::Layer& layer : package.layers) {
    expect_sound(layer);
    names.push_back(layer.name);
  }
  std::sort(names.begin(), names.end());
  HOTWARD_EXPECTS(std::adjacent_find(names.begin(), names.end()) == names.end());
}

// The hidden folder's name means nothing to the user.
Result<std::vector<LayerFile>> results(const fs::path& folder, const std::vector<Job>& jobs) {
  std::vector<LayerFile> files;
  for (const Job& job : jobs) {
    const Result<LayerWritten>& result = *job.result;
    if (!result) {
      if (result.error().code != ErrorCode::cannot_write) return fail(result.error());
      return fail(result.error().code,
                  fmt::format("{}: {}", job.name.string(), result.error().message));
    }
    LayerFile file{folder / job.name, result->features, {}};
    for (const std::string& warning : result->warnings) {
      file.warnings.push_back(job.name.string() + ": " + warning);
    }
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

bool is_asked_for(const Package& package, PackageFormat format) {
  if (!package.formats.empty()) {
    return std::ranges::find(package.formats, format) != package.formats.end();
  }
  return format != PackageFormat::xlsx && format != PackageFormat::ods;
}

Result<std::vector<LayerFile>> write_package(const fs::path& folder, const Package& package,
                                             const WriteOptions& options) {
  expect_sound_layers(package);
  // "out/" and "out" are one folder, and a link's target is what is replaced.
  std::error_code error;
  fs::path target = folder.has_filename() ? folder : folder.parent_path();
  if (fs::is_symlink(target, error)) target = fs::canonical(target, error);
  const auto replaceable = check_replaceable(target, package, options.overwrite);
  if (!replaceable) return fail(replaceable.error());
  auto unfinished = UnfinishedOutput::beside(target);
  if (!unfinished) return fail(unfinished.error());
  const fs::path inside = unfinished->folder();
  for (const Shelf& shelf : shelves) {
    if (has_format(package, shelf.format)) fs::create_directory(inside / shelf.folder, error);
  }

  std::vector<Job> jobs = jobs_for(package);
  const auto written = unless_stopped([&]() -> Result<void> {
    parallel_for(jobs.size(), [&](std::size_t i) {
      Job& job = jobs[i];
      job.result = write(job, inside, package, options.provenance);
    });
    return {};
  });
  if (!written) return fail(written.error());
  auto files = results(folder, jobs);
  if (!files) return naming(folder, files.error());
  Package::Files described;
  if (package.describe) described = package.describe(*files);
  const auto others = write_other_files(inside, package, std::move(described), options.provenance);
  if (!others) return naming(folder, others.error());
  const auto finished = unfinished->finish_folder(options.overwrite);
  if (!finished) return fail(finished.error());
  return files;
}

}  // namespace hotward::io
