// Cluster methods: the four methods of clustering, each with its figures for the summary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/clusters/cluster_points.hpp"
#include "engine/core/names.hpp"
#include "engine/methods/cluster/cluster_shapes.hpp"
#include "engine/methods/cluster/clusters.hpp"
#include "engine/study/chance_layouts.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

struct ClusterOptions {
  enum class Method { dbscan, hdbscan, st_dbscan, nnh };
  using Shape = cluster::ShapeOptions::Shape;

  Method method = Method::dbscan;
  double eps_m = 100.0;
  double window_days = 14.0;
  double least_m = 1.0;
  std::optional<double> min_points;  ///< empty: 20, 5 for st-dbscan, 10 for nnh
  std::uint32_t min_cluster_size = 20;
  std::string weight;  ///< a column of the input, or empty
  bool leaf = false;
  double p = 0.5;
  std::optional<std::size_t> simulations;  ///< empty: 99 for nnh, none for dbscan
  std::string universe;  ///< files that show all map points, or empty: the incidents' own
  Shape shape = Shape::convex_hull;
  double ratio = 0.3;
  double deviations = 1.0;  ///< of the ellipse
  bool members = true;      ///< make the layer of points, too

  [[nodiscard]] bool timed() const { return method == Method::st_dbscan; }
  [[nodiscard]] double least_points() const;  ///< min_points, or the method's own
  /// Random layouts to compare with.
  [[nodiscard]] std::size_t layouts() const {
    return simulations.value_or(method == Method::nnh ? 99 : 0);
  }
};

inline constexpr Names<ClusterOptions::Method, 4> cluster_method_names{
    {{ClusterOptions::Method::dbscan, "dbscan"},
     {ClusterOptions::Method::hdbscan, "hdbscan"},
     {ClusterOptions::Method::st_dbscan, "st-dbscan"},
     {ClusterOptions::Method::nnh, "nnh"}}};

/// @return usage for weights where the method counts incidents, or min_points out of range.
[[nodiscard]] Result<void> check(const ClusterOptions& options);

/// One order of a hierarchy of clusters.
struct ClusterOrder {
  std::vector<std::int64_t> cluster_id;  ///< of each point, 0 for none
  std::vector<std::int64_t> parent;      ///< of each cluster, in the next order; 0 for none
};

struct FoundClusters {
  cluster::Clusters clusters;
  std::vector<table::Column> more;     ///< columns of the points
  Json figures;                        ///< what the summary adds
  std::vector<ClusterOrder> orders{};  ///< nnh: the first is that of `clusters`; else empty
};

/// @param chance  what random layouts are drawn from; nullptr: evenly within the areas for nnh,
///                none for dbscan
/// @return errors of the method
[[nodiscard]] Result<FoundClusters> find_clusters(const Study& study, const ClusterPoints& points,
                                                  const ClusterOptions& options, std::uint64_t seed,
                                                  const ChanceLayouts* chance = nullptr);

}  // namespace hotward::analyses
