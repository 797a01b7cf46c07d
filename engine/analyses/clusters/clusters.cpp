#include "engine/analyses/clusters/clusters.hpp"

#include <fmt/format.h>

#include "engine/analyses/clusters/cluster_layers.hpp"
#include "engine/analyses/clusters/eps_suggestion.hpp"
#include "engine/analyses/clusters/followed_clusters.hpp"
#include "engine/analyses/clusters/hidden_clusters.hpp"
#include "engine/core/undefined.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {
namespace {

using Method = ClusterOptions::Method;
using Shape = ClusterOptions::Shape;

constexpr Names<double, 3> deviation_names{{{1.0, "1"}, {1.5, "1.5"}, {2.0, "2"}}};

// What `clusters` is asked for beside the clusters.
struct ClustersRequest {
  ClusterOptions clusters;
  bool suggest = false;
  std::string members;
  std::string follow;
};

parameter::List method_parameters(ClusterOptions& options) {
  parameter::List list("Method");
  list.choice("method", options.method, cluster_method_names, "dbscan, hdbscan, st-dbscan or nnh");
  list.length("eps", options.eps_m, "How near is near: dbscan, st-dbscan")
      .needs("--method dbscan and st-dbscan", [&options] {
        return options.method == Method::dbscan || options.method == Method::st_dbscan;
      });
  list.number("min-points", options.min_points,
              "How many near make a core, itself counted (dbscan 20, st-dbscan 5, nnh 10; "
              "hdbscan: --min-cluster-size)");
  list.column("weight", options.weight, "Column that incidents count by, such as harm");
  return list;
}

parameter::List setting_parameters(ClusterOptions& options) {
  parameter::List list("Settings of one method");
  const auto is = [&options](Method method) {
    return [&options, method] { return options.method == method; };
  };
  list.days("window", options.window_days, "How near in time: st-dbscan")
      .as("TIME")
      .needs("--method st-dbscan", is(Method::st_dbscan));
  list.whole("min-cluster-size", options.min_cluster_size, "Smallest cluster: hdbscan")
      .needs("--method hdbscan", is(Method::hdbscan));
  list.length("least", options.least_m, "Shorter distances count as this one: hdbscan")
      .needs("--method hdbscan", is(Method::hdbscan));
  list.flag("leaf", options.leaf, "The finest clusters, not the most stable: hdbscan")
      .needs("--method hdbscan", is(Method::hdbscan));
  list.number("p", options.p, "Chance that sets the threshold: nnh")
      .as("P")
      .needs("--method nnh", is(Method::nnh));
  const auto by_layouts = [&options] {
    return options.method == Method::nnh || options.method == Method::dbscan;
  };
  list.whole("simulations", options.simulations,
             "Random layouts to compare with: nnh (default 99), dbscan (default none)")
      .needs("--method nnh and dbscan", by_layouts);
  list.path("universe", options.universe,
            "Files of incidents on all map points, for the random layouts (default: the same "
            "files, of every type and time)")
      .as("FILE")
      .needs("--method nnh and dbscan", by_layouts);
  return list;
}

parameter::List shape_parameters(ClusterOptions& options) {
  parameter::List list("Shapes");
  list.choice("shape", options.shape, cluster::shape_names,
              "Shape drawn: convex, concave or ellipse");
  list.number("ratio", options.ratio, "Of the concave shape: 0 closest, 1 convex")
      .from_to(0.0, 1.0)
      .as("R")
      .needs("--shape concave", [&options] { return options.shape == Shape::concave_hull; });
  list.choice("ellipse-sd", options.deviations, deviation_names,
              "Of the ellipse: 1, 1.5 or 2 standard deviations")
      .as("N")
      .needs("--shape ellipse", [&options] { return options.shape == Shape::ellipse; });
  return list;
}

parameter::List parameters(ClustersRequest& request) {
  parameter::List list = method_parameters(request.clusters);
  list.heading("Method");
  list.flag("suggest", request.suggest,
            "Print the k-distance curve and the eps it proposes for dbscan");
  list.append(setting_parameters(request.clusters));
  list.append(shape_parameters(request.clusters));
  list.heading("Output");
  list.path("members", request.members, "Layer of points with their cluster");
  list.heading("Over time");
  list.path("follow", request.follow,
            "An earlier layer of clusters: each of today's gets the number it had there, and what "
            "became of it");
  return list;
}

Result<void> prepare(ClustersRequest& asked, StudyRequest& study, const OutputRequest& output) {
  if (asked.suggest && output.is_public) return fail(ErrorCode::usage, not_public("k_distance"));
  if (asked.suggest && (!output.paths.empty() || !asked.members.empty())) {
    return fail(ErrorCode::usage, "--suggest prints a curve and writes no layer: omit -o");
  }
  if (asked.suggest && asked.clusters.method != Method::dbscan) {
    return fail(ErrorCode::usage, "--suggest is for --method dbscan: its eps is what it proposes");
  }
  if (!asked.follow.empty() && (asked.suggest || asked.clusters.method == Method::nnh)) {
    return fail(ErrorCode::usage, asked.suggest
                                      ? "--follow: --suggest finds no clusters to follow"
                                      : "--follow: not with --method nnh, its clusters lie in one "
                                        "another");
  }
  if (!asked.clusters.weight.empty()) study.keep = io::Keep::everything;
  keep_place_names(study, output.is_public);
  return check(asked.clusters);
}

Json summary_json(const FoundClusters& found, const ClusterOptions& options,
                  const HiddenClusters& hidden) {
  Json sizes = Json::array();
  for (std::size_t k = 0; k < found.clusters.sizes.size(); ++k) {
    sizes.push_back(hidden.rows[k] != 0 ? Json(nullptr) : Json(found.clusters.sizes[k]));
  }
  Json json = {{"method", name_of(cluster_method_names, options.method)},
               {"count", found.clusters.count()},
               {"noise", hidden.noise ? Json(nullptr) : Json(found.clusters.noise)},
               {"sizes", std::move(sizes)}};
  json.update(found.figures);
  return json;
}

// The first and the last date are each that of one incident.
const Disclosures clusters_disclose = {
    {"cluster_id", Discloses::nothing}, {"count", Discloses::count},
    {"area_m2", Discloses::nothing},    {"dens_km2", Discloses::of_count},
    {"share_pct", Discloses::of_count}, {"main_type", Discloses::nothing},
    {"first", Discloses::of_many},      {"last", Discloses::of_many},
    {"area_name", Discloses::nothing},  {"places", Discloses::nothing},
    {"street", Discloses::nothing},     {"order", Discloses::nothing},
    {"parent", Discloses::nothing}};

// A hull's corners are places, some with a single incident; an ellipse has none.
Result<void> check_shape(const ClusterOptions& options) {
  if (options.shape == Shape::ellipse) return {};
  return fail(
      ErrorCode::usage,
      "--public: the corners of a hull are places of single incidents; use --shape ellipse");
}

Result<void> check_sizes(const FoundClusters& found) {
  const auto small = [](std::uint64_t n) {
    return n < static_cast<std::uint64_t>(disclosure::least_shown);
  };
  if (std::ranges::none_of(found.clusters.sizes, small)) return {};
  return fail(ErrorCode::usage,
              fmt::format("--public: there are clusters of fewer than {} incidents; raise "
                          "--min-points",
                          disclosure::least_shown));
}

void warn(const Study& study, const ClusterOptions& options, Findings& findings) {
  if (options.timed() && study.incidents().precision == table::TimePrecision::month) {
    findings.warn_of_number(
        "dates are known by month only: all incidents of a month count as of its first day, so "
        "that what lies near in time is not known");
  }
}

}  // namespace

Result<Findings> clusters_findings(const Study& study, const Theme& theme,
                                   const ClusterOptions& options, std::uint64_t seed,
                                   const JointPlan* plan, const ChanceLayouts* chance) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (study.is_public) {
    if (const auto ok = check_shape(options); !ok) return fail(ok.error());
    if (const auto ok = check_public(study, theme); !ok) return fail(ok.error());
  }
  const auto points =
      cluster_points(study, theme, {.timed = options.timed(), .weight_column = options.weight});
  if (!points) return fail(points.error());
  const bool nothing = points->at.empty();
  auto found = find_clusters(study, *points, options, seed, chance);
  if (!found && nothing && found.error().code == ErrorCode::no_data) {
    found = FoundClusters{};
    found->figures = Json::object();
  }
  if (!found) return fail(found.error());
  if (study.is_public) {
    if (const auto ok = check_sizes(*found); !ok) return fail(ok.error());
  }
  Findings findings;
  findings.key = "clusters";
  HiddenClusters hidden = hidden_clusters(study, *found);
  if (plan != nullptr && plan->clusters.size() == hidden.rows.size()) {
    hidden = {plan->clusters, plan->noise};
  }
  findings.summary = summary_json(*found, options, hidden);
  findings.layers.push_back(cluster_layer(study, theme, *points, {*found, hidden},
                                          {.shape = options.shape,
                                           .concave_ratio = options.ratio,
                                           .deviations = options.deviations,
                                           .places_secret = study.is_public}));
  if (study.is_public) {
    hide_all(findings.layers.front().columns, {"first", "last"});  // each the date of one incident
  } else if (options.members) {
    findings.layers.push_back(member_layer(study, theme, *points, found->clusters, found->more));
  }
  findings.tables.push_back(clusters_table(findings.layers.front()));
  if (nothing) findings.no_answer = nothing_text(study, theme, "there are no clusters to find");
  findings.text =
      nothing ? findings.no_answer
              : clusters_text(theme, *found, hidden.noise) + largest_text(findings.layers.front());
  if (!nothing) warn(study, options, findings);
  findings.discloses = clusters_disclose;
  if (study.is_public) mark_public(findings, hidden.count());
  return findings;
}

Result<Findings> eps_findings(const Study& study, const Theme& theme,
                              const ClusterOptions& options) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  const auto points =
      cluster_points(study, theme, {.timed = options.timed(), .weight_column = options.weight});
  if (!points) return fail(points.error());
  const bool nothing = points->at.empty();
  auto curve = cluster::k_distance(points->input(), options.least_points());
  if (!curve && nothing && curve.error().code == ErrorCode::no_data) {
    curve = cluster::KDistance{};
    curve->knee_m = undefined;
  }
  if (!curve) return fail(curve.error());
  Findings findings;
  findings.key = "k_distance";
  findings.summary = suggestion(*curve, options.least_points());
  findings.tables.push_back(curve_table(*curve));
  findings.text =
      nothing
          ? nothing_text(study, theme, "there are no distances to look at")
          : suggestion_text(*curve) +
                report::how_sure("this is a rule of thumb, and no test: try distances about it");
  return findings;
}

Analysis clusters() {
  auto asked = std::make_shared<ClustersRequest>();
  return {
      .name = "clusters",
      .question = "Where do incidents gather? Clusters that find their own shape",
      .examples =
          {"hotward clusters police/ --type asb --eps 100m --min-points 20 -o asb.gpkg",
           "hotward clusters police/ --suggest --min-points 20",
           "hotward clusters police/ --from 2020-01 --to 2020-12 --follow last.gpkg -o asb.gpkg",
           "hotward clusters cases.csv --method st-dbscan --eps 150m --window 14d"},
      .parameters = parameters(*asked),
      .in_run =
          InRun{20, "finding clusters", "clusters", "Clusters: where incidents lie close together"},
      .prepare = [asked](StudyRequest& study,
                         const OutputRequest& output) { return prepare(*asked, study, output); },
      .other_outputs = [asked]() -> std::vector<NamedOutput> {
        if (asked->members.empty()) return {};
        return {{"members", asked->members}};
      },
      .run = [asked](const Task& task) -> Result<Findings> {
        if (asked->suggest) return eps_findings(task.study, task.theme, asked->clusters);
        // `run` shows the points; the command makes them where they were asked for.
        if (task.is_alone) asked->clusters.members = !asked->members.empty();
        std::optional<ChanceLayouts> chance;
        if (asked->clusters.layouts() > 0) {
          auto layouts = chance_layouts(task.study, task.theme, task.request, task.context,
                                        asked->clusters.universe);
          if (!layouts) return fail(layouts.error());
          chance = std::move(*layouts);
        }
        auto findings =
            clusters_findings(task.study, task.theme, asked->clusters, task.context.seed, task.plan,
                              chance ? &*chance : nullptr);
        if (findings && !asked->follow.empty()) {
          const auto followed = add_followed(task.study, asked->follow, *findings);
          if (!followed) return fail(followed.error());
        }
        if (findings && !asked->members.empty()) set_aside(*findings, {asked->members});
        return findings;
      }};
}

}  // namespace hotward::analyses
