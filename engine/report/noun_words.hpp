// Noun words: a number and what it counts, where the noun is known in the plural: a theme's.
#pragma once

#include <cstdint>
#include <string>

namespace hotward::report {

/// "1 crime", "2 crimes", "1 burglary", "1 theft from the person", "1 incident of arson".
/// @param plural  "crimes"
[[nodiscard]] std::string counted_noun(std::int64_t number, const std::string& plural);
[[nodiscard]] std::string counted_noun(std::uint64_t number, const std::string& plural);

}  // namespace hotward::report
