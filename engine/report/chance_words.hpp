// Chance words: what a p-value says, and ratios and lists, as people say them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hotward::report {

/// How often chance alone does what was seen: "less than once in 1,000" for p < 0.001, then "about
/// once in 1,000", "about 3 times in 100", "about half the time". Never surer than p is: 999 random
/// maps that all stay below give p = 0.001, which is about once in 1,000.
/// @param p  from 0 to 1; NaN gives no_value
[[nodiscard]] std::string chance_words(double p);

/// The line that the text of every finding has: one plain sentence on what its numbers rest on, and
/// where they do not hold. "How sure: this is a rule of thumb, and no test.\n"
/// @param sentence  without its full stop, and with a small letter first
[[nodiscard]] std::string how_sure(const std::string& sentence);

/// "p < 0.001", "p = 0.028".
[[nodiscard]] std::string p_words(double p);

/// How a ratio compares: "twice", "2.5 times", "half", "0.7 times"; no_value for what is not
/// finite.
[[nodiscard]] std::string times_words(double ratio);

/// "River", "River and Twydall", "River, Twydall and Luton", "River, Twydall and 3 more".
/// @param most  names given in full, where there are more of them
[[nodiscard]] std::string list_words(const std::vector<std::string>& names, std::size_t most);

}  // namespace hotward::report
