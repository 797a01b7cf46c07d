#include "engine/io/areas/read_areas.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/listed.hpp"
#include "engine/geometry/coordinate_fault.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/area_layer.hpp"
#include "engine/io/areas/area_numbers.hpp"
#include "engine/io/areas/area_words.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/files/dataset_name.hpp"

namespace hotward::io {
namespace {

using Columns = std::vector<std::string>;

struct Identity {
  std::size_t code = 0;
  std::optional<std::size_t> name;
};

Result<Identity> identity(const Columns& columns, const AreaSource& source) {
  Identity result;
  if (!source.id_column.empty()) {
    const auto code = named_column(columns, source.id_column, source.dataset);
    if (!code) return fail(code.error());
    result.code = *code;
  } else if (const auto code = code_column(columns)) {
    result.code = *code;
  } else {
    return fail(
        ErrorCode::missing_column,
        fmt::format("{}: no column looks like an area code; name one with --area-id; there are {}",
                    source.dataset, listed(columns)));
  }
  result.name = name_column(columns, columns[result.code]);
  if (!source.name_column.empty()) {
    const auto name = named_column(columns, source.name_column, source.dataset);
    if (!name) return fail(name.error());
    result.name = *name;
  }
  return result;
}

// Feature indices by code. A code that is empty or is there twice could not be joined on.
Result<std::vector<std::size_t>> by_code(const Columns& codes, const std::string& column,
                                         const std::string& dataset) {
  std::vector<std::size_t> order(codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return codes[a] < codes[b]; });
  const auto empty = std::count(codes.begin(), codes.end(), "");
  if (empty > 0) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {} of {} without a code (column {})", dataset, empty,
                            counted(codes.size(), "area"), column));
  }
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (codes[order[i]] != codes[order[i - 1]]) continue;
    return fail(ErrorCode::bad_value, fmt::format("{}: area code {} is there twice (column {})",
                                                  dataset, codes[order[i]], column));
  }
  return order;
}

// A layer that says metres and means degrees would find no incident in any area.
Result<void> check_place(const geometry::MultiPolygon& shape, const std::string& area,
                         const AreaSource& source, std::vector<std::string>& warnings) {
  const geometry::Box box = geometry::bounds(shape);
  const geometry::Point middle{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
  const auto fault = geometry::grid_fault(middle.x, middle.y);
  if (fault == geometry::CoordinateFault::none) return {};
  const std::string why = geometry::explanation(fault, {"x", "y"});
  if (fault == geometry::CoordinateFault::degrees) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {} lies at {}, {}: the layer names the wrong coordinate system",
                            source.dataset, area, middle.x, middle.y));
  }
  warnings.push_back(fmt::format("area {} is not in Great Britain: {}", area, why));
  return {};
}

// Says the first few and counts the rest.
void add_limited(std::vector<std::string>& to, std::vector<std::string> from, const char* what) {
  constexpr std::size_t most = 10;
  const std::size_t count = from.size();
  if (count > most) {
    from.resize(most);
    from.push_back(fmt::format("{} more areas {}", count - most, what));
  }
  to.insert(to.end(), from.begin(), from.end());
}

// Fills codes, names and sound shapes; leaves out what has no shape.
Result<void> add_areas(RawAreas& raw, const Identity& columns, const AreaSource& source,
                       AreasRead& result) {
  const Columns& codes = raw.values[columns.code];
  const auto order = by_code(codes, raw.columns[columns.code], source.dataset);
  if (!order) return fail(order.error());
  table::Areas& areas = result.areas;
  std::vector<std::string> repaired;
  std::vector<std::string> shapeless;
  std::vector<std::string> misplaced;
  for (const std::size_t feature : *order) {
    const std::string name = columns.name ? raw.values[*columns.name][feature] : "";
    areas.codes.push_back(codes[feature]);
    areas.names.push_back(name.empty() ? codes[feature] : name);
    const std::string area = called(areas, areas.size() - 1);
    auto repair = geometry::repair(std::move(raw.shapes[feature]));
    if (!repair) {
      return fail(repair.error().code,
                  fmt::format("{}: {}: {}", source.dataset, area, repair.error().message));
    }
    if (repair->shape.empty()) {
      shapeless.push_back(fmt::format("area {} has no shape ({}) and is left out", area,
                                      repair->reason.empty() ? "it is empty" : repair->reason));
      areas.codes.pop_back();
      areas.names.pop_back();
      continue;
    }
    if (!repair->reason.empty()) {
      repaired.push_back(fmt::format("area {} was repaired: {}", area, repair->reason));
    }
    const auto placed = check_place(repair->shape, area, source, misplaced);
    if (!placed) return fail(placed.error());
    areas.shapes.push_back(std::move(repair->shape));
  }
  add_limited(result.weighty, shapeless, "have no shape and are left out");
  result.left_out = shapeless;
  add_limited(result.warnings, std::move(shapeless), "have no shape and are left out");
  add_limited(result.warnings, std::move(repaired), "were repaired");
  add_limited(result.weighty, misplaced, "are not in Great Britain");
  add_limited(result.warnings, std::move(misplaced), "are not in Great Britain");
  if (areas.size() == 0) {
    return fail(ErrorCode::no_data, fmt::format("{}: no area has a shape: {}", source.dataset,
                                                result.left_out.front()));
  }
  return {};
}

// What to know of the borders, where a column says so.
std::string caveat_of(const RawAreas& raw, const std::string& column) {
  if (column.empty()) return {};
  const auto found = find_column(raw.columns, column);
  if (!found) return {};
  const auto& texts = raw.values[*found];
  const auto text =
      std::ranges::find_if(texts, [](const std::string& one) { return !one.empty(); });
  return text == texts.end() ? std::string() : *text;
}

}  // namespace

Result<AreasRead> read_areas(const AreaSource& source) {
  auto layer = read_area_layer(source);
  if (!layer) return fail(layer.error());
  RawAreas& raw = layer->raw;
  AreaSource named = source;
  named.dataset = layer->dataset;
  const auto columns = identity(raw.columns, named);
  if (!columns) return fail(columns.error());

  AreasRead result;
  result.crs = raw.crs;
  result.files = std::move(layer->files);
  result.areas.source = std::filesystem::path(named.dataset).filename().string();
  if (is_connection(named.dataset)) {
    result.areas.source = layer->layer + " of a database";
  } else if (!layer->layer.empty()) {
    result.areas.source += ":" + layer->layer;
  }
  result.areas.caveat = caveat_of(raw, named.caveat_column);
  if (raw.curved > 0) {
    result.warnings.push_back(
        fmt::format("curved borders ({} of {}) are cut into short straight pieces, about a "
                    "millimetre off",
                    raw.curved, counted(raw.shapes.size(), "area")));
  }
  if (const auto added = add_areas(raw, *columns, named, result); !added) {
    return fail(added.error());
  }
  if (const auto added = add_numbers(raw, columns->code, named, result); !added) {
    return fail(added.error());
  }
  return result;
}

}  // namespace hotward::io
