#include "engine/report/summary_json.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <nlohmann/json.hpp>

#include "engine/core/check.hpp"

namespace hotward::report {
namespace {

using Json = nlohmann::ordered_json;
using table::Column;

Json value(const Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<Column::Integers>(&column.values)) {
    const std::int64_t x = (*integers)[row];
    return x == table::null_integer ? Json(nullptr) : Json(x);
  }
  if (const auto* reals = std::get_if<Column::Reals>(&column.values)) return number((*reals)[row]);
  if (table::holds_texts(column)) return table::text_at(column, row);
  if (const auto* moments = std::get_if<Column::Moments>(&column.values)) {
    const table::Moment& moment = (*moments)[row];
    return moment == table::null_moment ? Json(nullptr) : Json(table::to_string(moment, 'T'));
  }
  const table::Day day = std::get<Column::Days>(column.values)[row];
  return day == table::null_day ? Json(nullptr) : Json(table::to_string(day));
}

std::vector<std::size_t> as_it_stands(std::span<const Column> columns) {
  std::vector<std::size_t> order(columns.empty() ? 0 : columns.front().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

Json rows_by_outcome(const SummaryHead& head) {
  const table::RowOutcomes& row_outcomes = head.row_outcomes;
  Json rejected = Json::object();
  rejected["no_coordinates"] = row_outcomes.no_coordinates;
  rejected["bad_coordinates"] = row_outcomes.bad_coordinates;
  rejected["malformed_row"] = row_outcomes.malformed_row;
  rejected["bad_date"] = row_outcomes.bad_date;
  Json rows = Json::object();
  rows["read"] = row_outcomes.read;
  rows["rejected"] = std::move(rejected);
  rows["filtered"] = row_outcomes.filtered;
  rows["located"] = row_outcomes.located;
  rows["in_area"] = head.in_area;
  rows["outside"] = head.outside;
  return rows;
}

Json files(const std::vector<table::InputFile>& list) {
  Json array = Json::array();
  for (const table::InputFile& file : list) {
    Json object = Json::object();
    object["path"] = file.path;
    object["bytes"] = file.bytes;
    object["sha256"] = file.sha256.empty() ? Json(nullptr) : Json(file.sha256);
    if (!file.note.empty()) object["note"] = file.note;
    array.push_back(std::move(object));
  }
  return array;
}

Json passed_over_json(const std::vector<table::PassedOver>& list) {
  Json array = Json::array();
  for (const table::PassedOver& file : list) {
    array.push_back({{"path", file.path}, {"reason", file.reason}});
  }
  return array;
}

Json population_object(const table::PopulationRecord& population) {
  const auto stated = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"source", population.source},
          {"label", population.label},
          {"series", stated(population.series)},
          {"released", stated(population.released)}};
}

Json crs_object(const geometry::CrsOperation& crs) {
  Json object = Json::object();
  object["operation"] = crs.name;
  object["accuracy_m"] = number(crs.accuracy_m);
  object["source"] = crs.source;
  object["definition"] = crs.definition;
  object["grid_missing"] = crs.grid_missing;
  return object;
}

}  // namespace

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json common_summary(const SummaryHead& head) {
  HOTWARD_EXPECTS(head.row_outcomes.add_up());
  HOTWARD_EXPECTS(head.in_area + head.outside == head.row_outcomes.located);
  Json layers = Json::array();
  for (const WrittenLayer& layer : head.layers) {
    Json object = Json::object();
    object["path"] = layer.path;
    object["features"] = layer.features;
    layers.push_back(std::move(object));
  }
  Json summary = Json::object();
  summary["command"] = head.command;
  summary["version"] = head.version;
  summary["seed"] = head.seed;
  summary["crs"] = crs_object(head.crs);
  summary["incidents"] = rows_by_outcome(head);
  if (head.population) summary["population"] = population_object(*head.population);
  if (!head.passed_over.empty()) summary["passed_over"] = passed_over_json(head.passed_over);
  summary["layers"] = std::move(layers);
  summary["warnings"] = head.warnings;
  return summary;
}

Json columns_as_rows(std::span<const Column> columns) {
  return columns_as_rows(columns, as_it_stands(columns));
}

Json columns_as_rows(std::span<const Column> columns, std::span<const std::size_t> order) {
  Json rows = Json::array();
  for (const std::size_t row : order) {
    Json object = Json::object();
    for (const Column& column : columns) object[column.name] = value(column, row);
    rows.push_back(std::move(object));
  }
  return rows;
}

std::vector<std::size_t> rank_order(std::span<const Column> columns, std::string_view rank_column) {
  std::vector<std::size_t> order = as_it_stands(columns);
  const auto found = std::ranges::find(columns, rank_column, &Column::name);
  if (found == columns.end()) return order;
  const auto* ranks = std::get_if<Column::Integers>(&found->values);
  HOTWARD_EXPECTS(ranks != nullptr);
  const auto key = [&](std::size_t row) {
    const std::int64_t rank = (*ranks)[row];
    return std::pair(rank == table::null_integer, rank);
  };
  std::ranges::stable_sort(order, std::less<>{}, key);
  return order;
}

Json run_manifest(const RunManifest& manifest) {
  Json libraries = Json::object();
  for (const auto& [name, version] : manifest.libraries) libraries[name] = version;
  Json object = Json::object();
  object["program"] = "hotward";
  object["version"] = manifest.provenance.version;
  object["command_line"] = manifest.provenance.command_line;
  object["seed"] = manifest.provenance.seed;
  object["crs"] = crs_object(manifest.provenance.crs);
  object["incidents"] = rows_by_outcome(manifest.head);
  object["inputs"] = files(manifest.provenance.inputs);
  object["passed_over"] = passed_over_json(manifest.provenance.passed_over);
  object["outputs"] = files(manifest.outputs);
  object["libraries"] = std::move(libraries);
  object["licences"] = manifest.licences;
  return object;
}

std::string json_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hotward::report
