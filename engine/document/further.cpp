// Further: what other analyses found, in their own words, with the first rows of their table.
#include <algorithm>

#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"

namespace hotward::document {
namespace {

// Those that a reader of a report is served by, in the order of reading; the others make layers.
constexpr const char* shown[] = {"target",        "scan",    "persistence", "emerging",
                                 "concentration", "repeats", "near-repeat", "aoristic"};
constexpr std::size_t first_rows = 5;

report::Section section_of(const Part& part, const Chapter& chapter) {
  const Findings& found = *chapter.findings;
  report::Section section{part.theme->name + "." + chapter.analysis, chapter.heading, 3};
  section.blocks.emplace_back(report::Sentences{dates_in_words(found.text)});
  for (const std::string& warning : found.warnings) {
    section.blocks.emplace_back(report::Sentences{"Note: " + dates_in_words(warning) + "."});
  }
  // Of where to act the groups, too: they are the answer. What is evidence for them has its layer.
  const std::size_t tables = chapter.analysis == "target" ? 2 : 1;
  for (std::size_t t = 0; t < std::min(tables, found.tables.size()); ++t) {
    const std::string of = t == 0 ? "" : " (" + found.tables[t].row + "s)";
    section.blocks.emplace_back(report::DocumentTable{
        part.theme->title + ": " + chapter.heading + of, found.tables[t], first_rows});
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

std::vector<report::Section> beside_peers(const Material& material, Figures& figures) {
  if (!material.peers) return {};
  const Findings& found = *material.peers->findings;
  const Json& focus = part_of(found.summary, "focus");
  for (const char* key : {"rate_1k", "rank", "rank_lo", "rank_hi"}) {
    figures.add(std::string("peers.") + key, focus, key);
  }
  for (const char* key : {"areas", "count", "population"}) {
    figures.add(std::string("peers.") + key, part_of(found.summary, "total"), key);
  }
  constexpr std::size_t most_areas = 15;
  report::Section section{"peers", material.peers->heading, 2};
  section.blocks.emplace_back(report::Sentences{dates_in_words(found.text)});
  for (const Drawing& drawing : found.drawings) {
    section.blocks.emplace_back(
        report::Picture{drawing.svg,
                        "Each dot an area: its rate, by how many people it has. Areas that are "
                        "alike lie between the lines.",
                        found.text.substr(0, found.text.find('\n'))});
  }
  for (const report::ShownTable& table : found.tables) {
    section.blocks.emplace_back(report::DocumentTable{"Comparable areas by rate, the highest first",
                                                      table, most_areas, true,
                                                      "hotward peers has them all"});
  }
  return {section};
}

}  // namespace hotward::document
