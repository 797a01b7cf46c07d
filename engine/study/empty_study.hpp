// Empty study: one without incidents and without areas, for an analysis whose numbers come from a
// table of its own (docs/decisions/0015). Its record names what the analysis says it read.
#pragma once

#include "engine/study/study.hpp"

namespace hotward {

/// @return errors of provenance_of
[[nodiscard]] Result<Study> empty_study(const StudyRequest& request, const Context& context);

}  // namespace hotward
