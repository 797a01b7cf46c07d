// Hot evaluation: would the hot cells of one period have caught the next period's incidents?
//
// Each method at each width of cell, on the grid of the National Grid's origin and on others moved
// by a part of a cell; and per small square of the study area, in which share of the grids of six
// widths it lies in a hot cell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/evaluate/evaluated_periods.hpp"
#include "engine/analyses/evaluate/hot_methods.hpp"
#include "engine/methods/evaluation/capture.hpp"
#include "engine/methods/evaluation/pattern_test.hpp"
#include "engine/stats/intervals.hpp"

namespace hotward::analyses {

/// Widths of the grids that a spot is looked at in.
inline constexpr double stability_cells_m[] = {100.0, 150.0, 200.0, 250.0, 300.0, 350.0};
/// Shares of the area at which the capture curve is read.
inline constexpr double curve_shares[] = {0.005, 0.01, 0.02, 0.05, 0.10, 0.20, 0.30, 0.50, 1.0};

struct HotEvaluationOptions {
  std::vector<HotMethod> methods{HotMethod::grid, HotMethod::density, HotMethod::gi_star,
                                 HotMethod::clusters, HotMethod::persistence};
  std::vector<double> cells_m{150.0, 250.0, 350.0};
  geometry::CellShape shape = geometry::CellShape::hexagon;
  std::uint32_t offsets = most_offsets;
  HotOptions hot;
  double alpha = 0.5;           ///< of PPAI
  std::uint32_t samples = 199;  ///< drawings of the later incidents, for intervals
  bool rolling = false;
  HotMethod stability = HotMethod::grid;
};

/// One method at one width, on the usual grid.
struct HotRow {
  HotMethod method = HotMethod::grid;
  double cell_m = 0.0;
  std::string why_none{};  ///< there is nothing to judge; else empty
  evaluation::Capture found{};
  stats::Interval hit_share{};  ///< 95%, were the later incidents drawn anew
  stats::Interval pai{};
  stats::Interval pei{};
  stats::Interval hit_of_grids{};  ///< the lowest and highest over the offsets
  stats::Interval pai_of_grids{};
  double rri_recapture = 0.0;
  double area_under_curve = 0.0;
  double jaccard = 0.0;       ///< of the hot cells and those that the later period has
  double rank_overlap = 0.0;  ///< rank-biased, p = 0.9, of the cells by the two periods
  std::vector<double> curve{};
};

/// Of the counts in the usual grid's cells.
struct PatternRow {
  double cell_m = 0.0;
  evaluation::PatternTest test;
};

/// One method at one width of the usual grid, for another pair of periods.
struct RollingRow {
  EvaluatedPeriods periods;
  HotMethod method = HotMethod::grid;
  double cell_m = 0.0;
  double hit_share = 0.0;
  double pai = 0.0;
};

struct Stability {
  HotMethod method = HotMethod::grid;
  density::Frame spots;
  std::vector<double> hot_share;     ///< per square: of all grids
  std::vector<std::int64_t> widths;  ///< per square: at which it is hot in at least half the grids
  std::vector<double> cells_m;       ///< the widths that the study area has room for
  std::size_t grids = 0;
};

struct HotEvaluation {
  EvaluatedPeriods periods;
  std::uint64_t count_before = 0;
  std::uint64_t count_after = 0;
  std::uint64_t left_out = 0;  ///< of both periods, outside the areas and taken in by --nearest
  std::vector<HotRow> rows{};
  std::vector<PatternRow> patterns{};
  std::vector<RollingRow> rolling{};
  Stability stability{};
};

/// @return usage for cells too small or too large; no_data where all incidents of a period lie
///         outside the areas and were taken in by --nearest; errors of the methods
[[nodiscard]] Result<HotEvaluation> evaluate_hot_cells(const Study& study, const Theme& theme,
                                                       const EvaluatedPeriods& periods,
                                                       const HotEvaluationOptions& options,
                                                       std::uint64_t seed);

}  // namespace hotward::analyses
