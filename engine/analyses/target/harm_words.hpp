// Harm words: what weighs, what one incident alone makes, and what does not count, in sentences and
// as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/target/found_groups.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

/// How the group was chosen by harm, where it was; behind the sentence on the group.
[[nodiscard]] std::string harm_text(const FoundSites& found, const FoundGroups& groups);

/// The sites that one incident alone makes hot.
[[nodiscard]] std::string one_incident_text(const FoundSites& found);

[[nodiscard]] std::string excluded_text(const FoundSites& found);

/// What a reader must know of the weights before believing a number: a sentence each, without stop.
[[nodiscard]] std::vector<std::string> harm_warnings(const FoundSites& found);

/// null where nothing is weighed.
[[nodiscard]] Json harm_json(const FoundSites& found);
/// null where nothing is left out.
[[nodiscard]] Json excluded_json(const FoundSites& found);

}  // namespace hotward::analyses
