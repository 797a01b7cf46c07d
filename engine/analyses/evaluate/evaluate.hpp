// Evaluate: would last year's hot spots have caught this year's crime? With --target and --control:
// did it fall where something was done?
#pragma once

#include <string>

#include "engine/analyses/evaluate/acted_areas.hpp"
#include "engine/analyses/evaluate/hot_evaluation.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct EvaluateOptions {
  PeriodWords periods;
  HotEvaluationOptions hot;
  ActedWords acted;
};

/// Layers stability_<theme>, evaluate_<theme>, capture_<theme>, or before_after_<theme> where areas
/// were acted in; key `evaluate`.
[[nodiscard]] Result<Findings> evaluate_findings(const Study& study, const Theme& theme,
                                                 const EvaluateOptions& options,
                                                 std::uint64_t seed);

/// `evaluate`, with its options at their defaults.
[[nodiscard]] Analysis evaluate();

}  // namespace hotward::analyses
