// Hidden ranking: a ranking without the small counts, and without what could give them away.
#pragma once

#include "engine/analyses/rank/area_ranking.hpp"

namespace hotward::analyses {

/// Hides counts, and what is made of each (rate, limits, density, share, change); then ranks anew.
/// Rank, running share, rank interval and the chance of being among the top five are left out where
/// a hidden area could stand above for all that a reader knows; the others' intervals and chances
/// are those among the areas whose count is shown. So all are a function of what is shown. Hidden
/// areas stand last, by code. The top five's share is shown where these are sure, and its
/// correction where no count is hidden.
/// Errors: interrupted.
[[nodiscard]] Result<AreaRanking> hidden_ranking(AreaRanking ward, const Study& study, RankBy by);

}  // namespace hotward::analyses
