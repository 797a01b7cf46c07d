// Group list: the groups of neighbours to act in, each with its areas, as a printed sheet lists
// them.
#pragma once

#include <string>
#include <vector>

#include "engine/report/project.hpp"
#include "engine/table/area_kind.hpp"
#include "engine/table/layer.hpp"

namespace hotward::job {

struct GroupList {
  std::vector<report::ListRow> rows;
  std::string rate_of;  ///< "households"; empty where neither they nor people are known
};

/// Each group with its sum, and below it its areas by their rank, with their number and rate. An
/// area of several groups stands below the first. Where they are too many for a sheet, the areas of
/// the last groups are left out, and their line says so.
/// @param groups, areas  the layers target_groups_<theme> and target_<theme>
[[nodiscard]] GroupList group_list(const table::Layer& groups, const table::Layer& areas,
                                   const table::AreaKind& kind);

}  // namespace hotward::job
