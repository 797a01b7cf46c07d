#include "engine/io/areas/area_place.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string_view>
#include <system_error>
#include <tuple>

#include <ogrsf_frmts.h>

#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

// The nearest first: a district, then the county or unitary authority around it.
constexpr std::string_view authorities[] = {"LAD", "LTLA", "UTLA", "CTYUA", "CTY"};

// The one value that all have; empty where they differ or one has none.
std::string common_value(const std::vector<std::string>& values) {
  const bool alike = !values.empty() && std::ranges::all_of(values, [&](const std::string& value) {
    return value == values.front();
  });
  return alike ? values.front() : std::string();
}

bool is_figure(char c) { return c >= '0' && c <= '9'; }

// "Medway" of "Medway 015A" and "Medway 015": what LSOAs and MSOAs are called.
std::string named_after(std::string_view name) {
  if (!name.empty() && name.back() >= 'A' && name.back() <= 'Z') name.remove_suffix(1);
  constexpr std::size_t digits = 3;
  if (name.size() < digits + 2) return {};
  const std::string_view number = name.substr(name.size() - digits);
  if (!std::ranges::all_of(number, is_figure) || name[name.size() - digits - 1] != ' ') return {};
  return std::string(name.substr(0, name.size() - digits - 1));
}

std::vector<std::string> columns_of(OGRLayer& layer) {
  std::vector<std::string> columns;
  const OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  return columns;
}

// The one value of a column; empty as soon as two differ.
std::string one_value(OGRLayer& layer, int column) {
  std::string value;
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> feature{layer.GetNextFeature()}) {
    const std::string one = feature->GetFieldAsString(column);
    if (one.empty() || (!value.empty() && one != value)) return {};
    value = one;
  }
  return value;
}

// A pipe is read once, and was.
bool can_be_read_again(const std::string& dataset) {
  std::error_code error;
  return !std::filesystem::is_fifo(dataset, error);
}

}  // namespace

AreaPlace place_of(const AreaSource& source) {
  AreaSource named = source;
  if (named.layer.empty()) {
    if (const auto qgis = qgis_source(source.dataset); !qgis || *qgis) return {};
    std::tie(named.dataset, named.layer) = split_suffix(source.dataset);
  }
  if (!can_be_read_again(named.dataset)) return {};
  const auto dataset = open_vector(named.dataset);
  if (!dataset) return {};
  const auto layer = polygon_layer(**dataset, named.dataset, named.layer);
  if (!layer) return {};
  const std::vector<std::string> columns = columns_of(**layer);
  AreaPlace found;
  const auto code = code_column(columns);
  if (!named.id_column.empty()) {
    found.edition = edition_of(named.id_column);
  } else if (code) {
    found.edition = edition_of(columns[*code]);
  }
  for (const std::string_view authority : authorities) {
    for (std::size_t c = 0; c < columns.size() && found.place.empty(); ++c) {
      const bool own_name = code && name_column(columns, columns[*code]) == c;
      if (!own_name && is_name_of(columns[c], authority)) {
        found.place = one_value(**layer, static_cast<int>(c));
      }
    }
  }
  return found;
}

std::string place_of_names(const std::vector<std::string>& names) {
  std::vector<std::string> places;
  std::ranges::transform(names, std::back_inserter(places), named_after);
  return common_value(places);
}

std::string edition_of(const std::string& code_column) {
  constexpr std::size_t ending = 4;  // "22CD"
  if (code_column.size() <= ending) return {};
  const std::string_view end = std::string_view(code_column).substr(code_column.size() - ending);
  if (!is_figure(end[0]) || !is_figure(end[1]) || !same_name(end.substr(2), "CD")) return {};
  return "20" + std::string(end.substr(0, 2));
}

}  // namespace hotward::io
