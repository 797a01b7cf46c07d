// Request: which incidents, in which areas, over which time: what a study is made of.
//
// Plain structs, and beside each the table of its parameters, which every analysis shares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/io/areas/coverage_audit.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/incidents/read_incidents.hpp"
#include "engine/io/incidents/text_spool.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/report/shown_table.hpp"

namespace hotward {

/// Incident files and how to read them.
struct IncidentsRequest {
  std::vector<std::string> inputs;
  std::string x, y, crs, time, time_end, type_column, id;
  std::optional<io::DateOrder> date_order;  ///< none: by the dates
  std::string from, to;
  std::vector<std::string> types;
  std::size_t controls = 0;  ///< how many of `types`, its last ones, --controls named
  std::string where;
  bool dedupe = false;
};

/// Boundary polygons and the people in them.
struct AreasRequest {
  std::string dataset;  ///< empty: the schematic Medway wards that ship
  std::string id_column, name_column, population;
  std::string population_label;     ///< what the population counts; empty: by its column's name
  std::string population_series;    ///< which estimates it is of, in the user's words
  std::string population_released;  ///< when they were released: a month or a day
  std::optional<double> nearest_m;  ///< how far outside all areas an incident is still taken
  std::string value;                ///< a column of numbers to examine, or empty
  std::string expected;             ///< expected incidents: a column or a table; or empty
  std::string households;           ///< beside the population: a column or a table; or empty
  std::optional<io::Audit> audit;   ///< none: of many areas those near incidents, else all
};

struct StudyRequest {
  IncidentsRequest incidents;
  AreasRequest areas;
  io::Keep keep = io::Keep::nothing;
  io::TextSpool* spool = nullptr;  ///< takes the texts of the columns that are handed on
  bool compare = false;            ///< read the period to compare with, too
  std::string compare_with;        ///< which it is: comparison.hpp; empty: the default
  bool outside_is_fine = false;    ///< go on where not one incident lies in an area
  bool is_public = false;          ///< small counts are to be hidden
  bool history = false;            ///< read all months, those that were not asked for, too
};

/// Layers to write, and how findings are shown.
struct OutputRequest {
  std::vector<std::string> paths;
  std::string layer;  ///< what a table of a database is called; empty: as the layer is
  bool overwrite = false;
  bool is_public = false;     ///< small counts are hidden: docs/methods/disclosure.md
  std::string ledger{};       ///< file that remembers what is published: study/ledger_file.hpp
  report::TableView table{};  ///< what of the tables is printed
};

/// Whether small counts can be hidden. Where they cannot, `public` is still a parameter, to explain
/// why not, but not listed.
enum class Publishing : std::uint8_t { offered, refused };

[[nodiscard]] parameter::List parameters(IncidentsRequest& request);
[[nodiscard]] parameter::List parameters(AreasRequest& request);

/// The parameter `compare`, for analyses that report a change.
[[nodiscard]] parameter::List compare_parameter(StudyRequest& request);

/// The parameter `value`, for analyses that examine a column of the areas themselves.
[[nodiscard]] parameter::List value_parameter(AreasRequest& request);

/// The parameters `output` and `overwrite`.
[[nodiscard]] parameter::List output_parameters(OutputRequest& request);

/// The parameter `public`.
[[nodiscard]] parameter::List public_parameter(bool& is_public,
                                               Publishing publishing = Publishing::offered);

/// The parameter `ledger`, which needs the one before.
[[nodiscard]] parameter::List ledger_parameter(std::string& ledger, const bool& is_public);

/// The parameters `columns` and `top`, where tables are printed.
[[nodiscard]] parameter::List parameters(report::TableView& table);

}  // namespace hotward
