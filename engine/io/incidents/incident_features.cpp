// Reading of data sets through GDAL: each feature becomes a row as CSV would have it, with the
// position of its point in two columns behind its own, and is decoded like any other row.
#include <algorithm>
#include <chrono>
#include <cmath>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/incidents/incident_input.hpp"
#include "engine/io/incidents/incident_sample.hpp"
#include "engine/table/moment.hpp"

namespace hotward::io {
namespace {

// Features that are decoded before they are merged.
constexpr std::size_t features_at_once = 20000;

bool has_points(OGRLayer& layer) {
  const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
  return type == wkbPoint || type == wkbMultiPoint;
}

Result<OGRLayer*> choose_layer(GDALDataset& dataset, const IncidentSource& source) {
  if (!source.layer.empty()) {
    OGRLayer* layer = layer_named(dataset, source.layer);
    if (layer != nullptr) return layer;
    std::vector<std::string> all;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
      all.emplace_back(dataset.GetLayer(i)->GetName());
    }
    return fail(ErrorCode::no_such_file,
                fmt::format("{}: no such layer{}; there are {}", source.name,
                            did_you_mean(source.layer, all), listed(all)));
  }
  if (dataset.GetLayerCount() == 1) return dataset.GetLayer(0);
  std::vector<OGRLayer*> points;
  std::vector<std::string> names;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer* layer = dataset.GetLayer(i);
    names.emplace_back(layer->GetName());
    if (has_points(*layer)) points.push_back(layer);
  }
  if (points.size() == 1) return points.front();
  if (names.empty()) return fail(ErrorCode::no_data, source.name + ": it has no layer");
  return fail(ErrorCode::usage, fmt::format("{}: which layer? Write {} with one of {}", source.name,
                                            with_layer(source.name, "LAYER"), listed(names)));
}

Result<std::string> system_of(OGRLayer& layer, const std::string& name) {
  const OGRSpatialReference* system = layer.GetSpatialRef();
  if (system == nullptr) {
    return fail(ErrorCode::wrong_format,
                name + ": its points have no coordinate system; say --crs SYSTEM");
  }
  const char* authority = system->GetAuthorityName(nullptr);
  const char* code = system->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  char* text = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  system->exportToWkt(&text, options);
  std::string wkt = text == nullptr ? "" : text;
  CPLFree(text);
  return wkt;
}

table::FieldKind kind_of(const OGRFieldDefn& field) {
  switch (field.GetType()) {
    case OFTInteger:
    case OFTInteger64:
      return table::FieldKind::integer;
    case OFTReal:
      return table::FieldKind::real;
    case OFTDate:
      return table::FieldKind::day;
    case OFTDateTime:
      return table::FieldKind::moment;
    default:
      return table::FieldKind::text;
  }
}

// As GDAL counts: 0 and 1 say nothing of an offset, 100 is UTC, each step more a quarter of an
// hour.
std::int32_t offset_of(int zone) { return zone <= 1 ? table::no_offset : (zone - 100) * 15; }

std::string time_text(const OGRFeature& feature, int field, bool day_only) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  float second = 0.0F;
  int zone = 0;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  using namespace std::chrono;
  const year_month_day named = std::chrono::year{year} / month / day;
  if (!named.ok()) return feature.GetFieldAsString(field);
  const sys_days date{named};
  if (day_only) return table::to_string(date);
  const auto time = milliseconds{date.time_since_epoch()} + hours{hour} + minutes{minute} +
                    milliseconds{std::llround(1000.0 * static_cast<double>(second))};
  return table::to_string(table::Moment{time.count(), offset_of(zone)});
}

std::string field_text(const OGRFeature& feature, int field) {
  if (feature.IsFieldSetAndNotNull(field) == FALSE) return {};
  switch (feature.GetFieldDefnRef(field)->GetType()) {
    case OFTReal:
      return fmt::format("{}", feature.GetFieldAsDouble(field));
    case OFTDate:
    case OFTDateTime:
      return time_text(feature, field, feature.GetFieldDefnRef(field)->GetType() == OFTDate);
    default:
      return feature.GetFieldAsString(field);
  }
}

bool is_null(const OGRFeature& feature, std::size_t field) {
  return field < static_cast<std::size_t>(feature.GetFieldCount()) &&
         feature.IsFieldSetAndNotNull(static_cast<int>(field)) == FALSE;
}

// The two columns behind a feature's own. A line or an area is no place; its name says why.
void add_position(const OGRFeature& feature, SampleRow& fields) {
  const OGRGeometry* shape = feature.GetGeometryRef();
  if (shape != nullptr && wkbFlatten(shape->getGeometryType()) == wkbMultiPoint &&
      shape->toMultiPoint()->getNumGeometries() == 1) {
    shape = shape->toMultiPoint()->getGeometryRef(0);
  }
  if (shape == nullptr || shape->IsEmpty() != FALSE) {
    fields.insert(fields.end(), 2, "");
  } else if (wkbFlatten(shape->getGeometryType()) == wkbPoint) {
    fields.push_back(fmt::format("{}", shape->toPoint()->getX()));
    fields.push_back(fmt::format("{}", shape->toPoint()->getY()));
  } else {
    fields.insert(fields.end(), 2, shape->getGeometryName());  // which says why
  }
}

SampleRow fields_of(const OGRFeature& feature, bool with_position) {
  SampleRow fields;
  for (int i = 0; i < feature.GetFieldCount(); ++i) fields.push_back(field_text(feature, i));
  if (with_position) add_position(feature, fields);
  return fields;
}

// Fields as a row of CSV: nothing but a leading quote needs care, for where fields end is told
// apart. A text that is empty stands in quotes; without them it is none (RowRules::nulls).
class RowText {
 public:
  CsvRow row(const OGRFeature& feature, const SampleRow& fields) {
    text_.clear();
    ends_.assign(1, UINT32_MAX);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string& field = fields[i];
      if (field.starts_with('"') || (field.empty() && !is_null(feature, i))) {
        text_ += '"';
        for (const char c : field) text_.append(c == '"' ? 2 : 1, c);
        text_ += '"';
      } else {
        text_ += field;
      }
      ends_.push_back(static_cast<std::uint32_t>(text_.size()));
      text_ += '\n';
    }
    text_.append(csv_padding, '\0');
    return {text_.data(), ends_.data() + 1, static_cast<std::uint32_t>(fields.size())};
  }

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;  // behind one for the byte before the row
};

std::vector<SampleRow> sample_of(OGRLayer& layer, bool with_position) {
  std::vector<SampleRow> sample;
  layer.ResetReading();
  while (sample.size() < csv_sample_rows) {
    const Feature feature(layer.GetNextFeature());
    if (!feature) break;
    sample.push_back(fields_of(*feature, with_position));
  }
  layer.ResetReading();
  return sample;
}

// The features that --where asks for, among those of a condition behind the name.
Result<void> keep_asked(IncidentInput& input, const std::string& where) {
  const std::string& subset = input.source.subset;
  const auto kept =
      keep_where(*input.layer, subset, fmt::format("{}: |subset={}", input.source.path, subset));
  if (!kept || where.empty()) return kept;
  return keep_where(*input.layer,
                    subset.empty() ? where : fmt::format("({}) AND ({})", subset, where),
                    fmt::format("--where \"{}\": {}", where, input.source.name));
}

}  // namespace

Result<void> open_dataset(IncidentInput& input, const IncidentQuery& query,
                          std::vector<std::string>& warnings) {
  const std::string& name = input.source.name;
  auto dataset = open_vector(input.source.path);
  if (!dataset) return fail(dataset.error());
  input.dataset = std::move(*dataset);
  const auto layer = choose_layer(*input.dataset, input.source);
  if (!layer) return fail(layer.error());
  input.layer = *layer;
  if (const auto kept = keep_asked(input, query.where); !kept) return kept;
  const OGRFeatureDefn& definition = *input.layer->GetLayerDefn();
  std::vector<std::string> columns;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    input.kinds.push_back(kind_of(*definition.GetFieldDefn(i)));
  }
  input.no_incidents = no_incidents_in(columns);
  if (!input.no_incidents.empty()) return {};
  const bool has_geometry = input.layer->GetGeomType() != wkbNone;
  auto layout = layout_of(columns, query, {name, has_geometry}, input);
  if (!layout) return fail(layout.error());
  input.own_columns = columns.size();
  if (!layout->x) {
    layout->own_points = true;
    layout->x = columns.size();
    layout->y = columns.size() + 1;
    layout->columns.insert(layout->columns.end(), {"its points' x", "its points' y"});
    if (layout->crs.empty()) {
      const auto system = system_of(*input.layer, name);
      if (!system) return fail(system.error());
      layout->crs = *system;
    }
  }
  const bool with_position = layout->columns.size() > columns.size();
  const SampleQuestion question{name, !query.columns.time.empty() || query.period.has_value()};
  const auto settled =
      settle_layout(*layout, sample_of(*input.layer, with_position), question, warnings);
  if (!settled) return settled;
  input.rules.layout = std::move(*layout);
  return {};
}

Result<void> read_features(IncidentInput& input, ReadContext& context) {
  GdalMessages messages;
  RowDecoder decoder(input.rules);
  IncidentRows rows;
  RowText text;
  const bool with_position = input.rules.layout.columns.size() > input.own_columns;
  input.layer->ResetReading();
  bool more = true;
  while (more) {
    decoder.begin(rows);
    for (std::size_t i = 0; more && i < features_at_once; ++i) {
      const Feature feature(input.layer->GetNextFeature());
      more = feature != nullptr;
      if (!more) break;
      decoder.add(text.row(*feature, fields_of(*feature, with_position)), rows.lines);
      ++rows.lines;
    }
    decoder.end();
    if (const auto added = merge_run(rows, input, context); !added) return added;
    context.advance(0);
    if (const auto go_on = check_stop(); !go_on) return go_on;
  }
  if (messages.failed()) {
    return fail(damaged(input.source.name, messages));
  }
  return {};
}

}  // namespace hotward::io
