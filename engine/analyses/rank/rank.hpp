// Rank: which areas are hottest?
#pragma once

#include <cstdint>

#include "engine/analyses/rank/area_ranking.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layer wards_<theme>, or lsoas_, areas_ by what they are, with views `rate` and `change`, where
/// these are known; key `ranking`, beside it `total`. Errors: those of rank_areas.
[[nodiscard]] Result<Findings> ranking_findings(const Study& study, const Theme& theme, RankBy by,
                                                std::uint64_t seed,
                                                const DispersionChoice& dispersion = {});

/// `rank`, with its options at their defaults.
[[nodiscard]] Analysis rank();

}  // namespace hotward::analyses
