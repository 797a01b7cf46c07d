// Hidden ranking: a ranking without the small counts, and without what could give them away.
#pragma once

#include "tools/ward_ranking.hpp"

namespace hotward::tools {

/// Hides counts, and what is made of each (rate, limits, density, share, change); then ranks anew.
/// Ranks, running shares, rank intervals and the chance of being among the top five are those among
/// the areas whose count is shown, so they are a function of what is shown. Hidden areas stand
/// last, by code. The correction of the top five's share is left out where any count is hidden.
/// Errors: interrupted.
[[nodiscard]] Result<WardRanking> hidden_ranking(WardRanking ward, const Study& study, RankBy by,
                                                 std::uint64_t seed);

}  // namespace hotward::tools
