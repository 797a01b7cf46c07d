// Ward ranking: counts per area turned into the ranked layer, its rows for programs, and its words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/undefined.hpp"
#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/ranking/ranking.hpp"
#include "engine/methods/rates/change.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/dispersion.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// How many of the best-filled areas are spoken of together: "the top five hold 48%".
inline constexpr std::int64_t top_areas = 5;

/// What areas are ranked by.
enum class RankBy { count, rate, density };

struct AreaRanking {
  Theme theme;
  RankBy by = RankBy::count;
  std::vector<std::int64_t> counts;    ///< one per area
  std::vector<std::int64_t> previous;  ///< null_integer where the period before is not in the data
  std::int64_t total = 0;
  std::int64_t total_previous = 0;  ///< null_integer as above
  double population = 0.0;          ///< of all areas; NaN where that of one is not known
  ranking::Ranking ranking;
  rates::CrudeRate rate;
  std::vector<std::int64_t> rate_rank;  ///< by rate, whatever `by` is; null where there is none
  rates::CrudeRate total_rate;          ///< one element: all areas together
  rates::Change change;
  rates::Change total_change;  ///< one element
  CountDispersion dispersion;
  std::vector<double> p_overdispersed;       ///< of the change; NaN where phi is not known
  double total_p_overdispersed = undefined;  ///< of all areas together
  ranking::RankInterval interval;
  std::vector<double> area_km2;
  std::optional<HiddenAreas> hidden;  ///< where the study is public; then all above is without them
};

/// Errors: interrupted; bad_value where areas are ranked by rate and no population is known.
[[nodiscard]] Result<AreaRanking> rank_areas(const Study& study, const Theme& theme, RankBy by,
                                             std::uint64_t seed,
                                             const DispersionChoice& dispersion);

/// Places in the list by rate; null where there is no rate.
[[nodiscard]] std::vector<std::int64_t> rate_ranks(const rates::CrudeRate& rate,
                                                   const std::vector<std::string>& codes);

/// The contract's columns, areas in the order of their codes; styled by what they are ranked by,
/// with map tips.
/// @param name  of the layer: "wards_asb"
[[nodiscard]] table::Layer ranking_layer(const Study& study, const AreaRanking& ranking,
                                         const std::string& name);

/// The same areas coloured by another column: "rate" or "change"; empty where it is null
/// everywhere. Ranks and outlines of the rates are those by rate; changes have none.
[[nodiscard]] std::string rate_style(const table::Layer& layer, const AreaRanking& ranking);
[[nodiscard]] std::string change_style(const table::Layer& layer, const AreaRanking& ranking);

/// One object per area in rank order: the layer's columns, and `types`, the count of each type.
[[nodiscard]] Json ranking_rows(const Study& study, const AreaRanking& ranking,
                                const table::Layer& layer);

/// All areas together: count, rate, the period before, the share of the top five.
[[nodiscard]] Json ranking_totals(const Study& study, const AreaRanking& ranking);

/// The table for people.
[[nodiscard]] report::ShownTable ranking_table(const Study& study, const AreaRanking& ranking,
                                               const table::Layer& layer);

/// The totals in words.
[[nodiscard]] std::string ranking_text(const Study& study, const AreaRanking& ranking);

}  // namespace hotward::analyses
