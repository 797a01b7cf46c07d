#include "engine/document/make_document.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/version.hpp"

namespace hotward::document {
namespace {

std::string default_title(const Material& material, const std::string& place) {
  std::vector<std::string> titles;
  for (const Part& part : material.parts) titles.push_back(part.theme->title);
  for (std::size_t i = 1; i < titles.size(); ++i) {
    if (titles[i].front() >= 'A' && titles[i].front() <= 'Z') titles[i].front() += 'a' - 'A';
  }
  const std::string title = report::list_words(titles, titles.size());
  return place.empty() ? title : title + ", " + place;
}

// Period and areas: what the numbers are of.
std::vector<std::string> about(const Material& material) {
  const Study& study = material.study;
  std::vector<std::string> lines;
  if (study.period) lines.push_back(period_words(*study.period));
  double km2 = 0.0;
  for (const auto& shape : study.areas().shapes) km2 += geometry::area_m2(shape) / 1e6;
  lines.push_back(fmt::format("{} areas, {} km²", report::integer_text(study.areas().size()),
                              report::decimal_text(km2, km2 < 10.0 ? 1 : 0)));
  if (study.is_public) {
    lines.emplace_back(
        "For publication: counts of 1 to 4, and what would give them away, are hidden.");
  }
  return lines;
}

}  // namespace

Made make_document(Material material, const Cover& cover) {
  // Recorded crime comes first, as in an assessment.
  std::stable_partition(material.parts.begin(), material.parts.end(),
                        [](const Part& part) { return part.theme->name == "crime"; });
  Figures figures;
  Made made;
  report::Document& document = made.document;
  document.title = cover.title.empty() ? default_title(material, cover.place) : cover.title;
  document.about = about(material);
  document.author = cover.author;
  document.logo = cover.logo;
  document.logo_words = cover.logo_words;
  document.made_by = "hotward " + version();
  document.credits = {material.credits.incidents, material.credits.areas,
                      material.credits.boundaries};
  const auto append = [&](std::vector<report::Section> sections) {
    std::ranges::move(sections, std::back_inserter(document.sections));
  };
  append(first_page(material, figures));
  for (const Part& part : material.parts) {
    document.sections.push_back({part.theme->name, part.theme->title});
    append(over_time(part, figures));
    append(by_area(material, part, figures));
    append(further(part));
  }
  append(beside_peers(material, figures));
  append(method(material));
  made.figures = figures.list();
  return made;
}

}  // namespace hotward::document
