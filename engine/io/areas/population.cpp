#include "engine/io/areas/population.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/counted.hpp"
#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/number_style.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"

namespace hotward::io {
namespace {

bool is_code(const std::vector<std::string>& codes, const std::string& text) {
  return area_of_code(codes, text).has_value();
}

Result<std::size_t> people_column(const std::vector<std::string>& columns, const std::string& file,
                                  const std::string& column) {
  if (!column.empty()) return named_column(columns, column, file);
  std::vector<std::size_t> candidates;
  std::vector<std::size_t> others;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (same_name(columns[c].substr(0, 3), "pop")) candidates.push_back(c);
    if (population_label(columns[c]) != "people") others.push_back(c);
  }
  if (candidates.empty()) candidates = std::move(others);
  if (candidates.size() == 1) return candidates.front();
  return fail(
      ErrorCode::missing_column,
      fmt::format("{0}: which column holds the population? Name one as {0}:COLUMN; there are {1}",
                  file, listed(columns)));
}

struct ChosenTable {
  OGRLayer* layer;
  std::string column;  // of it; empty: not named
};

// COLUMN, LAYER or LAYER:COLUMN behind the file's name. A table of comma-separated values has no
// layer that could be named.
std::optional<ChosenTable> named_table(GDALDataset& dataset, const std::string& behind) {
  if (EQUAL(dataset.GetDriverName(), "CSV") || behind.empty()) return {};
  if (OGRLayer* layer = layer_named(dataset, behind)) return ChosenTable{layer, ""};
  for (auto colon = behind.rfind(':'); colon != std::string::npos && colon > 0;
       colon = behind.rfind(':', colon - 1)) {
    OGRLayer* layer = layer_named(dataset, behind.substr(0, colon));
    if (layer != nullptr) return ChosenTable{layer, behind.substr(colon + 1)};
  }
  return {};
}

// Of several tables (the sheets of a workbook) the only one that has such a column.
Result<ChosenTable> choose_table(GDALDataset& dataset, const std::string& file,
                                 const std::string& behind) {
  if (const auto named = named_table(dataset, behind)) return *named;
  if (dataset.GetLayerCount() == 1) return ChosenTable{dataset.GetLayer(0), behind};
  std::vector<OGRLayer*> able;
  std::vector<std::string> names;
  for (int i = 0; i < dataset.GetLayerCount(); ++i) {
    OGRLayer* layer = dataset.GetLayer(i);
    if (people_column(column_names(*layer), file, behind)) able.push_back(layer);
    names.emplace_back(layer->GetName());
  }
  if (able.size() == 1) return ChosenTable{able.front(), behind};
  return fail(ErrorCode::missing_column,
              fmt::format("{0}: which table holds the population? Name one as "
                          "{0}:TABLE:COLUMN; there are {1}",
                          file, listed(names)));
}

Result<std::vector<double>> joined_by_code(const TextRows& table, const std::string& file,
                                           std::size_t code, std::size_t value,
                                           const std::vector<std::string>& codes,
                                           bool is_of_parts) {
  std::vector<double> result(codes.size(), undefined);
  std::vector<bool> seen(codes.size(), false);
  std::vector<std::string> texts;
  for (const auto& row : table.rows) {
    if (is_code(codes, row[code])) texts.push_back(row[value]);
  }
  const std::string what = fmt::format("{}: column {}", file, table.columns[value]);
  const auto style =
      is_of_parts ? style_of(texts, what) : style_of_people(texts, table.are_numbers[value], what);
  if (!style) return fail(style.error());
  for (const auto& row : table.rows) {
    const auto found = area_of_code(codes, row[code]);
    if (!found) continue;
    const std::size_t area = *found;
    if (seen[area]) {
      return fail(ErrorCode::bad_value, fmt::format("{}: code {} is there twice (column {})", file,
                                                    row[code], table.columns[code]));
    }
    seen[area] = true;
    const auto number = people(row[value], *style);
    if (!number) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: '{}' is no population (column {}, code {})", file, row[value],
                              table.columns[value], row[code]));
    }
    result[area] = *number;
  }
  return result;
}

}  // namespace

std::optional<double> people(std::string_view text, NumberStyle style) {
  // The last ones are how the Office for National Statistics marks what is not told.
  constexpr std::array none = {"nan", "NaN", "..", ":", "*", "[x]", "[c]", "[z]", "[u]"};
  if (is_missing(text) || std::ranges::find(none, trimmed(text)) != none.end()) return undefined;
  const auto value = parse_number(text, style);
  if (!value && (names_nobody(trimmed(text)) || is_placeholder_date(text))) return undefined;
  // Beyond these no rate can be reckoned with: 1e200 and 1e-300 are slips, and no people.
  constexpr double least = 1e-9;
  constexpr double most = 1e15;
  if (!value || *value < 0.0 || *value > most || (*value > 0.0 && *value < least)) return {};
  return value;
}

std::string population_label(const std::string& column) {
  std::string name;
  for (const char c : column) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto has = [&](const char* word) { return name.find(word) != std::string::npos; };
  for (const char* word : {"pop", "person", "people", "residen", "lives", "living"}) {
    if (has(word)) return "people";
  }
  return has("household") ? "households" : has("dwelling") ? "dwellings" : "people";
}

Result<Population> read_population(const std::string& file, const std::string& column,
                                   const std::vector<std::string>& codes, bool is_of_parts,
                                   const std::string& subset) {
  const auto dataset = open_vector(file, header_options(file));
  if (!dataset) return fail(dataset.error());
  const GdalMessages quiet;
  if (EQUAL((*dataset)->GetDriverName(), "CSV")) {
    const auto sound = check_read_elsewhere((*dataset)->GetDescription(), file);
    if (!sound) return fail(sound.error());
  }
  if ((*dataset)->GetLayerCount() == 0) {
    return fail(ErrorCode::wrong_format, file + ": holds no table");
  }
  const auto chosen = choose_table(**dataset, file, column);
  if (!chosen) return fail(chosen.error());
  if (const auto kept = keep_where(*chosen->layer, subset, file + ": |subset=" + subset); !kept) {
    return fail(kept.error());
  }
  const TextRows table = text_rows(*chosen->layer);
  const auto value = people_column(table.columns, file, chosen->column);
  if (!value) return fail(value.error());
  const auto code = joining_column(table, codes);
  if (!code) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column holds the areas' codes, such as {}; there are {}", file,
                            codes.front(), listed(table.columns)));
  }
  auto joined = joined_by_code(table, file, *code, *value, codes, is_of_parts);
  if (!joined) return fail(joined.error());
  Population population;
  population.people = std::move(*joined);
  population.column = table.columns[*value];
  population.source = fmt::format("{} of {}", table.columns[*value],
                                  std::filesystem::path(file).filename().string());
  population.files = files_of(**dataset, file);
  return population;
}

std::vector<std::string> population_warnings(const std::vector<double>& people,
                                             const std::vector<std::string>& codes,
                                             const std::string& source) {
  std::vector<std::string> none;
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (std::isnan(people[i])) missing.push_back(codes[i]);
    if (people[i] == 0.0) none.push_back(codes[i]);
  }
  const auto sentence = [&](std::vector<std::string> list, const char* what) {
    const std::size_t count = list.size();
    constexpr std::size_t most = 5;
    if (count > most) {
      list.resize(most);
      list.emplace_back("…");
    }
    return fmt::format("{} of {} {} {} ({}): {}", count, counted(codes.size(), "area"),
                       count == 1 ? "has" : "have", what, source, listed(list));
  };
  std::vector<std::string> warnings;
  if (!missing.empty()) {
    warnings.push_back(sentence(missing, "no population, so no rate"));
  }
  if (!none.empty()) {
    warnings.push_back(sentence(none, "a population of 0, so no rate"));
  }
  return warnings;
}

}  // namespace hotward::io
