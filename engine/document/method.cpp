// Method: what is not in the report, and how the rest was made, so that it can be made again.
#include <algorithm>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/public_record.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/record.hpp"

namespace hotward::document {
namespace {

using report::integer_text;

constexpr const char* how_to_read =
    "A rate is incidents per 1,000 of the population in the period. Likely is the 95% interval: "
    "where "
    "the number would lie if chance alone moved it. A change is tested twice, as a change of two "
    "counts of chance alone and as one of months that vary as much as these do; sentences use the "
    "less certain of both. Anti-social behaviour is not a crime, and the two are never added up.\n"
    "Recorded incidents are not all that happened: they depend on what is reported and how it is "
    "recorded. Police data give each incident the position of a map point nearby.";

report::ShownTable two_columns(const std::string& first, const std::string& second, bool numbers) {
  return {{{first, {}, false, "what"}, {second, {}, numbers, "value"}}, "row", ""};
}

void add_row(report::ShownTable& table, const std::string& what, const std::string& value) {
  table.columns[0].cells.push_back(what);
  table.columns[1].cells.push_back(value);
}

report::DocumentTable rows_table(const report::SummaryHead& head) {
  report::ShownTable table = two_columns("Rows", "How many", true);
  const table::RowOutcomes& rows = head.row_outcomes;
  add_row(table, "Read", integer_text(rows.read));
  add_row(table, "Counted in an area", integer_text(head.in_area));
  add_row(table, "Outside every area", integer_text(head.outside));
  add_row(table, "Of other dates or types, or the period before", integer_text(rows.filtered));
  add_row(table, "Without coordinates", integer_text(rows.no_coordinates));
  add_row(table, "With coordinates that are none", integer_text(rows.bad_coordinates));
  add_row(table, "With a date that is none", integer_text(rows.bad_date));
  add_row(table, "Cut or malformed", integer_text(rows.malformed_row));
  return {"What became of the rows", table, 0, false};
}

report::DocumentTable making_table(const Material& material, const table::Provenance& made) {
  report::ShownTable table = two_columns("What", "How", false);
  const table::Areas& areas = material.study.areas();
  add_row(table, "Program", "hotward " + made.version);
  add_row(table, "Command", made.command_line);
  add_row(table, "Random numbers", fmt::format("seed {}", made.seed));
  add_row(
      table, "Coordinates",
      made.crs.definition.empty()
          ? "as given, on the British National Grid"
          : fmt::format("{}, good to {} m{}", made.crs.name,
                        report::decimal_text(made.crs.accuracy_m, 0),
                        made.crs.grid_missing ? "; a better operation needs the OSTN15 grid" : ""));
  add_row(table, "Areas", fmt::format("{} of {}", integer_text(areas.size()), areas.source));
  if (made.population) add_row(table, "Population", made.population->text());
  return {"How it was made", table, 0, false};
}

report::DocumentTable files_table(const table::Provenance& made) {
  report::ShownTable table{
      {{"File", {}, false, "path"}, {"Bytes", {}, true, "bytes"}, {"SHA-256", {}, false, "sha256"}},
      "file",
      ""};
  for (const table::InputFile& file : made.inputs) {
    table.columns[0].cells.push_back(file.path);
    table.columns[1].cells.push_back(integer_text(file.bytes));
    table.columns[2].cells.push_back(file.sha256.empty() ? file.note : file.sha256);
  }
  return {"Files that were read", table, 8, true, "the manifest of an output names them all"};
}

report::Section left_out_section(const Material& material) {
  report::Section section{"left-out", "What is not in this report"};
  report::ItemList list;
  std::vector<LeftOut> merged;  // one line for what is left out of several themes alike
  for (const LeftOut& one : material.left_out) {
    const auto same = std::ranges::find_if(merged, [&](const LeftOut& other) {
      return other.analysis == one.analysis && other.why == one.why;
    });
    if (same == merged.end()) {
      merged.push_back(one);
    } else {
      same->theme += ", " + one.theme;
    }
  }
  for (const LeftOut& one : merged) {
    list.items.push_back(
        fmt::format("{} ({}): {}.", one.analysis, one.theme, dates_in_words(one.why)));
  }
  if (list.items.empty()) list.items.emplace_back("No analysis had to be left out.");
  section.blocks.emplace_back(std::move(list));
  return section;
}

}  // namespace

std::vector<report::Section> method(const Material& material) {
  const Study& study = material.study;
  const table::Provenance made =
      study.is_public ? public_provenance(study.provenance) : study.provenance;
  const report::SummaryHead head = head_of(study, material.context, {});
  report::Section how{"method", "How this was made"};
  how.blocks.emplace_back(report::Sentences{how_to_read});
  if (study.is_public) how.blocks.emplace_back(report::Sentences{publish_once()});
  how.blocks.emplace_back(rows_table(head));
  how.blocks.emplace_back(making_table(material, made));
  how.blocks.emplace_back(files_table(made));
  std::vector<report::Section> sections{left_out_section(material), std::move(how)};
  if (!head.warnings.empty()) {
    report::ItemList list;
    for (const std::string& warning : head.warnings) {
      list.items.push_back(dates_in_words(capitalised(warning)) + ".");
    }
    sections.push_back({"warnings", "Worth knowing about the data", 3, {std::move(list)}});
  }
  return sections;
}

}  // namespace hotward::document
