// Gi* part: where high values gather, over the areas or the cells of a grid.
#pragma once

#include "tools/parts/local_test.hpp"
#include "tools/parts/part.hpp"
#include "tools/parts/sites.hpp"

namespace hotward::tools {

struct GiStarOptions {
  SitesOptions sites;
  LocalTestOptions test;  ///< the total null by default
  bool rate = false;      ///< incidents per 1,000 people in place of counts
  bool mid_p = false;
};

/// Declares all of them.
void add(CommandLine& line, GiStarOptions& options);

/// Layer gi_star_<theme> or, for cells, gi_star_grid_<theme>; key `gi_star`. Random numbers follow
/// the seed of the study's provenance. Where the study was read with a value column, that is what
/// is examined.
/// @param sites  made from the same study and theme
/// @return usage where rates are asked for and no population is known, or a value column of cells;
///         errors as gi_star's (engine/methods/autocorrelation/gi_star.hpp).
[[nodiscard]] Result<Part> gi_star_part(const Study& study, const Theme& theme, const Sites& sites,
                                        const GiStarOptions& options);

/// The same over sites made as options.sites says.
[[nodiscard]] Result<Part> gi_star_part(const Study& study, const Theme& theme,
                                        const GiStarOptions& options);

}  // namespace hotward::tools
