// The first page: what is missing or broken, then how much there is of each theme, how it changed,
// and where most of it lies.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/known_change_words.hpp"
#include "engine/study/public_record.hpp"

namespace hotward::document {
namespace {

using report::decimal_text;
using report::Fact;

std::string upper_first(const std::string& words) { return capitalised(words); }

// What changes a number or makes a claim void, of the study as a whole.
std::vector<std::string> must_know(const Material& material) {
  const Study& study = material.study;
  std::vector<std::string> items;
  const auto add = [&items](const std::string& text) {
    const std::string item = dates_in_words(upper_first(text)) + ".";
    if (std::ranges::find(items, item) == items.end()) items.push_back(item);
  };
  const std::string made_up = "the areas are " + study.areas().caveat;
  if (!study.areas().caveat.empty()) {
    add(made_up + ", so that counts near their borders are wrong, and may be their rates");
  }
  for (const std::string& text : study.weighty) {
    if (text == made_up) continue;
    add(study.is_public ? without_folders(text, study.provenance) : text);
  }
  for (const std::string& text : known_change_sentences(study)) add(text);
  if (!study.before && !study.no_change.empty()) add("no change is shown: " + study.no_change);
  return items;
}

Fact count_fact(const Part& part, const Json& total, Figures& figures) {
  const std::string id = part.theme->name + ".count";
  figures.add(id, total, "count");
  return {upper_first(part.theme->noun), whole_text(real_of(total, "count")),
          period_words(text_of(total, "period")), id};
}

std::vector<Fact> rate_facts(const Part& part, const Json& total, Figures& figures) {
  const std::string& name = part.theme->name;
  for (const char* key : {"rate_1k", "rate_lo", "rate_hi", "population"}) {
    figures.add(name + "." + key, total, key);
  }
  if (!std::isfinite(real_of(total, "rate_1k"))) return {};
  std::string note;
  if (std::isfinite(real_of(total, "rate_lo"))) {
    note = fmt::format("likely {}–{}", decimal_text(real_of(total, "rate_lo"), 2),
                       decimal_text(real_of(total, "rate_hi"), 2));
  }
  return {{"Per 1,000 " + text_of(total, "population_label"),
           decimal_text(real_of(total, "rate_1k"), 2), note, name + ".rate_1k"}};
}

std::vector<Fact> change_facts(const Part& part, const Json& total, Figures& figures) {
  const Json& before = part_of(total, "before");
  const std::string& name = part.theme->name;
  figures.add(name + ".prev", before, "count");
  figures.add(name + ".chg_pct", before, "chg_pct");
  const double pct = real_of(before, "chg_pct");
  if (!std::isfinite(pct)) return {};
  const double more = real_of(total, "count") - real_of(before, "count");
  const std::string when = period_words(text_of(before, "period"));
  return {{"Change", report::signed_text(pct, 1) + "%",
           more == 0.0 ? "as many as in " + when
                       : fmt::format("{} {} than the {} of {}", whole_text(std::abs(more)),
                                     more > 0.0 ? "more" : "fewer",
                                     whole_text(real_of(before, "count")), when),
           name + ".chg_pct"}};
}

// "12 of 12": how many months are there and fit the others.
std::vector<Fact> months_facts(const Part& part, Figures& figures) {
  const Findings* trend = part.found("trend");
  if (trend == nullptr) return {};
  std::vector<std::string> missing, broken;
  const Json& months = part_of(trend->summary, "months");
  for (const Json& month : months) {
    const auto at = table::parse_period(text_of(month, "month"));
    if (!at) continue;
    const std::string words = month_words(table::month_of(at->first));
    if (!part_of(month, "present").get<bool>()) {
      missing.push_back(words);
    } else if (part_of(month, "broken").get<bool>()) {
      broken.push_back(words);
    }
  }
  if (months.empty()) return {};
  const std::string id = part.theme->name + ".sound_months";
  const std::size_t sound = months.size() - missing.size() - broken.size();
  figures.add(id, sound);
  std::string note;
  if (!broken.empty()) {
    note = fmt::format("unlike the other months, as by a fault in the records: {}",
                       report::list_words(broken, 4));
  }
  if (!missing.empty()) {
    note += fmt::format("{}missing: {}", note.empty() ? "" : "; ", report::list_words(missing, 4));
  }
  if (note.empty()) note = "none is missing, none unlike the others";
  return {{"Sound months", fmt::format("{} of {}", sound, months.size()), note, id}};
}

std::vector<Fact> top_facts(const Part& part, const Json& total, Figures& figures) {
  const Json& ranking = part.found("rank")->summary;
  const double share = real_of(part_of(total, "top_5"), "share_pct");
  constexpr std::size_t top = 5;
  figures.add(part.theme->name + ".top_5.share_pct", part_of(total, "top_5"), "share_pct");
  if (!std::isfinite(share) || ranking.size() <= top) return {};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < top; ++i) names.push_back(text_of(ranking[i], "area_name"));
  return {{fmt::format("In {} of {} areas", top, ranking.size()), decimal_text(share, 1) + "%",
           report::list_words(names, top), part.theme->name + ".top_5.share_pct"}};
}

// Whom the rates are taken over, and which estimates of them.
std::string population_line(const Study& study, const Json& total) {
  const table::Areas& areas = study.areas();
  const double people = real_of(total, "population");
  if (!std::isfinite(people)) return "";
  return fmt::format(
      "Rates are over {} {} ({}; {}; {}).", whole_text(people), areas.population_label,
      areas.population_source,
      areas.population_series.empty() ? "series not stated" : "series " + areas.population_series,
      areas.population_released.empty() ? "release not stated"
                                        : "released " + areas.population_released);
}

report::Section glance(const Material& material, const Part& part, Figures& figures) {
  const std::string& name = part.theme->name;
  report::Section section{name + ".glance", part.theme->title, 3};
  const Findings* ranking = part.found("rank");
  if (ranking == nullptr) return section;
  const Json& total = part_of(ranking->also, "total");
  report::Facts facts{{count_fact(part, total, figures)}};
  for (const auto& more : {rate_facts(part, total, figures), change_facts(part, total, figures),
                           top_facts(part, total, figures), months_facts(part, figures)}) {
    facts.facts.insert(facts.facts.end(), more.begin(), more.end());
  }
  section.blocks = {facts, report::Sentences{dates_in_words(ranking->text)}};
  if (const std::string line = population_line(material.study, total); !line.empty()) {
    section.blocks.emplace_back(report::Sentences{line});
  }
  return section;
}

}  // namespace

std::vector<report::Section> first_page(const Material& material, Figures& figures) {
  std::vector<report::Section> sections{{"summary", "At a glance"}};
  if (auto items = must_know(material); !items.empty()) {
    sections.front().blocks.emplace_back(report::Notice{"Before you use the numbers", items});
  }
  for (const Part& part : material.parts) sections.push_back(glance(material, part, figures));
  return sections;
}

}  // namespace hotward::document
