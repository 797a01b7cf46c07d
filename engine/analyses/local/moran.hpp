// Moran: is there clustering at all, and of which kind where?
#pragma once

#include "engine/analyses/local/local_statistic.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/sites.hpp"

namespace hotward::analyses {

/// The whole map is laid out anew at most so often: each time costs as much as all sites together.
inline constexpr std::uint32_t most_global_permutations = 999;

/// How often the map is laid out anew: as often as asked, as most_global_permutations, and as a few
/// seconds of work allow; 0 where that is less than 99 times. Then p comes from the normal
/// approximation, which is a good one for so many sites.
/// @param values  of the sites, NaN where there is none
[[nodiscard]] std::uint32_t map_permutations(std::uint32_t asked, std::span<const double> values,
                                             const weights::SpatialWeights& weights);

struct MoranOptions {
  SitesOptions sites;
  LocalTestOptions test{.null = autocorrelation::Null::conditional};
  bool raw = false;  ///< counts, though a population is known
  autocorrelation::LocalMoranOptions::Convention convention =
      autocorrelation::LocalMoranOptions::Convention::population;
};

/// Layer moran_<theme> or, for cells, moran_grid_<theme>; key `moran`. Where areas have a
/// population standardised rates are examined, unless options.raw; a value column that the study
/// was read with comes before both. Random numbers follow the seed of the study's provenance.
/// @param sites  made from the same study and theme
/// @return usage for a value column of cells; errors as those of eb_rates, global_moran and
///         local_moran (engine/methods/autocorrelation).
[[nodiscard]] Result<Findings> moran_findings(const Study& study, const Theme& theme,
                                              const Sites& sites, const MoranOptions& options);

/// `moran`, with its options at their defaults.
[[nodiscard]] Analysis moran();

}  // namespace hotward::analyses
