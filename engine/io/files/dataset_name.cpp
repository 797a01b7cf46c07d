#include "engine/io/files/dataset_name.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
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
    // More parts behind it are for qgis_source: such a name is no file.
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

namespace {

// QGIS's own keys that say how a layer is shown or opened, and not which features it has.
constexpr std::array passed_over_keys = {"geometrytype", "uniquegeometrytype", "option", "authcfg"};

std::string in_small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

Result<std::string> layer_of_number(const std::string& dataset, const std::string& number,
                                    const std::string& name) {
  const auto opened = open_vector(dataset);
  if (!opened) return fail(opened.error());
  int id = -1;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), id);
  OGRLayer* layer = read.ec == std::errc{} ? (*opened)->GetLayer(id) : nullptr;
  if (layer == nullptr) {
    return fail(ErrorCode::no_such_file, fmt::format("{}: no layer of number {}", name, number));
  }
  return std::string(layer->GetName());
}

// The names between double quotes, but for those of tables ("wards"."code").
std::vector<std::string> quoted_names(const std::string& condition) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    const char quote = condition[i];
    if (quote != '\'' && quote != '"') continue;
    const auto end = condition.find(quote, i + 1);
    if (end == std::string::npos) return names;
    const bool is_table = end + 1 < condition.size() && condition[end + 1] == '.';
    if (quote == '"' && !is_table) names.push_back(condition.substr(i + 1, end - i - 1));
    i = end;
  }
  return names;
}

// SQLite takes a quoted name for a text where no column is called so: the condition would then hold
// for all features or for none.
Result<void> check_names(OGRLayer& layer, const std::string& condition, const std::string& what) {
  std::vector<std::string> known = {layer.GetFIDColumn(), layer.GetGeometryColumn(), "fid",
                                    "rowid"};
  OGRFeatureDefn& columns = *layer.GetLayerDefn();
  for (int i = 0; i < columns.GetFieldCount(); ++i) {
    known.emplace_back(columns.GetFieldDefn(i)->GetNameRef());
  }
  for (const std::string& name : quoted_names(condition)) {
    const std::string small = in_small_letters(name);
    const auto is_it = [&](const std::string& one) { return in_small_letters(one) == small; };
    if (small.starts_with("ogr_") || std::ranges::any_of(known, is_it)) continue;
    return fail(ErrorCode::usage,
                fmt::format("{}: no column '{}'{}; a text stands between single quotes", what, name,
                            did_you_mean(name, known)));
  }
  return {};
}

}  // namespace

Result<std::optional<QgisSource>> qgis_source(const std::string& name) {
  const auto bar = name.find('|');
  if (bar == std::string::npos || path_exists(name) || !path_exists(name.substr(0, bar))) {
    return std::optional<QgisSource>{};
  }
  QgisSource source{name.substr(0, bar), {}, {}};
  std::string rest = name.substr(bar + 1);
  while (!rest.empty()) {
    const std::string key = in_small_letters(rest.substr(0, rest.find_first_of("=|")));
    const bool has_value = key.size() < rest.size() && rest[key.size()] == '=';
    std::string value = has_value ? rest.substr(key.size() + 1) : std::string{};
    // A condition may hold bars of its own, and is the last part.
    const auto end = key == "subset" ? std::string::npos : rest.find('|');
    if (end != std::string::npos && has_value)
      value = rest.substr(key.size() + 1, end - key.size() - 1);
    rest = end == std::string::npos ? std::string{} : rest.substr(end + 1);
    if (key == "layername") {
      source.layer = value;
    } else if (key == "subset") {
      source.subset = value;
    } else if (key == "layerid") {
      auto layer = layer_of_number(source.dataset, value, name);
      if (!layer) return fail(layer.error());
      source.layer = std::move(*layer);
    } else if (std::find(passed_over_keys.begin(), passed_over_keys.end(), key) ==
               passed_over_keys.end()) {
      return fail(ErrorCode::usage,
                  fmt::format("{}: '|{}=' is not understood; there are |layername=, |layerid= and "
                              "|subset=",
                              name, key));
    }
  }
  return std::optional(std::move(source));
}

Result<void> keep_where(OGRLayer& layer, const std::string& condition, const std::string& what) {
  if (condition.empty()) return {};
  if (auto known = check_names(layer, condition, what); !known) return known;
  const GdalMessages messages;
  bool is_sound = layer.SetAttributeFilter(condition.c_str()) == OGRERR_NONE;
  if (is_sound) {
    // A GeoPackage's is not looked at before the first feature is asked for.
    layer.ResetReading();
    const Feature first(layer.GetNextFeature());
    layer.ResetReading();
    is_sound = !messages.failed();
  }
  if (is_sound) return {};
  return fail(ErrorCode::usage, what + ": " + messages.text("not a condition"));
}

bool is_connection(const std::string& name) {
  const std::string prefix = in_small_letters(name.substr(0, name.find(':') + 1));
  constexpr std::array servers = {"pg:", "postgresql:", "mysql:", "mssql:"};
  return std::ranges::find(servers, prefix) != servers.end() && !path_exists(name);
}

std::string with_layer(const std::string& dataset, const std::string& layer) {
  return fmt::format("{}{}{}", dataset, is_connection(dataset) ? " tables=" : ":", layer);
}

std::string without_password(const std::string& name) {
  const auto colon = name.find(':');
  if (colon == std::string::npos || colon < 2) return name;
  const std::string small = in_small_letters(name);
  std::string shown = name;
  // "me:secret@" before the host of an address.
  if (const auto host = name.find("://"); host == colon) {
    const auto at = name.find('@', host);
    const auto secret = name.find(':', host + 3);
    if (at != std::string::npos && secret < at && name.find('/', host + 3) > at) {
      shown.replace(secret + 1, at - secret - 1, "***");
    }
    return shown;
  }
  for (const std::string_view key : {"password=", "pwd="}) {
    const auto found = small.find(key, colon);
    if (found == std::string::npos) continue;
    const auto begin = found + key.size();
    const bool quoted = begin < name.size() && name[begin] == '\'';
    const auto end = quoted ? name.find('\'', begin + 1) : name.find_first_of(" ,;", begin);
    const auto length = end == std::string::npos ? end : end - begin + (quoted ? 1 : 0);
    return shown.replace(begin, length, "***");
  }
  return shown;
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
