// Persistence words: what persists, in sentences, as rows on the screen, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/persistence/persistence.hpp"
#include "engine/analyses/persistence/windows.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// Why the windows are too few to say that a cell lasts: a sentence; empty where they are not.
[[nodiscard]] std::string few_windows_text(const trend::Persistence& found);

[[nodiscard]] std::string persistence_text(const Study& study, const Theme& theme,
                                           const PersistentCells& found,
                                           const PersistenceOptions& options);

/// What hot cells hold, by window and share; how far rankings agree, by window.
[[nodiscard]] std::vector<report::ShownTable> persistence_tables(const PersistentCells& found);

[[nodiscard]] Json persistence_json(const PersistentCells& found,
                                    const PersistenceOptions& options);

}  // namespace hotward::analyses
