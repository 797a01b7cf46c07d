#include "engine/study/months.hpp"

#include <fmt/format.h>

namespace hotward {

using table::Month;

std::vector<Month> months_missing(const std::set<Month>& held, const table::Period& period) {
  std::vector<Month> missing;
  for (Month m = table::month_of(period.first); m <= table::month_of(period.last);
       m = table::next(m)) {
    if (!held.contains(m)) missing.push_back(m);
  }
  return missing;
}

std::string months_text(const std::vector<Month>& months) {
  std::string text;
  for (std::size_t i = 0; i < months.size();) {
    std::size_t last = i;
    while (last + 1 < months.size() && months[last + 1] == table::next(months[last])) ++last;
    if (!text.empty()) text += ", ";
    text += table::to_string(months[i]);
    if (last > i) {
      text += fmt::format(" to {} ({} months)", table::to_string(months[last]), last - i + 1);
    }
    i = last + 1;
  }
  return text;
}

}  // namespace hotward
