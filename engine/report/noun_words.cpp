#include "engine/report/noun_words.hpp"

#include <algorithm>

#include "engine/report/number_text.hpp"

namespace hotward::report {

// A noun in the plural that ends with an s loses it for one. "incidents of criminal damage" and
// "thefts from the person" lose that of their first words.
std::string counted_noun(std::int64_t number, const std::string& plural) {
  std::string noun = plural;
  std::size_t end = noun.size();
  for (const char* joint : {" of ", " from ", " against "}) end = std::min(end, noun.find(joint));
  if (number == 1 && end > 0 && noun[end - 1] == 's') {
    const bool ies = end > 3 && noun.compare(end - 3, 3, "ies") == 0;
    noun.replace(ies ? end - 3 : end - 1, ies ? 3 : 1, ies ? "y" : "");
  }
  return integer_text(number) + " " + noun;
}

std::string counted_noun(std::uint64_t number, const std::string& plural) {
  return counted_noun(static_cast<std::int64_t>(number), plural);
}

}  // namespace hotward::report
