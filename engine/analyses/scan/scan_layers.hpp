// Scan layers: the clusters as their areas dissolved, and the windows that found them.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/scan/scan_models.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// The chance below which a cluster counts as one.
inline constexpr double significant_p = 0.05;

/// Layer scan_<theme>: the member areas of each cluster as one shape, by rank. Columns: scan_id llr
/// p rr observed expected radius_m start end p_gumbel (where asked for) signif label sites areas.
/// @return unreadable where GEOS gives up.
[[nodiscard]] Result<table::Layer> scan_layer(const Study& study, const Theme& theme,
                                              const FoundScan& found);

/// Layer scan_windows_<theme>: the circle or ellipse of each cluster. Columns: scan_id llr p rr
/// radius_m shape angle_deg signif label. A cluster of one site has a radius of 0 and is drawn with
/// one of 25 m.
[[nodiscard]] table::Layer scan_windows(const Theme& theme, const FoundScan& found);

/// "high 99%" for p <= 0.01, "high 95%" for p <= 0.05, else "none"; "low …" for fewer than
/// expected; "untested" without random maps.
[[nodiscard]] std::string significance(const scan::Cluster& cluster);

/// Names of the cluster's areas, nearest first, each once.
[[nodiscard]] std::vector<std::string> area_names(const FoundScan& found,
                                                  const scan::Cluster& cluster);

}  // namespace hotward::analyses
