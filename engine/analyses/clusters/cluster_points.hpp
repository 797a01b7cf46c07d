// Cluster points: a theme's incidents as points to be clustered, in an order that the order of the
// input's rows does not change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/methods/cluster/cluster_shapes.hpp"
#include "engine/methods/cluster/density_sites.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// Points by x, y and time. One per place where time plays no part, else one per incident.
struct ClusterPoints {
  std::vector<geometry::Point> at;
  std::vector<std::uint32_t> incidents;  ///< at each point
  std::vector<double> weight;            ///< at each point; empty without --weight
  std::vector<table::Minute> when;       ///< of each point; empty where time plays no part
  std::vector<std::int32_t> area;        ///< of each point
  std::vector<std::uint32_t> place;      ///< of each point, as the study numbers them

  // The incidents themselves, for what clusters are made of.
  std::vector<std::uint32_t> point;
  std::vector<std::uint16_t> type;
  std::vector<table::Minute> minute;

  [[nodiscard]] cluster::DensityInput input() const {
    return {.at = at, .incidents = incidents, .weight = weight, .when = when};
  }
  [[nodiscard]] cluster::Incidence incidence() const {
    return {.point = point, .type = type, .when = minute};
  }
};

struct ClusterPointsOptions {
  bool timed = false;         ///< one point per incident, with its time
  std::string weight_column;  ///< among the columns read; or empty: 1 each
};

/// The theme's incidents of the period, in areas. Errors: missing_column for a weight column that
/// is not there; bad_value for a weight that is no number of 0 or more.
[[nodiscard]] Result<ClusterPoints> cluster_points(const Study& study, const Theme& theme,
                                                   const ClusterPointsOptions& options);

}  // namespace hotward::analyses
