// Rebase words: what is said of rebased counts, in a summary, a table and sentences.
#pragma once

#include <string>

#include "engine/analyses/rebase/rebased.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

[[nodiscard]] Json rebase_json(const Rebased& found, const Study& study,
                               const RebaseOptions& options);
[[nodiscard]] report::ShownTable rebase_table(const Rebased& found, const Study& study);
[[nodiscard]] std::string rebase_text(const Rebased& found, const Study& study, const Theme& theme,
                                      const RebaseOptions& options);

/// rebase_<theme>: the areas with their counts, as counted and as shared out.
[[nodiscard]] table::Layer rebase_layer(const Rebased& found, const Study& study,
                                        const Theme& theme);
/// flows_<theme>: a row for every source and target that share incidents or land.
[[nodiscard]] table::Layer flows_layer(const Rebased& found, const Study& study,
                                       const Theme& theme);

}  // namespace hotward::analyses
