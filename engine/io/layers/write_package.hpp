// write_package: a whole answer as one folder that opens with a double click and travels as it is.
//
//   hotspots.qgz    the project, where one is given
//   hotspots.gpkg   every layer in draw order, each with its style
//   geojson/  shapefile/  flatgeobuf/   every layer with shapes, each with its .qml
//   csv/            every layer
//   xlsx/  ods/     the same, where they are asked for
//   <name>.tif      every raster, each with its .qml
//   trend_<theme>.svg   charts, where there are some among the other files
//   manifest.json and whatever other files are given
//
// Each layer is written in the formats that are asked for; the GeoPackage always stands beside a
// project, which shows its layers.
//
// The folder appears whole: it is made beside its final name and renamed. The same package gives
// the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/table/layer.hpp"
#include "engine/table/raster.hpp"

namespace hotward::io {

enum class PackageFormat : std::uint8_t { gpkg, geojson, shp, fgb, csv, xlsx, ods };
inline constexpr Names<PackageFormat, 7> package_format_names{{{PackageFormat::gpkg, "gpkg"},
                                                               {PackageFormat::geojson, "geojson"},
                                                               {PackageFormat::shp, "shp"},
                                                               {PackageFormat::fgb, "fgb"},
                                                               {PackageFormat::csv, "csv"},
                                                               {PackageFormat::xlsx, "xlsx"},
                                                               {PackageFormat::ods, "ods"}}};

struct Package {
  std::vector<table::Layer> layers;    ///< draw order, top first; names all different
  std::vector<table::Raster> rasters;  ///< names all different: "density_asb"
  /// What geojson/ holds in place of the layer of that name: fewer rows.
  std::vector<table::Layer> for_geojson{};
  std::vector<PackageFormat> formats{};  ///< empty: all but xlsx and ods, which repeat csv
  std::string project_xml;  ///< becomes hotspots.qgs in hotspots.qgz; empty for no project
  /// Further files at the top of the folder, name and bytes: summary.json, report.html. A
  /// manifest.json is made from the provenance unless it is among them.
  using Files = std::vector<std::pair<std::string, std::string>>;
  Files files;
  /// Makes further such files once it is known what was written: a summary names the outputs.
  std::function<Files(const std::vector<LayerFile>&)> describe;
};

/// True where the format is asked for, or is among those that are written unasked.
[[nodiscard]] bool is_asked_for(const Package& package, PackageFormat format);

/// @return one LayerFile per layer's file and raster, paths within `folder`, in the order of the
///         list above and of the layers within. already_exists where the folder holds something,
///         unless options.overwrite, and even then where it holds a file that no package has;
///         cannot_write; interrupted. Nothing is left behind by any of them.
[[nodiscard]] Result<std::vector<LayerFile>> write_package(const std::filesystem::path& folder,
                                                           const Package& package,
                                                           const WriteOptions& options);

}  // namespace hotward::io
