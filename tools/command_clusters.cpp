// hotward clusters: where do incidents gather?
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "engine/geometry/polygon.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/cluster/hdbscan.hpp"
#include "engine/methods/cluster/k_distance.hpp"
#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"
#include "engine/methods/cluster/st_dbscan.hpp"
#include "tools/cluster_layers.hpp"
#include "tools/command.hpp"
#include "tools/eps_suggestion.hpp"
#include "tools/options.hpp"
#include "tools/quantity.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"

namespace hotward::tools {
namespace {

enum class Method { dbscan, hdbscan, st_dbscan, nnh };
using Shape = cluster::ShapeOptions::Shape;

struct Options {
  StudyOptions study;
  LayersOutput output;
  Method method = Method::dbscan;
  std::string eps = "100m";
  std::string window = "14d";
  std::string least = "1m";
  std::optional<double> min_points;
  std::uint32_t min_cluster_size = 20;
  std::string weight;
  bool suggest = false;
  bool leaf = false;
  double p = 0.5;
  std::size_t simulations = 99;
  Shape shape = Shape::convex_hull;
  double ratio = 0.3;
  std::string members;
};

const char* name_of(Method method) {
  constexpr const char* names[] = {"dbscan", "hdbscan", "st-dbscan", "nnh"};
  return names[static_cast<std::size_t>(method)];
}

struct Found {
  cluster::Clusters clusters;
  std::vector<table::Column> more;  // columns of the points
  Json said;                        // what the summary adds
};

double min_points(const Options& options) {
  if (options.min_points) return *options.min_points;
  return options.method == Method::nnh ? 10.0 : options.method == Method::st_dbscan ? 5.0 : 20.0;
}

Result<Found> density(const Options& options, const ClusterPoints& points) {
  const auto eps = parse_metres(options.eps);
  if (!eps) return fail(eps.error());
  Found found;
  found.said["eps_m"] = *eps;
  found.said["min_points"] = min_points(options);
  Result<cluster::Clusters> clusters;
  if (options.method == Method::st_dbscan) {
    const auto window = parse_days(options.window);
    if (!window) return fail(window.error());
    found.said["window_days"] = *window;
    clusters = cluster::st_dbscan(
        points.input(), {.eps_m = *eps, .window_days = *window, .min_points = min_points(options)});
  } else {
    clusters = cluster::dbscan(points.input(), {.eps_m = *eps, .min_points = min_points(options)});
  }
  if (!clusters) return fail(clusters.error());
  found.clusters = std::move(*clusters);
  return found;
}

Result<Found> hierarchy(const Options& options, const ClusterPoints& points) {
  const auto least = parse_metres(options.least);
  if (!least) return fail(least.error());
  using Selection = cluster::HdbscanOptions::Selection;
  auto h = cluster::hdbscan(
      points.input(), {.min_cluster_size = options.min_cluster_size,
                       .min_points = static_cast<std::uint32_t>(options.min_points.value_or(0.0)),
                       .selection = options.leaf ? Selection::leaf : Selection::excess_of_mass,
                       .least_m = *least});
  if (!h) return fail(h.error());
  Found found;
  found.said["min_cluster_size"] = options.min_cluster_size;
  found.said["min_points"] = options.min_points.value_or(options.min_cluster_size);
  found.said["least_m"] = *least;
  found.more.push_back(cluster::columns(*h).back());
  found.clusters = std::move(h->clusters);
  return found;
}

Result<Found> nearest(const Options& options, const Study& study, const ClusterPoints& points,
                      std::uint64_t seed) {
  geometry::MultiPolygon window;
  for (const auto& shape : study.areas.areas.shapes) {
    window.insert(window.end(), shape.begin(), shape.end());
  }
  auto nnh = cluster::nearest_neighbour_hierarchy(points.input(),
                                                  {.p = options.p,
                                                   .min_points = min_points(options),
                                                   .simulations = options.simulations,
                                                   .seed = seed},
                                                  window);
  if (!nnh) return fail(nnh.error());
  Found found;
  found.said["min_points"] = min_points(options);
  found.said["p"] = options.p;
  found.said["orders"] = Json::array();
  for (const auto& order : nnh->orders) {
    found.said["orders"].push_back(
        {{"threshold_m", order.threshold_m}, {"count", order.centre.size()}});
  }
  if (options.simulations > 0) {
    found.said["chance"] = {{"simulations", options.simulations},
                            {"mean", nnh->chance.mean},
                            {"upper_95", nnh->chance.upper_95},
                            {"p", nnh->chance.p_value}};
  }
  found.clusters = std::move(nnh->clusters);
  return found;
}

Result<Found> find(const Options& options, Study& study, const ClusterPoints& points,
                   std::uint64_t seed) {
  if (options.method == Method::hdbscan) return hierarchy(options, points);
  if (options.method == Method::nnh) return nearest(options, study, points, seed);
  if (options.method == Method::st_dbscan &&
      study.read.incidents.precision == table::TimePrecision::month) {
    study.warnings.push_back(
        "dates are known by month only: all incidents of a month count as of its first day");
  }
  return density(options, points);
}

Result<Done> suggest(const Options& options, const Study& study, const ClusterPoints& points,
                     const Session& session) {
  const auto curve = cluster::k_distance(points.input(), min_points(options));
  if (!curve) return fail(curve.error());
  Done done;
  done.summary = summary_of(study, session, {});
  done.summary["k_distance"] = suggestion(*curve, min_points(options));
  done.text = suggestion_text(*curve);
  done.warnings = study.warnings;
  return done;
}

Result<void> check(const Options& options) {
  if (const auto free = check_outputs(options.output); !free) return free;
  const LayersOutput members{{options.members}, options.output.overwrite};
  if (!options.members.empty()) {
    if (const auto free = check_outputs(members); !free) return free;
  }
  if (!options.weight.empty() &&
      (options.method == Method::hdbscan || options.method == Method::nnh)) {
    return fail(ErrorCode::usage, fmt::format("--weight: {} counts incidents; weights are for "
                                              "dbscan and st-dbscan",
                                              name_of(options.method)));
  }
  // The largest is that of a 32-bit count, which hdbscan takes.
  if (options.min_points && !(*options.min_points >= 1e-6 && *options.min_points < 4e9)) {
    return fail(ErrorCode::usage,
                fmt::format("min-points must be above 0, got {}", *options.min_points));
  }
  return {};
}

Result<Done> clusters_of(Options options, const Session& session) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (!options.weight.empty()) options.study.keep = io::Keep::everything;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const auto points = cluster_points(
      *study, {.timed = options.method == Method::st_dbscan, .weight_column = options.weight});
  if (!points) return fail(points.error());
  if (options.suggest) return suggest(options, *study, *points, session);
  auto found = find(options, *study, *points, session.seed);
  if (!found) return fail(found.error());

  const table::Layer layer = cluster_layer(
      *study, *points, found->clusters, {.shape = options.shape, .concave_ratio = options.ratio});
  auto files = write_layers(options.output, layer, study->provenance);
  if (!files) return fail(files.error());
  if (!options.members.empty()) {
    const auto members = write_layers({{options.members}, options.output.overwrite},
                                      member_layer(*study, *points, found->clusters, found->more),
                                      study->provenance);
    if (!members) return fail(members.error());
    files->insert(files->end(), members->begin(), members->end());
  }
  Done done;
  done.summary = summary_of(*study, session, *files);
  Json said = {{"method", name_of(options.method)},
               {"count", found->clusters.count()},
               {"noise", found->clusters.noise},
               {"sizes", found->clusters.sizes}};
  said.update(found->said);
  done.summary["clusters"] = said;
  done.text =
      clusters_text(layer, found->clusters) + fates_text(*study, session) + files_text(*files);
  done.warnings = study->warnings;
  return done;
}

void add_method(CommandLine& line, Options& options) {
  const char* group = "Method";
  line.choice<Method>("--method", options.method,
                      {{"dbscan", Method::dbscan},
                       {"hdbscan", Method::hdbscan},
                       {"st-dbscan", Method::st_dbscan},
                       {"nnh", Method::nnh}},
                      "dbscan, hdbscan, st-dbscan or nnh")
      .type("NAME")
      .group(group);
  line.option("--eps", options.eps, "How near is near: dbscan, st-dbscan")
      .type("LENGTH")
      .shows_default()
      .group(group);
  line.option("--min-points", options.min_points,
              "How many near make a core, itself counted (dbscan 20, st-dbscan 5, nnh 10; "
              "hdbscan: --min-cluster-size)")
      .type("N")
      .group(group);
  line.option("--weight", options.weight, "Column that incidents count by, such as harm")
      .type("COL")
      .group(group);
  line.flag("--suggest", options.suggest, "Print the k-distance curve and the eps it proposes")
      .group(group);
}

void add_settings(CommandLine& line, Options& options) {
  const char* group = "Settings of one method";
  line.option("--window", options.window, "How near in time: st-dbscan")
      .type("TIME")
      .shows_default()
      .group(group);
  line.option("--min-cluster-size", options.min_cluster_size, "Smallest cluster: hdbscan")
      .type("N")
      .shows_default()
      .group(group);
  line.option("--least", options.least, "Shorter distances count as this one: hdbscan")
      .type("LENGTH")
      .shows_default()
      .group(group);
  line.flag("--leaf", options.leaf, "The finest clusters, not the most stable: hdbscan")
      .group(group);
  line.option("--p", options.p, "Chance that sets the threshold: nnh")
      .type("P")
      .shows_default()
      .group(group);
  line.option("--simulations", options.simulations, "Random maps to compare with: nnh")
      .type("N")
      .shows_default()
      .group(group);
}

}  // namespace

Run clusters(CommandLine& line) {
  auto options = std::make_shared<Options>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add_method(line, *options);
  add_settings(line, *options);
  line.choice<Shape>("--shape", options->shape,
                     {{"convex", Shape::convex_hull},
                      {"concave", Shape::concave_hull},
                      {"ellipse", Shape::ellipse}},
                     "Shape drawn: convex, concave or ellipse")
      .type("NAME");
  line.option("--ratio", options->ratio, "Of the concave shape: 0 closest, 1 convex")
      .range(0.0, 1.0)
      .type("R")
      .shows_default();
  line.option("--members", options->members, "Layer of points with their cluster").type("PATH");
  add(line, options->output);
  line.examples({"hotward clusters police/ --type asb --eps 100m --min-points 20 -o asb.gpkg",
                 "hotward clusters police/ --suggest --min-points 20",
                 "hotward clusters cases.csv --method st-dbscan --eps 150m --window 14d"});
  return [options](const Session& session) { return clusters_of(*options, session); };
}

}  // namespace hotward::tools
