// Cluster layers: the clusters as polygons, and the points they are made of.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/clusters/cluster_methods.hpp"
#include "engine/analyses/clusters/hidden_clusters.hpp"
#include "engine/methods/cluster/clusters.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// What is drawn, and which of its counts are hidden.
struct ShownClusters {
  const FoundClusters& found;
  const HiddenClusters& hidden;
};

/// One polygon per cluster, the largest first; clusters_<theme>. Columns: cluster_id count area_m2
/// dens_km2 share_pct main_type first last area_name places.
/// Clusters of several orders stand one order after the other, numbered on, with two more columns:
/// order, and parent, the cluster_id of the one they belong to in the next order. A cluster of a
/// higher order is drawn around all incidents of those below it.
[[nodiscard]] table::Layer cluster_layer(const Study& study, const Theme& theme,
                                         const ClusterPoints& points, const ShownClusters& shown,
                                         const cluster::ShapeOptions& options);

/// One point per place, or per incident where time plays a part; cluster_points_<theme>. Columns:
/// cluster_id role count area_name, and what `more` adds.
[[nodiscard]] table::Layer member_layer(const Study& study, const Theme& theme,
                                        const ClusterPoints& points,
                                        const cluster::Clusters& clusters,
                                        std::vector<table::Column> more);

/// The largest first. @param layer  of cluster_layer
[[nodiscard]] report::ShownTable clusters_table(const table::Layer& layer);

/// How many incidents the largest has, and in which street; empty where no row names one.
/// @param layer  of cluster_layer
[[nodiscard]] std::string largest_text(const table::Layer& layer);

/// How many there are, of which orders, and how many incidents lie in none, unless that is hidden.
[[nodiscard]] std::string clusters_text(const Theme& theme, const FoundClusters& found,
                                        bool noise_hidden);

}  // namespace hotward::analyses
