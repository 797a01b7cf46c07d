// Options that several commands share. Each is declared once, here, and means the same everywhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/io/csv/incident_time.hpp"
#include "engine/report/shown_table.hpp"
#include "tools/command_line.hpp"

namespace hotward::tools {

/// Incident files and how to read them.
struct IncidentsInput {
  std::vector<std::string> inputs;
  std::string x, y, crs, time, time_end, type_column, id;
  std::optional<io::DateOrder> date_order;  ///< none: by the dates
  std::string from, to;
  std::vector<std::string> types;
  std::string where;
  bool dedupe = false;
};

/// Boundary polygons and the people in them.
struct AreasInput {
  std::string dataset;  ///< empty: the schematic Medway wards that ship
  std::string id_column, name_column, population;
  std::string population_label;  ///< what the population counts; empty: by its column's name
  std::string nearest;           ///< a quantity, or empty
  std::string value;             ///< a column of numbers to examine, or empty
};

/// Layers to write.
struct LayersOutput {
  std::vector<std::string> paths;
  bool overwrite = false;
  bool is_public = false;     ///< small counts are hidden: docs/methods/disclosure.md
  report::TableView table{};  ///< what of the tables is printed
};

/// Whether a command can hide small counts. One that cannot still knows --public, to say why not,
/// but does not list it.
enum class Publishing { offered, refused };

void add(CommandLine& line, IncidentsInput& input);
void add(CommandLine& line, AreasInput& input);
void add(CommandLine& line, LayersOutput& output, Publishing publishing = Publishing::offered);

/// Declares --columns and --top, for commands that print tables.
void add(CommandLine& line, report::TableView& table);

/// Declares --public, for commands that write something else than layers.
void declare_public(CommandLine& line, bool& is_public,
                    Publishing publishing = Publishing::offered);

/// Declares --value, for commands that examine what the areas themselves say.
void declare_value(CommandLine& line, AreasInput& input);

}  // namespace hotward::tools
