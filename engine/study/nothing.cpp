#include "engine/study/nothing.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace hotward {

bool none_counted(const Study& study, const Theme& theme, When when) {
  return std::ranges::all_of(incidents_in_areas(study, theme, when),
                             [](std::int64_t count) { return count == 0; });
}

namespace {

// " in 2020-01", " from 2020-01 to 2020-03"; empty where there are no dates.
std::string when_text(const Study& study) {
  if (!study.period) return "";
  const std::string when = table::to_string(*study.period);
  return (when.find(" to ") == std::string::npos ? " in " : " from ") + when;
}

}  // namespace

std::string nothing_text(const Study& study, const Theme& theme, const std::string& so,
                         std::uint64_t count) {
  return fmt::format("There were {} {} in the areas{}{}, so {}.\n", count == 0 ? "no" : "too few",
                     theme.noun, when_text(study),
                     count == 0 ? std::string() : fmt::format(" ({})", count), so);
}

std::string clause_of(std::string sentence) {
  while (sentence.ends_with('\n') || sentence.ends_with('.')) sentence.pop_back();
  return sentence;
}

}  // namespace hotward
