// Period words: a period as a title says it, "April 2021 to March 2022".
#pragma once

#include <string>

#include "engine/table/period.hpp"

namespace hotward::report {

/// "April 2021 to March 2022" of whole months, "June 2021" of one, "3 April 2019 to 7 May 2019" of
/// days.
[[nodiscard]] std::string period_words(const table::Period& period);

}  // namespace hotward::report
