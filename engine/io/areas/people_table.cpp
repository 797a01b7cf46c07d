#include "engine/io/areas/people_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward::io {
namespace {

using Row = std::vector<std::string>;

struct PeopleColumns {
  std::size_t code = 0;
  std::size_t people = 0;
  std::optional<std::size_t> year;
  std::optional<std::size_t> incidents;
  std::vector<std::size_t> strata;
};

std::optional<std::size_t> first_of(const std::vector<std::string>& columns,
                                    std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto found = find_column(columns, name)) return found;
  }
  return {};
}

std::optional<std::size_t> people_of(const std::vector<std::string>& columns) {
  if (const auto named = first_of(columns, {"people", "population", "pop"})) return named;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (same_name(columns[c].substr(0, 3), "pop")) return c;
  }
  return {};
}

Result<PeopleColumns> columns_of(const TextRows& text, const std::string& file,
                                 const std::vector<std::string>& codes,
                                 const std::vector<std::string>& strata) {
  PeopleColumns result;
  const auto code = joining_column(text, codes);
  if (!code) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column holds the areas' codes, such as {}; there are {}", file,
                            codes.front(), listed(text.columns)));
  }
  const auto people = people_of(text.columns);
  if (!people) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column is called people or population; there are {}", file,
                            listed(text.columns)));
  }
  result.code = *code;
  result.people = *people;
  result.year = find_column(text.columns, "year");
  for (const std::string& name : strata) {
    const auto column = named_column(text.columns, name, file);
    if (!column) return fail(column.error());
    result.strata.push_back(*column);
  }
  if (!strata.empty()) result.incidents = first_of(text.columns, {"incidents", "cases"});
  if (!strata.empty() && !result.incidents) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: a stratum's rate takes its incidents, and no column is called "
                            "incidents or cases; there are {}",
                            file, listed(text.columns)));
  }
  return result;
}

std::string stratum_of(const Row& row, const PeopleColumns& columns) {
  std::string text;
  for (const std::size_t c : columns.strata) text += (text.empty() ? "" : ", ") + row[c];
  return text;
}

std::optional<int> year_of(const std::string& text) {
  int year = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if (!whole || year < 1000 || year > 9999) return {};
  return year;
}

template <class T>
std::size_t index_of(const std::vector<T>& sorted, const T& value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sorted, value) - sorted.begin());
}

class PeopleReader {
 public:
  PeopleReader(const TextRows& text, const PeopleColumns& columns, const std::string& file,
               const std::vector<std::string>& codes)
      : text_(text), columns_(columns), file_(file), codes_(codes) {}

  Result<table::PeopleTable> read() {
    if (const auto ok = look(); !ok) return fail(ok.error());
    table_.people.assign(table_.areas * table_.year_count() * table_.stratum_count(), undefined);
    if (columns_.incidents) table_.incidents = table_.people;
    const auto people = numbers_of(columns_.people, "population", table_.people);
    if (!people) return fail(people.error());
    if (columns_.incidents) {
      const auto counts = numbers_of(*columns_.incidents, "number of incidents", table_.incidents);
      if (!counts) return fail(counts.error());
    }
    if (const auto ok = check_complete(); !ok) return fail(ok.error());
    return std::move(table_);
  }

 private:
  // Which years and strata there are.
  Result<void> look() {
    std::set<int> years;
    std::set<std::string> strata;
    for (const Row& row : text_.rows) {
      if (!area_of_code(codes_, row[columns_.code])) continue;
      if (columns_.year) {
        const auto year = year_of(row[*columns_.year]);
        if (!year) {
          return fail(ErrorCode::bad_value, fmt::format("{}: '{}' is no year (code {})", file_,
                                                        row[*columns_.year], row[columns_.code]));
        }
        years.insert(*year);
      }
      if (!columns_.strata.empty()) strata.insert(stratum_of(row, columns_));
    }
    table_.areas = codes_.size();
    table_.years.assign(years.begin(), years.end());
    table_.strata.assign(strata.begin(), strata.end());
    table_.source = std::filesystem::path(file_).filename().string();
    return {};
  }

  [[nodiscard]] std::size_t place_of(const Row& row, std::size_t area) const {
    const std::size_t year =
        columns_.year ? index_of(table_.years, *year_of(row[*columns_.year])) : 0;
    const std::size_t stratum =
        columns_.strata.empty() ? 0 : index_of(table_.strata, stratum_of(row, columns_));
    return table_.at(area, year, stratum);
  }

  // "A1, 2019, 60+"
  [[nodiscard]] std::string words(std::size_t place) const {
    const std::size_t stratum = place % table_.stratum_count();
    const std::size_t year = place / table_.stratum_count() % table_.year_count();
    const std::size_t area = place / table_.stratum_count() / table_.year_count();
    std::string text = codes_[area];
    if (!table_.years.empty()) text += fmt::format(", {}", table_.years[year]);
    if (!table_.strata.empty()) text += ", " + table_.strata[stratum];
    return text;
  }

  Result<void> numbers_of(std::size_t column, const char* what, std::vector<double>& into) {
    std::vector<std::string> texts;
    for (const Row& row : text_.rows) texts.push_back(row[column]);
    const std::string name = fmt::format("{}: column {}", file_, text_.columns[column]);
    const auto style = style_of_people(texts, text_.are_numbers[column], name);
    if (!style) return fail(style.error());
    for (const Row& row : text_.rows) {
      const auto area = area_of_code(codes_, row[columns_.code]);
      if (!area) continue;
      const std::size_t place = place_of(row, *area);
      const auto number = people(row[column], *style);
      if (!number || std::isnan(*number)) {
        return fail(ErrorCode::bad_value,
                    fmt::format("{}: '{}' is no {} ({})", file_, row[column], what, words(place)));
      }
      if (!std::isnan(into[place])) {
        return fail(ErrorCode::bad_value,
                    fmt::format("{}: {} is there twice", file_, words(place)));
      }
      into[place] = *number;
    }
    return {};
  }

  Result<void> check_complete() const {
    const auto lacks = [](double x) { return std::isnan(x); };
    const auto first = std::ranges::find_if(table_.people, lacks);
    if (first == table_.people.end()) return {};
    const auto place = static_cast<std::size_t>(first - table_.people.begin());
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {} of {} rows that the areas, years and strata make are not "
                            "there, the first of {}",
                            file_, std::ranges::count_if(table_.people, lacks),
                            table_.people.size(), words(place)));
  }

  const TextRows& text_;
  const PeopleColumns& columns_;
  const std::string& file_;
  const std::vector<std::string>& codes_;
  table::PeopleTable table_;
};

}  // namespace

Result<PeopleTableRead> read_people_table(const std::string& file,
                                          const std::vector<std::string>& codes,
                                          const std::vector<std::string>& strata) {
  auto read = read_code_table(file);
  if (!read) return fail(read.error());
  const auto columns = columns_of(read->text, file, codes, strata);
  if (!columns) return fail(columns.error());
  auto table = PeopleReader(read->text, *columns, file, codes).read();
  if (!table) return fail(table.error());
  return PeopleTableRead{std::move(*table), std::move(read->files)};
}

}  // namespace hotward::io
