#include "engine/io/areas/feature_service.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <numeric>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/areas/service_pages.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/memory_file.hpp"

namespace hotward::io {
namespace {

// "Shape__Area" becomes "shape_area": lower case, one underscore in a row, ten characters, new.
std::string column_name(const std::string& from, const std::vector<table::Column>& taken) {
  std::string name;
  for (const char c : from) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && std::isalnum(byte) != 0;
    if (plain) name += static_cast<char>(std::tolower(byte));
    if (!plain && !name.empty() && name.back() != '_') name += '_';
  }
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) {
    name.insert(0, "c_");
  }
  name.resize(std::min<std::size_t>(name.size(), 10));
  const auto is_taken = [&](const std::string& candidate) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const table::Column& column) { return column.name == candidate; });
  };
  std::string candidate = name;
  for (int number = 2; is_taken(candidate); ++number) {
    const std::string end = std::to_string(number);
    candidate = name.substr(0, 10 - end.size()) + end;
  }
  return candidate;
}

template <class T>
std::vector<T> numbers(const std::vector<std::string>& texts, T undefined) {
  std::vector<T> result;
  for (const std::string& text : texts) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    result.push_back(whole ? value : undefined);
  }
  return result;
}

table::Column column(const OGRFieldDefn& field, const std::vector<std::string>& values,
                     const std::vector<table::Column>& taken) {
  table::Column result{column_name(field.GetNameRef(), taken), "", field.GetNameRef(), values};
  if (field.GetType() == OFTInteger || field.GetType() == OFTInteger64) {
    result.values = numbers<std::int64_t>(values, table::null_integer);
  } else if (field.GetType() == OFTReal) {
    result.values = numbers<double>(values, undefined);
  }
  return result;
}

// Services send their features in any order; files are to be the same tomorrow.
void sort_by_code(RawAreas& raw) {
  const auto code = code_column(raw.columns);
  if (!code) return;
  std::vector<std::size_t> order(raw.shapes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::vector<std::string>& codes = raw.values[*code];
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return codes[a] < codes[b]; });
  const auto sorted = [&](auto& values) {
    auto before = std::move(values);
    values.clear();
    for (const std::size_t i : order) values.push_back(std::move(before[i]));
  };
  sorted(raw.shapes);
  for (auto& values : raw.values) sorted(values);
}

Result<FetchedLayer> layer_from(ServicePages pages, const std::string& name) {
  const MemoryFile file("answer.geojson", pages.geojson);
  const auto dataset = open_vector(file.name());
  if (!dataset) {
    return fail(ErrorCode::unreadable, pages.source.path + ": the answer is no GeoJSON");
  }
  const auto from = polygon_layer(**dataset, pages.source.path, "");
  if (!from) return fail(from.error());
  auto raw = read_polygons(**from, pages.source.path);
  if (!raw) return fail(raw.error());
  sort_by_code(*raw);
  FetchedLayer result;
  result.layer.name = name;
  result.layer.title = name;
  result.crs = raw->crs;
  result.source = pages.source;
  table::Shapes::List shapes;
  for (std::size_t i = 0; i < raw->shapes.size(); ++i) {
    auto repair = geometry::repair(std::move(raw->shapes[i]));
    if (!repair) return fail(repair.error());
    if (!repair->reason.empty()) {
      result.warnings.push_back(fmt::format("feature {} was repaired: {}", i + 1, repair->reason));
    }
    shapes.push_back(std::move(repair->shape));
  }
  result.layer.geometry = std::move(shapes);
  const OGRFeatureDefn& definition = *(*from)->GetLayerDefn();
  for (std::size_t c = 0; c < raw->columns.size(); ++c) {
    const OGRFieldDefn& field = *definition.GetFieldDefn(static_cast<int>(c));
    result.layer.columns.push_back(column(field, raw->values[c], result.layer.columns));
  }
  if (result.layer.columns.empty()) {
    return fail(ErrorCode::wrong_format, pages.source.path + ": the areas have no columns");
  }
  return result;
}

}  // namespace

Result<FetchedLayer> fetch_layer(const ServiceQuery& query, const ServiceManners& manners,
                                 Progress& progress) {
  auto pages = fetch_pages(query, manners, progress);
  if (!pages) return fail(pages.error().error);
  return layer_from(std::move(*pages), "boundaries");
}

Result<FetchedLayer> fetch_preset(const BoundaryPreset& preset, const std::string& base,
                                  const ServiceManners& manners, Progress& progress) {
  std::string tried;
  ErrorCode code = ErrorCode::unavailable;
  for (const ServiceName& service : preset.services) {
    const ServiceQuery query{base + service.service + "/FeatureServer/0", service.where};
    auto pages = fetch_pages(query, manners, progress);
    if (pages) {
      std::string name = preset.name;
      std::replace(name.begin(), name.end(), '-', '_');
      auto fetched = layer_from(std::move(*pages), name);
      if (!fetched) return fail(fetched.error());
      fetched->layer.title = preset.title;
      fetched->layer.description = ons_attribution;
      if (fetched->layer.size() != preset.areas) {
        fetched->weighty.push_back(
            fmt::format("{} has {}, and not the {} that are known: look at them first",
                        service.service, counted(fetched->layer.size(), "area"), preset.areas));
        fetched->warnings.push_back(fetched->weighty.back());
      }
      return fetched;
    }
    const ServiceFault& fault = pages.error();
    if (fault.error.code == ErrorCode::interrupted) return fail(fault.error);
    code = fault.error.code;
    tried += (tried.empty() ? "" : "; ") + fault.error.message;
    if (fault.host_silent) break;
  }
  return fail(code, fmt::format("{}: no service has it ({}); --service URL names another",
                                preset.name, tried));
}

}  // namespace hotward::io
