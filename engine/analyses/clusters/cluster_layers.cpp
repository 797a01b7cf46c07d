#include "engine/analyses/clusters/cluster_layers.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/column_table.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {
namespace {

// The area with most incidents of each cluster; of equally many the one that comes first.
std::vector<std::string> area_names(const Study& study, const ClusterPoints& points,
                                    const std::vector<std::int64_t>& cluster_id,
                                    std::size_t clusters) {
  std::vector<std::map<std::int32_t, std::uint64_t>> found(clusters);
  for (std::size_t p = 0; p < points.at.size(); ++p) {
    if (cluster_id[p] == 0) continue;
    found[static_cast<std::size_t>(cluster_id[p]) - 1][points.area[p]] += points.incidents[p];
  }
  const table::Areas& areas = study.areas();
  const std::vector<std::string> labels = table::distinct_names(areas);
  std::vector<std::string> names;
  for (const auto& counts : found) {
    const auto code = [&](std::int32_t a) { return areas.codes[static_cast<std::size_t>(a)]; };
    const auto most = std::ranges::max_element(counts, [&](const auto& a, const auto& b) {
      return a.second != b.second ? a.second < b.second : code(a.first) > code(b.first);
    });
    names.push_back(labels[static_cast<std::size_t>(most->first)]);
  }
  return names;
}

std::vector<std::string> type_names(const Study& study, const ClusterPoints& points,
                                    const std::vector<std::int64_t>& cluster_id,
                                    std::size_t clusters) {
  // Codes follow the order of the input, so of equally frequent types the name decides.
  const auto& types = study.incidents().types;
  std::vector<std::string> names(clusters);
  std::vector<std::map<table::Dictionary::Code, std::uint64_t>> found(clusters);
  for (std::size_t i = 0; i < points.type.size(); ++i) {
    const std::int64_t id = cluster_id[points.point[i]];
    if (id > 0) ++found[static_cast<std::size_t>(id) - 1][points.type[i]];
  }
  for (std::size_t k = 0; k < clusters; ++k) {
    std::uint64_t most = 0;
    for (const auto& [code, count] : found[k]) {
      const std::string& name = types.text(code);
      if (count < most || (count == most && name > names[k])) continue;
      most = count;
      names[k] = name;
    }
  }
  return names;
}

// What most of each cluster's incidents call their place; the first by name of several.
std::vector<std::string> street_names(const std::vector<std::string>& of_points,
                                      const ClusterPoints& points,
                                      const std::vector<std::int64_t>& cluster_id,
                                      std::size_t clusters) {
  std::vector<std::map<std::string, std::uint64_t>> found(clusters);
  for (std::size_t p = 0; p < of_points.size(); ++p) {
    if (cluster_id[p] == 0 || of_points[p].empty()) continue;
    found[static_cast<std::size_t>(cluster_id[p]) - 1][of_points[p]] += points.incidents[p];
  }
  std::vector<std::string> names(clusters);
  for (std::size_t k = 0; k < clusters; ++k) {
    if (found[k].empty()) continue;
    names[k] =
        std::ranges::max_element(found[k], {}, [](const auto& f) { return f.second; })->first;
  }
  return names;
}

template <class T>
void append(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void append(cluster::ClusterShapes& all, const cluster::ClusterShapes& more) {
  append(all.shape, more.shape);
  append(all.incidents, more.incidents);
  append(all.places, more.places);
  append(all.area_m2, more.area_m2);
  append(all.dens_km2, more.dens_km2);
  append(all.share_pct, more.share_pct);
  append(all.main_type, more.main_type);
  append(all.first, more.first);
  append(all.last, more.last);
  append(all.ellipse, more.ellipse);
}

// What the columns of all orders are made of.
struct OrderedClusters {
  cluster::ClusterShapes shapes;
  table::Column::Texts types;
  table::Column::Texts areas;
  table::Column::Texts streets;
  table::Column::Integers order;
  table::Column::Integers parent;
};

OrderedClusters ordered(const Study& study, const ClusterPoints& points, const FoundClusters& found,
                        const cluster::ShapeOptions& options) {
  OrderedClusters all;
  std::vector<ClusterOrder> orders = found.orders;
  if (orders.empty()) {
    orders.push_back(
        {found.clusters.cluster_id, std::vector<std::int64_t>(found.clusters.count())});
  }
  const std::vector<std::string> of_points = place_names(study, points.place);
  for (std::size_t k = 0; k < orders.size(); ++k) {
    const auto& ids = orders[k].cluster_id;
    const std::size_t clusters = orders[k].parent.size();
    append(all.shapes, cluster::cluster_shapes(points.input(), ids, points.incidence(), options));
    append(all.types, type_names(study, points, ids, clusters));
    append(all.areas, area_names(study, points, ids, clusters));
    append(all.streets, street_names(of_points, points, ids, clusters));
    // The next order's numbers go on where this one's end.
    const auto shift = static_cast<std::int64_t>(all.order.size() + clusters);
    for (const std::int64_t parent : orders[k].parent) {
      all.order.push_back(static_cast<std::int64_t>(k) + 1);
      all.parent.push_back(parent == 0 ? table::null_integer : parent + shift);
    }
  }
  return all;
}

// Of what is shown: the classes of a legend disclose the numbers in them.
std::string cluster_style(const Study& study, const std::vector<table::Column>& columns,
                          bool orders, bool streets) {
  std::vector<std::string> tip = {"count", "share_pct", "main_type"};
  if (streets) tip.insert(tip.begin(), "street");
  if (orders) tip.insert(tip.begin(), {"order", "parent"});
  tip.insert(tip.begin(), "cluster_id");
  if (!orders) {
    return report::overlay_areas(columns, {.column = "count",
                                           .rank_column = "cluster_id",
                                           .name_column = "area_name",
                                           .tip_columns = std::move(tip),
                                           .missing_label = missing_label(study)});
  }
  return report::categorised(columns, {.column = "order",
                                       .categories = {{"1", "first order", "#d7301f"},
                                                      {"2", "second order", "#54278f"},
                                                      {"3", "third order", "#08306b"}},
                                       .hollow = true,
                                       .tip_columns = std::move(tip)});
}

// How sure it is that there are more clusters than chance makes.
std::string chance_text(const Json& figures) {
  if (!figures.contains("chance")) {
    return report::how_sure(
        "no random layouts were made, so whether chance alone makes as many clusters is not known");
  }
  const Json& chance = figures["chance"];
  if (chance["p"].is_null()) {
    return report::how_sure("how many clusters chance makes cannot be known, since " +
                            chance["why_unknown"].get<std::string>());
  }
  const double p = chance["p"].get<double>();
  std::string text = report::how_sure(
      fmt::format("{} {} {} on average; chance alone makes as many as here {} ({})",
                  counted(chance["simulations"].get<std::uint64_t>(), "random layout"),
                  chance["on"] == "places" ? "on the map points had" : "within the areas had",
                  report::decimal_text(chance["mean"].get<double>(), 1), report::chance_words(p),
                  report::p_words(p)));
  if (!chance.contains("p_largest")) return text;
  const double largest = chance["p_largest"].get<double>();
  return text + fmt::format("As large a largest one comes by chance {} ({}).\n",
                            report::chance_words(largest), report::p_words(largest));
}

// How close is close, where the method has a distance for it.
std::string closeness(const Json& how) {
  if (!how.contains("eps_m")) return "";
  std::string text = fmt::format(" {:g} or more within {:g} m of one of them",
                                 how["min_points"].get<double>(), how["eps_m"].get<double>());
  if (how.contains("window_days")) {
    const double days = how["window_days"].get<double>();
    text += fmt::format(" and {:g} {}", days, days == 1.0 ? "day" : "days");
  }
  return text;
}

}  // namespace

table::Layer cluster_layer(const Study& study, const Theme& theme, const ClusterPoints& points,
                           const ShownClusters& shown, const cluster::ShapeOptions& options) {
  const FoundClusters& found = shown.found;
  OrderedClusters clusters = ordered(study, points, found, options);
  const bool streets = any_named(clusters.streets);
  table::Layer layer;
  layer.name = "clusters_" + theme.name;
  layer.title = "Clusters of " + theme.noun;
  layer.description = fmt::format(
      "Places where {} gather, the largest first. The shape surrounds a cluster's places; it is "
      "not a boundary of what happens there.",
      theme.noun);
  layer.columns = cluster::columns(clusters.shapes);
  const auto at = [&](const char* name) {
    return std::ranges::find(layer.columns, name, &table::Column::name);
  };
  table::Column places = *at("places");
  layer.columns.erase(at("places"));
  layer.columns.insert(at("first"), {"main_type", "", "most frequent type", clusters.types});
  layer.columns.push_back(
      {"area_name", "", "area with most of the cluster's incidents", clusters.areas});
  layer.columns.push_back(
      {"street", "", "what most of its incidents call their place", clusters.streets});
  layer.columns.push_back(std::move(places));
  if (!found.orders.empty()) {
    layer.columns.push_back(
        {"order", "1", "1 of incidents, 2 of such clusters, 3 of those", clusters.order});
    layer.columns.push_back(
        {"parent", "1", "cluster_id of the one it belongs to in the next order", clusters.parent});
  }
  layer.geometry = std::move(clusters.shapes.shape);
  hide(layer.columns, {"count", "dens_km2", "share_pct"}, shown.hidden.rows);
  if (layer.size() > 0)
    layer.style_qml = cluster_style(study, layer.columns, !found.orders.empty(), streets);
  return layer;
}

table::Layer member_layer(const Study& study, const Theme& theme, const ClusterPoints& points,
                          const cluster::Clusters& clusters, std::vector<table::Column> more) {
  table::Layer layer;
  layer.name = "cluster_points_" + theme.name;
  layer.title = fmt::format("Points of {} by cluster", theme.noun);
  layer.description = fmt::format(
      "Every place with {} and the cluster it belongs to; 0: it is in none.", theme.noun);
  table::Column::Integers counts(points.incidents.begin(), points.incidents.end());
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  table::Column::Texts names;
  for (const std::int32_t area : points.area) {
    names.push_back(labels[static_cast<std::size_t>(area)]);
  }
  layer.columns = cluster::columns(clusters);
  layer.columns.push_back({"count", "incidents", "incidents at the point", counts});
  layer.columns.push_back({"area_name", "", "area", names});
  const auto streets = place_names(study, points.place);
  layer.columns.push_back({"street", "", "what most rows call the place", streets});
  std::vector<std::string> tip = {"cluster_id", "count", "area_name"};
  if (any_named(streets)) tip.insert(tip.begin() + 1, "street");
  layer.columns.insert(layer.columns.end(), more.begin(), more.end());
  layer.geometry = points.at;
  if (layer.size() > 0) {
    layer.style_qml =
        report::categorised(layer.columns, {.column = "role",
                                            .categories = {{"core", "in a cluster", "#bd0026"},
                                                           {"border", "at its border", "#fd8d3c"},
                                                           {"noise", "in none", "#969696"}},
                                            .shape = report::Shape::point,
                                            .tip_columns = std::move(tip)});
  }
  return layer;
}

std::string largest_text(const table::Layer& layer) {
  const auto street = std::ranges::find(layer.columns, "street", &table::Column::name);
  const auto count = std::ranges::find(layer.columns, "count", &table::Column::name);
  if (layer.size() == 0) return "";
  const std::string& name = std::get<table::Column::Texts>(street->values).front();
  const std::int64_t incidents = std::get<table::Column::Integers>(count->values).front();
  if (name.empty() || incidents == table::null_integer) return "";
  return fmt::format("The largest has {}, most often {}.\n", report::integer_text(incidents), name);
}

report::ShownTable clusters_table(const table::Layer& layer) {
  std::vector<std::size_t> order(layer.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  constexpr report::HeadedColumn usual[] = {
      {"cluster_id", "Cluster", 0}, {"street", "Street", 1},        {"area_name", "Mostly in", 0},
      {"order", "Order", 0},        {"parent", "Within", 4},        {"count", "Incidents", 0},
      {"share_pct", "Share %", 1},  {"main_type", "Most often", 3}, {"dens_km2", "Per km²", 2}};
  report::ShownTable table = report::column_table(layer.columns, order, usual, "cluster");
  // Of no use where the rows name no place.
  const auto street = std::ranges::find(layer.columns, "street", &table::Column::name);
  const bool is_named =
      street != layer.columns.end() && any_named(std::get<table::Column::Texts>(street->values));
  if (!is_named) {
    for (auto& column : table.columns) {
      if (column.name == "street") column.drop = report::only_asked;
    }
  }
  return table;
}

std::string clusters_text(const Theme& theme, const FoundClusters& found, bool noise_hidden) {
  constexpr const char* names[] = {"first", "second", "third"};
  const auto number = [](std::uint64_t n) { return report::integer_text(n); };
  std::uint64_t held = 0;
  for (const std::uint64_t size : found.clusters.sizes) held += size;
  const std::uint64_t noise = found.clusters.noise;
  if (found.clusters.count() == 0) {
    const std::string close = closeness(found.figures);
    return fmt::format("No cluster among {}: nowhere {}.\n",
                       noise_hidden ? "the " + theme.noun : report::counted_noun(noise, theme.noun),
                       close.empty() ? "do they lie close enough together" : "are there" + close) +
           chance_text(found.figures);
  }
  const std::string close = closeness(found.figures);
  std::string text =
      fmt::format("{} where {} lie close together{}.\n", counted(found.clusters.count(), "cluster"),
                  theme.noun, close.empty() ? "" : ":" + close);
  for (std::size_t k = 1; k < found.orders.size(); ++k) {
    text +=
        fmt::format("{}{} ({} order)", k == 1 ? "These lie close together in turn, in " : " and ",
                    counted(found.orders[k].parent.size(), "larger cluster"), names[k]);
    if (k + 1 == found.orders.size()) text += ".\n";
  }
  text += chance_text(found.figures);
  if (noise_hidden) return text + "How many incidents lie in none is hidden.\n";
  return text +
         fmt::format("{} of {} ({}%) {} in a cluster; {} in none.\n", number(held),
                     report::counted_noun(held + noise, theme.noun),
                     report::decimal_text(
                         100.0 * static_cast<double>(held) / static_cast<double>(held + noise), 0),
                     held == 1 ? "lies" : "lie", number(noise));
}

}  // namespace hotward::analyses
