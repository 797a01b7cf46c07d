#include "engine/analyses/target/harm_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;

// Names of the sites that are marked; of cells their ids.
std::vector<std::string> marked(const FoundSites& found, const std::vector<std::uint8_t>& marks) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] != 0) names.push_back(site_name(found.sites, i));
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::string harm_text(const FoundSites& found, const FoundGroups& groups) {
  if (!found.harm.known() || groups.groups.empty()) return {};
  const GroupSums& sums = groups.groups.front().sums;
  std::string text = fmt::format("It was chosen by {}harm, not by number: it has {} of {} ({}%).\n",
                                 found.weights.approximate ? "approximate " : "",
                                 decimal_text(sums.harm, 0), decimal_text(found.harm.total, 0),
                                 decimal_text(100.0 * sums.harm / found.harm.total, 1));
  const std::vector<std::string> names = marked(found, found.harm.by_one);
  if (!names.empty()) {
    text += fmt::format(
        "One severe incident alone puts {} among the first by harm: {}. That is no hot spot.\n",
        names.size() == 1 ? "one of them" : fmt::format("{} of them", names.size()),
        report::list_words(names, 5));
  }
  return text;
}

std::string one_incident_text(const FoundSites& found) {
  const std::vector<std::string> names = marked(found, found.by_one);
  if (names.empty()) return {};
  return fmt::format("With one incident fewer {} would not be among the hottest: {}.\n",
                     names.size() == 1 ? "one of them" : fmt::format("{} of them", names.size()),
                     report::list_words(names, found.sites.grid ? 3 : 5));
}

std::string excluded_text(const FoundSites& found) {
  if (!found.excluded.known()) return {};
  return fmt::format("{} in {} of {} {} not counted.\n",
                     counted(found.excluded.incidents, "incident"),
                     counted(found.excluded.shapes.size(), "polygon"), found.excluded.file,
                     found.excluded.incidents == 1 ? "is" : "are");
}

std::vector<std::string> harm_warnings(const FoundSites& found) {
  if (!found.weights.approximate) return {};
  return {
      "harm is approximate: each category of data.police.uk holds crimes of very unlike "
      "severity, and its weight fits none of them"};
}

Json harm_json(const FoundSites& found) {
  if (!found.harm.known()) return {};
  return {{"file", found.weights.file},
          {"approximate", found.weights.approximate},
          {"total", found.harm.total},
          {"by_one", marked(found, found.harm.by_one)}};
}

Json excluded_json(const FoundSites& found) {
  if (!found.excluded.known()) return {};
  return {{"file", found.excluded.file},
          {"polygons", found.excluded.shapes.size()},
          {"incidents", found.excluded.incidents}};
}

}  // namespace hotward::analyses
