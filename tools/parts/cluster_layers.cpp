#include "tools/parts/cluster_layers.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"
#include "engine/report/style.hpp"

namespace hotward::tools {
namespace {

// The area with most incidents of each cluster; of equally many the one that comes first.
std::vector<std::string> area_names(const Study& study, const ClusterPoints& points,
                                    const cluster::Clusters& clusters) {
  std::vector<std::map<std::int32_t, std::uint64_t>> found(clusters.count());
  for (std::size_t p = 0; p < points.at.size(); ++p) {
    if (clusters.cluster_id[p] == 0) continue;
    found[static_cast<std::size_t>(clusters.cluster_id[p]) - 1][points.area[p]] +=
        points.incidents[p];
  }
  const table::Areas& areas = study.areas.areas;
  std::vector<std::string> names;
  for (const auto& counts : found) {
    const auto code = [&](std::int32_t a) { return areas.codes[static_cast<std::size_t>(a)]; };
    const auto most = std::ranges::max_element(counts, [&](const auto& a, const auto& b) {
      return a.second != b.second ? a.second < b.second : code(a.first) > code(b.first);
    });
    names.push_back(areas.names[static_cast<std::size_t>(most->first)]);
  }
  return names;
}

std::vector<std::string> type_names(const Study& study, const cluster::ClusterShapes& shapes,
                                    const ClusterPoints& points,
                                    const cluster::Clusters& clusters) {
  // Codes follow the order of the input, so of equally frequent types the name decides.
  const auto& types = study.read.incidents.types;
  std::vector<std::string> names(shapes.shape.size());
  std::vector<std::map<std::string, std::uint64_t>> found(names.size());
  for (std::size_t i = 0; i < points.type.size(); ++i) {
    const std::int64_t id = clusters.cluster_id[points.point[i]];
    if (id > 0) ++found[static_cast<std::size_t>(id) - 1][types.text(points.type[i])];
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    std::uint64_t most = 0;
    for (const auto& [name, count] : found[k]) {
      if (count <= most) continue;
      most = count;
      names[k] = name;
    }
  }
  return names;
}

}  // namespace

table::Layer cluster_layer(const Study& study, const Theme& theme, const ClusterPoints& points,
                           const cluster::Clusters& clusters,
                           const cluster::ShapeOptions& options) {
  cluster::ClusterShapes shapes =
      cluster::cluster_shapes(points.input(), clusters.cluster_id, points.incidence(), options);
  table::Layer layer;
  layer.name = "clusters_" + theme.name;
  layer.title = "Clusters of " + theme.noun;
  layer.description = fmt::format(
      "Places where {} gather, the largest first. The shape surrounds a cluster's places; it is "
      "not "
      "a boundary of what happens there.",
      theme.noun);
  layer.columns = cluster::columns(shapes);
  const auto at = [&](const char* name) {
    return std::ranges::find(layer.columns, name, &table::Column::name);
  };
  table::Column places = *at("places");
  layer.columns.erase(at("places"));
  layer.columns.insert(at("first"), {"main_type", "", "most frequent type",
                                     type_names(study, shapes, points, clusters)});
  layer.columns.push_back({"area_name", "", "area with most of the cluster's incidents",
                           area_names(study, points, clusters)});
  layer.columns.push_back(std::move(places));
  layer.geometry = std::move(shapes.shape);
  if (layer.size() > 0) {
    layer.style_qml = report::overlay_areas(
        layer.columns, {.column = "count",
                        .rank_column = "cluster_id",
                        .name_column = "area_name",
                        .tip_columns = {"cluster_id", "count", "share_pct", "main_type"}});
  }
  return layer;
}

table::Layer member_layer(const Study& study, const Theme& theme, const ClusterPoints& points,
                          const cluster::Clusters& clusters, std::vector<table::Column> more) {
  table::Layer layer;
  layer.name = "cluster_points_" + theme.name;
  layer.title = fmt::format("Points of {} by cluster", theme.noun);
  layer.description =
      fmt::format("Every place with {} and the cluster it belongs to; 0 is noise.", theme.noun);
  table::Column::Integers counts(points.incidents.begin(), points.incidents.end());
  table::Column::Texts names;
  for (const std::int32_t area : points.area) {
    names.push_back(study.areas.areas.names[static_cast<std::size_t>(area)]);
  }
  layer.columns = cluster::columns(clusters);
  layer.columns.push_back({"count", "incidents", "incidents at the point", counts});
  layer.columns.push_back({"area_name", "", "area", names});
  layer.columns.insert(layer.columns.end(), more.begin(), more.end());
  layer.geometry = points.at;
  if (layer.size() > 0) layer.style_qml = report::points_marker(layer.columns);
  return layer;
}

std::string clusters_table(const table::Layer& layer) {
  constexpr std::size_t shown = 20;
  if (layer.size() == 0) return "";
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < std::min(shown, layer.size()); ++k) order.push_back(k);
  std::vector<report::PlainColumn> columns;
  for (const char* name : {"cluster_id", "count", "share_pct", "dens_km2", "area_name"}) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    columns.push_back(report::plain_column(*column, name, order));
  }
  return report::plain_table(columns) + "\n";
}

std::string clusters_text(const cluster::Clusters& clusters) {
  const auto number = [](std::size_t n) {
    return report::integer_text(static_cast<std::int64_t>(n));
  };
  return fmt::format("{} cluster{}; {} incidents in none.\n", number(clusters.count()),
                     clusters.count() == 1 ? "" : "s", number(clusters.noise));
}

}  // namespace hotward::tools
