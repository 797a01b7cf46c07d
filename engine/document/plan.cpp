#include "engine/document/plan.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/files/read_toml.hpp"
#include "engine/io/files/text_file.hpp"

namespace hotward::document {
namespace {

// Parts that a theme may have; others of a theme's sections are not planned for.
constexpr std::string_view parts[] = {"glance",  "change",      "years",    "months",
                                      "types",   "areas",       "map",      "target",
                                      "scan",    "persistence", "emerging", "concentration",
                                      "repeats", "near-repeat", "aoristic"};

Error fault(const Plan& plan, std::size_t line, const std::string& what) {
  return {ErrorCode::wrong_format, fmt::format("{}:{}: {}", plan.file, line, what)};
}

// The texts of a table by their keys. @param known  key and where its text goes
Result<void> read_texts(const Plan& plan, const io::TomlTable& table,
                        const std::vector<std::pair<std::string, std::string*>>& known) {
  for (const io::TomlEntry& entry : table) {
    const auto key =
        std::ranges::find(known, entry.key, &std::pair<std::string, std::string*>::first);
    if (key == known.end()) {
      std::vector<std::string> names;
      for (const auto& [name, text] : known) names.push_back(name);
      return fail(
          fault(plan, entry.value.line,
                fmt::format("unknown key '{}'{}", entry.key, did_you_mean(entry.key, names))));
    }
    if (key->second == nullptr) continue;
    const auto* text = entry.value.as<std::string>();
    if (text == nullptr) {
      return fail(fault(plan, entry.value.line, fmt::format("{} must be a text", entry.key)));
    }
    *key->second = *text;
  }
  return {};
}

Result<PlannedSection> section_of(const Plan& plan, const io::TomlValue& value) {
  PlannedSection section;
  section.line = value.line;
  const auto* table = value.as<io::TomlTable>();
  if (table == nullptr) return fail(fault(plan, value.line, "a section is a table: [[section]]"));
  const auto read =
      read_texts(plan, *table,
                 {{"show", &section.show}, {"heading", &section.heading}, {"text", &section.text}});
  if (!read) return fail(read.error());
  if (section.show.empty() && section.heading.empty()) {
    return fail(fault(plan, value.line, "a section needs show, a heading, or both"));
  }
  return section;
}

using Sections = std::vector<report::Section>;

bool may_be(const std::string& id, const Sections& sections) {
  const std::size_t dot = id.find('.');
  if (dot == std::string::npos) {
    return id == "asb" || id == "crime" || id == "incidents" || id == "peers";
  }
  const std::string part = id.substr(dot + 1);
  const std::string theme = id.substr(0, dot);
  const bool known_theme =
      theme == "asb" || theme == "crime" || theme == "incidents" ||
      std::ranges::any_of(sections, [&](const auto& one) { return one.id == theme; });
  return known_theme && std::ranges::find(parts, part) != std::end(parts);
}

// The section of this id and those below it, taken out of the list, less those planned by name.
Sections take(Sections& sections, const std::string& id, const std::set<std::string>& planned) {
  Sections taken;
  const auto first = std::ranges::find(sections, id, &report::Section::id);
  if (first == sections.end()) return taken;
  auto last = first + 1;
  while (last != sections.end() && last->level > first->level) ++last;
  Sections rest;
  for (auto one = first; one != last; ++one) {
    (one == first || !planned.contains(one->id) ? taken : rest).push_back(std::move(*one));
  }
  sections.erase(first, last);
  sections.insert(sections.begin(), std::make_move_iterator(rest.begin()),
                  std::make_move_iterator(rest.end()));
  return taken;
}

Result<void> check_ids(const Plan& plan, const Sections& sections) {
  std::set<std::string> seen;
  for (const PlannedSection& one : plan.sections) {
    if (one.show.empty()) continue;
    if (!seen.insert(one.show).second) {
      return fail(fault(plan, one.line, fmt::format("'{}' is shown twice", one.show)));
    }
    std::vector<std::string> known;
    for (const report::Section& section : sections) known.push_back(section.id);
    if (std::ranges::find(known, one.show) != known.end() || may_be(one.show, sections)) continue;
    return fail(fault(plan, one.line,
                      fmt::format("there is no section '{}'{}; there are: {}", one.show,
                                  did_you_mean(one.show, known), listed(known, 40))));
  }
  return {};
}

Sections planned_sections(const PlannedSection& one, std::size_t number, Sections& from,
                          const std::set<std::string>& planned) {
  Sections sections = one.show.empty() ? Sections{} : take(from, one.show, planned);
  const bool lacking = sections.empty();
  if (lacking) sections.push_back({fmt::format("section-{}", number), one.heading, 2, {}});
  report::Section& first = sections.front();
  first.level = 2;
  if (!one.heading.empty()) first.heading = one.heading;
  if (lacking && !one.show.empty()) {
    if (first.heading.empty()) first.heading = one.show;
    first.blocks.emplace_back(report::Sentences{
        "The data do not allow this section, or it may not be published: the reason stands under "
        "what is not in this report."});
  }
  if (!one.text.empty()) first.blocks.insert(first.blocks.begin(), report::Sentences{one.text});
  return sections;
}

// What no plan may leave out.
void keep_what_must_be_known(Sections& arranged, Sections& rest) {
  const auto summary = std::ranges::find(rest, "summary", &report::Section::id);
  if (summary != rest.end() && !summary->blocks.empty()) {
    arranged.insert(arranged.begin(), std::move(*summary));
  }
  for (const char* id : {"left-out", "method", "warnings"}) {
    const auto found = std::ranges::find(rest, id, &report::Section::id);
    if (found != rest.end()) arranged.push_back(std::move(*found));
  }
}

}  // namespace

Result<Plan> read_plan(const std::string& file) {
  Plan plan;
  plan.file = file;
  const auto text = io::read_text(file);
  if (!text) return fail(text.error());
  const auto toml = io::read_toml(*text, file);
  if (!toml) return fail(toml.error());
  const auto* table = toml->as<io::TomlTable>();
  const auto read = read_texts(
      plan, *table, {{"title", &plan.title}, {"author", &plan.author}, {"section", nullptr}});
  if (!read) return fail(read.error());
  const io::TomlValue* sections = io::find(*table, "section");
  if (sections == nullptr) return plan;
  const auto* list = sections->as<io::TomlList>();
  if (list == nullptr)
    return fail(fault(plan, sections->line, "a section begins with [[section]]"));
  for (const io::TomlValue& value : *list) {
    auto section = section_of(plan, value);
    if (!section) return fail(section.error());
    plan.sections.push_back(std::move(*section));
  }
  return plan;
}

Result<void> arrange(report::Document& document, const Plan& plan) {
  if (plan.sections.empty()) return {};
  if (auto known = check_ids(plan, document.sections); !known) return known;
  std::set<std::string> planned;
  for (const PlannedSection& one : plan.sections) planned.insert(one.show);
  Sections rest = std::move(document.sections);
  Sections arranged;
  for (std::size_t i = 0; i < plan.sections.size(); ++i) {
    std::ranges::move(planned_sections(plan.sections[i], i + 1, rest, planned),
                      std::back_inserter(arranged));
  }
  keep_what_must_be_known(arranged, rest);
  document.sections = std::move(arranged);
  return {};
}

}  // namespace hotward::document
