// Places: on which map points do incidents lie, and how many on each?
#pragma once

#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layer places_<theme>; key `places`.
/// @param plan  where it is published beside other layers
[[nodiscard]] Result<Findings> places_findings(const Study& study, const Theme& theme,
                                               const JointPlan* plan = nullptr);

/// `places`.
[[nodiscard]] Analysis places();

}  // namespace hotward::analyses
