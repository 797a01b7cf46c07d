#include "engine/study/comparable.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/area_months.hpp"
#include "engine/study/comparison.hpp"
#include "engine/study/months.hpp"
#include "engine/study/partial_months.hpp"

namespace hotward {
namespace {

using table::Month;
using table::Period;

// Above this share of rows without a position, counts are too low to be quoted.
constexpr double many_unplaced = 0.05;

// As many as days without one row would have held, did the data go on.
constexpr double least_rows_in_a_gap = 10.0;

std::string percent(double share) { return report::decimal_text(100.0 * share, 1) + "%"; }

// "289 of 1,000 incidents of 2020-03 (28.9%)"; no small number in what is for the public.
std::string unplaced_text(const LocatedShare& share, const std::string& when, bool is_public) {
  if (is_public)
    return fmt::format("{} of the incidents of {}", percent(share.unplaced_share()), when);
  return fmt::format("{} of {} of {} ({})", report::integer_text(share.unplaced),
                     counted(share.rows, "incident"), when, percent(share.unplaced_share()));
}

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::vector<std::string> hole_texts(const Study& study, const Period& period) {
  std::vector<std::string> texts;
  for (const Hole& hole : holes_in(study.completeness, period)) {
    if (hole.counts) texts.push_back(hole_text(hole));
  }
  return texts;
}

// "River, Watling and 3 more areas"
std::string names_of_areas(const Study& study, const std::vector<std::size_t>& areas) {
  constexpr std::size_t most = 5;
  const std::vector<std::string> names = table::distinct_names(study.areas());
  std::string text;
  for (std::size_t i = 0; i < areas.size() && i < most; ++i) {
    text += (i == 0 ? "" : i + 1 == areas.size() ? " and " : ", ") + names[areas[i]];
  }
  if (areas.size() > most) text += " and " + counted(areas.size() - most, "more area");
  return text;
}

// A force that few of all incidents come from may serve an area by itself.
void warn_of_local_holes(Study& study, const Period& period) {
  for (const Hole& hole : holes_in(study.completeness, period)) {
    if (hole.areas.empty()) continue;
    study.warn_of_number(fmt::format("counts of {} are too low: {}",
                                     names_of_areas(study, hole.areas), hole_text(hole)));
  }
}

// Warns where any of the areas is new among those left out.
void leave_out_changes_of(const std::vector<std::size_t>& areas, const std::string& why,
                          const std::string& and_of, Study& study) {
  bool any = false;
  for (const std::size_t area : areas) {
    if (!study.no_change_in[area].empty()) continue;
    study.no_change_in[area] = why;
    any = true;
  }
  if (!any) return;
  study.warn_of_number(
      fmt::format("no change is shown for {}{}: {}", names_of_areas(study, areas), and_of, why));
}

// Months of a period that nobody holds. Where rows are few, one between others may be quiet.
struct MonthsLacking {
  std::vector<Month> missing;
  std::vector<Month> perhaps_quiet;
};

MonthsLacking months_lacking(const Study& study, const Period& period) {
  const auto& forces = study.completeness.forces;
  const std::set<Month> held = study.completeness.held_by_any();
  MonthsLacking lacking;
  for (const Month& month : months_missing(held, period)) {
    const bool inside = !held.empty() && *held.begin() < month && month < *held.rbegin();
    const bool sure =
        std::ranges::any_of(forces, [&](const ForceMonths& force) { return force.lacks(month); });
    (inside && !sure ? lacking.perhaps_quiet : lacking.missing).push_back(month);
  }
  return lacking;
}

std::string edge_text(const Study& study, const Period& period) {
  const auto days = days_with_data(study, period);
  if (!days) return "";
  if (period.first < days->first) {
    return fmt::format("the data begin on {}, within {}", table::to_string(days->first),
                       table::to_string(period));
  }
  return fmt::format("the data end on {}, within {}", table::to_string(days->last),
                     table::to_string(period));
}

// What nobody has of either period; empty where somebody has all.
std::string missing_text(const Study& study, const Period& before) {
  std::vector<std::string> reasons;
  if (const auto lacking = months_lacking(study, before); !lacking.missing.empty()) {
    const bool all = lacking.missing.size() == months_missing({}, before).size();
    reasons.push_back(fmt::format("the data have nothing from {}the period before ({})",
                                  all ? "" : months_text(lacking.missing) + " in ",
                                  table::to_string(before)));
  } else if (std::string edge = edge_text(study, before); !edge.empty()) {
    reasons.push_back(std::move(edge));
  }
  if (const auto lacking = months_lacking(study, *study.period); !lacking.missing.empty()) {
    reasons.push_back(fmt::format("the data have nothing from {}", months_text(lacking.missing)));
  } else if (std::string edge = edge_text(study, *study.period); !edge.empty()) {
    reasons.push_back(std::move(edge));
  }
  return joined(reasons);
}

// Of both periods at once, by force: one that lacks a month of each is named once.
std::map<std::string, Hole> holes_of_both(const Study& study, const Period& before) {
  std::map<std::string, Hole> holes;
  for (const Period& period : {before, *study.period}) {
    for (const Hole& hole : holes_in(study.completeness, period)) {
      const auto [known, is_new] = holes.try_emplace(hole.force, hole);
      if (is_new) continue;
      auto& missing = known->second.missing;
      missing.insert(missing.end(), hole.missing.begin(), hole.missing.end());
    }
  }
  return holes;
}

// Both periods' shares without coordinates, where they are unlike; else nothing.
std::string unlike_text(const Study& study, const Period& before, const LocatedShare& now,
                        const LocatedShare& then, const std::string& whose) {
  if (!unlike(now, then)) return {};
  return fmt::format(
      "{} have no coordinates, and {}: the counts are not of the same part of what was recorded",
      unplaced_text(now, whose + table::to_string(*study.period), study.is_public),
      unplaced_text(then, whose + table::to_string(before), study.is_public));
}

std::string force_unlike_text(const Study& study, const Period& before, const std::string& force) {
  const auto& rows = study.incidents().by_month;
  return unlike_text(study, before, located_share(rows, *study.period, force),
                     located_share(rows, before, force), force + " in ");
}

std::string all_unlike_text(const Study& study, const Period& before) {
  const auto& rows = study.incidents().by_month;
  return unlike_text(study, before, located_share(rows, *study.period), located_share(rows, before),
                     "");
}

// Why a force's incidents of the two periods are not of the same thing; empty where they are.
struct ForceReason {
  std::string text;
  bool is_coordinates = false;
};

ForceReason force_reason(const Study& study, const Period& before, const ForceMonths& force,
                         const std::map<std::string, Hole>& holes) {
  if (const auto hole = holes.find(force.force); hole != holes.end()) {
    return {hole_text(hole->second)};
  }
  if (study.completeness.forces.size() < 2) return {};
  return {force_unlike_text(study, before, force.force), true};
}

// A force that counts in all areas together takes their change, and that of each area that it
// serves; one that serves few areas takes theirs alone. Where none is left, there is no comparison.
void judge_forces(Study& study, const Period& before, const std::map<std::string, Hole>& holes) {
  const Completeness& completeness = study.completeness;
  const AreaMonths months(study);
  std::vector<std::string> of_all;
  std::vector<std::pair<std::vector<std::size_t>, std::string>> local;
  std::vector<std::pair<std::vector<std::size_t>, std::string>> counted;
  for (const ForceMonths& force : completeness.forces) {
    const ForceReason why = force_reason(study, before, force, holes);
    if (why.text.empty()) continue;
    if (!completeness.counts(force)) {
      local.emplace_back(force.areas, why.text);
      continue;
    }
    of_all.push_back(why.text);
    counted.emplace_back(months.served_by(force.force), why.text);
    study.unlike_coordinates = study.unlike_coordinates || why.is_coordinates;
  }
  study.no_change = joined(of_all);
  std::vector<std::uint8_t> is_out(study.areas().size(), 0);
  for (const auto& [areas, why] : counted) {
    for (const std::size_t area : areas) is_out[area] = 1;
  }
  if (!of_all.empty() && std::ranges::find(is_out, 0) == is_out.end()) return;
  study.before = before;
  study.no_change_in.assign(study.areas().size(), "");
  for (const auto& [areas, why] : counted) {
    leave_out_changes_of(areas, why, ", nor for all areas together", study);
  }
  for (const auto& [areas, why] : local) leave_out_changes_of(areas, why, "", study);
}

// Of the months around, those that were not asked for.
LocatedShare other_months(const Study& study) {
  const auto& rows = study.incidents().by_month;
  const LocatedShare now = located_share(rows, *study.period);
  LocatedShare all;
  for (const auto& [kind, counts] : rows.rows) {
    if (counts.wanted) all.add(counts);
  }
  return {all.rows - now.rows, all.unplaced - now.unplaced};
}

void warn_of_unplaced(Study& study) {
  const LocatedShare now = located_share(study.incidents().by_month, *study.period);
  const LocatedShare others = other_months(study);
  const bool differs = unlike(now, others);
  if (now.unplaced_share() <= many_unplaced && !differs) return;
  const bool is_one = now.unplaced == 1 && !study.is_public;
  std::string text = unplaced_text(now, table::to_string(*study.period), study.is_public) +
                     (is_one ? " has no coordinates and is in no count"
                             : " have no coordinates and are in no count");
  if (differs)
    text += "; " + unplaced_text(others, "the other months", study.is_public) + " have none";
  study.warn_of_number(text);
}

void warn_of_missing(Study& study) {
  const auto missing = months_missing(study.completeness.held_by_any(), *study.period);
  if (!missing.empty()) {
    study.warn_of_number(fmt::format(
        "the data have nothing from {}, of any type: counts and rates are of the other months",
        months_text(missing)));
  }
  const auto holes = hole_texts(study, *study.period);
  if (!holes.empty()) study.warn_of_number("counts are too low: " + joined(holes));
  const auto partial = partial_texts(study, *study.period);
  if (!partial.empty()) study.warn_of_number("counts are too low: " + joined(partial));
  warn_of_local_holes(study, *study.period);
}

}  // namespace

std::string period_in_words(const Study& study) {
  std::string text = table::to_string(*study.period);
  const MonthsLacking lacking = months_lacking(study, *study.period);
  if (!lacking.missing.empty()) text += " without " + months_text(lacking.missing);
  return text;
}

std::optional<Period> days_with_data(const Study& study, const Period& period) {
  const table::Incidents& incidents = study.incidents();
  if (!incidents.seen.span || incidents.precision == table::TimePrecision::month) return {};
  const Period& span = *incidents.seen.span;
  std::uint64_t rows = 0;
  for (const ForceMonths& force : study.completeness.forces) rows += force.rows;
  const auto is_gap = [&](table::Day first, table::Day behind) {
    const auto days = static_cast<double>((behind - first).count());
    return days * static_cast<double>(rows) >= least_rows_in_a_gap * span.days();
  };
  const bool begins = is_gap(period.first, span.first);
  const bool ends = is_gap(span.last, period.last);
  if (!begins && !ends) return {};
  return Period{begins ? span.first : period.first, ends ? span.last : period.last};
}

std::set<Month> months_held_in_part(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  const std::set<Month> held = study.completeness.held_by_any();
  if (held.empty() || incidents.precision == table::TimePrecision::month) return {};
  double rows = 0.0;
  double days = 0.0;  // of the months held: a hole has no rows
  for (const ForceMonths& force : study.completeness.forces) {
    rows += static_cast<double>(force.rows);
  }
  for (const Month& month : held) {
    days += Period{table::first_day(month), table::last_day(month)}.days();
  }
  const auto is_gap = [&](table::Day first, table::Day behind) {
    return static_cast<double>((behind - first).count()) * rows >= least_rows_in_a_gap * days;
  };
  std::set<Month> in_part;
  for (const auto& [month, seen] : incidents.seen.months) {
    const Month before = month - std::chrono::months{1};
    const bool begins =
        is_missing(study.completeness, before) && is_gap(table::first_day(month), seen.first);
    const bool ends = is_missing(study.completeness, table::next(month)) &&
                      is_gap(seen.last, table::last_day(month));
    if (begins || ends) in_part.insert(month);
  }
  return in_part;
}

void judge_comparison(Study& study) {
  if (!study.period) {
    study.no_change = "the incidents have no dates";
    return;
  }
  if (!study.completeness.forces.empty()) warn_of_missing(study);
  if (!study.comparison) {
    if (study.no_change.empty()) study.no_change = "no period was asked for: --from and --to";
    warn_of_unplaced(study);
    return;
  }
  const Period& before = *study.comparison;
  study.no_change = missing_text(study, before);
  if (study.no_change.empty()) {
    const auto holes = holes_of_both(study, before);
    // What a force lacks may make the shares unlike: it is the better reason.
    const bool of_forces =
        std::ranges::any_of(holes, [](const auto& hole) { return hole.second.counts; });
    if (!of_forces) study.no_change = all_unlike_text(study, before);
    study.unlike_coordinates = !study.no_change.empty();
    if (study.no_change.empty()) judge_forces(study, before, holes);
  }
  // Of the two sentences about coordinates one is enough.
  if (!study.unlike_coordinates) warn_of_unplaced(study);
  if (!study.before) {
    study.warn_of_number("no change is shown: " + study.no_change);
    return;
  }
  if (const auto partial = partial_texts(study, before); !partial.empty()) {
    study.warn_of_number("the change compares with too few: " + joined(partial));
  }
  if (const auto lacking = months_lacking(study, before); !lacking.perhaps_quiet.empty()) {
    study.warn_of_number(
        fmt::format("the data have nothing from {} in the period before ({}): the change compares "
                    "with too few",
                    months_text(lacking.perhaps_quiet), table::to_string(before)));
  }
  if (other_season(*study.period, before)) {
    study.warn_of_number(fmt::format(
        "{} is compared with {}, another part of the year, so the season may explain the change "
        "(--compare last-year)",
        table::to_string(*study.period), table::to_string(before)));
  }
}

}  // namespace hotward
