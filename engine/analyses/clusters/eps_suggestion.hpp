// Eps suggestion: the k-distance curve for people and for programs.
#pragma once

#include <string>

#include "engine/methods/cluster/k_distance.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

/// {"min_points": 20, "knee_m": 88.1, "curve": [{"incidents": 1, "distance_m": 912.0}, ...]} with
/// about a hundred points of the curve; knee_m is null where there is no bend.
[[nodiscard]] Json suggestion(const cluster::KDistance& curve, double min_points);

/// About twenty points of the curve.
[[nodiscard]] report::ShownTable curve_table(const cluster::KDistance& curve);

/// The eps that is proposed.
[[nodiscard]] std::string suggestion_text(const cluster::KDistance& curve);

}  // namespace hotward::analyses
