#include "tools/parts/local_test.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::tools {
namespace {

using autocorrelation::Adjustment;
using autocorrelation::Counting;
using autocorrelation::Draws;
using autocorrelation::Null;

// Multiplications of an exact law that was asked for in so many words: minutes, not hours.
constexpr double patient_budget = 1e11;

// A class of the layer as the legend names it; minus signs of tables are no minus signs of layers.
std::string class_words(const std::string& cell, const std::vector<report::Category>& words) {
  const std::string minus = "−";
  const std::string value = cell.starts_with(minus) ? "-" + cell.substr(minus.size()) : cell;
  const auto word = std::ranges::find(words, value, &report::Category::value);
  return word == words.end() ? cell : word->label;
}

// Four decimals, "<0.0001" below them.
report::PlainColumn p_column(const table::Column& column, std::string heading,
                             std::span<const std::size_t> order) {
  const auto& p = std::get<table::Column::Reals>(column.values);
  report::PlainColumn cells{std::move(heading), {}, true};
  for (const std::size_t i : order) {
    cells.cells.push_back(p[i] < 0.00005 ? "<0.0001" : report::decimal_text(p[i], 4));
  }
  return cells;
}

}  // namespace

void add(CommandLine& line, LocalTestOptions& options) {
  const char* group = "Significance";
  line.choice<Null>("--null", options.null,
                    {{"total", Null::total}, {"conditional", Null::conditional}},
                    "What is laid out at random: total, all values; conditional, all but the "
                    "one looked at")
      .type("NULL")
      .group(group);
  line.choice<Counting>("--p", options.counting,
                        {{"auto", Counting::automatic},
                         {"exact", Counting::exact},
                         {"permutations", Counting::permutations}},
                        "How p is counted: exact (whole numbers, equal weights) or by permutations")
      .type("HOW")
      .group(group);
  line.choice<DrawsAsked>(
          "--draws", options.draws,
          {{"auto", DrawsAsked::automatic},
           {"independent", DrawsAsked::independent},
           {"shared", DrawsAsked::shared}},
          fmt::format("Permutations drawn for each area or cell by itself, or shared; auto "
                      "shares from {} on, and where each has very many "
                      "neighbours",
                      many_sites))
      .type("HOW")
      .group(group);
  line.option("--permutations", options.permutations, "How many, where p is not exact")
      .type("N")
      .above(0.0)
      .shows_default()
      .group(group);
  line.choice<Adjustment>("--correction", options.correction,
                          {{"fdr", Adjustment::benjamini_hochberg},
                           {"by", Adjustment::benjamini_yekutieli},
                           {"bonferroni", Adjustment::bonferroni},
                           {"none", Adjustment::none}},
                          "Of p over the map: fdr (Benjamini-Hochberg), by (Benjamini-Yekutieli), "
                          "bonferroni or none")
      .type("HOW")
      .group(group);
}

Draws draws_for(const LocalTestOptions& options, const Sites& sites) {
  const double drawn =
      static_cast<double>(sites.neighbours.links.link_count()) * options.permutations;
  const bool many = sites.size() >= many_sites || drawn > many_neighbours_drawn;
  const bool shared =
      options.draws == DrawsAsked::shared || (options.draws == DrawsAsked::automatic && many);
  return shared ? Draws::shared : Draws::independent;
}

autocorrelation::NullOptions null_options(const LocalTestOptions& options, const Sites& sites,
                                          std::uint64_t seed) {
  autocorrelation::NullOptions null;
  null.null = options.null;
  null.counting = options.counting;
  null.draws = draws_for(options, sites);
  null.permutations = options.permutations;
  null.seed = seed;
  if (options.counting == Counting::exact) null.exact_budget = patient_budget;
  return null;
}

Examined examined_counts(const Sites& sites, const Theme& theme) {
  Examined examined{"count", theme.noun, theme.noun, true, {}};
  examined.values.assign(sites.counts.begin(), sites.counts.end());
  return examined;
}

Result<Examined> examined_column(const Study& study, const Sites& sites) {
  const io::ValueColumn& column = study.areas.value;
  if (sites.grid) {
    return fail(ErrorCode::usage,
                fmt::format("--value {} is a column of the areas, and cells have none: leave out "
                            "--cell or --value",
                            column.name));
  }
  return Examined{column.name, column.name, "", false, column.values};
}

std::vector<table::Column> examined_columns(const Sites& sites, const Theme& theme,
                                            const Examined& examined) {
  std::vector<table::Column> columns = site_columns(sites);
  columns.push_back({"count", "incidents", theme.noun, sites.counts});
  if (!examined.counts) {
    columns.push_back({"value", examined.unit, "examined: " + examined.words, examined.values});
  }
  return columns;
}

std::vector<double> sizes_for_caution(const Sites& sites, const Examined& examined) {
  // Cells are of one size but for those that the border cuts.
  return examined.counts && !sites.grid ? sites.area_km2 : std::vector<double>{};
}

report::ShownTable local_table(const Sites& sites, const std::vector<table::Column>& columns,
                               std::span<const std::size_t> order,
                               const std::vector<ShownColumn>& shown,
                               const std::vector<report::Category>& words) {
  const std::string what = sites.grid ? "cell" : "area";
  report::ShownTable table{{}, what};
  const auto add = [&](const table::Column& column, const ShownColumn& as) {
    const bool is_p = column.name.ends_with("_p") || column.name.ends_with("_q");
    table.columns.push_back(is_p ? p_column(column, as.heading, order)
                                 : report::plain_column(column, as.heading, order, as.decimals));
    table.columns.back().name = column.name;
    table.columns.back().drop = as.drop;
  };
  report::PlainColumn names{capitalised(what), {}, false, label_column(sites)};
  for (const std::size_t i : order) names.cells.push_back(site_name(sites, i));
  table.columns.push_back(std::move(names));
  for (const ShownColumn& one : shown) {
    const auto column = std::ranges::find(columns, one.name, &table::Column::name);
    if (column != columns.end()) add(*column, one);
  }
  for (const table::Column& column : columns) {
    const auto known = std::ranges::find(table.columns, column.name, &report::PlainColumn::name);
    if (known == table.columns.end()) {
      add(column, {column.name.c_str(), column.name.c_str(), -1, report::only_asked});
    }
  }
  for (report::PlainColumn& column : table.columns) {
    if (column.heading == class_heading) {
      for (std::string& cell : column.cells) cell = class_words(cell, words);
      column.right = false;
    }
  }
  return table;
}

std::string sites_words(const Sites& sites, const std::vector<std::size_t>& which) {
  constexpr std::size_t most_names = 8;
  if (sites.grid) return counted(which.size(), "cell");
  std::vector<std::string> names;
  for (const std::size_t i : which) names.push_back(site_name(sites, i));
  return report::list_words(names, most_names);
}

Json sites_json(const Sites& sites, const Examined& examined) {
  Json json;
  json["sites"] = sites.size();
  json["of"] = sites.grid ? "cells" : "areas";
  if (sites.grid) {
    json["cell_m"] = sites.grid->lattice().cell_m();
    json["shape"] = shape_name(sites.grid->lattice().shape());
  }
  json["value"] = examined.what;
  json["undefined"] =
      std::ranges::count_if(examined.values, [](double x) { return std::isnan(x); });
  json["counted"] = sites.counted;
  json["left_out"] = sites.left_out;
  return json;
}

Json evidence_json(const autocorrelation::Evidence& evidence, Adjustment correction) {
  Json json;
  json["null"] = evidence.null == Null::total ? "total" : "conditional";
  json["p"] = evidence.exact ? "exact" : "permutations";
  json["permutations"] = evidence.permutations;
  if (!evidence.exact) {
    json["draws"] = evidence.draws == Draws::shared ? "shared" : "independent";
  }
  json["evidence"] = autocorrelation::describe(evidence);
  json["correction"] = autocorrelation::name(correction);
  return json;
}

}  // namespace hotward::tools
