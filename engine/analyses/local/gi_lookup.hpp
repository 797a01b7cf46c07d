// Gi* lookup: the answer of each pair (sites added up, their sum), for a join in a database.
//
// The exact p of a site depends on the map's values, on how many sites are added up around it and
// on their sum, and on nothing else; so do z and, on the same map, q and the class. What takes
// minutes of permutations elsewhere is one join with this table: docs/distributed.md.
#pragma once

#include <string>

#include "engine/analyses/local/local_statistic.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/sites.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// One row for each pair that occurs, by number of sites and then sum: sites, total, places (how
/// many sites have it), and the columns of Gi* but its count. No shapes.
/// @param gi  of the sites' own counts
/// @return usage where p is not exact, or not under the total null: it then depends on more.
[[nodiscard]] Result<table::Layer> gi_lookup(const Sites& sites, const autocorrelation::GiStar& gi);

/// Lets the findings write it to `path`. @return usage where anything but counts is examined.
[[nodiscard]] Result<void> add_lookup(const std::string& path, const Sites& sites,
                                      const Examined& examined, const autocorrelation::GiStar& gi,
                                      Findings& findings);

}  // namespace hotward::analyses
