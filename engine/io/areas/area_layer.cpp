#include "engine/io/areas/area_layer.hpp"

#include <filesystem>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "engine/core/listed.hpp"
#include "engine/core/progress.hpp"
#include "engine/io/areas/plain_geojson.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/driver_choice.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/mapped_file.hpp"
#include "engine/io/files/memory_file.hpp"

namespace hotward::io {
namespace {

struct OpenedAreas {
  Dataset dataset;
  OGRLayer* layer;
  std::string name;  // of the data set, as a user would name it
};

Result<OpenedAreas> open_one(const std::string& name, const std::string& layer) {
  auto dataset = open_vector(name);
  if (!dataset) return fail(dataset.error());
  if (EQUAL((*dataset)->GetDriverName(), "CSV")) {
    const auto sound = check_read_elsewhere((*dataset)->GetDescription(), name);
    if (!sound) return fail(sound.error());
  }
  const auto found = polygon_layer(**dataset, name, layer);
  if (!found) return fail(found.error());
  return OpenedAreas{std::move(*dataset), *found, name};
}

// An archive or a folder may hold a table of names, a guide and points beside the polygons: the
// only layer of polygons is meant, wherever in it it lies.
Result<OpenedAreas> open_areas(const AreaSource& source) {
  auto opened = open_one(source.dataset, source.layer);
  const bool is_open = !opened && (opened.error().code == ErrorCode::wrong_format ||
                                   opened.error().code == ErrorCode::no_such_file);
  if (!is_open) return opened;
  constexpr std::size_t most = 100;  // each is opened
  const std::vector<std::string> members = shapes_within(source.dataset);
  if (members.empty() || members.size() > most) return opened;
  std::vector<std::string> names;
  for (const std::string& member : members) {
    const auto one = open_one(member, source.layer);
    if (one && has_areas(*one->layer)) names.push_back(member);
    if (!one && one.error().code == ErrorCode::interrupted) return fail(one.error());
  }
  if (names.size() == 1) return open_one(names.front(), source.layer);
  if (names.empty()) return opened;
  const std::string example = names.front();
  for (std::string& name : names) name.erase(0, source.dataset.size() + 1);
  return fail(ErrorCode::wrong_format,
              fmt::format("{}: holds {} data sets ({}); name one, as {}", source.dataset,
                          names.size(), listed(names, 5), example));
}

// A pipe, too, can be called so, and is read once.
bool is_geojson_file(const std::filesystem::path& path) {
  std::error_code error;
  return (path.extension() == ".geojson" || path.extension() == ".json") &&
         std::filesystem::is_regular_file(path, error);
}

// A file of plain GeoJSON, in a fraction of the time that GDAL takes; nothing for any other, and
// where anything is at fault: then GDAL reads the file itself, and says what it is.
std::optional<AreaLayer> read_plain(const AreaSource& source) {
  if (!is_geojson_file(source.dataset)) return {};
  const MappedFile file(source.dataset);
  std::size_t released = 0;
  auto plain = plain_geojson(file.bytes(), [&](std::size_t done) {
    constexpr std::size_t step = std::size_t{4} << 20;
    if (done - released < step) return true;
    file.release(released, done);
    released = done;
    return !is_stopped();
  });
  if (!plain || file.is_broken()) return {};
  const std::string name = std::filesystem::path(source.dataset).filename().string();
  const MemoryFile rest(name, plain->rest);
  const auto opened = open_one(rest.name(), source.layer);
  if (!opened) return {};
  auto raw = read_polygons(*opened->layer, source.dataset, std::move(plain->shapes));
  if (!raw) return {};
  return AreaLayer{std::move(*raw), source.dataset, {}, {input_file(source.dataset)}};
}

}  // namespace

Result<AreaLayer> read_area_layer(const AreaSource& source) {
  AreaSource named = source;
  std::string subset;
  if (named.layer.empty()) {
    const auto qgis = qgis_source(source.dataset);
    if (!qgis) return fail(qgis.error());
    std::tie(named.dataset, named.layer) = split_suffix(source.dataset);
    if (*qgis) {
      std::tie(named.dataset, named.layer, subset) =
          std::tie((*qgis)->dataset, (*qgis)->layer, (*qgis)->subset);
    }
  }
  if (subset.empty()) {
    if (auto plain = read_plain(named)) return std::move(*plain);
  }
  const auto opened = open_areas(named);
  if (!opened) return fail(opened.error());
  OGRLayer& layer = *opened->layer;
  if (const auto kept = keep_where(layer, subset, opened->name + ": |subset=" + subset); !kept) {
    return fail(kept.error());
  }
  auto raw = read_polygons(layer, opened->name);
  if (!raw) return fail(raw.error());
  // A file's only layer is told by the file; what is called so in a database, by the table.
  const bool is_only = opened->dataset->GetLayerCount() <= 1 && !is_connection(opened->name);
  return AreaLayer{std::move(*raw), opened->name, is_only ? "" : layer.GetName(),
                   files_of(*opened->dataset, opened->name)};
}

}  // namespace hotward::io
