// Gi*: where do high values gather, over the areas or the cells of a grid?
#pragma once

#include <string>

#include "engine/analyses/local/local_statistic.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/sites.hpp"

namespace hotward::analyses {

struct GiStarOptions {
  SitesOptions sites;
  LocalTestOptions test;  ///< the total null by default
  bool rate = false;      ///< incidents per 1,000 people in place of counts
  bool mid_p = false;
  std::string lookup;    ///< a table of the answers by number of neighbours and sum, or empty
  std::string by_month;  ///< a table of the cells' counts by month and type, or empty
};

/// Layer gi_star_<theme> or, for cells, gi_star_grid_<theme>; key `gi_star`. Random numbers follow
/// the seed of the study's provenance. Where the study was read with a value column, that is what
/// is examined.
/// @param sites  made from the same study and theme
/// @return usage where rates are asked for and no population is known, or a value column of cells;
///         errors as gi_star's (engine/methods/autocorrelation/gi_star.hpp).
/// @param plan  where it is published beside other layers, made of the same cells
[[nodiscard]] Result<Findings> gi_star_findings(const Study& study, const Theme& theme,
                                                const Sites& sites, const GiStarOptions& options,
                                                const JointPlan* plan = nullptr);

/// `gi-star`, with its options at their defaults.
[[nodiscard]] Analysis gi_star();

}  // namespace hotward::analyses
