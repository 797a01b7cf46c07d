// Registry: the one list of all analyses.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/study/analysis.hpp"

namespace hotward::job {

/// All of them, in the order in which the help lists them, each with its options at their defaults.
[[nodiscard]] std::vector<Analysis> all_analyses();

/// @return nothing where no analysis has this name
[[nodiscard]] std::optional<Analysis> analysis_named(std::string_view name);

}  // namespace hotward::job
