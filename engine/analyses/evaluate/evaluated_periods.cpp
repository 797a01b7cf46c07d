#include "engine/analyses/evaluate/evaluated_periods.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/study/comparison.hpp"
#include "engine/study/completeness.hpp"
#include "engine/study/month_table.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using table::Month;
using table::Period;

Result<Period> named(const std::string& option, const std::string& word) {
  if (const auto period = dates_of(word)) return *period;
  return fail(
      ErrorCode::usage,
      fmt::format("--{} {}: write a month, or dates such as 2018-04..2018-09", option, word));
}

Result<EvaluatedPeriods> in_order(const Period& before, const Period& after) {
  if (before.last < after.first) return EvaluatedPeriods{before, after};
  const bool swapped = after.last < before.first;
  return fail(ErrorCode::usage,
              fmt::format("--before {} and --after {}: {}", table::to_string(before),
                          table::to_string(after),
                          swapped ? "the first must end before the second begins"
                                  : "the two overlap, and what judges hot spots must be later than "
                                    "what they are made of"));
}

// The longest run of months that all forces hold, within a period; of equal ones the last.
std::vector<Month> longest_run(const Study& study, const Period& within) {
  std::vector<Month> best;
  std::vector<Month> run;
  const std::set<Month> held = study.completeness.held_by_all();
  for (Month m = table::month_of(within.first); m <= table::month_of(within.last);
       m = table::next(m)) {
    const bool whole = table::first_day(m) >= within.first && table::last_day(m) <= within.last;
    if (held.contains(m) && whole) {
      run.push_back(m);
    } else {
      run.clear();
    }
    if (run.size() >= best.size()) best = run;
  }
  return best;
}

Period of_months(const Month& first, const Month& last) {
  return {table::first_day(first), table::last_day(last)};
}

bool holds_all_months(const Study& study, const Period& period) {
  return months_missing(study.completeness.held_by_all(), period).empty();
}

// Of any type.
bool any_month_held(const Study& study, const Period& period) {
  const std::set<Month> held = study.completeness.held_by_any();
  return std::ranges::any_of(held, [&](const Month& month) {
    return table::last_day(month) >= period.first && table::first_day(month) <= period.last;
  });
}

// Of what was read: `run` may have passed the months before over.
bool any_read(const Study& study, const Period& period) {
  const auto& minutes = study.incidents().minute;
  return std::ranges::any_of(minutes, [&](table::Minute minute) {
    return minute != table::no_time && period.holds(minute);
  });
}

Result<EvaluatedPeriods> usual(const Study& study) {
  const auto counted = months_counted(study);
  if (!counted) return fail(ErrorCode::no_data, "the incidents have no dates");
  if (study.asked) {
    const Period before = study.comparison ? *study.comparison : table::same_days_before(*counted);
    if (holds_all_months(study, before) && any_read(study, before)) {
      return EvaluatedPeriods{before, *counted};
    }
  }
  const std::vector<Month> run = longest_run(study, *counted);
  if (run.size() < 2) {
    return fail(ErrorCode::no_data,
                fmt::format("two periods are needed, one to find hot spots in and a later one to "
                            "judge them by, and the data have no two months in a row within {}",
                            table::to_string(*counted)));
  }
  const std::size_t n = run.size();
  const std::size_t later = n >= 24 ? 12 : n / 2;
  const std::size_t first = n >= 24 ? n - 24 : 0;
  return EvaluatedPeriods{of_months(run[first], run[n - later - 1]),
                          of_months(run[n - later], run[n - 1])};
}

Result<EvaluatedPeriods> as_named(const Study& study, const PeriodWords& words) {
  if (words.before.empty() && words.after.empty()) return usual(study);
  if (words.after.empty() && !study.asked) {
    return fail(ErrorCode::usage, "--before: --after, or --from and --to, says what judges it");
  }
  auto after = words.after.empty() ? Result<Period>(*study.asked) : named("after", words.after);
  if (!after) return fail(after.error());
  auto before = words.before.empty() ? Result<Period>(table::previous(*after))
                                     : named("before", words.before);
  if (!before) return fail(before.error());
  return in_order(*before, *after);
}

std::string what_data_hold(const Study& study) {
  const auto held = months_held(study);
  return held ? "the data run from " + table::to_string(*held) : "the data have no dates";
}

int months_between(const Month& from, const Month& to) {
  return static_cast<int>((to - from).count());
}

Period moved(const Period& period, int months) {
  return of_months(table::month_of(period.first) + std::chrono::months{months},
                   table::month_of(period.last) + std::chrono::months{months});
}

}  // namespace

Result<void> ask_for_periods(const PeriodWords& words, StudyRequest& request) {
  request.history = true;
  if (!words.before.empty()) {
    if (const auto before = named("before", words.before); !before) return fail(before.error());
  }
  if (words.after.empty()) return {};
  const auto after = named("after", words.after);
  if (!after) return fail(after.error());
  // A date that cannot be read is refused where the study is made.
  const auto from = table::parse_period(request.incidents.from);
  const auto to = table::parse_period(request.incidents.to);
  if ((from && from->first != after->first) || (to && to->last != after->last)) {
    return fail(
        ErrorCode::usage,
        fmt::format("--after {}: --from and --to say another period; omit them", words.after));
  }
  request.incidents.from = table::to_string(after->first);
  request.incidents.to = table::to_string(after->last);
  return {};
}

Result<EvaluatedPeriods> evaluated_periods(const Study& study, const PeriodWords& words) {
  if (study.incidents().minute.empty()) {
    return fail(ErrorCode::no_data,
                "two periods are compared, and these incidents have no dates (--time names their "
                "column)");
  }
  auto periods = as_named(study, words);
  if (!periods) return periods;
  for (const Period& period : {periods->before, periods->after}) {
    if (any_month_held(study, period)) continue;
    return fail(ErrorCode::no_data, fmt::format("there are no incidents in {}: {}",
                                                table::to_string(period), what_data_hold(study)));
  }
  return periods;
}

std::vector<EvaluatedPeriods> pairs_in_data(const Study& study, const EvaluatedPeriods& periods) {
  std::vector<EvaluatedPeriods> pairs;
  const auto held = months_held(study);
  if (!held || !periods.before.whole_months() || !periods.after.whole_months()) return pairs;
  const int back =
      -months_between(table::month_of(held->first), table::month_of(periods.before.first));
  const int forth =
      months_between(table::month_of(periods.after.last), table::month_of(held->last));
  for (int months = back; months <= forth; ++months) {
    const EvaluatedPeriods pair{moved(periods.before, months), moved(periods.after, months)};
    if (holds_all_months(study, pair.before) && holds_all_months(study, pair.after)) {
      pairs.push_back(pair);
    }
  }
  return pairs;
}

std::vector<std::string> period_warnings(const Study& study, const EvaluatedPeriods& periods) {
  std::vector<std::string> warnings;
  for (const Period& period : {periods.before, periods.after}) {
    const std::set<Month> held = study.completeness.held_by_any();
    if (const auto missing = months_missing(held, period); !missing.empty()) {
      warnings.push_back(fmt::format("{}: the data have no {}: it counts as if nothing happened",
                                     table::to_string(period), months_text(missing)));
    }
    for (const Hole& hole : holes_in(study.completeness, period)) {
      if (!hole.counts && hole.areas.empty()) continue;
      warnings.push_back(fmt::format("{}: {}: what it would have reported is missing",
                                     table::to_string(period), hole_text(hole)));
    }
  }
  return warnings;
}

}  // namespace hotward::analyses
