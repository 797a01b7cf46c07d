#include "engine/study/request.hpp"

namespace hotward {
namespace {

constexpr Names<io::DateOrder, 2> date_order_names{
    {{io::DateOrder::day_first, "day-first"}, {io::DateOrder::month_first, "month-first"}}};

}  // namespace

parameter::List parameters(IncidentsRequest& request) {
  parameter::List list("Inputs");
  list.paths("incidents", request.inputs,
             "Files, folders, .zip archives, GDAL data sets, or - for CSV on standard input")
      .as("INCIDENTS")
      .must_be_given()
      .by_place = true;
  list.heading("How the incidents are laid out (recognised by their header)");
  list.column("x", request.x, "Column of longitude or easting");
  list.column("y", request.y, "Column of latitude or northing");
  list.text("crs", request.crs, "Coordinate system of x and y, such as EPSG:27700").as("CRS");
  list.column("time", request.time, "Column of the date or time");
  list.column("time-end", request.time_end, "Column of the latest time it can have happened");
  list.column("type-column", request.type_column, "Column of the type of incident");
  list.choice("date-order", request.date_order, date_order_names,
              "How to read 03/04/2019 where no date in the data shows it")
      .as("ORDER");
  list.column("id", request.id, "Column of the incident's own number");
  list.heading("Which incidents");
  list.text("from", request.from, "First month or day, 2019-04 or 2019-04-01, counted in")
      .as("DATE");
  list.text("to", request.to, "Last month or day, counted in").as("DATE");
  list.texts("type", request.types,
             "A type, or a group of types: crime, asb, acquisitive, neighbourhood, violent "
             "(repeatable)")
      .as("NAME");
  list.text("where", request.where, "SQL condition, for sources read through GDAL").as("SQL");
  list.flag(
      "dedupe", request.dedupe,
      "Drop a row whose id, place, time and type an earlier one has; rows without an id stay");
  return list;
}

parameter::List parameters(AreasRequest& request) {
  using parameter::PathKind;
  parameter::List list("Areas");
  list.path("areas", request.dataset,
            "Polygon layer, any format and CRS (default: the schematic Medway wards)")
      .as("DATASET[:LAYER]");
  list.column("area-id", request.id_column, "Column of the area's code");
  list.column("area-name", request.name_column, "Column of the area's name");
  list.text("population", request.population,
            "People at risk: a column of the areas, or a CSV file joined on the area's code")
      .file(PathKind::path_or_word)
      .as("COL|FILE.csv[:COL]");
  list.text("population-label", request.population_label,
            "What the population counts, in the plural (default: households or dwellings where "
            "its column is named so, else people)")
      .as("WORDS");
  list.text("population-series", request.population_series,
            "Which estimates the population is of, for the record: 'mid-2019, 2011-based'")
      .as("TEXT");
  list.text("population-released", request.population_released,
            "Month or day of their release, for the record")
      .as("DATE");
  list.length("nearest", request.nearest_m,
              "Take incidents up to this far outside all areas into the nearest, flagged")
      .as("METRES");
  list.choice("audit", request.audit, io::audit_names,
              "Where overlaps and gaps of areas are looked for: in areas near incidents, or in all "
              "(default: near incidents where there are over 2,000 areas)");
  return list;
}

parameter::List compare_parameter(StudyRequest& request) {
  parameter::List list("Which incidents");
  list.text("compare", request.compare_with,
            "What the change is counted from: last-year (the default: the same months or days, a "
            "year earlier), previous (those just before), none, or dates, 2018-04..2018-09")
      .as("last-year|previous|none|DATE..DATE");
  return list;
}

parameter::List output_parameters(OutputRequest& request) {
  parameter::List list("Output");
  list.paths("output", request.paths,
             "Layer to write: .geojson .shp .gpkg .fgb, its columns alone: .csv .xlsx .ods, .tif "
             "where there is a raster, PG:CONNECTION for a table of PostGIS (repeatable)")
      .unrecorded()
      .short_name = "o";
  list.text("layer", request.layer,
            "What the table is called, hot_cells or schema.hot_cells, where -o is PG:CONNECTION")
      .as("NAME")
      .unrecorded();
  list.flag("overwrite", request.overwrite, "Replace outputs that exist").unrecorded();
  return list;
}

parameter::List public_parameter(bool& is_public, Publishing publishing) {
  parameter::List list(publishing == Publishing::offered ? "Output" : "");
  list.flag("public", is_public,
            "For publication: hide counts of 1 to 4, and those that would give them away");
  return list;
}

parameter::List ledger_parameter(std::string& ledger, const bool& is_public) {
  parameter::List list("Output");
  list.path("ledger", ledger,
            "Remember in this file what is published, and hide, too, what would give small counts "
            "away beside it")
      .file()
      .needs("--public", [&is_public] { return is_public; });
  return list;
}

parameter::List parameters(report::TableView& table) {
  parameter::List list("Output");
  list.texts("columns", table.columns,
             "Columns of the printed table, in this order (default: those that fit)")
      .comma_separated()
      .unrecorded()
      .as("NAME,NAME");
  list.whole("top", table.top,
             "Rows of the printed table; 0: all (default: 25 where there are over 60)")
      .unrecorded();
  return list;
}

parameter::List value_parameter(AreasRequest& request) {
  parameter::List list("What is examined");
  list.column("value", request.value,
              "A column of the areas to examine in place of the incidents counted in them");
  return list;
}

}  // namespace hotward
