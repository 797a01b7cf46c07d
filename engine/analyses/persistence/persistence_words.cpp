#include "engine/analyses/persistence/persistence_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

std::string percent(double share) {
  return std::isnan(share) ? std::string(report::no_value)
                           : report::decimal_text(100.0 * share, 1) + "%";
}

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }
Json percent_json(double share) { return real(100.0 * share); }

std::vector<std::size_t> cells_from(const PersistentCells& found, double least) {
  std::vector<std::size_t> cells;
  for (std::size_t cell = 0; cell < found.of_layer.hot_share.size(); ++cell) {
    if (found.of_layer.hot_share[cell] >= least) cells.push_back(cell);
  }
  return cells;
}

Json agreement_json(const trend::WindowAgreement& agreement) {
  Json rbo;
  Json f1;
  for (std::size_t i = 0; i < trend::overlap_patience.size(); ++i) {
    rbo[fmt::format("{}", trend::overlap_patience[i])] = real(agreement.rbo[i]);
  }
  for (std::size_t i = 0; i < trend::overlap_depths.size(); ++i) {
    f1[fmt::format("{}", trend::overlap_depths[i])] = real(agreement.f1[i]);
  }
  return {{"rbo", std::move(rbo)}, {"f1", std::move(f1)}, {"pairs", agreement.pairs}};
}

}  // namespace

std::string few_windows_text(const trend::Persistence& found) {
  constexpr std::size_t enough = 4;  // hot in each of 3: the interval begins at 0.44
  if (found.disjoint >= enough) return {};
  return fmt::format("{} in common: too few to say that a cell lasts.",
                     found.disjoint == 1
                         ? std::string("All windows have a month")
                         : fmt::format("Only {} of the windows have no month", found.disjoint));
}

std::string persistence_text(const Study& study, const Theme& theme, const PersistentCells& found,
                             const PersistenceOptions& options) {
  const trend::Persistence& one = found.of_layer;
  std::string text = fmt::format(
      "{} in {}; the hottest {} of them ({}), over {} of {}.\n", capitalised(theme.noun),
      counted_cells(found.table.cells(), found.table.grid->lattice()),
      parameter::share_text(options.hottest), report::decimal_text(one.places, 1),
      counted(found.windows.windows(), "window"), counted(options.months, "month"));
  if (const std::string few = few_windows_text(one); !few.empty()) text += few + "\n";
  const std::string ahead =
      std::isnan(one.predicted)
          ? ""
          : fmt::format(", and {} of those of the window that follows", percent(one.predicted));
  text += fmt::format(
      "On average the hottest of a window hold {} of its {}{}; cells picked at random would hold "
      "{}.\n",
      percent(one.captured), theme.noun, ahead, percent(one.chance));
  const std::vector<std::size_t> lasting = cells_from(found, 0.9);
  const std::vector<std::size_t> ever = cells_from(found, 1e-12);
  if (lasting.empty()) {
    text += fmt::format("No cell is among the hottest in 9 of 10 windows; {} at some time.\n",
                        counted(ever.size(), "cell is", "cells are"));
  } else {
    text += fmt::format(
        "{} among the hottest in 9 of 10 windows or more, in {}; {} at some time.\n",
        counted(lasting.size(), "cell is", "cells are"),
        areas_of_cells(study, found.table, lasting), counted(ever.size(), "cell is", "cells are"));
  }
  if (found.agreement.pairs > 0) {
    text += fmt::format(
        "From one window to the next, {} of the first 10 cells stay (F1 {}); the rankings agree to "
        "{} (rank-biased overlap, 0.9; 1: the same).\n",
        report::decimal_text(10.0 * found.agreement.f1[0], 1),
        report::decimal_text(found.agreement.f1[0], 2),
        report::decimal_text(found.agreement.rbo[2], 2));
  }
  if (!found.left_out.empty()) {
    text +=
        fmt::format("In no window, since some cell lacks it: {}.\n", months_text(found.left_out));
  }
  return text + report::how_sure(
                    "no cell is tested by itself; they can be relied on as far as the hottest of "
                    "one window hold more of the next than random ones would");
}

std::vector<report::ShownTable> persistence_tables(const PersistentCells& found) {
  report::PlainColumn months{"Months", {}, true, "months", 0};
  report::PlainColumn hottest{"Hottest", {}, true, "hottest", 0};
  report::PlainColumn windows{"Windows", {}, true, "windows", 2};
  report::PlainColumn captured{"Captured", {}, true, "captured", 0};
  report::PlainColumn predicted{"Predicted", {}, true, "predicted", 0};
  report::PlainColumn chance{"By chance", {}, true, "chance", 1};
  for (const PersistenceRow& row : found.rows) {
    months.cells.push_back(std::to_string(row.months));
    hottest.cells.push_back(parameter::share_text(row.hottest));
    windows.cells.push_back(std::to_string(row.windows));
    captured.cells.push_back(percent(row.captured));
    predicted.cells.push_back(percent(row.predicted));
    chance.cells.push_back(percent(row.chance));
  }
  report::ShownTable held{{months, hottest, windows, captured, predicted, chance}, "row"};
  held.note = "Captured: in the hottest cells of a window. Predicted: in those of the one before.";
  report::ShownTable agree{{}, "window"};
  report::PlainColumn lengths{"Months", {}, true, "months", 0};
  report::PlainColumn pairs{"Pairs", {}, true, "pairs", 1};
  for (const AgreementRow& row : found.agreements) {
    lengths.cells.push_back(std::to_string(row.months));
    pairs.cells.push_back(std::to_string(row.agreement.pairs));
  }
  agree.columns = {lengths, pairs};
  for (std::size_t i = 0; i < trend::overlap_patience.size(); ++i) {
    const double p = trend::overlap_patience[i];
    report::PlainColumn column{fmt::format("RBO {}", p), {}, true, fmt::format("rbo_{}", p), 0};
    for (const AgreementRow& row : found.agreements) {
      column.cells.push_back(report::decimal_text(row.agreement.rbo[i], 2));
    }
    agree.columns.push_back(std::move(column));
  }
  for (std::size_t i = 0; i < trend::overlap_depths.size(); ++i) {
    const std::size_t k = trend::overlap_depths[i];
    report::PlainColumn column{fmt::format("F1 at {}", k), {}, true, fmt::format("f1_{}", k), 0};
    for (const AgreementRow& row : found.agreements) {
      column.cells.push_back(report::decimal_text(row.agreement.f1[i], 2));
    }
    agree.columns.push_back(std::move(column));
  }
  return {std::move(held), std::move(agree)};
}

Json persistence_json(const PersistentCells& found, const PersistenceOptions& options) {
  const trend::Persistence& one = found.of_layer;
  Json json;
  json["top_pct"] = 100.0 * options.hottest;
  json["window_months"] = options.months;
  json["windows"] = found.windows.windows();
  json["disjoint"] = one.disjoint;
  json["cells"] = found.table.cells();
  put_cells(json, found.table.grid->lattice());
  json["hot_cells"] = one.places;
  json["captured_pct"] = percent_json(one.captured);
  json["predicted_pct"] = percent_json(one.predicted);
  json["chance_pct"] = percent_json(one.chance);
  json.update(agreement_json(found.agreement));
  Json rows = Json::array();
  for (const PersistenceRow& row : found.rows) {
    rows.push_back({{"window_months", row.months},
                    {"top_pct", 100.0 * row.hottest},
                    {"windows", row.windows},
                    {"hot_cells", row.places},
                    {"captured_pct", percent_json(row.captured)},
                    {"predicted_pct", percent_json(row.predicted)},
                    {"chance_pct", percent_json(row.chance)}});
  }
  json["rows"] = std::move(rows);
  Json agreements = Json::array();
  for (const AgreementRow& row : found.agreements) {
    Json one_length = agreement_json(row.agreement);
    one_length["window_months"] = row.months;
    agreements.push_back(std::move(one_length));
  }
  json["agreement"] = std::move(agreements);
  Json left_out = Json::array();
  for (const table::Month month : found.left_out) left_out.push_back(table::to_string(month));
  json["left_out"] = std::move(left_out);
  json["counted"] = found.table.counted;
  return json;
}

}  // namespace hotward::analyses
