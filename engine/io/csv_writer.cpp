#include "engine/io/csv_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/io/field_names.hpp"
#include "engine/io/layer_values.hpp"
#include "engine/io/output_file.hpp"

namespace hotward::io {
namespace {

void add_csv_text(std::string& out, std::string_view text) {
  const std::string guarded = (looks_like_formula(text) ? "'" : "") + as_utf8(text);
  if (guarded.find_first_of(",\"\r\n") == std::string::npos) {
    out += guarded;
    return;
  }
  out += '"';
  for (const char c : guarded) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void add_csv_value(std::string& out, const table::Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    const std::int64_t value = (*integers)[row];
    if (value != table::null_integer) out += fmt::format_int(value).c_str();
  } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    out += real_text(column, (*reals)[row]);
  } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
    if ((*days)[row] != table::null_day) out += table::to_string((*days)[row]);
  } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    if ((*moments)[row] != table::null_moment) out += table::to_string((*moments)[row]);
  } else {
    const std::string& text = std::get<table::Column::Texts>(column.values)[row];
    if (text != table::null_text) add_csv_text(out, text);
  }
}

bool has_column(const table::Layer& layer, const std::string& name) {
  return std::any_of(layer.columns.begin(), layer.columns.end(),
                     [&](const table::Column& column) { return column.name == name; });
}

}  // namespace

Result<void> write_csv(const std::filesystem::path& path, const table::Layer& layer) {
  const auto* points = std::get_if<table::Layer::Points>(&layer.geometry);
  if (has_column(layer, "x") && has_column(layer, "y")) points = nullptr;
  std::string line = "\xEF\xBB\xBF";
  for (const table::Column& column : layer.columns) {
    if (&column != &layer.columns.front()) line += ',';
    line += column.name;
  }
  const auto taken = [&](const std::string& name) { return has_column(layer, name); };
  for (const char* axis : {"x", "y"}) {
    if (points != nullptr) line += "," + distinct_name(axis, longest_name, taken);
  }
  OutputFile file(path);
  for (std::size_t row = 0; row < layer.size(); ++row) {
    file.add(line += "\r\n");
    line.clear();
    if (row % 4096 == 0) {
      if (const auto going = check_stop(); !going) return fail(going.error());
    }
    for (std::size_t c = 0; c < layer.columns.size(); ++c) {
      if (c > 0) line += ',';
      add_csv_value(line, layer.columns[c], row);
    }
    if (points == nullptr) continue;
    line += ',' + number_text((*points)[row].x) + ',' + number_text((*points)[row].y);
  }
  file.add(line + "\r\n");
  return file.close();
}

}  // namespace hotward::io
