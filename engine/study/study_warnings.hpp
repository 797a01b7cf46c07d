// study_warnings: what reading found that a user must know before believing a number.
#pragma once

#include "engine/study/study.hpp"

namespace hotward {

/// Adds the warnings of reading and joining, those that change a number to `weighty`, too; and the
/// first line of the output where the areas are the schematic ones (made_up_areas).
void warn_of_reading(const StudyRequest& options, Study& study);

}  // namespace hotward
