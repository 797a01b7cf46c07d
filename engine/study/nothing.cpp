#include "engine/study/nothing.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace hotward {

bool none_counted(const Study& study, const Theme& theme, When when) {
  return std::ranges::all_of(incidents_in_areas(study, theme, when),
                             [](std::int64_t count) { return count == 0; });
}

std::string nothing_text(const Study& study, const Theme& theme, const std::string& so,
                         std::uint64_t count) {
  return fmt::format("There were {} {} in the areas{}{}, so {}.\n", count == 0 ? "no" : "too few",
                     theme.noun,
                     study.period ? " in " + table::to_string(*study.period) : std::string(),
                     count == 0 ? std::string() : fmt::format(" ({})", count), so);
}

std::string clause_of(std::string sentence) {
  while (sentence.ends_with('\n') || sentence.ends_with('.')) sentence.pop_back();
  return sentence;
}

}  // namespace hotward
