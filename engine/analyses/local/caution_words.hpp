// Caution words: what must be known before a map of local statistics is believed, for people and in
// the summary.
#pragma once

#include <string>
#include <vector>

#include "engine/methods/autocorrelation/caution.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/sites.hpp"

namespace hotward::analyses {

/// A clause without a stop: "only 22 areas: with fewer than 30, few can stand out from chance".
[[nodiscard]] std::string caution_words(const autocorrelation::Caution& caution,
                                        const Sites& sites);

[[nodiscard]] Json cautions_json(const std::vector<autocorrelation::Caution>& cautions,
                                 const Sites& sites);

/// Warns of each, with what could be done.
void warn_of_cautions(const std::vector<autocorrelation::Caution>& cautions, const Sites& sites,
                      Findings& findings);

}  // namespace hotward::analyses
