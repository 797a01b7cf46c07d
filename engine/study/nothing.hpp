// Nothing: the sentence for a period without incidents: a quiet month of a rare type. That is an
// answer, not a fault: counts are 0, layers have no value or no feature, and one sentence says why.
#pragma once

#include <cstdint>
#include <string>

#include "engine/study/selection.hpp"

namespace hotward {

/// True where not one incident of the theme counts.
[[nodiscard]] bool none_counted(const Study& study, const Theme& theme, When when = When::period);

/// "There were no robberies in the areas in 2020-04, so there are no clusters to find."
/// @param so     what follows from it, without a stop
/// @param count  how many there were, where a few are too few
[[nodiscard]] std::string nothing_text(const Study& study, const Theme& theme,
                                       const std::string& so, std::uint64_t count = 0);

/// The sentence as a clause, without its stop and the end of its line.
[[nodiscard]] std::string clause_of(std::string sentence);

}  // namespace hotward
