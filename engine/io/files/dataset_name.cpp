#include "engine/io/files/dataset_name.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/sha256.hpp"

namespace hotward::io {

bool path_exists(const std::string& name) {
  const GdalMessages quiet;
  VSIStatBufL status;
  return !name.empty() && VSIStatExL(opened_path(name).c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

std::pair<std::string, std::string> split_suffix(const std::string& name) {
  if (path_exists(name)) return {name, {}};
  // QGIS's way to write a layer: "file.gpkg|layername=wards".
  constexpr std::string_view qgis = "|layername=";
  if (const auto bar = name.find(qgis);
      bar != std::string::npos && path_exists(name.substr(0, bar))) {
    // A filter behind it ("|subset=") is not applied here: such a name is no file.
    const std::string layer = name.substr(bar + qgis.size());
    if (layer.find('|') == std::string::npos) return {name.substr(0, bar), layer};
  }
  // The longest part that is a file: columns and layers may have colons of their own.
  for (auto colon = name.rfind(':'); colon != std::string::npos && colon > 0;
       colon = name.rfind(':', colon - 1)) {
    if (path_exists(name.substr(0, colon))) {
      return {name.substr(0, colon), name.substr(colon + 1)};
    }
  }
  return {name, {}};
}

OGRLayer* layer_named(GDALDataset& dataset, const std::string& name) {
  std::vector<std::string> names;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    names.emplace_back(dataset.GetLayer(i)->GetName());
  }
  const auto found = same_names(names, name);
  if (found.size() == 1) return dataset.GetLayer(static_cast<int>(found.front()));
  return dataset.GetLayerByName(name.c_str());
}

bool holds_layer(const std::string& dataset, const std::string& layer) {
  const auto opened = open_vector(dataset);
  if (!opened) return false;
  const GdalMessages quiet;
  GDALDriver* driver = (*opened)->GetDriver();
  if (driver != nullptr && EQUAL(driver->GetDescription(), "CSV")) return false;
  return layer_named(**opened, layer) != nullptr;
}

table::InputFile input_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return {path, 0, {}, "not a file of its own: not hashed"};
  }
  table::InputFile file{path, std::filesystem::file_size(path, error), {}, {}};
  auto digest = sha256_of_file(path);
  if (digest) {
    file.sha256 = std::move(*digest);
  } else {
    file.note = digest.error().message;
  }
  return file;
}

std::vector<table::InputFile> files_of(GDALDataset& dataset, const std::string& name) {
  const CPLStringList list(dataset.GetFileList());
  std::vector<std::string> paths;
  for (int i = 0; i < list.Count(); ++i) paths.emplace_back(list[i]);
  if (paths.empty()) paths.push_back(name);
  std::sort(paths.begin(), paths.end());
  std::vector<table::InputFile> files;
  for (const std::string& path : paths) files.push_back(input_file(path));
  return files;
}

}  // namespace hotward::io
