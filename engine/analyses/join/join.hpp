// Join: which area does each incident lie in?
#pragma once

#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// `join`. Its rows are made as they are written, from a spool beside the first output, so that
/// memory does not grow with them (docs/decisions/0009).
[[nodiscard]] Analysis join();

}  // namespace hotward::analyses
