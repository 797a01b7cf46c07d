// make_package FOLDER: writes a folder as `hotward run` does, from made-up wards, places and cells,
// with the awkward things that real ones hold: missing values, ties, names with & < " and accents.
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/layers/write_package.hpp"
#include "engine/report/project.hpp"
#include "engine/report/style.hpp"

namespace hotward {
namespace {

using table::Column;
using table::Layer;

constexpr int side = 5;
constexpr const char* caveat = "Schematic wards, not official boundaries";

/// A corner of the 5 x 5 wards, moved off the grid so that no two wards look alike.
geometry::Point corner(int column, int row) {
  const double x = 572000.0 + 3000.0 * column + 700.0 * std::sin(2.1 * column + 3.7 * row);
  const double y = 160000.0 + 3000.0 * row + 700.0 * std::cos(1.3 * column - 2.9 * row);
  return {std::round(x), std::round(y)};
}

/// Ranks as `rank` gives them: 1 is the greatest, ties share the better rank.
Column::Integers ranks(const Column::Integers& counts) {
  Column::Integers result;
  for (const std::int64_t count : counts) {
    std::int64_t rank = 1;
    for (const std::int64_t other : counts) rank += other > count ? 1 : 0;
    result.push_back(rank);
  }
  return result;
}

std::vector<Column> ward_columns() {
  const char* awkward[] = {
      "Luton & Wayfield", "St Mary's Island", "Rainham <North>", "\"Top\" End", "Peña", "River"};
  Random random(1, Stream::test);
  Column::Texts codes;
  Column::Texts names;
  Column::Integers counts;
  Column::Reals rates;
  Column::Reals changes;
  for (int i = 0; i < side * side; ++i) {
    codes.push_back("W" + std::to_string(100 + i));
    names.push_back(i < 6 ? awkward[i] : "Ward " + std::to_string(i + 1));
    counts.push_back(static_cast<std::int64_t>(700.0 * std::pow(random.uniform(), 2.5)));
    rates.push_back(static_cast<double>(counts.back()) / (8.0 + 6.0 * random.uniform()));
    changes.push_back(80.0 * random.uniform() - 40.0);
  }
  counts[7] = counts[8];
  for (const std::size_t i : {3U, 11U}) rates[i] = changes[i] = std::nan("");
  return {{"area_code", "", "ward code", std::move(codes)},
          {"area_name", "", "ward", std::move(names)},
          {"rank", "1", "rank, 1 is the hottest", ranks(counts)},
          {"count", "incidents", "incidents", counts},
          {"rate_1k", "per 1,000", "incidents per 1,000 people a year", std::move(rates)},
          {"chg_pct", "%", "change on the year before", std::move(changes)}};
}

Layer wards() {
  hotward::table::Shapes::List shapes;
  for (int i = 0; i < side * side; ++i) {
    const int c = i % side;
    const int r = i / side;
    shapes.push_back(
        {{{corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)}, {}}});
  }
  Layer layer;
  layer.name = "wards";
  layer.title = "Wards by incidents (schematic wards)";
  layer.description = caveat;
  layer.geometry = std::move(shapes);
  layer.columns = ward_columns();
  layer.style_qml = report::graduated_areas(
      layer.columns, {.column = "count",
                      .rank_column = "rank",
                      .name_column = "area_name",
                      .tip_columns = {"rank", "count", "rate_1k", "chg_pct"}});
  return layer;
}

Layer places() {
  Random random(2, Stream::test);
  Column::Integers counts;
  Layer::Points points;
  for (int i = 0; i < 300; ++i) {
    points.push_back({std::round(574000.0 + 11000.0 * random.uniform()),
                      std::round(162000.0 + 11000.0 * random.uniform())});
    counts.push_back(1 + static_cast<std::int64_t>(90.0 * std::pow(random.uniform(), 8.0)));
  }
  Layer layer;
  layer.name = "places";
  layer.title = "Places by incidents";
  layer.geometry = std::move(points);
  layer.columns = {{"count", "incidents", "incidents at this place", std::move(counts)}};
  layer.style_qml = report::points_by_count(layer.columns, {.column = "count"});
  return layer;
}

Layer cells() {
  Column::Integers bins;
  hotward::table::Shapes::List shapes;
  for (int i = 0; i < 144; ++i) {
    const double x = 574000.0 + 1000.0 * (i % 12);
    const double y = 162000.0 + 1000.0 * (i / 12);
    const double wave = 3.4 * std::sin(0.5 * (i % 12)) * std::cos(0.4 * (i / 12));
    bins.push_back(i == 40 ? table::null_integer : static_cast<std::int64_t>(wave));
    shapes.push_back({{{{x, y}, {x + 1000, y}, {x + 1000, y + 1000}, {x, y + 1000}}, {}}});
  }
  Layer layer;
  layer.name = "gi_star";
  layer.title = "Hot and cold spots (Gi*)";
  layer.geometry = std::move(shapes);
  layer.columns = {{"gi_bin", "1", "class, -3 cold to 3 hot", std::move(bins)}};
  layer.style_qml = report::categorised(
      layer.columns,
      {.column = "gi_bin", .categories = report::gi_bin_categories(), .outlined = false});
  return layer;
}

Layer outlines(const Layer& areas) {
  Layer layer;
  layer.name = "boundaries";
  layer.title = "Ward boundaries";
  layer.geometry = areas.geometry;
  layer.columns = {areas.columns[0], areas.columns[1]};
  layer.style_qml = report::single_outline(layer.columns, "area_name");
  return layer;
}

report::ProjectPlan plan(const std::vector<Layer>& layers) {
  const Layer& areas = layers.back();
  const report::StyleOptions by_rate{
      .column = "rate_1k", .rank_column = "rank", .name_column = "area_name"};
  const report::StyleOptions by_change{.column = "chg_pct", .name_column = "area_name"};
  report::ProjectPlan plan;
  plan.title = "Incidents in a made-up town & its wards, 2019-04 to 2020-03";
  plan.caveat = caveat;
  plan.credits = "Made-up data, free to use.";
  plan.made_by = "Made by hotward.";
  if (const auto grid = geometry::ToNationalGrid::from("EPSG:4326")) plan.crs = grid->operation();
  plan.groups = {{"Incidents", {report::project_layer(layers[0], false)}},
                 {"Hot spots", {report::project_layer(layers[1], false)}},
                 {"Wards",
                  {report::project_layer(layers[2], false), report::project_layer(areas, true),
                   report::project_view(areas, {"rate", "Wards by rate (schematic wards)",
                                                report::graduated_areas(areas.columns, by_rate)}),
                   report::project_view(areas, {"change", "Wards by change (schematic wards)",
                                                report::change_areas(areas.columns, by_change)})}}};
  return plan;
}

int run(const char* folder) {
  io::Package package;
  const Layer areas = wards();
  package.layers = {places(), cells(), outlines(areas), areas};
  package.project_xml = report::project_xml(plan(package.layers));
  io::WriteOptions options;
  options.overwrite = true;
  options.provenance.version = "0.1.0";
  options.provenance.command_line = "make_package";
  const auto written = io::write_package(folder, package, options);
  if (written) return 0;
  std::fprintf(stderr, "make_package: %s\n", written.error().message.c_str());
  return 1;
}

}  // namespace
}  // namespace hotward

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_package FOLDER\n");
    return 2;
  }
  return hotward::run(argv[1]);
}
