#include "engine/analyses/check/coverage_matrix.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/study/months.hpp"
#include "engine/study/partial_months.hpp"

namespace hotward::analyses {
namespace {

using quality::Coverage;
using table::Month;

using MonthCounts = std::map<Month, std::int64_t>;

constexpr Names<Coverage, 4> coverage_names{{{Coverage::present, "present"},
                                             {Coverage::absent, "absent"},
                                             {Coverage::partial, "partial"},
                                             {Coverage::ended, "ended"}}};

std::string name_of_force(const std::string& force) { return force.empty() ? "all data" : force; }

CoverageRow row_of(const ForceMonths& force, bool counts, const std::string& type,
                   const MonthCounts& rows, const std::vector<Month>& months) {
  return {force.force, type, quality::coverage(rows_by_month(force, rows, months)), counts};
}

bool is_whole(const CoverageRow& row) {
  return std::ranges::all_of(row.months, [](Coverage c) { return c == Coverage::present; });
}

}  // namespace

std::vector<Month> CoverageRow::of(Coverage kind, const std::vector<Month>& months_known) const {
  std::vector<Month> found;
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (months[m] == kind) found.push_back(months_known[m]);
  }
  return found;
}

CoverageMatrix coverage_matrix(const Study& study) {
  CoverageMatrix matrix;
  const std::set<Month> held = study.completeness.held_by_any();
  if (held.empty()) return matrix;
  for (Month m = *held.begin(); m <= *held.rbegin(); m = table::next(m)) matrix.months.push_back(m);
  for (const ForceMonths& force : study.completeness.forces) {
    std::map<std::string, MonthCounts> types;
    MonthCounts all;
    for (const auto& [kind, counts] : study.incidents().by_month.rows) {
      if (kind.force != force.force || !counts.wanted) continue;
      const auto rows = static_cast<std::int64_t>(counts.placed + counts.unplaced);
      all[kind.month] += rows;
      if (!kind.type.empty()) types[kind.type][kind.month] += rows;
    }
    const bool counts = study.completeness.counts(force);
    matrix.rows.push_back(row_of(force, counts, "", all, matrix.months));
    for (const auto& [type, rows] : types) {
      matrix.rows.push_back(row_of(force, counts, type, rows, matrix.months));
    }
  }
  return matrix;
}

Json coverage_json(const CoverageMatrix& matrix) {
  Json months = Json::array();
  for (const Month& month : matrix.months) months.push_back(table::to_string(month));
  Json rows = Json::array();
  for (const CoverageRow& row : matrix.rows) {
    Json states = Json::array();
    for (const Coverage c : row.months) states.push_back(std::string(name_of(coverage_names, c)));
    rows.push_back({{"force", row.force},
                    {"type", row.type.empty() ? Json() : Json(row.type)},
                    {"months", std::move(states)}});
  }
  return {{"months", std::move(months)}, {"rows", std::move(rows)}};
}

report::ShownTable coverage_table(const CoverageMatrix& matrix) {
  report::PlainColumn force{"Force", {}, false, "force", 0};
  report::PlainColumn type{"Type", {}, false, "type", 0};
  report::PlainColumn columns[] = {{"Present", {}, false, "present", 1},
                                   {"Absent", {}, false, "absent", 0},
                                   {"Partial", {}, false, "partial", 0},
                                   {"Ended", {}, false, "ended", 0}};
  if (std::ranges::count_if(matrix.rows, [](const auto& r) { return r.type.empty(); }) < 2 &&
      std::ranges::all_of(matrix.rows, is_whole)) {
    return {};
  }
  const CoverageRow* total = nullptr;  // of the force whose types follow
  for (const CoverageRow& row : matrix.rows) {
    if (row.type.empty()) total = &row;
    // A type that lacks what its force lacks is nothing new.
    if (!row.type.empty() && total != nullptr && row.months == total->months) continue;
    force.cells.push_back(name_of_force(row.force));
    type.cells.push_back(row.type.empty() ? "all" : row.type);
    for (std::size_t c = 0; c < coverage_names.size(); ++c) {
      columns[c].cells.push_back(months_text(row.of(coverage_names[c].first, matrix.months)));
    }
  }
  report::ShownTable table{{std::move(force), std::move(type)}, "row"};
  for (auto& column : columns) table.columns.push_back(std::move(column));
  return table;
}

CoverageSentences coverage_sentences(const CoverageMatrix& matrix) {
  CoverageSentences sentences;
  const CoverageRow* total = nullptr;  // of the force whose types follow
  for (const CoverageRow& row : matrix.rows) {
    if (row.type.empty()) total = &row;
    const std::string what =
        fmt::format("{}{}", name_of_force(row.force), row.type.empty() ? "" : ": " + row.type);
    const auto ended = row.of(Coverage::ended, matrix.months);
    if (!ended.empty()) {
      (row.counts ? sentences.faults : sentences.notes)
          .push_back(fmt::format("{} ended: nothing from {} on, though the months before had many",
                                 what, table::to_string(ended.front())));
    }
    auto partial = row.of(Coverage::partial, matrix.months);
    if (!row.type.empty() && total != nullptr) {
      // What holds for all types is not repeated for each.
      const auto known = total->of(Coverage::partial, matrix.months);
      std::erase_if(partial, [&](const Month& month) {
        return std::ranges::find(known, month) != known.end();
      });
    }
    if (!partial.empty()) {
      sentences.notes.push_back(fmt::format(
          "{} of {} {} at most a fifth of what the other months have: look whether the file is "
          "whole",
          what, months_text(partial), partial.size() == 1 ? "has" : "have"));
    }
  }
  return sentences;
}

}  // namespace hotward::analyses
