#include "engine/study/month_breaks.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/methods/quality/series_break.hpp"
#include "engine/study/break_words.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

using table::Month;
using table::Period;

// The whole input's counts by month, as far as every force that counts has the month.
quality::MonthlyCounts series_of(const Study& study, const std::set<Month>& months, bool crime) {
  std::map<Month, std::int64_t> counts;
  for (const Month& month : months) counts[month] = 0;
  for (const auto& [kind, rows] : study.incidents().by_month.rows) {
    const bool of_group = crime ? table::is_crime(kind.type) : table::is_asb(kind.type);
    if (of_group && months.contains(kind.month)) {
      counts[kind.month] += static_cast<std::int64_t>(rows.placed);
    }
  }
  quality::MonthlyCounts series{crime ? "crime" : "asb", {}};
  for (const auto& [month, count] : counts) series.counts.push_back(count);
  return series;
}

bool is_asked_for(const Study& study, bool crime) {
  return std::ranges::any_of(study.incidents().by_month.rows, [&](const auto& row) {
    const std::string& type = row.first.type;
    return row.second.wanted && (crime ? table::is_crime(type) : table::is_asb(type));
  });
}

bool is_looked_at(const Study& study, const Month& month) {
  const auto within = [&](const std::optional<Period>& period) {
    return period && table::month_of(period->first) <= month &&
           month <= table::month_of(period->last);
  };
  return within(study.period) || within(study.before);
}

struct FoundBreaks {
  quality::SeriesBreaks breaks;
  std::vector<Month> months;
  std::string group;
  bool few = false;  // incidents in a month

  [[nodiscard]] bool uneven() const { return quality::too_uneven(breaks, 0, months.size()); }
};

FoundBreaks breaks_of(const Study& study, bool crime) {
  const std::set<Month> held = study.completeness.held_by_all();
  FoundBreaks found{{}, {held.begin(), held.end()}, {}};
  const quality::MonthlyCounts series = series_of(study, held, crime);
  found.breaks = quality::series_breaks(found.months, {&series, 1});
  found.group = series.group;
  found.few = quality::few_a_month(series);
  return found;
}

}  // namespace

std::vector<Month> months_that_break(const Study& study, bool crime) {
  const FoundBreaks found = breaks_of(study, crime);
  std::vector<Month> broken;
  if (found.uneven()) return broken;
  for (const quality::SeriesBreak& b : found.breaks.breaks) broken.push_back(found.months[b.month]);
  return broken;
}

std::string break_sentence(const Study& study, bool crime) {
  const FoundBreaks found = breaks_of(study, crime);
  std::vector<Month> broken;
  std::vector<std::string> sizes;
  for (const quality::SeriesBreak& b : found.breaks.breaks) {
    if (!is_looked_at(study, found.months[b.month])) continue;
    broken.push_back(found.months[b.month]);
    const std::string size = size_words(b.change_pct);
    if (sizes.empty() || sizes.back() != size) sizes.push_back(size);
  }
  if (broken.empty()) return "";
  if (found.uneven()) {
    return uneven_words(found.group, found.breaks.count(0), found.months.size());
  }
  // With the total of the period, the size would give away a small count of a month.
  const std::string by =
      study.is_public ? "" : fmt::format(" ({} than they suggest)", fmt::join(sizes, ", "));
  return fmt::format("{}{}: {}, and part of any change", misfit_words(found.group, broken), by,
                     found.few ? "of so few incidents a month chance alone can make that, or a "
                                 "fault in the records"
                               : "more likely a fault in the records than a real change");
}

std::vector<std::string> break_sentences(const Study& study) {
  std::vector<std::string> sentences;
  for (const bool crime : {true, false}) {
    if (!is_asked_for(study, crime)) continue;
    std::string sentence = break_sentence(study, crime);
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace hotward
