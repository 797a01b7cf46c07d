// Joint parts: the analyses of `run` where it is for publication, each as the joint plan lets it.
// Each is defined beside the part that it is a case of.
#pragma once

#include <cstdint>

#include "tools/parts/density_input.hpp"
#include "tools/parts/gi_star_part.hpp"
#include "tools/parts/joint_plan.hpp"

namespace hotward::tools {

[[nodiscard]] Result<Part> joint_places_part(const Study& study, const Theme& theme,
                                             const JointPlan& plan);
[[nodiscard]] Result<Part> joint_clusters_part(const Study& study, const Theme& theme,
                                               const ClusterOptions& options, std::uint64_t seed,
                                               const JointPlan& plan);
[[nodiscard]] Result<Part> joint_density_part(const Study& study, const Theme& theme,
                                              const DensityOptions& options, const JointPlan& plan);
/// @param options  over the cells that the plan was made of
[[nodiscard]] Result<Part> joint_gi_star_part(const Study& study, const Theme& theme,
                                              const GiStarOptions& options, const JointPlan& plan);
/// @param options  as above
[[nodiscard]] Result<Part> joint_grid_part(const Study& study, const Theme& theme,
                                           const CellOptions& options, const JointPlan& plan);

}  // namespace hotward::tools
