// Scan members: every area, or cell, of every group, with its incidents and who lives there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/scan/scan_models.hpp"
#include "engine/study/json.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

struct ScanMember {
  std::size_t site = 0;
  std::int64_t observed = 0;  ///< in the group's time
  double population = 0.0;    ///< NaN where not known, and of cells
};

/// Nearest to the group's centre first. @param counts  of count_at_sites, by found's own time
[[nodiscard]] std::vector<ScanMember> members_of(const Study& study, const FoundScan& found,
                                                 const SiteCounts& counts,
                                                 const scan::Cluster& cluster);

/// "Group 1 is 29 areas with 45,120 people: River, Twydall, …": all of them, by name.
[[nodiscard]] std::string members_sentence(const FoundScan& found, const scan::Cluster& cluster,
                                           const std::vector<ScanMember>& members);

[[nodiscard]] Json members_json(const FoundScan& found, const std::vector<ScanMember>& members);

/// Layer scan_members_<theme>, a row per member. Columns: scan_id site_id area_name nth observed
/// pop p signif.
[[nodiscard]] table::Layer scan_members(const Study& study, const Theme& theme,
                                        const FoundScan& found, const SiteCounts& counts);

}  // namespace hotward::analyses
