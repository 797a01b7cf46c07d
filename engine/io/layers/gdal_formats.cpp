#include "engine/io/layers/gdal_formats.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/counted.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/layers/field_names.hpp"
#include "engine/io/layers/ogr_layer.hpp"
#include "engine/io/layers/packed_index.hpp"
#include "engine/io/layers/verify_output.hpp"

namespace hotward::io {
namespace {

// What a .dbf could not hold, counted by column.
struct Losses {
  std::size_t cut_texts = 0;
  std::size_t small_numbers = 0;
};

void count_losses(std::vector<Losses>& losses, const table::Layer& run, const Extent& extent) {
  for (std::size_t c = 0; c < run.columns.size(); ++c) {
    const table::Column& column = run.columns[c];
    if (table::holds_texts(column)) {
      if (extent.bytes[c] <= dbf_text_bytes) continue;
      for (std::size_t row = 0; row < column.size(); ++row) {
        const bool is_cut = as_utf8(table::text_at(column, row)).size() > dbf_text_bytes;
        losses[c].cut_texts += is_cut ? 1U : 0U;
      }
    } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
      // Half a unit of the last decimal, beside a number of which six digits are to be right.
      const double least = 0.5 * std::pow(10.0, -dbf_decimals_for(extent.largest[c])) * 1e6;
      losses[c].small_numbers += static_cast<std::size_t>(std::count_if(
          reals->begin(), reals->end(), [&](double x) { return x != 0.0 && std::abs(x) < least; }));
    }
  }
}

// @param fields  the columns' names in the file
Result<std::vector<std::string>> dbf_losses(table::LayerRows& rows, const Extent& extent,
                                            const std::vector<std::string>& fields) {
  const std::vector<table::Column>& columns = rows.head().columns;
  std::vector<Losses> losses(columns.size());
  if (const auto begun = rows.restart(); !begun) return fail(begun.error());
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) break;
    count_losses(losses, **run, extent);
  }
  std::vector<std::string> words;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (losses[c].cut_texts != 0) {
      words.push_back(fmt::format("column {}: {} of {} cut to {} bytes, the most a Shapefile holds",
                                  fields[c], losses[c].cut_texts, counted(rows.size(), "text"),
                                  dbf_text_bytes));
    } else if (losses[c].small_numbers != 0) {
      const bool one = losses[c].small_numbers == 1;
      words.push_back(
          fmt::format("column {}: {} of {} numbers {} so small that {} decimals keep "
                      "fewer than 6 of {} digits",
                      fields[c], losses[c].small_numbers, rows.size(), one ? "is" : "are",
                      dbf_decimals_for(extent.largest[c]), one ? "its" : "their"));
    } else if (std::holds_alternative<table::Column::Moments>(columns[c].values)) {
      words.push_back(fmt::format(
          "column {}: written as text; a Shapefile holds dates without a time", fields[c]));
    }
  }
  return words;
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
  if (provenance.population) {
    dataset.SetMetadataItem("population", as_utf8(provenance.population->text()).c_str());
  }
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

// Of the user's own columns; that of `start` and `end` is written in the manual.
std::vector<std::string> days_with_times(const std::vector<table::Column>& columns,
                                         const std::vector<std::string>& fields) {
  std::vector<std::string> words;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!columns[c].as_given || !std::holds_alternative<table::Column::Days>(columns[c].values)) {
      continue;
    }
    words.push_back(fmt::format(
        "column {}: each date has a time of midnight; FlatGeobuf holds no dates alone", fields[c]));
  }
  return words;
}

// GDAL writes the features one by one, puts them in order and copies them to their places. What
// waits in its memory costs a fifth less than what waits in a file. Layers that are written at the
// same time wait in different folders.
std::string folder_in_memory() {
  static std::atomic<int> folders = 0;
  return fmt::format("/vsimem/hotward/{}", folders++);
}

// The mark behind the last row, 1A. GDAL would write it behind every row and go back over it for
// the next: 490,000 system calls for 120,000 cells. verify_shapefile() sees whether it is there.
void end_dbf(std::filesystem::path path) {
  std::ofstream(path.replace_extension(".dbf"), std::ios::binary | std::ios::app).put('\x1A');
}

}  // namespace

Result<LayerWritten> write_shapefile(const std::filesystem::path& path, table::LayerRows& rows) {
  const auto extent = extent_of(rows);
  if (!extent) return fail(extent.error());
  GdalMessages messages;
  auto dataset = create_dataset("ESRI Shapefile", path, {}, messages);
  if (!dataset) return fail(dataset.error());
  FieldNames fields = field_names(rows.head().columns, dbf_fields());
  const Making making{.name = path.stem().string(),
                      .options = {"ENCODING=UTF-8", "SPATIAL_INDEX=YES", "DBF_EOF_CHAR=NO",
                                  std::string("DBF_DATE_LAST_UPDATE=") + fixed_day},
                      .fields = fields.names,
                      .dbf = true};
  const auto added = add_layer(**dataset, rows, *extent, making, messages);
  if (!added) return fail(added.error());
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  end_dbf(path);
  if (const auto whole = verify_shapefile(path, rows.size()); !whole) return fail(whole.error());
  auto losses = dbf_losses(rows, *extent, fields.names);
  if (!losses) return fail(losses.error());
  append(fields.warnings, std::move(*losses));
  return LayerWritten{rows.size(), std::move(fields.warnings)};
}

std::size_t flatgeobuf_bytes(const Extent& extent) {
  const std::size_t frame = 160;  // of a feature: lengths, offsets and kinds
  const std::size_t value = 10;   // the column's number, then 8 bytes or a text's length
  return extent.with_shape * (frame + value * extent.bytes.size()) + extent.text_bytes +
         extent.points * sizeof(geometry::Point);
}

Result<LayerWritten> write_flatgeobuf(const std::filesystem::path& path, table::LayerRows& rows,
                                      std::size_t most_in_memory) {
  const auto extent = extent_of(rows);
  if (!extent) return fail(extent.error());
  GdalMessages messages;
  auto dataset = create_dataset("FlatGeobuf", path, {}, messages);
  if (!dataset) return fail(dataset.error());
  const FieldNames fields = field_names(rows.head().columns, fgb_fields());
  Making making{.name = rows.head().name,
                .options = {"SPATIAL_INDEX=YES"},
                .fields = fields.names,
                .shapes_only = true};
  if (flatgeobuf_bytes(*extent) <= most_in_memory) {
    making.options.push_back("TEMPORARY_DIR=" + folder_in_memory());
  }
  const auto added = add_layer(**dataset, rows, *extent, making, messages);
  if (!added) return fail(added.error());
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  LayerWritten written{extent->with_shape, fields.warnings};
  append(written.warnings, days_with_times(rows.head().columns, fields.names));
  if (written.features < rows.size()) {
    written.warnings.push_back(
        fmt::format("{} of {} left out: without a shape, for which FlatGeobuf has no room",
                    rows.size() - written.features, counted(rows.size(), "row")));
  }
  const auto whole = verify_flatgeobuf(path, written.features);
  if (!whole) return fail(whole.error());
  return written;
}

Result<LayerWritten> write_geopackage(const std::filesystem::path& path,
                                      const std::vector<table::LayerRows*>& layers,
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
  std::vector<PackedIndex> indexes;
  indexes.reserve(layers.size());  // none moves while its layer is written
  LayerWritten written;
  for (table::LayerRows* rows : layers) {
    const table::Layer& head = rows->head();
    FieldNames fields = field_names(head.columns, gpkg_fields());
    Making making = gpkg_making(head, std::move(fields.names));
    const auto extent = extent_of(*rows);
    if (!extent) return fail(extent.error());
    const bool shapes = !std::holds_alternative<std::monostate>(head.geometry);
    if (shapes && extent->with_shape <= PackedIndex::most_rows) {
      making.options.emplace_back("SPATIAL_INDEX=NO");
      making.index = &indexes.emplace_back(head.name, "geom");
    }
    const auto added = add_layer(**dataset, *rows, *extent, making, messages);
    if (!added) return fail(added.error());
    append(written.warnings, std::move(fields.warnings));
    written.features += rows->size();
    if (!head.style_qml.empty()) styled.push_back({&head, shapes ? "geom" : ""});
    tables.push_back({head.name, rows->size()});
  }
  if (!styled.empty()) {
    if (const auto added = add_styles(**dataset, styled, messages); !added) {
      return fail(added.error());
    }
  }
  if (const auto closed = close_dataset(*dataset, messages); !closed) return fail(closed.error());
  if (const auto packed = PackedIndex::finish(path, indexes); !packed) return fail(packed.error());
  if (const auto whole = verify_geopackage(path, tables); !whole) return fail(whole.error());
  return written;
}

}  // namespace hotward::io
