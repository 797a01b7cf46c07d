#include "tools/options.hpp"

namespace hotward::tools {

void add(CommandLine& line, IncidentsInput& input) {
  line.option("incidents", input.inputs,
              "Files, folders, .zip archives, GDAL data sets, or - for CSV on standard input")
      .required()
      .path()
      .type("INCIDENTS");
  const char* layout = "How the incidents are laid out (recognised by their header)";
  line.option("--x", input.x, "Column of longitude or easting").type("COL").group(layout);
  line.option("--y", input.y, "Column of latitude or northing").type("COL").group(layout);
  line.option("--crs", input.crs, "Coordinate system of x and y, such as EPSG:27700")
      .type("CRS")
      .group(layout);
  line.option("--time", input.time, "Column of the date or time").type("COL").group(layout);
  line.option("--time-end", input.time_end, "Column of the latest time it can have happened")
      .type("COL")
      .group(layout);
  line.option("--type-column", input.type_column, "Column of the type of incident")
      .type("COL")
      .group(layout);
  line.choice<std::optional<io::DateOrder>>(
          "--date-order", input.date_order,
          {{"day-first", io::DateOrder::day_first}, {"month-first", io::DateOrder::month_first}},
          "How to read 03/04/2019 where no date in the data shows it")
      .type("ORDER")
      .group(layout);
  line.option("--id", input.id, "Column of the incident's own number").type("COL").group(layout);
  const char* which = "Which incidents";
  line.option("--from", input.from, "First month or day, 2019-04 or 2019-04-01, counted in")
      .type("DATE")
      .group(which);
  line.option("--to", input.to, "Last month or day, counted in").type("DATE").group(which);
  line.option("--type", input.types,
              "A type, or a group of types: crime, asb, acquisitive, violent (repeatable)")
      .one_word()  // or it would take the inputs behind it
      .type("NAME")
      .group(which);
  line.option("--where", input.where, "SQL condition, for sources read through GDAL")
      .type("SQL")
      .group(which);
  line.flag("--dedupe", input.dedupe,
            "Drop a row whose id, place, time and type an earlier one has; rows without an id stay")
      .group(which);
}

void add(CommandLine& line, AreasInput& input) {
  const char* group = "Areas";
  line.option("--areas", input.dataset,
              "Polygon layer, any format and CRS (default: the schematic Medway wards)")
      .path()
      .type("DATASET[:LAYER]")
      .group(group);
  line.option("--area-id", input.id_column, "Column of the area's code").type("COL").group(group);
  line.option("--area-name", input.name_column, "Column of the area's name")
      .type("COL")
      .group(group);
  line.option("--population", input.population,
              "People at risk: a column of the areas, or a CSV file joined on the area's code")
      .path(PathKind::path_or_word)
      .type("COL|FILE.csv[:COL]")
      .group(group);
  line.option("--population-label", input.population_label,
              "What the population counts, in the plural (default: households or dwellings where "
              "its column is named so, else people)")
      .type("WORDS")
      .group(group);
  line.option("--nearest", input.nearest,
              "Take incidents up to this far outside all areas into the nearest, flagged")
      .type("METRES")
      .group(group);
}

void declare_value(CommandLine& line, AreasInput& input) {
  line.option("--value", input.value,
              "A column of the areas to examine in place of the incidents counted in them")
      .type("COL")
      .group("What is examined");
}

void add(CommandLine& line, LayersOutput& output, Publishing publishing) {
  line.option("-o,--output", output.paths,
              "Layer to write: .geojson .shp .gpkg .fgb .csv, .tif where there is a raster "
              "(repeatable)")
      .one_word()
      .path()
      .type("PATH")
      .group("Output");
  line.flag("--overwrite", output.overwrite, "Replace outputs that exist").group("Output");
  declare_public(line, output.is_public, publishing);
}

void add(CommandLine& line, report::TableView& table) {
  line.option("--columns", table.columns,
              "Columns of the printed table, in this order (default: those that fit)")
      .commas()
      .type("NAME,NAME")
      .group("Output");
  line.option("--top", table.top,
              "Rows of the printed table; 0: all (default: 25 where there are over 60)")
      .type("N")
      .group("Output");
}

void declare_public(CommandLine& line, bool& is_public, Publishing publishing) {
  line.flag("--public", is_public,
            "For publication: hide counts of 1 to 4, and those that would give them away")
      .group(publishing == Publishing::offered ? "Output" : "");
}

}  // namespace hotward::tools
