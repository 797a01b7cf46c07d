// Ranking: which areas stand highest, and what share of all incidents do the first few hold?
//
//   rank_i     = 1 + #{j : x_j > x_i}                     competition ranking: 1, 2, 2, 4
//   share_i    = 100 O_i / sum_j O_j                       x the value ranked by, O the counts
//   cum_(k)    = 100 sum_{i <= k} O_(i) / sum_j O_j        in the order of the list
//
// The list runs by value, highest first; equal values stand in the order of their codes (bytes
// compared) and have one rank, but each its own cumulative share. Values that are NaN stand last,
// by code, and share the rank after all others.
//
// Edges: where nothing was counted at all, shares are NaN. Time: O(n log n).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/table/column.hpp"

namespace hotward::ranking {

/// Element i of rank, share_pct and cum_pct belongs to area i of the input.
struct Ranking {
  std::vector<std::int64_t> rank;
  std::vector<double> share_pct;
  std::vector<double> cum_pct;
  std::vector<std::size_t> order;  ///< areas as they are listed, highest value first
};

/// Example:
///   const std::vector<double> values = {30, 12, 60};
///   const Ranking ranked = rank_by(values, counts, codes);
///   const std::size_t hottest = ranked.order[0];  // 2: area C, which has rank 1
///
/// @param values  what is ranked by: counts, rates, densities; NaN where undefined
/// @param counts  incidents per area, at least 0: what shares are made of
/// @param codes   of the areas, each once
[[nodiscard]] Ranking rank_by(std::span<const double> values, std::span<const std::int64_t> counts,
                              std::span<const std::string> codes);

/// The least number of areas, from the head of the list, that hold `pct` percent of all incidents.
/// @param pct  in [0, 100]
/// @return 0 where nothing was counted, and for 0 percent.
[[nodiscard]] std::size_t areas_holding(const Ranking& ranking, double pct);

/// The layer's columns: rank, share_pct, cum_pct.
[[nodiscard]] std::vector<table::Column> columns(const Ranking& result);

}  // namespace hotward::ranking
