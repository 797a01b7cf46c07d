#include "tools/parts/clusters_part.hpp"

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/report/noun_words.hpp"
#include "tools/parts/cluster_layers.hpp"
#include "tools/parts/eps_suggestion.hpp"
#include "tools/parts/hidden_clusters.hpp"
#include "tools/parts/joint_parts.hpp"
#include "tools/parts/nothing.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

using Method = ClusterOptions::Method;
using Shape = ClusterOptions::Shape;

void add_methods(CommandLine& line, ClusterOptions& options) {
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
      .only_with("--method dbscan and st-dbscan",
                 [&options] {
                   return options.method == Method::dbscan || options.method == Method::st_dbscan;
                 })
      .group(group);
  line.option("--min-points", options.min_points,
              "How many near make a core, itself counted (dbscan 20, st-dbscan 5, nnh 10; "
              "hdbscan: --min-cluster-size)")
      .type("N")
      .group(group);
  line.option("--weight", options.weight, "Column that incidents count by, such as harm")
      .type("COL")
      .group(group);
}

void add_settings(CommandLine& line, ClusterOptions& options) {
  const char* group = "Settings of one method";
  const auto is = [&options](Method method) {
    return [&options, method] { return options.method == method; };
  };
  line.option("--window", options.window, "How near in time: st-dbscan")
      .type("TIME")
      .shows_default()
      .only_with("--method st-dbscan", is(Method::st_dbscan))
      .group(group);
  line.option("--min-cluster-size", options.min_cluster_size, "Smallest cluster: hdbscan")
      .type("N")
      .shows_default()
      .only_with("--method hdbscan", is(Method::hdbscan))
      .group(group);
  line.option("--least", options.least, "Shorter distances count as this one: hdbscan")
      .type("LENGTH")
      .shows_default()
      .only_with("--method hdbscan", is(Method::hdbscan))
      .group(group);
  line.flag("--leaf", options.leaf, "The finest clusters, not the most stable: hdbscan")
      .only_with("--method hdbscan", is(Method::hdbscan))
      .group(group);
  line.option("--p", options.p, "Chance that sets the threshold: nnh")
      .type("P")
      .shows_default()
      .only_with("--method nnh", is(Method::nnh))
      .group(group);
  line.option("--simulations", options.simulations, "Random maps to compare with: nnh")
      .type("N")
      .shows_default()
      .only_with("--method nnh", is(Method::nnh))
      .group(group);
}

void add_shapes(CommandLine& line, ClusterOptions& options) {
  line.choice<Shape>("--shape", options.shape,
                     {{"convex", Shape::convex_hull},
                      {"concave", Shape::concave_hull},
                      {"ellipse", Shape::ellipse}},
                     "Shape drawn: convex, concave or ellipse")
      .type("NAME");
  line.option("--ratio", options.ratio, "Of the concave shape: 0 closest, 1 convex")
      .range(0.0, 1.0)
      .type("R")
      .shows_default()
      .only_with("--shape concave", [&options] { return options.shape == Shape::concave_hull; });
  line.choice<double>("--ellipse-sd", options.deviations, {{"1", 1.0}, {"1.5", 1.5}, {"2", 2.0}},
                      "Of the ellipse: 1, 1.5 or 2 standard deviations")
      .type("N")
      .only_with("--shape ellipse", [&options] { return options.shape == Shape::ellipse; });
}

Json summary_json(const FoundClusters& found, const ClusterOptions& options,
                  const HiddenClusters& hidden) {
  Json sizes = Json::array();
  for (std::size_t k = 0; k < found.clusters.sizes.size(); ++k) {
    sizes.push_back(hidden.rows[k] != 0 ? Json(nullptr) : Json(found.clusters.sizes[k]));
  }
  Json json = {{"method", name_of(options.method)},
               {"count", found.clusters.count()},
               {"noise", hidden.noise ? Json(nullptr) : Json(found.clusters.noise)},
               {"sizes", std::move(sizes)}};
  json.update(found.said);
  return json;
}

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

void warn(const Study& study, const Theme& theme, const FoundClusters& found,
          const ClusterOptions& options, Part& part) {
  if (options.timed() && study.read.incidents.precision == table::TimePrecision::month) {
    part.warn_of_number(
        "dates are known by month only: all incidents of a month count as of its first day, so "
        "that what lies near in time is not known");
  }
  if (found.clusters.count() == 0) {
    part.warnings.push_back(fmt::format("no cluster among {} ({})",
                                        report::counted_noun(found.clusters.noise, theme.noun),
                                        name_of(options.method)));
  }
}

Result<Part> make_part(const Study& study, const Theme& theme, const ClusterOptions& options,
                       std::uint64_t seed, const JointPlan* plan) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (study.is_public) {
    if (const auto ok = check_shape(options); !ok) return fail(ok.error());
    if (const auto ok = check_public(study, theme); !ok) return fail(ok.error());
  }
  const auto points =
      cluster_points(study, theme, {.timed = options.timed(), .weight_column = options.weight});
  if (!points) return fail(points.error());
  const bool nothing = points->at.empty();
  auto found = find_clusters(study, *points, options, seed);
  if (!found && nothing && found.error().code == ErrorCode::no_data) {
    found = FoundClusters{};
    found->said = Json::object();
  }
  if (!found) return fail(found.error());
  if (study.is_public) {
    if (const auto ok = check_sizes(*found); !ok) return fail(ok.error());
  }
  Part part;
  part.key = "clusters";
  HiddenClusters hidden = hidden_clusters(study, *found);
  if (plan != nullptr && plan->clusters.size() == hidden.rows.size()) {
    hidden = {plan->clusters, plan->noise};
  }
  part.summary = summary_json(*found, options, hidden);
  part.layers.push_back(cluster_layer(study, theme, *points, {*found, hidden},
                                      {.shape = options.shape,
                                       .concave_ratio = options.ratio,
                                       .deviations = options.deviations,
                                       .places_secret = study.is_public}));
  if (study.is_public) {
    hide_all(part.layers.front().columns, {"first", "last"});  // each the date of one incident
  } else if (options.members) {
    part.layers.push_back(member_layer(study, theme, *points, found->clusters, found->more));
  }
  part.tables.push_back(clusters_table(part.layers.front()));
  if (nothing) part.no_answer = nothing_text(study, theme, "there are no clusters to find");
  part.text = nothing ? part.no_answer : clusters_text(theme, *found, hidden.noise);
  if (!nothing) warn(study, theme, *found, options, part);
  if (study.is_public) mark_public(part, hidden.count());
  return part;
}

}  // namespace

void add(CommandLine& line, ClusterOptions& options) {
  add_methods(line, options);
  add_settings(line, options);
  add_shapes(line, options);
}

Result<Part> clusters_part(const Study& study, const Theme& theme, const ClusterOptions& options,
                           std::uint64_t seed) {
  return make_part(study, theme, options, seed, nullptr);
}

Result<Part> joint_clusters_part(const Study& study, const Theme& theme,
                                 const ClusterOptions& options, std::uint64_t seed,
                                 const JointPlan& plan) {
  return make_part(study, theme, options, seed, &plan);
}

Result<Part> eps_part(const Study& study, const Theme& theme, const ClusterOptions& options) {
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
  Part part;
  part.key = "k_distance";
  part.summary = suggestion(*curve, options.least_points());
  part.tables.push_back(curve_table(*curve));
  part.text = nothing ? nothing_text(study, theme, "there are no distances to look at")
                      : suggestion_text(*curve);
  return part;
}

}  // namespace hotward::tools
