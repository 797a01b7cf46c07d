#include "engine/analyses/check/check_faults.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/break_words.hpp"
#include "engine/study/known_change_words.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

// Below this share of rows that agree, the boundaries are hardly those of the data.
constexpr double least_agreement_pct = 90.0;

// Above this share, rows that repeat an id and rows of another county are more than a slip.
constexpr double most_repeated_share = 0.001;

// Above this share of rows without a usable place or date, totals by area are too low to be quoted.
constexpr double most_rejected_pct = 5.0;

// False where most months of the series are breaks.
bool reports_months(const Quality& found, std::size_t group) {
  return !quality::too_uneven(found.breaks, group, found.months.present.size());
}

// The total of what is uneven is uneven, too, and is nothing new.
bool uneven_in_a_findings(const Quality& found, std::size_t total) {
  if (found.series[total].group != "all") return false;
  for (std::size_t group = 0; group < found.series.size(); ++group) {
    if (group != total && !reports_months(found, group)) return true;
  }
  return false;
}

// True where crime or ASB alone breaks the series in this month: the total is then nothing new.
bool reported_by_a_findings(const Quality& found, const quality::SeriesBreak& total) {
  return found.series[total.group].group == "all" &&
         std::ranges::any_of(found.breaks.breaks, [&](const quality::SeriesBreak& other) {
           return other.month == total.month && other.group != total.group;
         });
}

void judge_months(const Quality& found, std::vector<std::string>& faults) {
  if (!found.months.missing.empty()) {
    faults.push_back("missing months: " + months_text(found.months.missing));
  }
  for (std::size_t group = 0; group < found.series.size(); ++group) {
    if (reports_months(found, group) || uneven_in_a_findings(found, group)) continue;
    faults.push_back(uneven_words(found.series[group].group, found.breaks.count(group),
                                  found.months.present.size()));
  }
  for (const quality::SeriesBreak& b : found.breaks.breaks) {
    if (reported_by_a_findings(found, b) || !reports_months(found, b.group)) continue;
    const quality::MonthlyCounts& series = found.series[b.group];
    faults.push_back(fmt::format("{}: {} where about {} were to be expected ({})",
                                 misfit_words(series.group, {found.months.present[b.month]}),
                                 integer_text(series.counts[b.month]), decimal_text(b.expected, 0),
                                 size_words(b.change_pct)));
  }
}

// Of few incidents the above is unsure both ways.
void judge_few(const Quality& found, std::vector<std::string>& notes) {
  constexpr std::size_t least_months = 12;
  for (const quality::MonthlyCounts& series : found.series) {
    if (series.counts.size() < least_months || !quality::few_a_month(series)) continue;
    notes.push_back(fmt::format(
        "{} has fewer than 200 incidents in the usual month: of so few, chance alone can make a "
        "month that does not fit the others, and one that lost half of its records is often not "
        "found",
        group_words(series.group)));
  }
}

// Rows that are not where it happened, and rows outside the areas.
void judge_positions(const Study& study, bool areas_named, Quality& found) {
  for (const MisplacedRows& rows : found.misplaced) {
    // A force's file has some rows from the other end of the country; they are outside anyhow.
    const bool few = static_cast<double>(rows.rows) <=
                     most_repeated_share * static_cast<double>(study.incidents().size());
    const bool harmless = few && rows.kind == quality::Misplacement::far;
    (harmless ? found.notes : found.faults).push_back(misplaced_text(rows));
  }
  const std::string none = none_in_areas_text(study);
  if (!none.empty()) {
    // The schematic wards of Medway, which nobody asked for, are no fault of a file from elsewhere.
    (areas_named ? found.faults : found.notes).push_back(none);
  } else if (areas_named && found.outside > 0) {
    found.notes.push_back(
        fmt::format("{} of {} ({}%) {} in none of the areas, and {} not judged by month and place",
                    integer_text(found.outside), counted(study.incidents().size(), "located row"),
                    decimal_text(100.0 * static_cast<double>(found.outside) /
                                     static_cast<double>(study.incidents().size()),
                                 1),
                    found.outside == 1 ? "lies" : "lie", found.outside == 1 ? "is" : "are"));
  }
}

// A month that one force lacks, or of which an unlike share lies on the map, is due to the files.
void judge_completeness(const Study& study, Quality& found) {
  const std::set<table::Month> held = study.completeness.held_by_any();
  if (held.empty()) return;
  const table::Period whole{table::first_day(*held.begin()), table::last_day(*held.rbegin())};
  for (const Hole& hole : holes_in(study.completeness, study.asked ? *study.period : whole)) {
    const bool counts = hole.counts || !hole.areas.empty();
    (counts ? found.faults : found.notes).push_back(hole_text(hole));
  }
  found.coverage = coverage_matrix(study);
  CoverageSentences covered = coverage_sentences(found.coverage);
  std::ranges::move(covered.faults, std::back_inserter(found.faults));
  std::ranges::move(covered.notes, std::back_inserter(found.notes));
  for (std::string& sentence : known_change_sentences(study)) {
    found.notes.push_back(std::move(sentence));
  }
  const table::RowsByMonth& rows = study.incidents().by_month;
  for (const ForceUnlike& force : forces_unlike(rows, study.completeness)) {
    found.faults.push_back(fmt::format(
        "{}% of the rows of {} in {} have no coordinates, and {}% of its other months': their "
        "counts cannot be compared",
        decimal_text(100.0 * force.these.unplaced_share(), 1), force.force,
        months_text(force.months), decimal_text(100.0 * force.others.unplaced_share(), 1)));
  }
  const auto unlike = months_unlike(rows);
  if (unlike.empty()) return;
  LocatedShare these;
  LocatedShare others;
  for (const auto& [kind, counts] : rows.rows) {
    const bool is_one = std::ranges::find(unlike, kind.month) != unlike.end();
    if (counts.wanted) (is_one ? these : others).add(counts);
  }
  found.faults.push_back(
      fmt::format("{}% of the rows of {} have no coordinates, and {}% of the other months': their "
                  "counts cannot be compared",
                  decimal_text(100.0 * these.unplaced_share(), 1), months_text(unlike),
                  decimal_text(100.0 * others.unplaced_share(), 1)));
}

void judge_rows(const Study& study, Quality& found) {
  for (const table::UnknownType& type : found.unknown_types) {
    const bool none = type.name == "(no type)";
    found.faults.push_back(fmt::format(
        "{} {} neither crime nor ASB: {}", counted(type.incidents, "incident"),
        type.incidents == 1 ? "is" : "are",
        none ? "no type is given" : fmt::format("'{}' is in no group of types", type.name)));
  }
  const table::RowOutcomes& row_outcomes = study.incidents().row_outcomes;
  if (found.duplicate_ids > 0 && !study.deduped) {
    // Six in 200,000 change no answer.
    const bool many = static_cast<double>(found.duplicate_ids) >
                      most_repeated_share * static_cast<double>(found.places.incidents);
    (many ? found.faults : found.notes)
        .push_back(fmt::format("{} {} an earlier one: the same id, place, time and type (kept; "
                               "--dedupe drops them)",
                               counted(found.duplicate_ids, "row"),
                               found.duplicate_ids == 1 ? "repeats" : "repeat"));
  }
  const double rejected_pct = 100.0 * static_cast<double>(row_outcomes.rejected()) /
                              static_cast<double>(std::max<std::uint64_t>(row_outcomes.read, 1));
  if (rejected_pct > most_rejected_pct) {
    found.faults.push_back(
        fmt::format("{}% of the rows have no usable place or date", decimal_text(rejected_pct, 1)));
  }
}

void judge_places(const Study& study, Quality& found) {
  if (found.has_stated_areas && found.agreement.agree_pct < least_agreement_pct) {
    // Schematic areas cannot agree, and are no fault of the file.
    auto& list = study.areas().caveat.empty() ? found.faults : found.notes;
    list.push_back(fmt::format("only {}% of the rows lie in the area of the LSOA that they state",
                               decimal_text(found.agreement.agree_pct, 1)));
  }
  if (found.places.sharing_pct > 50.0) {
    found.notes.push_back(fmt::format(
        "{}% of the incidents share their coordinates with another: they were moved to map "
        "points, so distances between incidents mean little",
        decimal_text(found.places.sharing_pct, 1)));
  }
  if (!found.places.busiest.empty()) {
    found.notes.push_back(
        "a place with very many incidents is often a default, such as a police station "
        "or a hospital: look at the busiest places before calling them hot");
  }
}

}  // namespace

void add_faults(const Study& study, bool areas_named, Quality& found) {
  judge_positions(study, areas_named, found);
  judge_months(found, found.faults);
  judge_few(found, found.notes);
  judge_completeness(study, found);
  judge_rows(study, found);
  judge_places(study, found);
}

}  // namespace hotward::analyses
