// Attack: what a reader does with what was published: he looks for small counts, subtracts what is
// shown from totals that he knows, and divides what was made of a count by what it was made with.
//
// He is helped by the truth: whatever is shown of an area or a cell is compared with the number of
// incidents that lie in it. A failed REQUIRE is a leak.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/containment.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/study/json.hpp"
#include "engine/study/publication.hpp"
#include "engine/table/layer.hpp"
#include "tests/disclosure/reader.hpp"
#include "tests/support/made_study.hpp"

namespace hotward::attack {

using Numbers = std::vector<std::int64_t>;
/// A column as it is shown; nothing where it is null or no number.
using Shown = std::vector<std::optional<double>>;

inline bool is_small(std::int64_t count) { return count > 0 && count < disclosure::least_shown; }

/// The rows of a table, what is true of each, and what is shown of them.
struct Table {
  std::string name;
  std::vector<std::string> rows;
  std::map<std::string, Numbers> truths;             ///< counts by what was counted
  std::map<std::string, std::vector<double>> sizes;  ///< what a count may be divided by, per row
  std::map<std::string, Shown> columns;
};

// Rows of one kind of count with their total: no small one is shown, and none can be worked out.
inline void read_counts(const Numbers& truth, const Shown& shown) {
  disclosure::CountTable counts{{}, {"count"}, truth};
  disclosure::Suppression hidden{
      HiddenFlags(truth.size(), 0), HiddenFlags(truth.size(), 0), {0}, false};
  std::int64_t rest = 0;
  std::int64_t many = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    counts.row_names.push_back(std::to_string(i));
    if (shown[i]) {
      INFO("row " << i << " of " << truth[i]);
      REQUIRE_FALSE(is_small(truth[i]));
      continue;
    }
    hidden.cells[i] = hidden.row_totals[i] = 1;
    rest += truth[i];
    ++many;
  }
  if (many == 0) return;
  CAPTURE(rest, many);
  REQUIRE(many != 1);
  const bool all_hidden = many == static_cast<std::int64_t>(truth.size());
  REQUIRE(rest - (all_hidden ? 0 : many) >= disclosure::least_shown - 1);
  // A hidden 0 belongs to a line of a larger table that is hidden whole; this reader sees one
  // column.
  bool zero = false;
  for (std::size_t i = 0; i < truth.size(); ++i) zero = zero || (!shown[i] && truth[i] == 0);
  if (many > 7 || (zero && !all_hidden)) return;
  const disclosure::Reader reader(counts, hidden);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (hidden.cells[i] == 0) continue;
    const bool other = reader.could_hold(i, truth[i] + 1, 2) ||
                       (truth[i] > 0 && reader.could_hold(i, truth[i] - 1, 2));
    INFO("row " << i);
    REQUIRE(other);
  }
}

// Where what is shown is the count, times or over something that everybody knows, it is no better
// hidden than the count.
inline bool is_made_of(const Shown& shown, const Numbers& truth, const Numbers& counts_shown,
                       const std::vector<double>& size) {
  std::optional<double> scale;
  std::size_t agree = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (!shown[i] || counts_shown[i] == 0 || truth[i] == 0) continue;
    const double one = *shown[i] * size[i] / static_cast<double>(truth[i]);
    if (!scale) scale = one;
    if (std::abs(one - *scale) > 1e-6 * std::abs(*scale) || one == 0.0) return false;
    ++agree;
  }
  return agree >= 3;
}

inline void attack(const Table& table) {
  INFO(table.name);
  for (const auto& [what, truth] : table.truths) {
    // The column that is this count, where there is one.
    const Shown* counts = nullptr;
    for (const auto& [name, shown] : table.columns) {
      std::size_t same = 0;
      bool other = false;
      for (std::size_t i = 0; i < truth.size(); ++i) {
        if (!shown[i]) continue;
        other = other || *shown[i] != static_cast<double>(truth[i]);
        same += truth[i] > 0 ? 1U : 0U;
      }
      if (other || same < 3) continue;
      INFO("column " << name << " holds " << what);
      read_counts(truth, shown);
      counts = &shown;
    }
    if (counts == nullptr) continue;
    Numbers told(truth.size(), 0);
    for (std::size_t i = 0; i < truth.size(); ++i) told[i] = (*counts)[i] ? 1 : 0;
    for (const auto& [name, shown] : table.columns) {
      for (const auto& [by, size] : table.sizes) {
        if (!is_made_of(shown, truth, told, size)) continue;
        INFO("column " << name << " is made of " << what << " and " << by);
        for (std::size_t i = 0; i < truth.size(); ++i) {
          INFO("row " << i);
          if (told[i] == 0) REQUIRE_FALSE(shown[i]);
        }
      }
    }
  }
}

/// Sizes that everybody knows: none, people, km².
inline void add_sizes(Table& table, const std::vector<double>& people,
                      const std::vector<double>& km2) {
  table.sizes["a total"] = std::vector<double>(table.rows.size(), 1.0);
  if (!people.empty()) table.sizes["people"] = people;
  if (!km2.empty()) table.sizes["km2"] = km2;
}

inline std::map<std::string, Numbers> area_truths(const MadeStudy& made) {
  return {{"2020", made.counts("2020")},
          {"2019", made.counts("2019")},
          {"burglaries", made.counts("2020", "Burglary")},
          {"robberies", made.counts("2020", "Robbery")}};
}

/// A layer of areas or cells, which part the map; nothing where it is neither.
inline std::optional<Table> table_of(const table::Layer& layer, const MadeStudy& made) {
  const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry);
  const bool parts = !layer.columns.empty() && (layer.columns.front().name == "cell_id" ||
                                                layer.columns.front().name == "area_code");
  if (shapes == nullptr || !parts) return {};
  Table table;
  table.name = layer.name;
  table.rows = std::get<table::Column::Texts>(layer.columns.front().values);
  for (const char* year : {"2020", "2019"}) {
    Numbers& counts = table.truths[year];
    for (const auto& shape : shapes->kept()) {
      counts.push_back(std::ranges::count_if(made.incidents, [&](const MadeIncident& incident) {
        return incident.day.starts_with(year) &&
               MadeStudy::area_of(incident.at) < MadeStudy::areas &&
               geometry::locate(incident.at, shape) != geometry::Location::outside;
      }));
    }
  }
  std::vector<double> people;
  std::vector<double> km2;
  for (std::size_t i = 0; i < shapes->size(); ++i) {
    km2.push_back(geometry::area_m2((*shapes)[i]) * 1e-6);
    if (layer.columns.front().name == "area_code") {
      people.push_back(1000.0 + 100.0 * (std::stod(table.rows[i].substr(1)) - 1.0));
    }
  }
  add_sizes(table, people, km2);
  for (const table::Column& column : layer.columns) {
    Shown shown;
    if (const auto* whole = std::get_if<table::Column::Integers>(&column.values)) {
      for (const std::int64_t n : *whole) {
        shown.push_back(n == table::null_integer ? std::nullopt
                                                 : std::optional(static_cast<double>(n)));
      }
    } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
      for (const double x : *reals) {
        shown.push_back(std::isnan(x) ? std::nullopt : std::optional(x));
      }
    } else {
      continue;
    }
    table.columns[column.name] = std::move(shown);
  }
  return table;
}

// Numbers of an object, those of objects within it as "types.Burglary".
inline void flatten(const Json& object, const std::string& prefix,
                    std::map<std::string, std::optional<double>>& numbers) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_number()) numbers[prefix + key] = value.get<double>();
    if (value.is_null()) numbers[prefix + key] = std::nullopt;
    if (value.is_object()) flatten(value, prefix + key + ".", numbers);
  }
}

/// Every list of areas in a summary, by their codes.
inline void tables_in(const Json& json, const MadeStudy& made, std::vector<Table>& tables,
                      const std::string& path = "summary") {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) tables_in(value, made, tables, path + "." + key);
  }
  if (!json.is_array()) return;
  for (const Json& one : json) tables_in(one, made, tables, path + "[]");
  if (json.size() != MadeStudy::areas || !json.front().is_object()) return;
  if (!json.front().contains("area_code")) return;
  Table table;
  table.name = path;
  std::vector<std::size_t> order;
  std::vector<double> people;
  for (const Json& row : json) {
    table.rows.push_back(row["area_code"].get<std::string>());
    order.push_back(static_cast<std::size_t>(std::stoul(table.rows.back().substr(1)) - 1));
    people.push_back(MadeStudy::population(order.back()));
  }
  for (const auto& [what, counts] : area_truths(made)) {
    for (const std::size_t area : order) table.truths[what].push_back(counts[area]);
  }
  add_sizes(table, people, std::vector<double>(order.size(), 0.25));
  for (std::size_t i = 0; i < json.size(); ++i) {
    std::map<std::string, std::optional<double>> numbers;
    flatten(json[i], "", numbers);
    for (const auto& [name, number] : numbers) {
      table.columns[name].resize(json.size());
      table.columns[name][i] = number;
    }
  }
  tables.push_back(std::move(table));
}

/// No count that is shown of whatever is a small one.
inline void no_small_count(const table::Layer& layer) {
  for (const table::Column& column : layer.columns) {
    const auto* counts = std::get_if<table::Column::Integers>(&column.values);
    if (counts == nullptr || (column.name != "count" && column.unit != "incidents")) continue;
    INFO(layer.name << ", column " << column.name);
    for (const std::int64_t n : *counts) REQUIRE_FALSE(is_small(n));
  }
}

}  // namespace hotward::attack
