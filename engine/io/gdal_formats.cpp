#include "engine/io/gdal_formats.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/counted.hpp"
#include "engine/io/field_names.hpp"
#include "engine/io/gdal_handles.hpp"
#include "engine/io/layer_values.hpp"
#include "engine/io/ogr_layer.hpp"
#include "engine/io/verify_output.hpp"

namespace hotward::io {
namespace {

// @param fields  the columns' names in the file
std::vector<std::string> dbf_losses(const table::Layer& layer,
                                    const std::vector<std::string>& fields) {
  std::vector<std::string> losses;
  for (std::size_t c = 0; c < layer.columns.size(); ++c) {
    const table::Column& column = layer.columns[c];
    const std::string& name = fields[c];
    if (const auto* texts = std::get_if<table::Column::Texts>(&column.values)) {
      const auto cut = std::count_if(texts->begin(), texts->end(), [](const std::string& text) {
        return as_utf8(text).size() > dbf_text_bytes;
      });
      if (cut == 0) continue;
      losses.push_back(
          fmt::format("column {}: {} of {} cut to {} bytes, the most a Shapefile holds", name, cut,
                      counted(texts->size(), "text"), dbf_text_bytes));
    } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
      const int decimals = dbf_decimals_for(*reals);
      // Half a unit of the last decimal, beside a number of which six digits are to be right.
      const double least = 0.5 * std::pow(10.0, -decimals) * 1e6;
      const auto lost = std::count_if(reals->begin(), reals->end(),
                                      [&](double x) { return x != 0.0 && std::abs(x) < least; });
      if (lost == 0) continue;
      losses.push_back(
          fmt::format("column {}: {} of {} numbers are so small that {} decimals keep "
                      "fewer than 6 of their digits",
                      name, lost, reals->size(), decimals));
    } else if (std::holds_alternative<table::Column::Moments>(column.values)) {
      losses.push_back(
          fmt::format("column {}: written as text; a Shapefile holds dates without a time", name));
    }
  }
  return losses;
}

struct Styled {
  const table::Layer* layer;
  std::string geometry_column;
};

// The table in which QGIS looks for a layer's style. All 13 columns are needed (its query orders by
// update_time), the schema must be an empty text and not null, and one row a layer is the default.
Result<void> add_styles(GDALDataset& dataset, const std::vector<Styled>& styled,
                        const GdalMessages& messages) {
  CPLStringList options;
  options.SetNameValue("FID", "id");
  OGRLayer* table = dataset.CreateLayer("layer_styles", nullptr, wkbNone, options.List());
  if (table == nullptr) return write_failure(messages);
  for (const auto& [name, width] :
       std::initializer_list<std::pair<const char*, int>>{{"f_table_catalog", 256},
                                                          {"f_table_schema", 256},
                                                          {"f_table_name", 256},
                                                          {"f_geometry_column", 256},
                                                          {"styleName", 30},
                                                          {"styleQML", 0},
                                                          {"styleSLD", 0},
                                                          {"useAsDefault", 0},
                                                          {"description", 0},
                                                          {"owner", 30},
                                                          {"ui", 30},
                                                          {"update_time", 0}}) {
    OGRFieldDefn field(name, OFTString);
    field.SetWidth(width);
    if (field.GetNameRef() == std::string_view("useAsDefault")) {
      field.SetType(OFTInteger);
      field.SetSubType(OFSTBoolean);
    } else if (field.GetNameRef() == std::string_view("update_time")) {
      field.SetType(OFTDateTime);
      field.SetDefault("CURRENT_TIMESTAMP");
    }
    if (table->CreateField(&field) != OGRERR_NONE) return write_failure(messages);
  }
  for (const auto& [layer, geometry_column] : styled) {
    const Feature row{OGRFeature::CreateFeature(table->GetLayerDefn())};
    row->SetField("f_table_catalog", "");
    row->SetField("f_table_schema", "");
    row->SetField("f_table_name", layer->name.c_str());
    row->SetField("f_geometry_column", geometry_column.c_str());
    row->SetField("styleName", std::string(cut_utf8(as_utf8(layer->name), 30)).c_str());
    row->SetField("styleQML", layer->style_qml.c_str());
    row->SetField("styleSLD", "");
    row->SetField("useAsDefault", 1);
    row->SetField("description", as_utf8(layer->title).c_str());
    row->SetField("owner", "");
    row->SetField("update_time", fixed_time);
    if (table->CreateFeature(row.get()) != OGRERR_NONE) return write_failure(messages);
  }
  return {};
}

// What the same incidents in another order would change (the digests of the inputs) stands in the
// manifest beside the file, not here: a layer's bytes depend on what it shows alone.
void add_metadata(GDALDataset& dataset, const table::Provenance& provenance) {
  dataset.SetMetadataItem("program", ("hotward " + provenance.version).c_str());
  dataset.SetMetadataItem("seed", std::to_string(provenance.seed).c_str());
  dataset.SetMetadataItem("crs_operation", as_utf8(provenance.crs.name).c_str());
}

// The key and the shapes of a table stand in columns of their own, which no other may be called.
FieldRules gpkg_fields() { return {"a GeoPackage", {"fid", "geom"}, longest_name}; }
FieldRules dbf_fields() { return {"a Shapefile", {}, 10}; }
FieldRules fgb_fields() { return {"FlatGeobuf", {}, longest_name}; }

Making gpkg_making(const table::Layer& layer, std::vector<std::string> fields) {
  const std::string title = layer.title.empty() ? layer.name : layer.title;
  return {.name = layer.name,
          .options = {"FID=fid", "GEOMETRY_NAME=geom", "IDENTIFIER=" + as_utf8(title),
                      "DESCRIPTION=" + as_utf8(layer.description)},
          .fields = std::move(fields)};
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Result<LayerWritten> write_shapefile(const std::filesystem::path& path, const table::Layer& layer) {
  GdalMessages messages;
  auto dataset = create_dataset("ESRI Shapefile", path, {}, messages);
  if (!dataset) return fail(dataset.error());
  FieldNames fields = field_names(layer.columns, dbf_fields());
  const Making making{.name = path.stem().string(),
                      .options = {"ENCODING=UTF-8", "SPATIAL_INDEX=YES",
                                  std::string("DBF_DATE_LAST_UPDATE=") + fixed_day},
                      .fields = fields.names,
                      .dbf = true};
  if (const auto added = add_layer(**dataset, layer, making, messages); !added) {
    return fail(added.error());
  }
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  if (const auto whole = verify_shapefile(path, layer.size()); !whole) return fail(whole.error());
  append(fields.warnings, dbf_losses(layer, fields.names));
  return LayerWritten{layer.size(), std::move(fields.warnings)};
}

Result<LayerWritten> write_flatgeobuf(const std::filesystem::path& path,
                                      const table::Layer& layer) {
  GdalMessages messages;
  auto dataset = create_dataset("FlatGeobuf", path, {}, messages);
  if (!dataset) return fail(dataset.error());
  const FieldNames fields = field_names(layer.columns, fgb_fields());
  const Making making{.name = layer.name,
                      .options = {"SPATIAL_INDEX=YES"},
                      .fields = fields.names,
                      .shapes_only = true};
  if (const auto added = add_layer(**dataset, layer, making, messages); !added) {
    return fail(added.error());
  }
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  LayerWritten written{rows_with_shape(layer), fields.warnings};
  if (written.features < layer.size()) {
    written.warnings.push_back(
        fmt::format("{} of {} left out: without a shape, for which FlatGeobuf has no room",
                    layer.size() - written.features, counted(layer.size(), "row")));
  }
  const auto whole = verify_flatgeobuf(path, written.features);
  if (!whole) return fail(whole.error());
  return written;
}

Result<LayerWritten> write_geopackage(const std::filesystem::path& path,
                                      const std::vector<const table::Layer*>& layers,
                                      const table::Provenance& provenance) {
  // The times a GeoPackage carries would differ from run to run. Until it is renamed it is nobody's
  // file, so the safety that SQLite buys with waiting for the disk is not needed.
  const GdalOption date("OGR_CURRENT_DATE", fixed_time);
  const GdalOption journal("OGR_SQLITE_JOURNAL", "MEMORY");
  const GdalOption synchronous("OGR_SQLITE_SYNCHRONOUS", "OFF");
  GdalMessages messages;
  auto dataset = create_dataset("GPKG", path, {"VERSION=1.2"}, messages);
  if (!dataset) return fail(dataset.error());
  add_metadata(**dataset, provenance);
  std::vector<Styled> styled;
  std::vector<ExpectedTable> tables;
  LayerWritten written;
  for (const table::Layer* layer : layers) {
    FieldNames fields = field_names(layer->columns, gpkg_fields());
    const Making making = gpkg_making(*layer, std::move(fields.names));
    const auto added = add_layer(**dataset, *layer, making, messages);
    if (!added) return fail(added.error());
    append(written.warnings, std::move(fields.warnings));
    written.features += layer->size();
    const bool shapes = !std::holds_alternative<std::monostate>(layer->geometry);
    if (!layer->style_qml.empty()) styled.push_back({layer, shapes ? "geom" : ""});
    tables.push_back({layer->name, layer->size()});
  }
  if (!styled.empty()) {
    if (const auto added = add_styles(**dataset, styled, messages); !added) {
      return fail(added.error());
    }
  }
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  if (const auto whole = verify_geopackage(path, tables); !whole) return fail(whole.error());
  return written;
}

}  // namespace hotward::io
