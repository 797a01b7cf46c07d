#include "engine/methods/density/tolerance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/methods/density/contour.hpp"

namespace hotward::density {
namespace {

constexpr std::array<std::pair<int, double>, 4> levels = {
    {{-1, 95.0}, {1, 95.0}, {-2, 99.0}, {2, 99.0}}};

// (1 - L / 100) / 2 of 199 permutations is a rank that there is, and must not fall to rounding.
constexpr double rounding = 1e-12;

// 1 - p of one side; NaN where there is no p.
std::vector<double> confidence(const std::vector<double>& p) {
  std::vector<double> result;
  result.reserve(p.size());
  for (const double x : p) result.push_back(1.0 - x);
  return result;
}

ToleranceSet tolerance_set(const RelativeRisk& risk, const Frame& frame,
                           const std::vector<double>& sure, std::pair<int, double> level) {
  ToleranceSet set;
  set.bin = level.first;
  set.level_pct = level.second;
  const double least = 0.5 + set.level_pct / 200.0 - rounding;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (!(sure[i] >= least)) continue;
    set.area_km2 += frame.inside_m2[i] * 1e-6;
    if (std::abs(risk.value[i]) > std::abs(set.extreme_log)) set.extreme_log = risk.value[i];
  }
  if (set.area_km2 > 0.0) set.shape = contour(frame, sure, least);
  return set;
}

}  // namespace

std::vector<ToleranceSet> tolerance_sets(const RelativeRisk& risk, const Frame& frame) {
  HOTWARD_EXPECTS(risk.options.contrast == Contrast::log_ratio);
  HOTWARD_EXPECTS(risk.p_upper.size() == frame.size());
  HOTWARD_EXPECTS(risk.p_lower.size() == frame.size());
  const std::vector<double> raised = confidence(risk.p_upper);
  const std::vector<double> lowered = confidence(risk.p_lower);
  std::vector<ToleranceSet> sets;
  for (const auto& level : levels) {
    sets.push_back(tolerance_set(risk, frame, level.first > 0 ? raised : lowered, level));
  }
  return sets;
}

double tested_km2(const RelativeRisk& risk, const Frame& frame) {
  double area = 0.0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (!std::isnan(risk.p_upper[i])) area += frame.inside_m2[i] * 1e-6;
  }
  return area;
}

std::vector<table::Column> columns(const std::vector<ToleranceSet>& sets) {
  table::Column::Integers bins;
  table::Column::Texts words;
  table::Column::Reals pcts;
  table::Column::Reals ratios;
  table::Column::Reals areas;
  for (const ToleranceSet& set : sets) {
    bins.push_back(set.bin);
    words.emplace_back(set.raised() ? "raised" : "lowered");
    pcts.push_back(set.level_pct);
    ratios.push_back(std::exp(set.extreme_log));
    areas.push_back(set.area_km2);
  }
  return {{"risk_bin", "1", "2, 1: more at 99, 95%; -1, -2: fewer at 95, 99%", bins},
          {"risk", "", "raised: more than the comparison suggests; lowered: fewer", words},
          {"pct", "%", "how surely, for one place at a time", pcts},
          {"rr", "1", "how many times what the comparison suggests, at its most extreme", ratios},
          {"area_km2", "km²", "part of the study area within", areas}};
}

}  // namespace hotward::density
