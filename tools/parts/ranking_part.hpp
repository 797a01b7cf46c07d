// Ranking part: which areas are hottest? And places part: on which map points do incidents lie?
#pragma once

#include <cstdint>

#include "tools/parts/part.hpp"
#include "tools/ward_ranking.hpp"

namespace hotward::tools {

/// Layer wards_<theme> with views `rate` and `change`, where these are known; key `ranking`, beside
/// it `total`. Errors: those of rank_wards.
[[nodiscard]] Result<Part> ranking_part(const Study& study, const Theme& theme, RankBy by,
                                        std::uint64_t seed);

/// Layer places_<theme>; key `places`.
[[nodiscard]] Result<Part> places_part(const Study& study, const Theme& theme);

}  // namespace hotward::tools
