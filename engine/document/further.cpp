// Further: what other analyses found, in their own words, with the first rows of their table.
#include <algorithm>

#include "engine/document/sections.hpp"

namespace hotward::document {
namespace {

// Those that a reader of a report is served by, in the order of reading; the others make layers.
constexpr const char* shown[] = {"scan",    "persistence", "emerging", "concentration",
                                 "repeats", "near-repeat", "aoristic"};
constexpr std::size_t first_rows = 5;

report::Section section_of(const Part& part, const Chapter& chapter) {
  const Findings& found = *chapter.findings;
  report::Section section{part.theme->name + "." + chapter.analysis, chapter.heading, 3};
  section.blocks.emplace_back(report::Sentences{found.text});
  for (const std::string& warning : found.warnings) {
    section.blocks.emplace_back(report::Sentences{"Note: " + warning + "."});
  }
  if (!found.tables.empty()) {
    section.blocks.emplace_back(report::DocumentTable{part.theme->title + ": " + chapter.heading,
                                                      found.tables.front(), first_rows});
  }
  return section;
}

}  // namespace

std::vector<report::Section> further(const Part& part) {
  std::vector<report::Section> sections;
  for (const char* analysis : shown) {
    for (const Chapter& chapter : part.chapters) {
      if (chapter.analysis != analysis || chapter.findings->text.empty()) continue;
      sections.push_back(section_of(part, chapter));
    }
  }
  return sections;
}

}  // namespace hotward::document
