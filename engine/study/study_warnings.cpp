#include "engine/study/study_warnings.hpp"

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/methods/quality/misplaced.hpp"
#include "engine/study/record.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

std::string names_of(const std::vector<table::UnknownType>& unknown, bool is_public) {
  std::string names;
  for (std::size_t i = 0; i < unknown.size() && i < 5; ++i) {
    names += (i == 0 ? "" : ", ") + unknown[i].name;
    if (!is_public) names += fmt::format(" ({})", unknown[i].incidents);
  }
  if (unknown.size() > 5) names += fmt::format(" and {} more", unknown.size() - 5);
  return names;
}

void warn_of_unknown_types(Study& study) {
  const auto unknown = table::unknown_types(study.incidents());
  if (!unknown.empty()) {
    study.warn_of_number("types that are in no group, neither crime nor ASB: " +
                         names_of(unknown, study.is_public));
  }
  if (!study.incidents_read.unknown_left_out.empty()) {
    study.warn_of_number("--type leaves out rows of types that are in no group: " +
                         names_of(study.incidents_read.unknown_left_out, study.is_public));
  }
}

// Own types that were asked for by name and stand in no row: a slip of the pen, mostly.
void warn_of_absent_types(const std::vector<std::string>& asked, Study& study) {
  for (const std::string& word : asked) {
    if (table::expand({&word, 1}) || table::expand({&word, 1}, study.incidents().types.texts()))
      continue;
    study.warn_of_number(fmt::format("--type {}: no row has this type", word));
  }
}

// Where the rows are at fault, by the first three; `check` lists more.
void warn_of_rejected_rows(Study& study) {
  const table::RowOutcomes& row_outcomes = study.incidents().row_outcomes;
  const std::uint64_t at_fault = row_outcomes.rejected() - row_outcomes.no_coordinates;
  if (at_fault == 0) return;
  std::string text = counted(at_fault, "row") + (at_fault == 1 ? " is" : " are") + " at fault";
  const auto& faults = study.incidents_read.first_faults;
  for (std::size_t i = 0; !study.is_public && i < faults.size() && i < 3; ++i) {
    text += (i == 0 ? ": " : "; ") + fault_text(faults[i]);
  }
  study.warn_of_number(text);
}

// What was mended in rows that count all the same.
void warn_of_mended_times(Study& study) {
  if (study.is_public) return;
  const table::RowOutcomes& row_outcomes = study.incidents().row_outcomes;
  if (row_outcomes.ends_unread > 0) {
    study.warnings.push_back(counted(row_outcomes.ends_unread, "row") +
                             " with an end that is no date: the end is taken as not known");
  }
  if (row_outcomes.times_swapped > 0) {
    study.warn_of_number(counted(row_outcomes.times_swapped, "row") +
                         " ended before the beginning: the two times are swapped");
  }
}

void warn_of_places(Study& study) {
  if (study.join.by_nearest > 0) {
    study.warn_of_number(fmt::format("{} outside all areas taken into the nearest area (--nearest)",
                                     counted(study.join.by_nearest, "incident")));
  }
}

// `check` names such rows, and what would mend them.
void warn_of_rows_off_the_grid(Study& study) {
  const table::Places& places = study.incidents().places;
  std::uint64_t off = 0;
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (!quality::on_national_grid(places.at[p])) off += places.incidents[p];
  }
  if (off == 0) return;
  study.warn_of_number(fmt::format(
      "{} off the British National Grid, outside every area: hotward check names them",
      study.is_public ? "some rows lie" : counted(off, "row") + (off == 1 ? " lies" : " lie")));
}

// Real incidents on wards that are only drawn: whoever reads one line must read this one.
std::string made_up_areas(const Study& study) {
  // In May 2023 the 24 new wards came in.
  const bool new_wards =
      study.period && study.period->first >= table::parse_period("2023-05")->first;
  return fmt::format(
      "These are schematic wards, not the official ones: counts near their borders are wrong. For "
      "real wards: hotward boundaries --preset medway-{} -o wards.gpkg, then --areas "
      "wards.gpkg.\n\n",
      new_wards ? 24 : 22);
}

// Left out where the first line of the output states it already.
void warn_of_made_up_areas(Study& study) {
  if (study.areas().caveat.empty()) return;
  const std::string warning = "the areas are " + study.areas().caveat;
  study.warnings.push_back(warning);
  if (study.made_up_areas.empty()) study.weighty.push_back(warning);
}

}  // namespace

void warn_of_reading(const StudyRequest& options, Study& study) {
  for (const auto* list : {&study.incidents_read.warnings, &study.areas_read.warnings}) {
    study.warnings.insert(study.warnings.end(), list->begin(), list->end());
  }
  for (const auto* list : {&study.incidents_read.weighty, &study.areas_read.weighty}) {
    study.weighty.insert(study.weighty.end(), list->begin(), list->end());
  }
  if (!study.incidents_read.passed_over.empty())
    study.warnings.push_back(passed_over_text(study.incidents_read.passed_over));
  if (options.areas.dataset.empty()) study.made_up_areas = made_up_areas(study);
  warn_of_made_up_areas(study);
  warn_of_rejected_rows(study);
  warn_of_mended_times(study);
  warn_of_unknown_types(study);
  warn_of_absent_types(options.incidents.types, study);
  warn_of_places(study);
  if (options.keep != io::Keep::checks) warn_of_rows_off_the_grid(study);
}

}  // namespace hotward
