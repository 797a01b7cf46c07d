// Rebase: what are the counts of other boundaries in these, and why do the totals differ?
#pragma once

#include "engine/analyses/rebase/rebased.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layers rebase_<theme>, flows_<theme>; key `rebase`.
[[nodiscard]] Result<Findings> rebase_findings(Study& study, const Theme& theme,
                                               const RebaseOptions& options);

/// `rebase`, with its options at their defaults.
[[nodiscard]] Analysis rebase();

}  // namespace hotward::analyses
