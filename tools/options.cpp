#include "tools/options.hpp"

#include <CLI/CLI.hpp>

namespace hotward::tools {

void add(CLI::App& app, IncidentsInput& input) {
  app.add_option("incidents", input.inputs,
                 "Files, folders, .zip archives, GDAL data sets, or - for CSV on standard input")
      ->required()
      ->type_name("INCIDENTS");
  const char* layout = "How the incidents are laid out (recognised by their header)";
  app.add_option("--x", input.x, "Column of longitude or easting")->type_name("COL")->group(layout);
  app.add_option("--y", input.y, "Column of latitude or northing")->type_name("COL")->group(layout);
  app.add_option("--crs", input.crs, "Coordinate system of x and y, such as EPSG:27700")
      ->type_name("CRS")
      ->group(layout);
  app.add_option("--time", input.time, "Column of the date or time")
      ->type_name("COL")
      ->group(layout);
  app.add_option("--time-end", input.time_end, "Column of the latest time it can have happened")
      ->type_name("COL")
      ->group(layout);
  app.add_option("--type-column", input.type_column, "Column of the type of incident")
      ->type_name("COL")
      ->group(layout);
  app.add_option("--id", input.id, "Column of the incident's own number")
      ->type_name("COL")
      ->group(layout);
  const char* which = "Which incidents";
  app.add_option("--from", input.from, "First month or day, 2019-04 or 2019-04-01, counted in")
      ->type_name("DATE")
      ->group(which);
  app.add_option("--to", input.to, "Last month or day, counted in")
      ->type_name("DATE")
      ->group(which);
  app.add_option("--type", input.types,
                 "A type, or a group of types: crime, asb, acquisitive, violent (repeatable)")
      ->allow_extra_args(false)  // or it would take the inputs behind it
      ->type_name("NAME")
      ->group(which);
  app.add_option("--where", input.where, "SQL condition, for sources read through GDAL")
      ->type_name("SQL")
      ->group(which);
  app.add_flag("--dedupe", input.dedupe,
               "Keep only the first row of each id; rows without one stay")
      ->group(which);
}

void add(CLI::App& app, AreasInput& input) {
  const char* group = "Areas";
  app.add_option("--areas", input.dataset,
                 "Polygon layer, any format and CRS (default: the schematic Medway wards)")
      ->type_name("DATASET[:LAYER]")
      ->group(group);
  app.add_option("--area-id", input.id_column, "Column of the area's code")
      ->type_name("COL")
      ->group(group);
  app.add_option("--area-name", input.name_column, "Column of the area's name")
      ->type_name("COL")
      ->group(group);
  app.add_option("--population", input.population,
                 "People at risk: a column of the areas, or a CSV file joined on the area's code")
      ->type_name("COL|FILE.csv[:COL]")
      ->group(group);
  app.add_option("--nearest", input.nearest,
                 "Take incidents up to this far outside all areas into the nearest, flagged")
      ->type_name("METRES")
      ->group(group);
}

void add(CLI::App& app, LayersOutput& output) {
  app.add_option("-o,--output", output.paths,
                 "Layer to write: .geojson .shp .gpkg .fgb .csv (repeatable)")
      ->allow_extra_args(false)
      ->type_name("PATH")
      ->group("Output");
  app.add_flag("--overwrite", output.overwrite, "Replace outputs that exist")->group("Output");
}

void add_examples(CLI::App& app, const std::vector<std::string>& examples) {
  std::string footer = "Examples:";
  for (const std::string& example : examples) footer += "\n  " + example;
  app.footer(footer);
}

}  // namespace hotward::tools
