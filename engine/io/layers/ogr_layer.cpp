#include "engine/io/layers/ogr_layer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <string_view>

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/progress.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/layers/packed_index.hpp"

namespace hotward::io {
namespace {

constexpr int dbf_width = 24;
constexpr int dbf_decimals = 15;
constexpr int dbf_moment_bytes = 29;  // 2019-04-30 23:30:15.250+01:00

CPLStringList list(const std::vector<std::string>& options) {
  CPLStringList result;
  for (const std::string& option : options) result.AddString(option.c_str());
  return result;
}

bool is_multiple(const table::Layer::Shapes& shapes) {
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    if (shapes.part_count(row) > 1) return true;
  }
  return false;
}

OGRwkbGeometryType geometry_type(const table::Layer& head, bool multiple) {
  if (std::holds_alternative<table::Layer::Points>(head.geometry)) return wkbPoint;
  if (std::holds_alternative<table::Layer::Lines>(head.geometry)) return wkbLineString;
  if (std::holds_alternative<table::Layer::Shapes>(head.geometry)) {
    return multiple ? wkbMultiPolygon : wkbPolygon;
  }
  return wkbNone;
}

OGRLinearRing* ogr_ring(const geometry::Ring& ring) {
  auto* result = new OGRLinearRing;
  const int size = static_cast<int>(ring.size());
  result->setNumPoints(size + 1, FALSE);
  for (int i = 0; i <= size; ++i) {
    const geometry::Point& p = ring[static_cast<std::size_t>(i == size ? 0 : i)];
    result->setPoint(i, p.x, p.y);
  }
  return result;
}

Geometry ogr_polygon(const geometry::Polygon& polygon) {
  auto result = std::make_unique<OGRPolygon>();
  result->addRingDirectly(ogr_ring(polygon.outer));
  for (const geometry::Ring& hole : polygon.holes) result->addRingDirectly(ogr_ring(hole));
  return Geometry{result.release()};
}

Geometry ogr_shape(const geometry::MultiPolygon& shape, bool multiple) {
  if (!multiple) return ogr_polygon(shape.front());
  auto result = std::make_unique<OGRMultiPolygon>();
  for (const geometry::Polygon& polygon : shape) {
    result->addGeometryDirectly(ogr_polygon(polygon).release());
  }
  return Geometry{result.release()};
}

Geometry ogr_line(const geometry::LineString& line) {
  auto result = std::make_unique<OGRLineString>();
  result->setNumPoints(static_cast<int>(line.size()), FALSE);
  for (std::size_t i = 0; i < line.size(); ++i) {
    result->setPoint(static_cast<int>(i), line[i].x, line[i].y);
  }
  return Geometry{result.release()};
}

// The shape of one feature after the other; none where it has no point.
class Shapes {
 public:
  Shapes(const table::Layer& layer, bool multiple) : layer_(layer), multiple_(multiple) {}

  [[nodiscard]] bool has(std::size_t row) const {
    if (const auto* points = std::get_if<table::Layer::Points>(&layer_.geometry)) {
      return std::isfinite((*points)[row].x) && std::isfinite((*points)[row].y);
    }
    if (const auto* lines = std::get_if<table::Layer::Lines>(&layer_.geometry)) {
      return !(*lines)[row].empty();
    }
    const auto* shapes = std::get_if<table::Layer::Shapes>(&layer_.geometry);
    return shapes != nullptr && shapes->part_count(row) > 0;
  }

  [[nodiscard]] Geometry at(std::size_t row) {
    if (!has(row)) return nullptr;
    if (const auto* points = std::get_if<table::Layer::Points>(&layer_.geometry)) {
      return Geometry{new OGRPoint((*points)[row].x, (*points)[row].y)};
    }
    if (const auto* lines = std::get_if<table::Layer::Lines>(&layer_.geometry)) {
      return ogr_line((*lines)[row]);
    }
    const auto& shapes = std::get<table::Layer::Shapes>(layer_.geometry);
    return ogr_shape(shapes.at(row, spare_), multiple_);
  }

 private:
  const table::Layer& layer_;
  bool multiple_;
  geometry::MultiPolygon spare_;
};

void set_dbf_width(OGRFieldDefn& field, const table::Column& column, const Extent& extent,
                   std::size_t c) {
  if (table::holds_texts(column)) {
    field.SetWidth(static_cast<int>(std::clamp(extent.bytes[c], std::size_t{1}, dbf_text_bytes)));
  } else if (std::holds_alternative<table::Column::Reals>(column.values)) {
    field.SetWidth(dbf_width);
    field.SetPrecision(dbf_decimals_for(extent.largest[c]));
  } else if (std::holds_alternative<table::Column::Moments>(column.values)) {
    field.SetWidth(dbf_moment_bytes);
  }
}

OGRFieldType field_type(const table::Column& column, bool dbf) {
  if (std::holds_alternative<table::Column::Integers>(column.values)) return OFTInteger64;
  if (std::holds_alternative<table::Column::Reals>(column.values)) return OFTReal;
  if (std::holds_alternative<table::Column::Days>(column.values)) return OFTDate;
  if (std::holds_alternative<table::Column::Moments>(column.values) && !dbf) return OFTDateTime;
  return OFTString;
}

void set_day(OGRFeature& feature, int field, table::Day day) {
  const std::chrono::year_month_day date{day};
  feature.SetField(field, static_cast<int>(date.year()),
                   static_cast<int>(static_cast<unsigned>(date.month())),
                   static_cast<int>(static_cast<unsigned>(date.day())));
}

void set_moment(OGRFeature& feature, int field, const table::Moment& moment) {
  if (feature.GetFieldDefnRef(field)->GetType() == OFTString) {
    return feature.SetField(field, table::to_string(moment).c_str());
  }
  using namespace std::chrono;
  const milliseconds time{moment.milliseconds};
  const auto day = floor<days>(time);
  const year_month_day date{sys_days{day}};
  const hh_mm_ss clock{time - day};
  const bool known = moment.offset_minutes != table::no_offset;
  feature.SetField(
      field, static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
      static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()),
      static_cast<float>(clock.seconds().count()) +
          0.001F * static_cast<float>(clock.subseconds().count()),
      known ? 100 + moment.offset_minutes / 15 : 0);
}

void set_value(OGRFeature& feature, int field, const table::Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    if ((*integers)[row] == table::null_integer) return feature.SetFieldNull(field);
    feature.SetField(field, static_cast<GIntBig>((*integers)[row]));
  } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    const double value = written_real(column, (*reals)[row]);
    if (std::isnan(value)) return feature.SetFieldNull(field);
    feature.SetField(field, value);
  } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
    if ((*days)[row] == table::null_day) return feature.SetFieldNull(field);
    set_day(feature, field, (*days)[row]);
  } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    if ((*moments)[row] == table::null_moment) return feature.SetFieldNull(field);
    set_moment(feature, field, (*moments)[row]);
  } else {
    const std::string_view text = table::text_at(column, row);
    if (text == table::null_text) return feature.SetFieldNull(field);
    feature.SetField(field, as_utf8(text).c_str());
  }
}

// A .dbf would be cut by GDAL too, with a message for each row.
void cut_texts(OGRFeature& feature) {
  for (int i = 0; i < feature.GetFieldCount(); ++i) {
    if (feature.GetFieldDefnRef(i)->GetType() != OFTString) continue;
    const std::string text = feature.GetFieldAsString(i);
    if (text.size() > dbf_text_bytes) {
      feature.SetField(i, std::string(cut_utf8(text, dbf_text_bytes)).c_str());
    }
  }
}

Result<void> add_features(OGRLayer& layer, const table::Layer& from, Shapes shapes,
                          const Making& making, const GdalMessages& messages) {
  const Feature feature{OGRFeature::CreateFeature(layer.GetLayerDefn())};
  for (std::size_t row = 0; row < from.size(); ++row) {
    if (row % 4096 == 0) {
      if (const auto going = check_stop(); !going) return fail(going.error());
    }
    if (making.shapes_only && !shapes.has(row)) continue;
    feature->SetFID(OGRNullFID);
    feature->SetGeometryDirectly(shapes.at(row).release());
    for (std::size_t c = 0; c < from.columns.size(); ++c) {
      set_value(*feature, static_cast<int>(c), from.columns[c], row);
    }
    if (making.dbf) cut_texts(*feature);
    if (layer.CreateFeature(feature.get()) != OGRERR_NONE) return write_failure(messages);
    const OGRGeometry* shape = feature->GetGeometryRef();
    if (making.index != nullptr && shape != nullptr) {
      OGREnvelope box;
      shape->getEnvelope(&box);
      making.index->add(feature->GetFID(), box);
    }
  }
  return {};
}

Result<void> add_runs(OGRLayer& layer, table::LayerRows& rows, bool multiple, const Making& making,
                      const GdalMessages& messages) {
  if (const auto begun = rows.restart(); !begun) return begun;
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) return {};
    const auto added = add_features(layer, **run, Shapes(**run, multiple), making, messages);
    if (!added) return added;
  }
}

void widen(Extent& extent, const table::Layer& run) {
  if (const auto* shapes = std::get_if<table::Layer::Shapes>(&run.geometry)) {
    extent.multiple = extent.multiple || is_multiple(*shapes);
    extent.points += shapes->point_count();
  } else if (const auto* lines = std::get_if<table::Layer::Lines>(&run.geometry)) {
    for (const geometry::LineString& line : *lines) extent.points += line.size();
  } else if (const auto* points = std::get_if<table::Layer::Points>(&run.geometry)) {
    extent.points += points->size();
  }
  const Shapes shapes(run, false);
  for (std::size_t row = 0; row < run.size(); ++row) extent.with_shape += shapes.has(row) ? 1U : 0U;
  for (std::size_t c = 0; c < run.columns.size(); ++c) {
    if (table::holds_texts(run.columns[c])) {
      for (std::size_t row = 0; row < run.size(); ++row) {
        const std::string_view text = table::text_at(run.columns[c], row);
        const std::size_t bytes = is_utf8(text) ? text.size() : as_utf8(text).size();
        extent.bytes[c] = std::max(extent.bytes[c], bytes);
        extent.text_bytes += bytes;
      }
    } else if (const auto* reals = std::get_if<table::Column::Reals>(&run.columns[c].values)) {
      double largest = 0.0;
      for (const double x : *reals) {
        if (std::isfinite(x)) largest = std::max(largest, std::abs(x));
      }
      extent.largest[c] = std::max(extent.largest[c], rounded(largest));
    }
  }
}

}  // namespace

Result<Extent> extent_of(table::LayerRows& rows) {
  Extent extent;
  extent.bytes.resize(rows.head().columns.size(), 0);
  extent.largest.resize(rows.head().columns.size(), 1.0);
  if (const auto begun = rows.restart(); !begun) return fail(begun.error());
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) return extent;
    widen(extent, **run);
  }
}

// Sign, digits and point take the rest.
int dbf_decimals_for(double largest) {
  const int digits = 1 + static_cast<int>(std::floor(std::log10(largest)));
  return std::clamp(dbf_width - 2 - digits, 0, dbf_decimals);
}

tl::unexpected<Error> write_failure(const GdalMessages& messages) {
  return fail(ErrorCode::cannot_write, messages.text("GDAL gives no reason"));
}

Result<Dataset> create_dataset(const char* driver_name, const std::filesystem::path& path,
                               const std::vector<std::string>& options,
                               const GdalMessages& messages) {
  use_gdal();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
  if (driver == nullptr) {
    return fail(ErrorCode::unavailable, std::string("this GDAL cannot write ") + driver_name);
  }
  CPLStringList given = list(options);
  Dataset dataset{driver->Create(path.string().c_str(), 0, 0, 0, GDT_Unknown, given.List())};
  if (!dataset) return write_failure(messages);
  return dataset;
}

Result<void> add_layer(GDALDataset& dataset, table::LayerRows& rows, const Extent& extent,
                       const Making& making, const GdalMessages& messages) {
  const table::Layer& head = rows.head();
  OGRSpatialReference national_grid;
  if (national_grid.importFromEPSG(27700) != OGRERR_NONE) {
    return fail(ErrorCode::unavailable,
                "EPSG:27700 is not known to PROJ: " + messages.text("no proj.db"));
  }
  national_grid.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const OGRwkbGeometryType type = geometry_type(head, extent.multiple);
  CPLStringList options = list(making.options);
  OGRLayer* layer = dataset.CreateLayer(
      making.name.c_str(), type == wkbNone ? nullptr : &national_grid, type, options.List());
  if (layer == nullptr) return write_failure(messages);
  std::set<std::string_view> titles;  // a GeoPackage has each but once
  for (std::size_t c = 0; c < head.columns.size(); ++c) {
    const table::Column& column = head.columns[c];
    OGRFieldDefn field(making.fields[c].c_str(), field_type(column, making.dbf));
    const bool again = !column.meaning.empty() && !titles.insert(column.meaning).second;
    field.SetAlternativeName(again ? fmt::format("{} ({})", column.meaning, column.name).c_str()
                                   : column.meaning.c_str());
    if (making.dbf) set_dbf_width(field, column, extent, c);
    if (layer->CreateField(&field) != OGRERR_NONE) return write_failure(messages);
  }
  if (making.index != nullptr) {
    if (const auto begun = making.index->begin(dataset, messages); !begun) return begun;
  }
  // Otherwise SQLite makes a transaction of each row.
  const bool transaction =
      !making.in_transaction && dataset.TestCapability(ODsCTransactions) != FALSE;
  if (transaction && dataset.StartTransaction() != OGRERR_NONE) return write_failure(messages);
  const auto added = add_runs(*layer, rows, extent.multiple, making, messages);
  if (!added) return fail(added.error());
  if (transaction && dataset.CommitTransaction() != OGRERR_NONE) return write_failure(messages);
  return {};
}

Result<void> close_dataset(Dataset& dataset, const GdalMessages& messages) {
  dataset.reset();
  if (messages.failed()) return write_failure(messages);
  return {};
}

}  // namespace hotward::io
