#include "engine/io/areas/area_numbers.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

using Columns = std::vector<std::string>;

std::string file_name(const std::string& dataset) {
  return std::filesystem::path(dataset).filename().string();
}

// The layer's values of a column, for the areas that stayed.
Columns values_of(const RawAreas& raw, std::size_t column, std::size_t code_column,
                  const table::Areas& areas) {
  Columns values(areas.size());
  for (std::size_t f = 0; f < raw.values[column].size(); ++f) {
    const std::string& code = raw.values[code_column][f];
    const auto found = std::lower_bound(areas.codes.begin(), areas.codes.end(), code);
    if (found == areas.codes.end() || *found != code) continue;
    values[static_cast<std::size_t>(found - areas.codes.begin())] = raw.values[column][f];
  }
  return values;
}

Result<Population> population_of_layer(const RawAreas& raw, std::size_t column, std::size_t code,
                                       const AreaSource& source, bool is_of_parts,
                                       const table::Areas& areas) {
  Population population;
  const Columns values = values_of(raw, column, code, areas);
  const std::string what = fmt::format("{}: column {}", source.dataset, raw.columns[column]);
  const auto style =
      is_of_parts ? style_of(values, what) : style_of_people(values, raw.are_numbers[column], what);
  if (!style) return fail(style.error());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto number = people(values[i], *style);
    if (!number) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: '{}' is no population (column {}, code {})", source.dataset,
                              values[i], raw.columns[column], areas.codes[i]));
    }
    population.people.push_back(*number);
  }
  population.column = raw.columns[column];
  population.source = fmt::format("{} of {}", raw.columns[column], file_name(source.dataset));
  return population;
}

// Of a column of the layer, or of a table beside it. @param wanted  "pop" or "people.csv:pop"
Result<Population> numbers_of(const RawAreas& raw, std::size_t code, const AreaSource& source,
                              const std::string& wanted, bool is_of_parts,
                              const table::Areas& areas) {
  if (find_column(raw.columns, wanted)) {
    const auto column = named_column(raw.columns, wanted, source.dataset);
    if (!column) return fail(column.error());
    return population_of_layer(raw, *column, code, source, is_of_parts, areas);
  }
  auto [file, value] = split_suffix(wanted);
  const auto qgis = qgis_source(wanted);
  if (!qgis) return fail(qgis.error());
  std::string subset;
  if (*qgis) {
    std::tie(file, value, subset) = std::tie((*qgis)->dataset, (*qgis)->layer, (*qgis)->subset);
  }
  if (!path_exists(file)) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column '{}'{}, and no such file; there are {}", source.dataset,
                            wanted, did_you_mean(wanted, raw.columns), listed(raw.columns)));
  }
  return read_population(file, value, areas.codes, is_of_parts, subset);
}

// The same table may hold several columns that are asked for.
void add_files(std::vector<table::InputFile>& files, AreasRead& result) {
  for (table::InputFile& file : files) {
    const bool is_known = std::ranges::any_of(
        result.files, [&](const table::InputFile& one) { return one.path == file.path; });
    if (!is_known) result.files.push_back(std::move(file));
  }
}

Result<void> add_population(const RawAreas& raw, std::size_t code, const AreaSource& source,
                            AreasRead& result) {
  table::Areas& areas = result.areas;
  const bool automatic = source.population.empty();
  const std::string& wanted = automatic ? source.usual_population : source.population;
  if (automatic && (wanted.empty() || !find_column(raw.columns, wanted))) {
    if (source.population_label.empty()) return {};
    return fail(ErrorCode::usage,
                "--population-label: no population is known; name one with "
                "--population");
  }
  auto population = numbers_of(raw, code, source, wanted, false, areas);
  if (!population) return fail(population.error());
  areas.population = std::move(population->people);
  areas.population_source = population->source;
  areas.population_label = source.population_label.empty() ? population_label(population->column)
                                                           : source.population_label;
  for (const std::string& warning :
       population_warnings(areas.population, areas.codes, areas.population_source)) {
    result.warnings.push_back(warning);
    result.weighty.push_back(warning);  // decides whether an area has a rate
  }
  add_files(population->files, result);
  return {};
}

// What an option asks for beside the people. @param option  begins the sentence of what is wrong
Result<void> add_beside(const RawAreas& raw, std::size_t code, const AreaSource& source,
                        const std::string& wanted, const char* option, bool is_of_parts,
                        AreasRead& result, AreaNumbers& into) {
  if (wanted.empty()) return {};
  auto numbers = numbers_of(raw, code, source, wanted, is_of_parts, result.areas);
  if (!numbers) {
    return fail(numbers.error().code, fmt::format("{}: {}", option, numbers.error().message));
  }
  into = {std::move(numbers->people), std::move(numbers->source)};
  add_files(numbers->files, result);
  return {};
}

Result<void> add_value(const RawAreas& raw, std::size_t code, const AreaSource& source,
                       AreasRead& result) {
  if (source.value.empty()) return {};
  const auto column = named_column(raw.columns, source.value, source.dataset);
  if (!column) return fail(column.error());
  auto value = value_column(raw.columns[*column], values_of(raw, *column, code, result.areas),
                            result.areas.codes);
  if (!value) return fail(value.error().code, source.dataset + ": " + value.error().message);
  result.value = std::move(*value);
  return {};
}

}  // namespace

Result<void> add_numbers(const RawAreas& raw, std::size_t code, const AreaSource& source,
                         AreasRead& result) {
  if (const auto added = add_population(raw, code, source, result); !added) return added;
  for (const auto& added :
       {add_beside(raw, code, source, source.expected, "--expected", true, result, result.expected),
        add_beside(raw, code, source, source.households, "--households", false, result,
                   result.households)}) {
    if (!added) return added;
  }
  return add_value(raw, code, source, result);
}

}  // namespace hotward::io
