// Options that several commands share. Each is declared once, here, and means the same everywhere.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hotward::tools {

/// Incident files and how to read them.
struct IncidentsInput {
  std::vector<std::string> inputs;
  std::string x, y, crs, time, time_end, type_column, id;
  std::string from, to;
  std::vector<std::string> types;
  std::string where;
  bool dedupe = false;
};

/// Boundary polygons and the people in them.
struct AreasInput {
  std::string dataset;  ///< empty: the schematic Medway wards that ship
  std::string id_column, name_column, population;
  std::string nearest;  ///< a quantity, or empty
};

/// Layers to write.
struct LayersOutput {
  std::vector<std::string> paths;
  bool overwrite = false;
};

void add(CLI::App& app, IncidentsInput& input);
void add(CLI::App& app, AreasInput& input);
void add(CLI::App& app, LayersOutput& output);

/// The examples at the end of a command's help; each line is a whole command.
void add_examples(CLI::App& app, const std::vector<std::string>& examples);

}  // namespace hotward::tools
