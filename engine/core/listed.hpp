// Listed: names in one sentence, "a, b, c", cut where they are too many for one line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

namespace hotward {

/// At most `most` names, then how many more there are: a table may have hundreds of columns, and an
/// error is one line.
[[nodiscard]] inline std::string listed(std::span<const std::string> names, std::size_t most = 20) {
  std::string text;
  for (const std::string& name : names.first(std::min(most, names.size()))) {
    text += (text.empty() ? "" : ", ") + name;
  }
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

}  // namespace hotward
