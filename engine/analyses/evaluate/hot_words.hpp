// Hot words: what `evaluate` says of hot cells, in a summary and to people.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/evaluate/hot_evaluation.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

[[nodiscard]] Json hot_json(const HotEvaluation& found, const HotEvaluationOptions& options);

[[nodiscard]] report::ShownTable hot_table(const HotEvaluation& found);

[[nodiscard]] std::string hot_text(const HotEvaluation& found, const HotEvaluationOptions& options,
                                   const Theme& theme);

/// Of what --nearest took in from outside the areas.
[[nodiscard]] std::string left_out_text(const HotEvaluation& found, const Theme& theme);

}  // namespace hotward::analyses
