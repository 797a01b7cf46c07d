// Summary as JSON: what --json prints, what summary.json and manifest.json hold.
//
// Keys stand in the order of the contract. A NaN, an infinity and the null values of a Column are
// null.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/report/summary.hpp"
#include "engine/table/column.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::report {

/// The first part of every command's summary: command, version, seed, crs, incidents, layers,
/// warnings. A command adds its own key behind it.
/// @param head  row_outcomes.add_up() holds, and in_area + outside = row_outcomes.located
[[nodiscard]] nlohmann::ordered_json common_summary(const SummaryHead& head);

/// One object per row, one key per column, in their orders.
/// @param columns  all of one length
[[nodiscard]] nlohmann::ordered_json columns_as_rows(std::span<const table::Column> columns);

/// The same, with the rows in the order given.
[[nodiscard]] nlohmann::ordered_json columns_as_rows(std::span<const table::Column> columns,
                                                     std::span<const std::size_t> order);

/// The rows in rank order; equal ranks, and rows without one (last), as they stand.
/// @param rank_column  Integers; where it is missing the order is as it stands
[[nodiscard]] std::vector<std::size_t> rank_order(std::span<const table::Column> columns,
                                                  std::string_view rank_column = "rank");

/// One number, or null.
[[nodiscard]] nlohmann::ordered_json number(double value);

struct RunManifest {
  table::Provenance provenance{};
  SummaryHead head{};
  std::vector<std::pair<std::string, std::string>> libraries{};  ///< name, version
  std::vector<table::InputFile> outputs{};
  std::vector<std::string> licences{};  ///< attribution lines of the data used
};

/// manifest.json of a folder: how it was made, from what, and what became of every row.
[[nodiscard]] nlohmann::ordered_json run_manifest(const RunManifest& manifest);

/// The text of a JSON value: indented by two, UTF-8, a newline at the end. A byte that is no UTF-8
/// becomes U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& value);

}  // namespace hotward::report
