#include "engine/job/web_layers.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

namespace hotward::job {
namespace {

using table::Column;

struct Nothing {
  const char* column;
  std::string_view text;  // of a column of texts; of numbers it is 0
};
constexpr Nothing nothings[] = {{"count", ""},
                                {"gi_bin", ""},
                                {"quadrant", "NS"},
                                {"pattern", "no pattern"},
                                {"lasting", "never"}};

bool is_nothing(const Column& column, std::size_t row, std::string_view text) {
  if (const auto* integers = std::get_if<Column::Integers>(&column.values)) {
    return (*integers)[row] == 0;
  }
  if (!table::holds_texts(column)) return false;
  const std::string_view shown = table::text_at(column, row);
  return shown == text || shown.empty();
}

const Column* column_of(const table::Layer& layer, std::string_view name) {
  const auto found = std::ranges::find(layer.columns, name, &Column::name);
  return found == layer.columns.end() ? nullptr : &*found;
}

// Rows with something to see.
std::vector<std::size_t> rows_of(const table::Layer& layer) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < layer.size(); ++row) {
    const bool empty = std::ranges::all_of(nothings, [&](const Nothing& nothing) {
      const Column* column = column_of(layer, nothing.column);
      return column == nullptr || is_nothing(*column, row, nothing.text);
    });
    if (!empty) rows.push_back(row);
  }
  return rows;
}

template <class Values>
Values taken(const Values& values, const std::vector<std::size_t>& rows) {
  Values some;
  for (const std::size_t row : rows) some.push_back(values[row]);
  return some;
}

table::Layer only(const table::Layer& layer, const std::vector<std::size_t>& rows) {
  table::Layer some{layer.name, layer.title, layer.description, {}, {}, layer.style_qml};
  some.geometry = std::get<table::Layer::Shapes>(layer.geometry).only(rows);
  for (const Column& column : layer.columns) {
    Column& one = some.columns.emplace_back();
    one.name = column.name;
    one.unit = column.unit;
    one.meaning = column.meaning;
    one.as_given = column.as_given;
    std::visit([&](const auto& values) { one.values = taken(values, rows); }, column.values);
  }
  return some;
}

}  // namespace

std::vector<table::Layer> without_empty_cells(const std::vector<table::Layer>& layers) {
  std::vector<table::Layer> thinned;
  for (const table::Layer& layer : layers) {
    const bool cells = std::holds_alternative<table::Layer::Shapes>(layer.geometry) &&
                       column_of(layer, "cell_id") != nullptr &&
                       column_of(layer, "count") != nullptr;
    if (!cells) continue;
    const std::vector<std::size_t> rows = rows_of(layer);
    if (rows.empty() || rows.size() == layer.size()) continue;
    thinned.push_back(only(layer, rows));
  }
  return thinned;
}

}  // namespace hotward::job
