#include "engine/analyses/scan/scan_layers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "engine/analyses/scan/scan_words.hpp"
#include "engine/geometry/dissolve.hpp"
#include "engine/geometry/ellipse.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

constexpr double least_drawn_m = 25.0;

std::string p_text(double p) {
  if (std::isnan(p)) return "no p";
  return p < 0.001 ? "p < 0.001" : "p " + report::decimal_text(p, 3);
}

table::Column signif_column(const FoundScan& found) {
  table::Column::Texts values;
  for (const scan::Cluster& cluster : found.result.clusters) {
    values.push_back(significance(cluster));
  }
  return {"signif", "", "more or less than expected, and how surely", values};
}

table::Column label_column(const FoundScan& found) {
  table::Column::Texts values;
  for (const scan::Cluster& cluster : found.result.clusters) {
    values.push_back(fmt::format("{} ({})", cluster.rank, p_text(cluster.p)));
  }
  return {"label", "", "rank and p", values};
}

table::Column real_column(const FoundScan& found, table::Column column,
                          double scan::Cluster::*value) {
  table::Column::Reals values;
  for (const scan::Cluster& cluster : found.result.clusters) values.push_back(cluster.*value);
  column.values = std::move(values);
  return column;
}

void add_members(const FoundScan& found, std::vector<table::Column>& columns) {
  table::Column::Integers sites;
  table::Column::Texts names;
  for (const scan::Cluster& cluster : found.result.clusters) {
    sites.push_back(static_cast<std::int64_t>(cluster.members.size()));
    names.push_back(fmt::format("{}", fmt::join(area_names(found, cluster), ", ")));
  }
  columns.push_back({"sites", found.sites.cells ? "cells" : "areas", "how many make up the group",
                     std::move(sites)});
  columns.push_back({"areas", "", "areas of the group, nearest to its centre first", names});
}

// What chance explains is grey: it must not look like a hot spot.
std::string scan_style(const std::vector<table::Column>& columns) {
  const auto colours = report::diverging_colours(5);
  return report::categorised(
      columns, {.column = "signif",
                .categories = {{"high 99%", "more than expected, p ≤ 0.01", colours[4]},
                               {"high 95%", "more than expected, p ≤ 0.05", colours[3]},
                               {"low 95%", "fewer than expected, p ≤ 0.05", colours[1]},
                               {"low 99%", "fewer than expected, p ≤ 0.01", colours[0]},
                               {"none", "no more than chance makes", report::missing_colour}},
                .name_column = "label",
                .tip_columns = {"p", "rr", "observed", "expected", "start", "end", "areas"}});
}

std::string words(const FoundScan& found, const Theme& theme) {
  return fmt::format(
      "{}, in groups of neighbours, the one that stands out most first. Compared with {}. A scan "
      "names groups, not boundaries: the {} at the edge are the least certain. Grey: chance makes "
      "as much.",
      scan_title(found, theme), found.basis, found.sites.cells ? "cells" : "areas");
}

geometry::MultiPolygon window_of(const scan::Cluster& cluster) {
  const double major = std::max(cluster.radius_m, least_drawn_m);
  const geometry::Ellipse ellipse{.centre = cluster.centre,
                                  .major_m = major,
                                  .minor_m = major / cluster.shape,
                                  .angle_rad = cluster.angle_deg * std::numbers::pi / 180.0};
  return {geometry::Polygon{geometry::outline(ellipse, 1.0, 128), {}}};
}

}  // namespace

std::string significance(const scan::Cluster& cluster) {
  if (std::isnan(cluster.p)) return "untested";
  if (!(cluster.p <= significant_p)) return "none";
  return fmt::format("{} {}", cluster.high ? "high" : "low", cluster.p <= 0.01 ? "99%" : "95%");
}

std::vector<std::string> area_names(const FoundScan& found, const scan::Cluster& cluster) {
  std::vector<std::string> names;
  for (const std::uint32_t site : cluster.members) {
    const std::string& name = found.sites.names[site];
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

Result<table::Layer> scan_layer(const Study& study, const Theme& theme, const FoundScan& found) {
  table::Layer layer;
  layer.name = "scan_" + theme.name;
  layer.title = scan_title(found, theme);
  layer.description = words(found, theme);
  if (!study.areas().caveat.empty()) layer.description += " " + study.areas().caveat;
  layer.columns = scan::columns(found.result, found.time.periods);
  if (found.options.gumbel) {
    layer.columns.push_back(
        real_column(found, {"p_gumbel", "1", "the same from the Gumbel law, approximate", {}},
                    &scan::Cluster::p_gumbel));
  }
  layer.columns.push_back(signif_column(found));
  layer.columns.push_back(label_column(found));
  add_members(found, layer.columns);
  table::Shapes::List shapes;
  for (const scan::Cluster& cluster : found.result.clusters) {
    std::vector<geometry::MultiPolygon> members;
    for (const std::uint32_t site : cluster.members) members.push_back(found.sites.shapes[site]);
    auto shape = geometry::dissolve(members);
    if (!shape) return fail(shape.error());
    shapes.push_back(std::move(*shape));
  }
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = scan_style(layer.columns);
  return layer;
}

table::Layer scan_windows(const Theme& theme, const FoundScan& found) {
  table::Layer layer;
  layer.name = "scan_windows_" + theme.name;
  std::string groups = scan_title(found, theme);
  groups.front() = found.sites.cells ? 'c' : 'a';
  const bool circles = found.options.shape == scan::Shape::circle;
  layer.title = fmt::format("{} around {}", circles ? "Circles" : "Ellipses", groups);
  layer.description = fmt::format(
      "The circle or ellipse that holds the centres of a group's {}. One of a single centre has "
      "no "
      "size and is drawn with a radius of 25 m.",
      found.sites.cells ? "cells" : "areas");
  for (table::Column& column : scan::columns(found.result, found.time.periods)) {
    if (column.name != "observed" && column.name != "expected") {
      layer.columns.push_back(std::move(column));
    }
  }
  layer.columns.push_back(
      real_column(found, {"shape", "1", "long axis over short axis", {}}, &scan::Cluster::shape));
  layer.columns.push_back(
      real_column(found, {"angle_deg", "°", "of the long axis, anticlockwise from east", {}},
                  &scan::Cluster::angle_deg));
  layer.columns.push_back(signif_column(found));
  layer.columns.push_back(label_column(found));
  table::Shapes::List shapes;
  for (const scan::Cluster& cluster : found.result.clusters) shapes.push_back(window_of(cluster));
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = report::single_outline(layer.columns, "");
  return layer;
}

}  // namespace hotward::analyses
