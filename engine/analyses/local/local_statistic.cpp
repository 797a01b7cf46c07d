#include "engine/analyses/local/local_statistic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::Adjustment;
using autocorrelation::Counting;
using autocorrelation::Draws;
using autocorrelation::Null;

// Multiplications of an exact law that was asked for in so many words: minutes, not hours.
constexpr double patient_budget = 1e11;

constexpr Names<DrawsAsked, 3> draws_names{{{DrawsAsked::automatic, "auto"},
                                            {DrawsAsked::independent, "independent"},
                                            {DrawsAsked::shared, "shared"}}};

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

parameter::List parameters(LocalTestOptions& options) {
  parameter::List list("Significance");
  list.choice("null", options.null, autocorrelation::null_names,
              "What is laid out at random: total, all values; conditional, all but the one looked "
              "at")
      .as("NULL");
  list.choice("p", options.counting, autocorrelation::counting_names,
              "How p is counted: exact (whole numbers, equal weights) or by permutations")
      .as("HOW");
  list.choice("draws", options.draws, draws_names,
              fmt::format("Permutations drawn for each area or cell by itself, or shared; auto "
                          "shares from {} on, and where each has very many neighbours",
                          many_sites))
      .as("HOW");
  list.whole("permutations", options.permutations, "How many, where p is not exact").above(0.0);
  list.choice("correction", options.correction, autocorrelation::adjustment_names,
              "Of p over the map: fdr (Benjamini-Hochberg), by (Benjamini-Yekutieli), bonferroni "
              "or none")
      .as("HOW");
  return list;
}

Result<void> check(const SitesOptions& options) { return check_weights_output(options.weights); }

Result<void> check(const LocalTestOptions& options) {
  if (options.draws != DrawsAsked::shared || options.permutations <= most_shared_draws) return {};
  return fail(ErrorCode::usage,
              fmt::format("--draws shared holds all draws at once, at most {}; --draws independent "
                          "takes more",
                          counted(most_shared_draws, "permutation")));
}

std::vector<NamedOutput> weights_output(const SitesOptions& options) {
  if (options.weights.write.empty()) return {};
  return {{"write-weights", options.weights.write, false}};
}

Result<Sites> sites_of(const Task& task, const SitesOptions& options) {
  auto sites = make_sites(task.study, task.theme, options);
  if (sites && sites->neighbours.file) {
    task.study.provenance.inputs.push_back(*sites->neighbours.file);
  }
  return sites;
}

void add_weights_output(Findings& findings, Sites sites, const WeightsOptions& options) {
  if (options.write.empty()) return;
  MakeOutputs make =
      [sites = std::move(sites), options](
          const io::WriteOptions&,
          std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
    const auto made = make_weights_file(sites, options, outputs);
    if (!made) return fail(made.error());
    return std::vector<io::LayerFile>{};
  };
  add_output(findings, std::move(make));
}

Draws draws_for(const LocalTestOptions& options, const Sites& sites) {
  const double drawn =
      static_cast<double>(sites.neighbours.links.link_count()) * options.permutations;
  const bool many = (sites.size() >= many_sites || drawn > many_neighbours_drawn) &&
                    options.permutations <= most_shared_draws;
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

std::string counted_sites(const Sites& sites, const Examined& examined) {
  const auto has_value = [](double value) { return !std::isnan(value); };
  const auto n = std::ranges::count_if(examined.values, has_value);
  const std::string all = counted_sites(sites);
  if (static_cast<std::size_t>(n) == sites.size()) return all;
  return fmt::format("{} of {}", report::integer_text(n), all);
}

Result<Examined> examined_column(const Study& study, const Sites& sites) {
  const io::ValueColumn& column = study.areas_read.value;
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
    put_cells(json, sites.grid->lattice());
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

std::string draws_text(const autocorrelation::Evidence& evidence, Adjustment correction,
                       std::span<const double> p) {
  constexpr double level = 0.01;
  const auto tests =
      static_cast<double>(std::ranges::count_if(p, [](double x) { return !std::isnan(x); }));
  if (evidence.exact || evidence.permutations == 0 || tests < 1.0) return "";
  const double least_p = 2.0 / (evidence.permutations + 1.0);
  double factor = tests;  // what the least p is multiplied by, where it is one site's alone
  if (correction == Adjustment::none) factor = 1.0;
  if (correction == Adjustment::benjamini_yekutieli) {
    factor = 0.0;
    for (double k = 1.0; k <= tests; ++k) factor += tests / k;
  }
  const double alone = least_p * factor;
  if (alone <= level) return "";
  const double needed = std::ceil(alone / level);
  const std::string how_many =
      correction == Adjustment::bonferroni || correction == Adjustment::none || needed > tests
          ? std::string("none of them can be marked as 99%")
          : fmt::format("fewer than {} of them together cannot be marked as 99%",
                        report::integer_text(static_cast<std::int64_t>(needed)));
  return fmt::format(
      "{} permutations give no p below {:.2g}, so of the {} looked at {}; "
      "--permutations {} would let one alone.\n",
      report::integer_text(evidence.permutations), least_p,
      report::integer_text(static_cast<std::int64_t>(tests)), how_many,
      static_cast<std::uint64_t>(std::ceil(2.0 * factor / level)) - 1);
}

}  // namespace hotward::analyses
