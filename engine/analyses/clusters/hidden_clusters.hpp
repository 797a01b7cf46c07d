// Hidden clusters: which counts of clusters must be hidden with the small ones?
//
// The incidents of all clusters and those in none add up to a sum that everybody knows. So they are
// one list: where one to four lie in no cluster, the count of one cluster is hidden beside that
// number, and those of the clusters of clusters that hold it.
#pragma once

#include "engine/analyses/clusters/cluster_methods.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {

struct HiddenClusters {
  HiddenFlags rows;    ///< of the layer: of the clusters of all orders, one order after the other
  bool noise = false;  ///< how many incidents lie in none

  /// How many numbers are hidden.
  [[nodiscard]] std::size_t count() const;
};

/// Nothing where the study is not public.
[[nodiscard]] HiddenClusters hidden_clusters(const Study& study, const FoundClusters& found);

}  // namespace hotward::analyses
