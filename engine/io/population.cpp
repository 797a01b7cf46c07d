#include "engine/io/population.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/core/counted.hpp"
#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/io/area_columns.hpp"
#include "engine/io/dataset_name.hpp"
#include "engine/io/field_text.hpp"
#include "engine/io/gdal_handles.hpp"
#include "engine/io/layer_values.hpp"

namespace hotward::io {
namespace {

struct TextRows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

// "1,692" without its commas; any other text as it is.
std::string without_thousands(const std::string& text) {
  const auto whole = text.substr(0, text.find('.'));
  if (whole.find(',') == std::string::npos) return text;
  const auto groups_of_three = [&] {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if ((whole[i] == ',') != ((whole.size() - i) % 4 == 0)) return false;
    }
    return whole.front() != ',';
  };
  if (!groups_of_three()) return text;
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain),
               [](char c) { return c != ','; });
  return plain;
}

TextRows read_table(OGRLayer& layer) {
  TextRows table;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    table.columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  layer.ResetReading();
  while (const Feature feature{layer.GetNextFeature()}) {
    std::vector<std::string> row;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
      row.emplace_back(trimmed(as_utf8(feature->GetFieldAsString(i))));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

bool is_code(const std::vector<std::string>& codes, const std::string& text) {
  return std::binary_search(codes.begin(), codes.end(), text);
}

// The column most of whose values are codes of the areas; the first of equals.
std::optional<std::size_t> joining_column(const TextRows& table,
                                          const std::vector<std::string>& codes) {
  std::optional<std::size_t> best;
  std::ptrdiff_t most = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto matches = std::count_if(table.rows.begin(), table.rows.end(),
                                       [&](const auto& row) { return is_code(codes, row[c]); });
    if (matches > most) {
      most = matches;
      best = c;
    }
  }
  return best;
}

Result<std::size_t> people_column(const TextRows& table, const std::string& file,
                                  const std::string& column) {
  if (!column.empty()) {
    if (const auto found = find_column(table.columns, column)) return *found;
    return fail(ErrorCode::missing_column, fmt::format("{}: no column '{}'; there are {}", file,
                                                       column, listed(table.columns)));
  }
  std::vector<std::size_t> candidates;
  std::vector<std::size_t> others;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (same_name(table.columns[c].substr(0, 3), "pop")) candidates.push_back(c);
    if (population_label(table.columns[c]) != "people") others.push_back(c);
  }
  if (candidates.empty()) candidates = std::move(others);
  if (candidates.size() == 1) return candidates.front();
  return fail(
      ErrorCode::missing_column,
      fmt::format("{0}: which column holds the population? Name one as {0}:COLUMN; there are {1}",
                  file, listed(table.columns)));
}

Result<std::vector<double>> joined_by_code(const TextRows& table, const std::string& file,
                                           std::size_t code, std::size_t value,
                                           const std::vector<std::string>& codes) {
  std::vector<double> result(codes.size(), undefined);
  std::vector<bool> seen(codes.size(), false);
  for (const auto& row : table.rows) {
    const auto found = std::lower_bound(codes.begin(), codes.end(), row[code]);
    if (found == codes.end() || *found != row[code]) continue;
    const auto area = static_cast<std::size_t>(found - codes.begin());
    if (seen[area]) {
      return fail(ErrorCode::bad_value, fmt::format("{}: code {} stands twice (column {})", file,
                                                    row[code], table.columns[code]));
    }
    seen[area] = true;
    const auto number = people(row[value]);
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

std::optional<double> people(const std::string& text) {
  if (is_missing(text)) return undefined;
  const std::string number = without_thousands(std::string(trimmed(text)));
  double value = 0.0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || end != number.data() + number.size()) return {};
  if (!std::isfinite(value) || value < 0.0) return {};
  return value;
}

std::string population_label(const std::string& column) {
  std::string name;
  for (const char c : column) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto has = [&](const char* word) { return name.find(word) != std::string::npos; };
  for (const char* word : {"pop", "person", "people", "resident"}) {
    if (has(word)) return "people";
  }
  return has("household") ? "households" : has("dwelling") ? "dwellings" : "people";
}

Result<Population> read_population(const std::string& file, const std::string& column,
                                   const std::vector<std::string>& codes) {
  // Without this, GDAL takes a first row for data where a column is named by a number.
  const bool csv = same_name(std::filesystem::path(file).extension().string(), ".csv");
  const auto dataset =
      open_vector(file, csv ? std::vector<std::string>{"HEADERS=YES"} : std::vector<std::string>{});
  if (!dataset) return fail(dataset.error());
  const GdalMessages quiet;
  if ((*dataset)->GetLayerCount() == 0) {
    return fail(ErrorCode::wrong_format, file + ": holds no table");
  }
  const TextRows table = read_table(*(*dataset)->GetLayer(0));
  const auto value = people_column(table, file, column);
  if (!value) return fail(value.error());
  const auto code = joining_column(table, codes);
  if (!code) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column holds the areas' codes, such as {}; there are {}", file,
                            codes.front(), listed(table.columns)));
  }
  auto joined = joined_by_code(table, file, *code, *value, codes);
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
